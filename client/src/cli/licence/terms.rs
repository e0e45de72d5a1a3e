//! Terms: from flags, from a file, or those that are on chain; `licence terms …`.

use super::text;
use crate::{
	chain::{calls::licensing as calls, Chain},
	cli::{values, Context, Inclusion, Outcome},
	error::Error,
	keys::Account,
};
use clap::{Args, Subcommand};
use codec::Encode;
use metahub_assets::{
	licence::{Derivatives, LegalText, RoyaltyPolicy, SubLicensing, Terms, TermsId},
	MultiUri,
};
use metahub_rpc_api::types;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use subxt::utils::H256;

/// Seconds of a day.
const DAY: u64 = 24 * 60 * 60;
/// Sub-licences that one licence gives unless a number is named.
const SUB_COUNT: u32 = 100;

/// The commands of `licence terms`.
#[derive(Debug, Subcommand)]
pub enum TermsCommand {
	/// Put terms on chain; what is there already has the same id
	Create(WrittenTerms),
	/// Look at terms
	Show {
		/// Their id
		#[arg(value_parser = values::hash)]
		terms: H256,
		/// As of this block
		#[arg(long, value_name = "HASH", value_parser = values::hash)]
		at: Option<H256>,
	},
	/// Remove terms that nothing is under; their deposit is returned
	#[command(visible_alias = "remove")]
	Rm {
		/// Their id
		#[arg(value_parser = values::hash)]
		terms: H256,
	},
}

/// Terms that are on chain, or to be put there.
#[derive(Args, Debug)]
pub struct TermsArgs {
	/// Terms that are on chain, by their id
	#[arg(long, value_name = "ID", value_parser = values::hash, conflicts_with_all = WRITTEN)]
	terms: Option<H256>,
	/// Others.
	#[command(flatten)]
	written: WrittenTerms,
}

/// Every flag that writes terms.
const WRITTEN: [&str; 20] = [
	"file",
	"days",
	"secs",
	"transferable",
	"commercial",
	"attribution",
	"derivatives",
	"derivatives_attribution",
	"approval",
	"share_alike",
	"rev_share",
	"policy",
	"sub_depth",
	"sub_count",
	"sub_share",
	"seats",
	"uses",
	"revocable",
	"resale_royalty",
	"legal_text",
];

/// Terms in flags or in a file. Without any: personal use, for ever.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Terms")]
pub struct WrittenTerms {
	/// Read the terms from a JSON file, of the form that `licence terms show --json` prints as `terms`
	#[arg(long, value_name = "FILE", conflicts_with_all = &WRITTEN[1..])]
	file: Option<PathBuf>,
	/// Days until a licence expires [default: never]
	#[arg(long, value_name = "DAYS", conflicts_with = "secs")]
	days: Option<u64>,
	/// Seconds until a licence expires
	#[arg(long, value_name = "SECONDS")]
	secs: Option<u64>,
	/// The holder may pass the licence on
	#[arg(long)]
	transferable: bool,
	/// The asset may be used to earn money
	#[arg(long)]
	commercial: bool,
	/// Users have to name the licensor
	#[arg(long)]
	attribution: bool,
	/// Derivatives may be made; each of the next five flags implies this
	#[arg(long)]
	derivatives: bool,
	/// Derivatives have to name the asset
	#[arg(long)]
	derivatives_attribution: bool,
	/// The licensor has to approve of derivatives first
	#[arg(long)]
	approval: bool,
	/// Derivatives are licensed under the same terms only
	#[arg(long)]
	share_alike: bool,
	/// What the asset's owner gets of the sales of derivatives: 10%
	#[arg(long, value_name = "PERCENT", value_parser = values::percent)]
	rev_share: Option<u32>,
	/// Whether that share is of every descendant's sales, or of what the direct derivative takes in
	/// [default: absolute]
	#[arg(long, value_parser = values::policy())]
	policy: Option<RoyaltyPolicy>,
	/// Levels of sub-licences that may hang below a licence
	#[arg(long, value_name = "LEVELS")]
	sub_depth: Option<u8>,
	/// Sub-licences that a licence may give [default: 100]
	#[arg(long, value_name = "COUNT", requires = "sub_depth")]
	sub_count: Option<u32>,
	/// What the licensor gets of the price of sub-licences: 50%
	#[arg(long, value_name = "PERCENT", value_parser = values::percent, requires = "sub_depth")]
	sub_share: Option<u32>,
	/// Accounts that the holder may give access beside itself
	#[arg(long, value_name = "COUNT", default_value_t = 0)]
	seats: u32,
	/// Uses that are granted [default: not counted]
	#[arg(long, value_name = "COUNT")]
	uses: Option<u32>,
	/// The licensor may revoke the licence on breach
	#[arg(long)]
	revocable: bool,
	/// What the licensor gets when a licence is sold on: 5%
	#[arg(long, value_name = "PERCENT", value_parser = values::percent, default_value = "0%")]
	resale_royalty: u32,
	/// Where the wording can be read, as multiURI
	#[arg(long, value_name = "URI", value_parser = values::multi_uri, requires = "wording")]
	legal_text: Option<MultiUri>,
	/// The file with that wording: its SHA-256 goes into the terms
	#[arg(long, value_name = "FILE", group = "wording", requires = "legal_text")]
	legal_file: Option<PathBuf>,
	/// SHA-256 of that wording
	#[arg(
		long,
		value_name = "HASH",
		value_parser = values::hash,
		group = "wording",
		requires = "legal_text",
		conflicts_with = "legal_file"
	)]
	legal_sha256: Option<H256>,
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
	std::fs::read(path).map_err(|source| Error::File { path: path.into(), source })
}

