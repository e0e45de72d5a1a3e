//! The text that an account signs: EIP-4361 for Ethereum addresses, and the same with another word
//! for accounts of the chain.
//!
//! ```text
//! gateway.example wants you to sign in with your Ethereum account:
//! 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
//!
//! Get a pass for this asset's files.
//!
//! URI: https://gateway.example
//! Version: 1
//! Chain ID: 19784
//! Nonce: 9e5bf1b1d0d5cbd4f7e0aa3fbb7fbe3c4be90c1f6a6de5d02d1d7f0d5a34c1b8
//! Issued At: 2026-11-21T00:00:00Z
//! Expiration Time: 2026-11-21T00:05:00Z
//! Resources:
//! - did:metahub:00112233445566778899aabbccddeeff:3:14
//! ```

use super::{Caller, CallerError, Origin};
use metahub_assets::Did;
use std::{fmt, str::FromStr};
use time::{format_description::well_known::Rfc3339, OffsetDateTime};

const SUBSTRATE: &str = " wants you to sign in with your Substrate account:";
const ETHEREUM: &str = " wants you to sign in with your Ethereum account:";
/// What the signer of every challenge for a pass reads.
const STATEMENT: &str = "Get a pass for this asset's files.";
/// How long a challenge for a pass can be answered at most, seconds.
const MAX_VALIDITY: i64 = 300;
/// How far a gateway's clock may be from this client's, seconds.
const SKEW: i64 = 300;
/// Longest text that is read.
const MAX_LEN: usize = 4 << 10;

/// A text to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
	/// The scheme that may stand before the domain.
	pub scheme: Option<String>,
	/// Who asks for the signature.
	pub domain: String,
	/// Whose signature is asked for.
	pub caller: Caller,
	/// What for, in words.
	pub statement: Option<String>,
	/// What it is for.
	pub uri: String,
	/// The chain: its EIP-155 id for Ethereum addresses, its CAIP-2 id for others.
	pub chain_id: String,
	/// What makes it the only one of its kind: letters and digits, at least eight.
	pub nonce: String,
	/// When it was made.
	pub issued_at: Moment,
	/// Until when it can be used, exclusive.
	pub expires: Option<Moment>,
	/// From when on it can be used.
	pub not_before: Option<Moment>,
	/// What the one who asks calls it.
	pub request_id: Option<String>,
	/// What it gives access to.
	pub resources: Vec<String>,
}

/// Why a text is no challenge, or not the right one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChallengeError {
	/// It is of no form that is known.
	#[error("the message is not a sign-in message: {0}")]
	Form(&'static str),
	/// It does not name an account.
	#[error("the message's account: {0}")]
	Caller(#[from] CallerError),
	/// A time in it is not one.
	#[error("{0:?} is not a time as RFC 3339 writes it")]
	Time(String),
	/// It is of another gateway.
	#[error("the message is for {stated}, not for {own}")]
	OtherDomain {
		/// The gateway that it names.
		stated: String,
		/// The gateway here.
		own: String,
	},
	/// It is not for the asset.
	#[error("the message is not for {0} alone")]
	OtherAsset(Did),
	/// It is for another account.
	#[error("the message is for another account")]
	OtherCaller,
	/// It is of another chain.
	#[error("the message is for the chain {0}")]
	OtherChain(String),
	/// It does not expire, or has expired.
	#[error("the message has expired")]
	Expired,
	/// It cannot be used yet.
	#[error("the message cannot be used yet")]
	TooEarly,
	/// Its nonce is not of the form that gateways give.
	#[error("the message's nonce is not 64 lower-case hexadecimal digits")]
	Nonce,
	/// It could be used for longer than it has to be.
	#[error("the message could be used for longer than five minutes")]
	Validity,
	/// It is of another time than this.
	#[error(
		"the message is of {0}, more than five minutes from this computer's clock; set the clock"
	)]
	Clock(Moment),
	/// It says something else as well, or in other words.
	#[error("the message is not the exact text that asks for a pass")]
	OtherText,
}

/// A time as a challenge spells it, with what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
	text: String,
	unix: i64,
}

