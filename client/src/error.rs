//! Every way in which a command can fail, with the exit code and the name that scripts see.

use crate::{
	access::AccessError,
	chain::ChainError,
	cli::{Early, Outcome},
	config::ConfigError,
	content::{ContentError, ManifestError},
	gateway::GatewayError,
	keys::AccountError,
	output::Output,
	pull::PullError,
	store::{GcError, StoreError},
};
use metahub_rpc_api::ErrorCode;
use serde_json::json;
use std::{fmt::Debug, process::ExitCode};

/// Done.
pub const EXIT_OK: u8 = 0;
/// Refused by the chain, by the content's own rules, or by a check that says no.
pub const EXIT_NO: u8 = 1;
/// The command line or the configuration is wrong.
pub const EXIT_USAGE: u8 = 2;
/// The node cannot be reached, or does not do what it should.
pub const EXIT_NODE: u8 = 3;
/// What was asked for is not on the chain.
pub const EXIT_UNKNOWN: u8 = 4;
/// The content cannot be had from any source.
pub const EXIT_SOURCE: u8 = 5;
/// Local files cannot be read or written.
pub const EXIT_FILES: u8 = 6;

/// Every way in which a command can fail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
	/// The node, or the chain.
	#[error(transparent)]
	Chain(#[from] ChainError),
	/// There is no account to sign with.
	#[error(transparent)]
	Account(#[from] AccountError),
	/// The settings.
	#[error(transparent)]
	Config(#[from] ConfigError),
	/// The folder, or what was made of it.
	#[error(transparent)]
	Content(#[from] ContentError),
	/// The content store.
	#[error(transparent)]
	Store(#[from] StoreError),
	/// What a store keeps.
	#[error(transparent)]
	Gc(#[from] GcError),
	/// The manifest.
	#[error(transparent)]
	Manifest(#[from] ManifestError),
	/// Getting the files.
	#[error(transparent)]
	Pull(#[from] PullError),
	/// The gateway.
	#[error(transparent)]
	Gateway(#[from] GatewayError),
	/// An argument that cannot be meant.
	#[error("{0}")]
	Usage(String),
	/// An asset does not have this file.
	#[error("asset {asset} revision {revision} has no file {path:?}")]
	NoSuchFile {
		/// The path asked for.
		path: String,
		/// The asset.
		asset: metahub_assets::AssetId,
		/// The revision.
		revision: u32,
	},
	/// There is no such dispute, or it is over.
	#[error("dispute {0} does not exist, or is over")]
	NoSuchDispute(u64),
	/// The command ended with a result of its own kind.
	#[error("the command ended early")]
	Early(Box<Early>),
	/// A local file.
	#[error("{}: {source}", path.display())]
	File {
		/// The file.
		path: std::path::PathBuf,
		/// What the system said.
		source: std::io::Error,
	},
}

/// The name of an enum's variant: the beginning of its debug output.
fn variant(value: &dyn Debug) -> String {
	format!("{value:?}").chars().take_while(|c| c.is_ascii_alphanumeric()).collect()
}

impl Error {
	/// The name that scripts see: stable, unlike the message.
	pub fn code(&self) -> String {
		match self {
			Self::Chain(error) => Self::code_of(error),
			Self::Account(AccountError::Keystore(error)) => format!("Keystore.{}", variant(error)),
			Self::Account(AccountError::Phrase(error)) => format!("Phrase.{}", variant(error)),
			Self::Account(error) => format!("Account.{}", variant(error)),
			Self::Config(error) => format!("Config.{}", variant(error)),
			Self::Content(error) => content_code(error),
			Self::Store(error) => format!("Store.{}", variant(error)),
			Self::Gc(error) => format!("Store.{}", variant(error)),
			Self::Manifest(error) => format!("Manifest.{}", variant(error)),
			Self::Gateway(GatewayError::Node(error)) => variant(error),
			Self::Gateway(error) => format!("Gateway.{}", variant(error)),
			Self::Usage(_) => "Usage".into(),
			Self::Pull(PullError::Manifest(error)) => format!("Manifest.{}", variant(error)),
			Self::Pull(PullError::Source(error)) => format!("Store.{}", variant(error)),
			Self::Pull(PullError::Patterns(error)) => content_code(error),
			Self::Pull(PullError::NoAccess { error, .. }) => access_code(error),
			Self::Pull(error) => format!("Pull.{}", variant(error)),
			Self::NoSuchFile { .. } => "NoSuchFile".into(),
			Self::NoSuchDispute(_) => "NoSuchDispute".into(),
			Self::Early(_) => "Early".into(),
			Self::File { .. } => "File".into(),
		}
	}

	/// The name of an error of the chain.
	pub fn code_of(error: &ChainError) -> String {
		match error {
			ChainError::Dispatch { pallet, error, .. } => format!("{pallet}.{error}"),
			ChainError::Inside { error, .. } => Self::code_of(error),
			ChainError::Assets { code, .. } => variant(code),
			ChainError::Pool(error) => format!("Pool.{}", variant(error)),
			ChainError::Multisig(error) => format!("Multisig.{}", variant(error)),
			other => variant(other),
		}
	}

	/// The exit code of a command that failed so.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Chain(error) => chain_exit(error),
			Self::Account(AccountError::Keystore(crate::keys::KeystoreError::Io { .. })) => {
				EXIT_FILES
			}
			Self::Account(_) | Self::Usage(_) | Self::Config(_) => EXIT_USAGE,
			Self::Content(error) => content_exit(error),
			Self::Store(error) => store_exit(error),
			Self::Gc(GcError::NotPinned(_) | GcError::NotAManifest { .. }) => EXIT_UNKNOWN,
			Self::Gc(_) => EXIT_FILES,
			Self::Manifest(_) => EXIT_NO,
			Self::Pull(error) => pull_exit(error),
			Self::Gateway(GatewayError::Node(error)) => chain_exit(error),
			Self::Gateway(
				GatewayError::NoPublicUrl
				| GatewayError::PublicUrl(_)
				| GatewayError::ForeignAsset(_),
			) => EXIT_USAGE,
			Self::Gateway(_) => EXIT_FILES,
			Self::NoSuchFile { .. } | Self::NoSuchDispute(_) => EXIT_UNKNOWN,
			Self::Early(_) => EXIT_NO,
			Self::File { .. } => EXIT_FILES,
		}
	}
}

fn content_code(error: &ContentError) -> String {
	match error {
		ContentError::Path { error, .. } => format!("Path.{}", variant(error)),
		ContentError::Tree(error) => format!("Tree.{}", variant(error)),
		ContentError::Manifest(error) => format!("Manifest.{}", variant(error)),
		ContentError::Store(error) => format!("Store.{}", variant(error)),
		other => format!("Content.{}", variant(other)),
	}
}

/// A gateway's own code, if it looks like one.
fn access_code(error: &AccessError) -> String {
	match error {
		AccessError::Refused { detail, .. }
			if !detail.code.is_empty()
				&& detail.code.bytes().all(|b| b.is_ascii_alphanumeric()) =>
		{
			format!("Access.{}", detail.code)
		}
		AccessError::Consume { error: ChainError::Dispatch { pallet, error, .. }, .. } => {
			format!("{pallet}.{error}")
		}
		other => format!("Access.{}", variant(other)),
	}
}

fn access_exit(error: &AccessError) -> u8 {
	match error {
		AccessError::NoAccount(_) | AccessError::Account(_) | AccessError::Origin(_) => EXIT_USAGE,
		AccessError::Chain(error) | AccessError::Consume { error, .. } => chain_exit(error),
		AccessError::Gateway(error) => store_exit(error),
		AccessError::Challenge(_)
		| AccessError::NoAccess { .. }
		| AccessError::Refused { .. }
		| AccessError::NoNode(_)
		| AccessError::NoChainId
		| AccessError::SecondUse(_) => EXIT_NO,
		AccessError::Unsettled { .. } => EXIT_NODE,
		AccessError::Kept { .. } => EXIT_FILES,
	}
}

fn chain_exit(error: &ChainError) -> u8 {
	match error {
		ChainError::Assets { code, .. } => match code {
			ErrorCode::UnknownAsset
			| ErrorCode::UnknownCollection
			| ErrorCode::UnknownRevision
			| ErrorCode::UnknownBlock
			| ErrorCode::PrunedBlock
			| ErrorCode::UnknownLicence
			| ErrorCode::UnknownOffer
			| ErrorCode::UnknownTerms
			| ErrorCode::UnknownEscrow => EXIT_UNKNOWN,
			ErrorCode::BadId | ErrorCode::BadFilter | ErrorCode::BadStart => EXIT_USAGE,
			ErrorCode::ForeignDid | ErrorCode::BadProofInput | ErrorCode::NoQuote => EXIT_NO,
			_ => EXIT_NODE,
		},
		ChainError::Dispatch { .. }
		| ChainError::Inside { .. }
		| ChainError::Pool(_)
		| ChainError::NotDevelopment { .. }
		| ChainError::OtherChain { .. }
		| ChainError::OtherChainId { .. }
		| ChainError::FeeTooHigh { .. }
		| ChainError::ForeignDid { .. } => EXIT_NO,
		ChainError::Symbol { .. }
		| ChainError::FeeCurrency(_)
		| ChainError::EthereumFee
		| ChainError::Locked
		| ChainError::CallData
		| ChainError::Multisig(_) => EXIT_USAGE,
		ChainError::Approved(_) => EXIT_NO,
		ChainError::NotWaiting(_) => EXIT_UNKNOWN,
		_ => EXIT_NODE,
	}
}

fn content_exit(error: &ContentError) -> u8 {
	match error {
		ContentError::Io { .. } | ContentError::NotAFolder(_) => EXIT_FILES,
		ContentError::BadPattern { .. } => EXIT_USAGE,
		ContentError::Store(error) => store_exit(error),
		_ => EXIT_NO,
	}
}

fn pull_exit(error: &PullError) -> u8 {
	match error {
		PullError::NoSources(_) | PullError::Unavailable { .. } => EXIT_SOURCE,
		PullError::NoAccess { error, .. } => access_exit(error),
		PullError::Source(error) => store_exit(error),
		PullError::Patterns(error) => content_exit(error),
		PullError::Full(_)
		| PullError::Io { .. }
		| PullError::Busy(_)
		| PullError::InTheWay(_)
		| PullError::NotPrivate(_)
		| PullError::DestinationNotAFolder(_)
		| PullError::DestinationNotEmpty(_) => EXIT_FILES,
		_ => EXIT_NO,
	}
}

fn store_exit(error: &StoreError) -> u8 {
	match error {
		StoreError::Full { .. } | StoreError::Io { .. } => EXIT_FILES,
		StoreError::NotAStore(_) | StoreError::ReadOnly { .. } | StoreError::BadUrl { .. } => {
			EXIT_USAGE
		}
		_ => EXIT_SOURCE,
	}
}

/// Reports how a command ended, and gives the exit code.
pub fn exit_code(result: Result<Outcome, Error>, out: Output) -> ExitCode {
	match result {
		Ok(Outcome::Yes) => ExitCode::from(EXIT_OK),
		Ok(Outcome::No) => ExitCode::from(EXIT_NO),
		Err(error) => {
			report(&error.code(), &error.to_string(), out.json);
			ExitCode::from(error.exit_code())
		}
	}
}

/// Reports that the command line is not understood, or the help that was asked for.
pub fn report_usage(problem: &clap::Error) -> ExitCode {
	if !problem.use_stderr() {
		// `--help` and `--version` are answers.
		let _ = problem.print();
		return ExitCode::from(EXIT_OK);
	}
	// The arguments could not be parsed, so what they say about the output is looked up by hand.
	if std::env::args_os().any(|argument| argument == "--json") {
		let text = problem.to_string();
		let first = text.split("\n\n").next().unwrap_or(&text);
		report("Usage", first.trim_start_matches("error: ").trim(), true);
	} else {
		let _ = problem.print();
	}
	ExitCode::from(EXIT_USAGE)
}

fn report(code: &str, message: &str, as_json: bool) {
	if as_json {
		eprintln!("{}", json!({ "error": { "code": code, "message": message } }));
	} else {
		eprintln!("error: {message}");
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::chain::PoolError;
	use metahub_assets::PathError;

	#[test]
	fn codes_name_what_went_wrong() {
		let dispatch = ChainError::Dispatch {
			pallet: "AssetRegistry".into(),
			error: "NotOwner".into(),
			docs: "…".into(),
		};
		let path = ContentError::Path { path: "a//b".into(), error: PathError::EmptySegment };
		let assets =
			ChainError::Assets { code: ErrorCode::UnknownAsset, message: "no such asset".into() };
		let cases: [(Error, &str, u8); 6] = [
			(dispatch.into(), "AssetRegistry.NotOwner", EXIT_NO),
			(assets.into(), "UnknownAsset", EXIT_UNKNOWN),
			(ChainError::from(PoolError::CannotPay).into(), "Pool.CannotPay", EXIT_NO),
			(path.into(), "Path.EmptySegment", EXIT_NO),
			(Error::Usage("x".into()), "Usage", EXIT_USAGE),
			(StoreError::Full { store: "/s".into() }.into(), "Store.Full", EXIT_FILES),
		];
		for (error, code, exit) in cases {
			assert_eq!((error.code().as_str(), error.exit_code()), (code, exit));
		}
	}
}
