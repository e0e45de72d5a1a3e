//! How arguments are spelled: kinds, states, relations, links, roles, hashes.

use crate::chain::{
	calls::{disputes::Claim, roles},
	parse_amount, AssetRef, HUB_DECIMALS,
};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use metahub_assets::{
	licence::{RevocationReason, RoyaltyPolicy},
	pay::PPM,
	AssetKind, ContentId, LifecycleState, MultiUri, Relation,
};
use serde::Serialize;
use std::{fmt, str::FromStr};
use subxt::utils::H256;

/// The spelling of a value on the command line: its JSON name with hyphens.
pub fn spelled<T: Serialize>(value: &T) -> String {
	let json = serde_json::to_value(value).unwrap_or_default();
	let mut out = String::new();
	for c in json.as_str().unwrap_or_default().chars() {
		if c.is_ascii_uppercase() {
			out.push('-');
		}
		out.push(c.to_ascii_lowercase());
	}
	out
}

fn one_of<T>(all: &'static [T]) -> impl TypedValueParser<Value = T>
where
	T: Serialize + Copy + Send + Sync + 'static,
{
	let names: Vec<String> = all.iter().map(spelled).collect();
	PossibleValuesParser::new(names).try_map(move |text| {
		all.iter().copied().find(|value| spelled(value) == text).ok_or("unknown value")
	})
}

/// `dataset`, `model`, …
pub fn kind() -> impl TypedValueParser<Value = AssetKind> {
	one_of(AssetKind::ALL)
}

/// `active`, `end-of-life`, …
pub fn state() -> impl TypedValueParser<Value = LifecycleState> {
	one_of(LifecycleState::ALL)
}

/// `derived-from`, `contains`, …
pub fn relation() -> impl TypedValueParser<Value = Relation> {
	one_of(Relation::ALL)
}

/// `absolute`, `relative`.
pub fn policy() -> impl TypedValueParser<Value = RoyaltyPolicy> {
	one_of(&[RoyaltyPolicy::Absolute, RoyaltyPolicy::Relative])
}

/// `breach`, `fraud`, …
pub fn revocation() -> impl TypedValueParser<Value = RevocationReason> {
	one_of(&[
		RevocationReason::Breach,
		RevocationReason::Fraud,
		RevocationReason::Dispute,
		RevocationReason::Legal,
		RevocationReason::Request,
	])
}

/// `infringement`, `mislabelled`, …
pub fn claim() -> impl TypedValueParser<Value = Claim> {
	one_of(Claim::ALL)
}

/// An amount of HUB, in planck.
pub fn hub(text: &str) -> Result<u128, String> {
	parse_amount(text, HUB_DECIMALS)
}

/// A share of the whole, in parts per million: `10%`, `0.25%`.
pub fn percent(text: &str) -> Result<u32, String> {
	let number = text.strip_suffix('%').ok_or("a share is written in per cent: 10%")?;
	let ppm = parse_amount(number.trim_end(), 4)?;
	u32::try_from(ppm)
		.ok()
		.filter(|ppm| *ppm <= PPM)
		.ok_or_else(|| format!("{text} is more than the whole"))
}

/// The reverse of [`percent`].
pub fn percent_text(ppm: u32) -> String {
	format!("{}%", crate::chain::format_amount(ppm.into(), 4))
}

/// A CID, of version 1.
pub fn content_id(text: &str) -> Result<ContentId, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// `registrar`, `editor`, `curator`: the bit of each.
pub fn role() -> impl TypedValueParser<Value = u8> {
	PossibleValuesParser::new(ROLES.map(|(name, _)| name)).try_map(|text| {
		ROLES.iter().find(|(name, _)| *name == text).map(|(_, bit)| *bit).ok_or("unknown role")
	})
}

const ROLES: [(&str, u8); 3] =
	[("registrar", roles::REGISTRAR), ("editor", roles::EDITOR), ("curator", roles::CURATOR)];

/// The names of the roles in a sum of bits.
pub fn role_names(bits: u8) -> Vec<&'static str> {
	ROLES.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| *name).collect()
}