impl Moment {
	/// A time in Unix seconds; `None` beyond the year 9999.
	pub fn from_unix(seconds: u64) -> Option<Self> {
		let unix = i64::try_from(seconds).ok()?;
		let text = OffsetDateTime::from_unix_timestamp(unix).ok()?.format(&Rfc3339).ok()?;
		Some(Self { text, unix })
	}

	/// Unix seconds, rounded down.
	pub fn unix(&self) -> i64 {
		self.unix
	}
}

impl fmt::Display for Moment {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.text)
	}
}

impl FromStr for Moment {
	type Err = ChallengeError;

	fn from_str(text: &str) -> Result<Self, ChallengeError> {
		let moment = OffsetDateTime::parse(text, &Rfc3339);
		let moment = moment.map_err(|_| ChallengeError::Time(text.chars().take(40).collect()))?;
		Ok(Self { text: text.into(), unix: moment.unix_timestamp() })
	}
}

/// The chain as a challenge for this caller names it. `eip155`: its EIP-155 id.
pub fn chain_id(caller: &Caller, did: &Did, eip155: u64) -> String {
	match caller {
		Caller::Ethereum(_) => eip155.to_string(),
		Caller::Substrate(_) => caip2(did),
	}
}

/// The CAIP-2 id of the chain that an asset is on.
pub fn caip2(did: &Did) -> String {
	format!("polkadot:{}", hex::encode(did.genesis))
}

impl Challenge {
	/// How long the nonce of a challenge for a pass is: so many lower-case hexadecimal digits.
	pub const NONCE_LEN: usize = 64;

	/// The challenge for a pass: what a gateway gives, and all that a client signs for one. `chain`:
	/// as [`chain_id`] names it. `times`: when it is given, and until when it can be answered.
	pub fn for_pass(
		origin: &Origin,
		caller: Caller,
		did: &Did,
		chain: String,
		nonce: String,
		times: (Moment, Moment),
	) -> Self {
		Self {
			scheme: None,
			domain: origin.domain.clone(),
			caller,
			statement: Some(STATEMENT.into()),
			uri: origin.uri.clone(),
			chain_id: chain,
			nonce,
			issued_at: times.0,
			expires: Some(times.1),
			not_before: None,
			request_id: None,
			resources: vec![did.to_string()],
		}
	}

	/// Reads a text that is to be signed for a pass, and refuses every other one: nothing in it may
	/// differ from what the client would write itself, but for the nonce and the times, which have to
	/// be near `now`.
	pub fn read_for_pass(
		text: &str,
		origin: &Origin,
		caller: &Caller,
		did: &Did,
		chain: &str,
		now: u64,
	) -> Result<Self, ChallengeError> {
		let challenge: Self = text.parse()?;
		challenge.check_origin(origin)?;
		challenge.check_subject(caller, did, chain)?;
		let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
		if challenge.nonce.len() != Self::NONCE_LEN || !challenge.nonce.bytes().all(hex) {
			return Err(ChallengeError::Nonce);
		}
		let expires = challenge.expires.clone().ok_or(ChallengeError::OtherText)?;
		let issued = challenge.issued_at.clone();
		let validity = expires.unix.saturating_sub(issued.unix);
		if !(1..=MAX_VALIDITY).contains(&validity) {
			return Err(ChallengeError::Validity);
		}
		let now = i64::try_from(now).unwrap_or(i64::MAX);
		if now.abs_diff(issued.unix) > SKEW.unsigned_abs() {
			return Err(ChallengeError::Clock(issued));
		}
		let plain = |moment: &Moment| {
			let unix = u64::try_from(moment.unix).ok();
			unix.and_then(Moment::from_unix).ok_or(ChallengeError::OtherText)
		};
		let times = (plain(&issued)?, plain(&expires)?);
		let expected =
			Self::for_pass(origin, *caller, did, chain.into(), challenge.nonce.clone(), times);
		if expected.to_string() != text {
			return Err(ChallengeError::OtherText);
		}
		Ok(challenge)
	}