impl WrittenTerms {
	/// The terms, checked.
	pub fn terms(&self) -> Result<Terms, Error> {
		let terms = match &self.file {
			Some(path) => serde_json::from_slice::<types::Terms>(&read(path)?)
				.map_err(|problem| Error::Usage(format!("{}: {problem}", path.display())))?
				.into(),
			None => self.flags()?,
		};
		terms.check().map_err(|field| {
			Error::Usage(format!("the terms contradict themselves or leave the bounds: {field}"))
		})?;
		Ok(terms)
	}

	fn flags(&self) -> Result<Terms, Error> {
		let days = |days: u64| {
			days.checked_mul(DAY).ok_or_else(|| Error::Usage(format!("{days} days are too many")))
		};
		let derivatives = self.derivatives
			|| self.derivatives_attribution
			|| self.approval
			|| self.share_alike
			|| self.rev_share.is_some()
			|| self.policy.is_some();
		let sha256 = match (&self.legal_file, self.legal_sha256) {
			(Some(path), _) => Some(H256(Sha256::digest(read(path)?).into())),
			(None, hash) => hash,
		};
		Ok(Terms {
			duration_secs: self.days.map(days).transpose()?.or(self.secs),
			transferable: self.transferable,
			commercial_use: self.commercial,
			attribution: self.attribution,
			derivatives: derivatives.then(|| Derivatives {
				attribution: self.derivatives_attribution,
				approval: self.approval,
				reciprocal: self.share_alike,
				revenue_share_ppm: self.rev_share.unwrap_or_default(),
				policy: self.policy.unwrap_or_default(),
			}),
			sub_licensing: self.sub_depth.map(|depth| SubLicensing {
				depth,
				count: self.sub_count.unwrap_or(SUB_COUNT),
				upstream_ppm: self.sub_share.unwrap_or_default(),
			}),
			seats: self.seats,
			uses: self.uses,
			revocable: self.revocable,
			resale_royalty_ppm: self.resale_royalty,
			legal_text: self
				.legal_text
				.clone()
				.zip(sha256)
				.map(|(uri, sha256)| LegalText { uri, sha256 }),
		})
	}
}

/// What identifies terms.
pub fn terms_id(terms: &Terms) -> TermsId {
	H256(sp_crypto_hashing::blake2_256(&terms.encode()))
}

impl TermsArgs {
	/// Checks what is written, which needs no chain.
	pub fn check(&self) -> Result<(), Error> {
		match self.terms {
			Some(_) => Ok(()),
			None => self.written.terms().map(drop),
		}
	}

	/// Whether any terms are named or written.
	pub fn is_given(&self) -> bool {
		self.terms.is_some() || self.written != WrittenTerms::default()
	}

	/// The terms' id, after putting them on chain if they are not there.
	pub async fn on_chain(
		&self,
		ctx: &Context,
		chain: &Chain,
		account: &Account,
	) -> Result<TermsId, Error> {
		match self.terms {
			Some(id) => Ok(id),
			None => {
				let terms = self.written.terms()?;
				let id = terms_id(&terms);
				if !chain.has_terms(id).await? {
					ctx.submit_first(chain, &calls::create_terms(&terms), account).await?;
				}
				Ok(id)
			}
		}
	}
}