/// `<relation>:<asset>`, for example `derived-from:3:14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkArg {
	/// How the new asset stands to the other.
	pub relation: Relation,
	/// The other.
	pub object: AssetRef,
}

impl FromStr for LinkArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (name, object) =
			text.split_once(':').ok_or("a link has the form <relation>:<asset>")?;
		let relation = Relation::ALL.iter().find(|relation| spelled(*relation) == name);
		let relation = relation.ok_or_else(|| {
			let known: Vec<_> = Relation::ALL.iter().map(spelled).collect();
			format!("{name:?} is no relation; there are {}", known.join(", "))
		})?;
		let object = object.parse().map_err(|error| format!("{error}"))?;
		Ok(Self { relation: *relation, object })
	}
}

/// An asset, by id or DID, or `licence:<number>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
	/// An asset.
	Asset(AssetRef),
	/// A licence.
	Licence(u64),
}

impl FromStr for Thing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.strip_prefix("licence:") {
			Some(number) => number
				.parse()
				.map(Self::Licence)
				.map_err(|_| format!("{number:?} is no licence's number")),
			None => text.parse().map(Self::Asset).map_err(|error| format!("{error}")),
		}
	}
}

impl fmt::Display for Thing {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Asset(asset) => asset.fmt(f),
			Self::Licence(licence) => write!(f, "licence:{licence}"),
		}
	}
}

/// A multiURI, in either text form.
pub fn multi_uri(text: &str) -> Result<MultiUri, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// A block's hash.
pub fn hash(text: &str) -> Result<H256, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	let bytes = hex::decode(digits).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
	bytes.map(H256).ok_or_else(|| "a hash is 64 hexadecimal digits".into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use metahub_assets::AssetId;

	#[test]
	fn spellings() {
		assert_eq!(spelled(&LifecycleState::EndOfLife), "end-of-life");
		assert_eq!(spelled(&Relation::DerivedFrom), "derived-from");
		assert_eq!(spelled(&AssetKind::Dataset), "dataset");
	}

	#[test]
	fn links() {
		let link: LinkArg = "trained-on:3:14".parse().unwrap();
		assert_eq!(link.relation, Relation::TrainedOn);
		assert_eq!(link.object, AssetRef::Id(AssetId::new(3, 14)));
		let did = "contains:did:metahub:00112233445566778899aabbccddeeff:1:2";
		assert!(matches!(did.parse::<LinkArg>().unwrap().object, AssetRef::Did(_)));
		for wrong in ["", "contains", "likes:1:2", "contains:1"] {
			assert!(wrong.parse::<LinkArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn assets_and_licences() {
		let asset = Thing::Asset(AssetRef::Id(AssetId::new(3, 14)));
		for (text, thing) in [("3:14", asset), ("licence:7", Thing::Licence(7))] {
			assert_eq!(text.parse(), Ok(thing));
			assert_eq!(thing.to_string(), text);
		}
		for wrong in ["7", "licence:", "licence:x", "license:7", "offer:7"] {
			assert!(wrong.parse::<Thing>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn roles_add_up() {
		assert_eq!(role_names(0), [] as [&str; 0]);
		assert_eq!(role_names(5), ["registrar", "curator"]);
	}

	#[test]
	fn shares_are_exact() {
		assert_eq!(percent("10%"), Ok(100_000));
		assert_eq!(percent("0.0001%"), Ok(1));
		assert_eq!(percent("100 %"), Ok(PPM));
		for wrong in ["10", "101%", "0.00001%", "-1%", "%", "ten%", "99999999999999999999%"] {
			assert!(percent(wrong).is_err(), "{wrong}");
		}
		assert_eq!(percent_text(2_500), "0.25%");
		assert_eq!(percent_text(PPM), "100%");
	}

	#[test]
	fn hashes() {
		assert!(hash(&format!("0x{}", "ab".repeat(32))).is_ok());
		assert!(hash("0xab").is_err());
	}
}