	/// Refuses a challenge that is not this gateway's.
	pub fn check_origin(&self, own: &Origin) -> Result<(), ChallengeError> {
		let other = |stated: &str, own: &str| ChallengeError::OtherDomain {
			stated: stated.into(),
			own: own.into(),
		};
		if self.scheme.is_some() || self.domain != own.domain {
			return Err(other(&self.domain, &own.domain));
		}
		if self.uri != own.uri {
			return Err(other(&self.uri, &own.uri));
		}
		Ok(())
	}

	/// Refuses a challenge that is not of this time, or of all times.
	pub fn check_time(&self, now: u64) -> Result<(), ChallengeError> {
		let now = i64::try_from(now).unwrap_or(i64::MAX);
		if self.expires.as_ref().is_none_or(|expires| expires.unix <= now) {
			return Err(ChallengeError::Expired);
		}
		if self.not_before.as_ref().is_some_and(|from| now < from.unix) {
			return Err(ChallengeError::TooEarly);
		}
		Ok(())
	}

	/// Refuses a challenge that is for another account, asset or chain. `chain`: as [`chain_id`]
	/// names it.
	pub fn check_subject(
		&self,
		caller: &Caller,
		did: &Did,
		chain: &str,
	) -> Result<(), ChallengeError> {
		if self.caller != *caller {
			return Err(ChallengeError::OtherCaller);
		}
		if self.chain_id != chain {
			return Err(ChallengeError::OtherChain(self.chain_id.clone()));
		}
		if self.resources != [did.to_string()] {
			return Err(ChallengeError::OtherAsset(*did));
		}
		Ok(())
	}
}

impl fmt::Display for Challenge {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let kind = match self.caller {
			Caller::Substrate(_) => SUBSTRATE,
			Caller::Ethereum(_) => ETHEREUM,
		};
		if let Some(scheme) = &self.scheme {
			write!(f, "{scheme}://")?;
		}
		write!(f, "{}{kind}\n{}\n\n", self.domain, self.caller)?;
		if let Some(statement) = &self.statement {
			writeln!(f, "{statement}")?;
		}
		let Self { uri, chain_id, nonce, issued_at, .. } = self;
		write!(f, "\nURI: {uri}\nVersion: 1\nChain ID: {chain_id}\nNonce: {nonce}\n")?;
		write!(f, "Issued At: {issued_at}")?;
		if let Some(expires) = &self.expires {
			write!(f, "\nExpiration Time: {expires}")?;
		}
		if let Some(not_before) = &self.not_before {
			write!(f, "\nNot Before: {not_before}")?;
		}
		if let Some(id) = &self.request_id {
			write!(f, "\nRequest ID: {id}")?;
		}
		if !self.resources.is_empty() {
			write!(f, "\nResources:")?;
		}
		self.resources.iter().try_for_each(|resource| write!(f, "\n- {resource}"))
	}
}

/// The lines of a text, each taken once.
struct Lines<'a>(std::iter::Peekable<std::str::Split<'a, char>>);

impl<'a> Lines<'a> {
	fn next(&mut self) -> Result<&'a str, ChallengeError> {
		self.0.next().ok_or(ChallengeError::Form("it is cut short"))
	}

	fn empty(&mut self) -> Result<(), ChallengeError> {
		match self.next()? {
			"" => Ok(()),
			_ => Err(ChallengeError::Form("an empty line is missing")),
		}
	}

	/// What follows a label that may be there.
	fn optional(&mut self, label: &str) -> Option<&'a str> {
		let value = self.0.peek()?.strip_prefix(label)?;
		self.0.next();
		Some(value)
	}

	fn labelled(&mut self, label: &str, missing: &'static str) -> Result<&'a str, ChallengeError> {
		self.optional(label).filter(|value| !value.is_empty()).ok_or(ChallengeError::Form(missing))
	}
}

impl FromStr for Challenge {
	type Err = ChallengeError;