/// Runs `licence terms …`.
pub async fn run(ctx: &Context, command: TermsCommand) -> Result<Outcome, Error> {
	match command {
		TermsCommand::Create(written) => create(ctx, &written).await,
		TermsCommand::Show { terms, at } => {
			let found = ctx.chain().await?.terms(terms, at).await?;
			ctx.out.result(&found, text::terms);
			Ok(Outcome::Yes)
		}
		TermsCommand::Rm { terms } => {
			let text = format!("terms {terms:?} are removed");
			ctx.call(&calls::remove_terms(terms), json!({ "terms": terms }), text).await
		}
	}
}

async fn create(ctx: &Context, written: &WrittenTerms) -> Result<Outcome, Error> {
	let terms = written.terms()?;
	let id = terms_id(&terms);
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let new = !chain.has_terms(id).await?;
	let mut result = json!({ "terms": id, "created": new });
	if new {
		let receipt = ctx.submit(&chain, &calls::create_terms(&terms), &account).await?;
		crate::cli::text::merge(&mut result, &Inclusion::from(&receipt));
	}
	ctx.out.result(&result, |_| format!("{id:?}"));
	Ok(Outcome::Yes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[derive(Parser)]
	struct Line {
		#[command(flatten)]
		args: TermsArgs,
	}

	fn parse(line: &str) -> Result<TermsArgs, clap::Error> {
		let words = ["x"].into_iter().chain(line.split_whitespace());
		Line::try_parse_from(words).map(|line| line.args)
	}

	fn written(line: &str) -> Result<Terms, Error> {
		parse(line).unwrap().written.terms()
	}

	#[test]
	fn nothing_said_grants_nothing() {
		assert_eq!(written("").unwrap(), Terms::default());
	}

	#[test]
	fn flags_say_what_is_granted() {
		let terms = written(
			"--days 30 --transferable --commercial --rev-share 10% --policy relative \
			 --sub-depth 2 --sub-share 50% --seats 3 --uses 9 --revocable --resale-royalty 2.5%",
		);
		let expected = Terms {
			duration_secs: Some(30 * DAY),
			transferable: true,
			commercial_use: true,
			derivatives: Some(Derivatives {
				revenue_share_ppm: 100_000,
				policy: RoyaltyPolicy::Relative,
				..Default::default()
			}),
			sub_licensing: Some(SubLicensing { depth: 2, count: 100, upstream_ppm: 500_000 }),
			seats: 3,
			uses: Some(9),
			revocable: true,
			resale_royalty_ppm: 25_000,
			..Default::default()
		};
		assert_eq!(terms.unwrap(), expected);
		let alike = written("--share-alike").unwrap().derivatives.unwrap();
		assert!(alike.reciprocal && !alike.approval);
	}

	#[test]
	fn terms_that_cannot_be_are_refused_here() {
		for line in [
			"--days 0",
			"--uses 0",
			"--resale-royalty 5%",
			"--rev-share 5%",
			"--sub-depth 9",
			"--days 999999999999999999",
		] {
			assert!(matches!(written(line), Err(Error::Usage(_))), "{line}");
		}
	}

	#[test]
	fn terms_are_named_once() {
		let id = format!("0x{}", "11".repeat(32));
		assert!(parse(&format!("--terms {id}")).is_ok());
		for line in [
			format!("--terms {id} --days 3"),
			format!("--terms {id} --file f"),
			"--file f --transferable".into(),
			"--days 3 --secs 3".into(),
			"--legal-text https://a.example/t".into(),
			format!("--legal-sha256 {id}"),
			"--sub-count 3".into(),
		] {
			assert!(parse(&line).is_err(), "{line}");
		}
	}

	#[test]
	fn a_file_says_the_same_as_flags() {
		let folder = tempfile::TempDir::new().unwrap();
		let path = folder.path().join("terms.json");
		let terms = written("--secs 60 --commercial --rev-share 1%").unwrap();
		let json = serde_json::to_vec(&types::Terms::from(terms.clone())).unwrap();
		std::fs::write(&path, json).unwrap();
		let from_file = written(&format!("--file {}", path.display())).unwrap();
		assert_eq!((terms_id(&from_file), from_file), (terms_id(&terms), terms));

		std::fs::write(&path, b"{\"durationDays\": 3}").unwrap();
		let refused = written(&format!("--file {}", path.display()));
		assert!(matches!(refused, Err(Error::Usage(_))));
	}

	#[test]
	fn the_wording_is_hashed() {
		let folder = tempfile::TempDir::new().unwrap();
		let path = folder.path().join("terms.txt");
		std::fs::write(&path, b"abc").unwrap();
		let line = format!("--legal-text https://a.example/t --legal-file {}", path.display());
		let text = written(&line).unwrap().legal_text.unwrap();
		let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		assert_eq!(hex::encode(text.sha256), sha256);
	}
}