	fn from_str(text: &str) -> Result<Self, ChallengeError> {
		let wrong = ChallengeError::Form;
		if text.len() > MAX_LEN {
			return Err(wrong("it is too long"));
		}
		if text.chars().any(|c| c.is_control() && c != '\n') {
			return Err(wrong("it contains control characters"));
		}
		let mut lines = Lines(text.split('\n').peekable());
		let first = lines.next()?;
		let place = first.strip_suffix(SUBSTRATE).or_else(|| first.strip_suffix(ETHEREUM));
		let place = place.ok_or(wrong("its first line is another"))?;
		let (scheme, domain) = match place.split_once("://") {
			Some((scheme, domain)) => (Some(scheme.to_owned()), domain),
			None => (None, place),
		};
		if domain.is_empty() || domain.contains(|c: char| c.is_whitespace() || c == '/') {
			return Err(wrong("it names no domain"));
		}
		let caller: Caller = lines.next()?.parse()?;
		lines.empty()?;
		let statement = match lines.next()? {
			"" => None,
			statement => {
				lines.empty()?;
				Some(statement.to_owned())
			}
		};
		let uri = lines.labelled("URI: ", "it has no URI")?.to_owned();
		if lines.labelled("Version: ", "it has no version")? != "1" {
			return Err(wrong("it is of another version than 1"));
		}
		let chain_id = lines.labelled("Chain ID: ", "it has no chain id")?.to_owned();
		let nonce = lines.labelled("Nonce: ", "it has no nonce")?.to_owned();
		if nonce.len() < 8 || !nonce.bytes().all(|b| b.is_ascii_alphanumeric()) {
			return Err(wrong("its nonce is not at least eight letters and digits"));
		}
		let issued_at = lines.labelled("Issued At: ", "it has no time of issue")?.parse()?;
		let expires = lines.optional("Expiration Time: ").map(str::parse).transpose()?;
		let not_before = lines.optional("Not Before: ").map(str::parse).transpose()?;
		let request_id = lines.optional("Request ID: ").map(str::to_owned);
		let mut resources = Vec::new();
		if lines.optional("Resources:").is_some() {
			while let Some(resource) = lines.optional("- ") {
				resources.push(resource.to_owned());
			}
		}
		let challenge = Self {
			scheme,
			domain: domain.into(),
			caller,
			statement,
			uri,
			chain_id,
			nonce,
			issued_at,
			expires,
			not_before,
			request_id,
			resources,
		};
		// One text, one meaning: also refuses what follows, and accounts in another spelling.
		if challenge.to_string() != text {
			return Err(wrong("it could be written in another way"));
		}
		Ok(challenge)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// EIP-4361's example.
	const EXAMPLE: &str = "example.com wants you to sign in with your Ethereum account:\n\
		0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2\n\n\
		I accept the ExampleOrg Terms of Service: https://example.com/tos\n\n\
		URI: https://example.com/login\nVersion: 1\nChain ID: 1\nNonce: 32891756\n\
		Issued At: 2021-09-30T16:25:24Z\nResources:\n\
		- ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/\n\
		- https://example.com/my-web2-claim.json";

	#[test]
	fn the_standards_example() {
		let challenge: Challenge = EXAMPLE.parse().unwrap();
		assert_eq!(challenge.domain, "example.com");
		assert_eq!(challenge.issued_at.unix(), 1_633_019_124);
		assert_eq!((challenge.resources.len(), &*challenge.nonce), (2, "32891756"));
		assert_eq!(challenge.to_string(), EXAMPLE);
	}

	#[test]
	fn every_field_survives() {
		let long = EXAMPLE.replace(
			"\nResources:",
			"\nExpiration Time: 2021-09-30T16:30:24.5+02:00\nNot Before: 2021-09-30T16:25:24Z\
			 \nRequest ID: 7\nResources:",
		);
		let challenge: Challenge = format!("https://{long}").parse().unwrap();
		assert_eq!(challenge.scheme.as_deref(), Some("https"));
		assert_eq!(challenge.expires.as_ref().unwrap().unix(), 1_633_012_224);
		assert_eq!(challenge.to_string(), format!("https://{long}"));
		let bare = EXAMPLE
			.replace("I accept the ExampleOrg Terms of Service: https://example.com/tos\n", "");
		let bare = bare.split("\nResources").next().unwrap().to_owned();
		let challenge: Challenge = bare.parse().unwrap();
		assert_eq!((&challenge.statement, challenge.resources.len()), (&None, 0));
		assert_eq!(challenge.to_string(), bare);
	}

	#[test]
	fn what_is_no_challenge() {
		let changes = [
			(" wants you", " wants  you"),
			("0xC02aaA", "0xC02AaA"),
			(
				"0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2",
				"0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2",
			),
			("Version: 1", "Version: 2"),
			("\nVersion: 1", ""),
			("32891756", "3289175"),
			("32891756", "3289 756"),
			("T16:25:24Z", " 16:25"),
			("\n\nURI", "\nURI"),
			("tos\n", "tos\nmore\n"),
			("example.com wants", " wants"),
			("Issued At", "Issued at"),
			("claim.json", "claim.json\n"),
			("claim.json", "claim.json\r"),
			("Nonce", "Request ID: 1\nNonce"),
		];
		for (from, to) in changes {
			let text = EXAMPLE.replacen(from, to, 1);
			assert_ne!(text, EXAMPLE, "{from}");
			assert!(text.parse::<Challenge>().is_err(), "{text}");
		}
		assert!("".parse::<Challenge>().is_err());
		assert!(EXAMPLE
			.replace("example.com/tos", &"x".repeat(MAX_LEN))
			.parse::<Challenge>()
			.is_err());
	}

	#[test]
	fn one_gateway_and_one_time() {
		let text = EXAMPLE.replace("\nRes", "\nExpiration Time: 2021-09-30T16:30:24Z\nRes");
		let challenge: Challenge = text.parse().unwrap();
		let own = Origin { domain: "example.com".into(), uri: "https://example.com/login".into() };
		assert_eq!(challenge.check_origin(&own), Ok(()));
		let other = Origin { domain: "example.org".into(), ..own.clone() };
		assert!(matches!(challenge.check_origin(&other), Err(ChallengeError::OtherDomain { .. })));
		let other = Origin { uri: "https://example.com".into(), ..own };
		assert!(matches!(challenge.check_origin(&other), Err(ChallengeError::OtherDomain { .. })));

		assert_eq!(challenge.check_time(1_633_019_423), Ok(()));
		assert_eq!(challenge.check_time(1_633_019_424), Err(ChallengeError::Expired));
		// One that never expires is none of ours.
		let endless: Challenge = EXAMPLE.parse().unwrap();
		assert_eq!(endless.check_time(0), Err(ChallengeError::Expired));
	}

	#[test]
	fn one_account_and_one_asset() {
		let did: Did = "did:metahub:00112233445566778899aabbccddeeff:3:14".parse().unwrap();
		let caller: Caller = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2".parse().unwrap();
		let mut challenge: Challenge = EXAMPLE.parse().unwrap();
		assert_eq!(
			challenge.check_subject(&caller, &did, "19784"),
			Err(ChallengeError::OtherChain("1".into()))
		);
		challenge.chain_id = "19784".into();
		let chain = chain_id(&caller, &did, 19_784);
		let refused = Err(ChallengeError::OtherAsset(did));
		assert_eq!(challenge.check_subject(&caller, &did, &chain), refused);
		challenge.resources = vec![did.to_string()];
		assert_eq!(challenge.check_subject(&caller, &did, &chain), Ok(()));
		let other: Caller = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed".parse().unwrap();
		let refused = Err(ChallengeError::OtherCaller);
		assert_eq!(challenge.check_subject(&other, &did, &chain), refused);
	}

	#[test]
	fn moments() {
		assert_eq!(Moment::from_unix(0).unwrap().to_string(), "1970-01-01T00:00:00Z");
		assert_eq!(Moment::from_unix(1_763_683_200).unwrap().to_string(), "2025-11-21T00:00:00Z");
		assert_eq!(Moment::from_unix(u64::MAX), None);
		assert_eq!(Moment::from_unix(300_000_000_000), None);
	}
}
