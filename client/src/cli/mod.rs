//! The command line: one file per command.

mod account;
mod collection;
mod context;
mod dispute;
mod doctor;
mod early;
mod gateway;
mod help;
mod licence;
mod lineage;
mod link;
mod list;
mod market;
mod money;
mod pack;
mod pay;
mod permit;
mod proof;
mod publish;
mod pull;
mod reachable;
mod resolve;
mod revise;
mod revisions;
mod show;
mod simple;
mod store;
mod text;
mod tree;
mod uri;
mod values;
mod verify;
mod watch;

pub use context::{Context, Inclusion, Signing};
pub use early::{DryRun, Early};

use crate::{
	chain::CurrencyName,
	config::{Overrides, Settings},
	error::Error,
	keys::{parse_account, MultisigOf, OnBehalf, ProxyType},
	output::Output,
};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use subxt::utils::AccountId32;

/// Publish folders as assets, find them, and get exactly the files that the chain vouches for.
#[derive(Debug, Parser)]
#[command(name = "metahub", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
	/// Settings of every command.
	#[command(flatten)]
	pub global: Global,
	/// What to do.
	#[command(subcommand)]
	pub command: Command,
}

/// Settings of every command. Each can also come from the environment or from config.toml.
#[derive(Args, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Global {
	/// WebSocket URL of the node [env: METAHUB_NODE_URL] [default: ws://127.0.0.1:9944]
	#[arg(long, global = true, value_name = "URL")]
	pub node: Option<String>,
	/// Hash of the chain's first block; a node of another chain is refused [env: METAHUB_GENESIS]
	#[arg(long, global = true, value_name = "HASH")]
	pub genesis: Option<String>,
	/// The chain's EIP-155 id; an Ethereum key signs for no other [env: METAHUB_EIP155]
	#[arg(long, global = true, value_name = "ID")]
	pub eip155: Option<u64>,
	/// Content store: a folder, or `kubo:<URL>` [env: METAHUB_STORE]
	#[arg(long, global = true, value_name = "STORE")]
	pub store: Option<String>,
	/// Development account that signs: alice, bob, charlie, dave, eve, ferdie [env: METAHUB_ACCOUNT]
	#[arg(long, global = true, value_name = "NAME", conflicts_with = "keystore")]
	pub account: Option<String>,
	/// Keystore file that signs, or the name of one; its password is asked for [env: METAHUB_KEYSTORE,
	/// METAHUB_PASSWORD]
	#[arg(long, global = true, value_name = "FILE")]
	pub keystore: Option<PathBuf>,
	/// Token that transaction fees are paid in: its id or symbol [default: HUB]
	#[arg(long, global = true, value_name = "CURRENCY")]
	pub fee_token: Option<CurrencyName>,
	/// Sign and send nothing: print the calls, their fees, the deposits that they would hold, and how
	/// they would fail. The signer's address is enough
	#[arg(long, global = true)]
	pub dry_run: bool,
	/// Make calls in the name of an account that has made the signer its proxy
	#[arg(long, global = true, value_name = "ACCOUNT", value_parser = parse_account)]
	pub as_proxy_for: Option<AccountId32>,
	/// As which kind of proxy [default: the first that allows the call]
	#[arg(long, global = true, value_name = "TYPE")]
	pub proxy_type: Option<ProxyType>,
	/// Make calls in the name of a multisig account: how many of its signatories approve, and all of
	/// them but the signer
	#[arg(long, global = true, value_name = "THRESHOLD:OTHER,…", conflicts_with = "as_proxy_for")]
	pub as_multi: Option<MultisigOf>,
	/// Configuration file [env: METAHUB_CONFIG] [default: ~/.config/metahub/config.toml]
	#[arg(long, global = true, value_name = "FILE")]
	pub config: Option<PathBuf>,
	/// How long one request may take [default: 60]
	#[arg(long, global = true, value_name = "SECONDS")]
	pub timeout: Option<u64>,
	/// Results on stdout and errors on stderr as JSON
	#[arg(long, global = true)]
	pub json: bool,
	/// No progress and no remarks
	#[arg(long, short, global = true)]
	pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Turn a folder into a manifest: CIDs, sizes, Path2Hash root, metadata. Needs no node.
	Pack(pack::PackArgs),
	/// Collections: create, look at, hand over, destroy
	#[command(subcommand)]
	Collection(collection::CollectionCommand),
	/// Publish a folder as a new asset
	Publish(publish::PublishArgs),
	/// Give an asset a new revision from a folder
	Revise(revise::ReviseArgs),
	/// Places where a revision can be had
	#[command(subcommand)]
	Uri(uri::UriCommand),
	/// Look an asset up by id or DID
	Resolve(resolve::ResolveArgs),
	/// All about an asset on one page: licence offers, lineage, disputes, files
	Show(show::ShowArgs),
	/// An asset's revisions
	Revisions(revisions::RevisionsArgs),
	/// What an asset comes from, or what comes from it
	Lineage(lineage::LineageArgs),
	/// Assets by collection, owner, kind and state
	List(list::ListArgs),
	/// An asset's lifecycle state
	#[command(subcommand)]
	State(simple::StateCommand),
	/// Links between assets
	#[command(subcommand)]
	Link(link::LinkCommand),
	/// Let the collection's editors and curators act on an asset, or stop them; a sale stops them
	Managed(simple::ManagedArgs),
	/// Give an asset to another owner
	Transfer(simple::TransferArgs),
	/// Retire an asset for good; its deposits are returned
	Retire(simple::RetireArgs),
	/// Drop an asset's oldest revisions; their deposits are returned
	Prune(simple::PruneArgs),
	/// Prove that a file belongs to an asset: the claim that `verify-path` and assets_verifyPath take
	Proof(proof::ProofArgs),
	/// Have the chain check a proof
	VerifyPath(proof::VerifyPathArgs),
	/// Get an asset's files, each verified, from wherever they can be had
	Pull(pull::PullArgs),
	/// Check that a folder is what the chain says the asset is
	Verify(verify::VerifyArgs),
	/// Serve the content store to IPFS clients
	Gateway(gateway::GatewayArgs),
	/// What the embedded store keeps, and what can go
	#[command(subcommand)]
	Store(store::StoreCommand),
	/// Licences: terms, offers, access, payment
	#[command(subcommand, visible_alias = "license")]
	Licence(Box<licence::LicenceCommand>),
	/// Pay somebody, in any currency
	Pay(pay::PayArgs),
	/// The market: assets and licences change hands for money
	#[command(subcommand)]
	Market(market::MarketCommand),
	/// Disputes: say that something is not what it should be
	#[command(subcommand)]
	Dispute(dispute::DisputeCommand),
	/// Accounts that sign
	#[command(subcommand, visible_alias = "keys")]
	Account(account::AccountCommand),
	/// Follow the registry's finalised changes
	Watch(watch::WatchArgs),
	/// Check node, store, gateways and keys, and say how to fix problems
	Doctor(doctor::DoctorArgs),
	/// Print the completions of a shell
	Completions(help::CompletionsArgs),
	/// Write the manual pages
	Man(help::ManArgs),
}

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
	/// Done; a check said yes.
	Yes,
	/// A check said no.
	No,
}

impl Cli {
	/// How results and remarks are to be written.
	pub fn output(&self) -> Output {
		Output { json: self.global.json, quiet: self.global.quiet }
	}

	/// Runs the command.
	pub async fn run(self) -> Result<Outcome, Error> {
		let out = self.output();
		// What needs no settings works when they are broken.
		match &self.command {
			Command::Completions(args) => return help::run_completions(args),
			Command::Man(args) => return help::run_man(&out, args),
			_ => (),
		}
		let fetch = match &self.command {
			Command::Doctor(args) => {
				pull::FetchArgs { gateways: args.gateways.clone(), ..Default::default() }
			}
			Command::Proof(args) => args.fetch.clone(),
			Command::Pull(args) => args.fetch.clone(),
			Command::Show(args) => args.fetch.clone(),
			Command::Verify(args) => args.fetch.clone(),
			_ => Default::default(),
		};
		let global = self.global;
		let mut signing = global.signing()?;
		if matches!(self.command, Command::Store(store::StoreCommand::Gc(_))) {
			// It has a flag of its own of that name.
			signing.dry_run = None;
		}
		if (signing.dry_run.is_some() || signing.on_behalf.is_some()) && !self.command.signs() {
			let reason =
				"--dry-run, --as-proxy-for and --as-multi are for commands that sign calls";
			return Err(Error::Usage(reason.into()));
		}
		let settings = Settings::load(Overrides {
			config: global.config,
			node: global.node,
			genesis: global.genesis,
			eip155: global.eip155,
			store: global.store,
			gateways: fetch.gateways,
			trusted_hosts: fetch.trusted_hosts,
			account: global.account,
			keystore: global.keystore,
			timeout_secs: global.timeout,
		})?;
		let ctx = Context { settings, out, fee_token: global.fee_token, signing };
		match self.command.run(&ctx).await {
			Err(Error::Early(early)) => Ok(early.report(&out)),
			Ok(outcome) if ctx.signing.dry_run.is_some() => {
				out.note("nothing would be signed");
				Ok(outcome)
			}
			other => other,
		}
	}
}

impl Global {
	fn signing(&self) -> Result<Signing, Error> {
		let on_behalf = match (&self.as_proxy_for, &self.as_multi) {
			(Some(account), _) => {
				Some(OnBehalf::Proxied { account: *account, proxy_type: self.proxy_type })
			}
			(None, _) if self.proxy_type.is_some() => {
				return Err(Error::Usage("--proxy-type goes with --as-proxy-for".into()))
			}
			(None, multisig) => multisig.clone().map(OnBehalf::Multisig),
		};
		Ok(Signing { on_behalf, dry_run: self.dry_run.then(Default::default) })
	}
}

impl Command {
	/// Whether it can sign a call of the account's.
	fn signs(&self) -> bool {
		match self {
			Self::Collection(_)
			| Self::Publish(_)
			| Self::Revise(_)
			| Self::Uri(_)
			| Self::State(_)
			| Self::Link(_)
			| Self::Managed(_)
			| Self::Transfer(_)
			| Self::Retire(_)
			| Self::Prune(_)
			| Self::Licence(_)
			| Self::Pay(_)
			| Self::Market(_)
			| Self::Dispute(_) => true,
			Self::Account(command) => command.signs(),
			_ => false,
		}
	}

	async fn run(self, ctx: &Context) -> Result<Outcome, Error> {
		match self {
			Command::Pack(args) => pack::run(ctx, args).await,
			Command::Collection(command) => collection::run(ctx, command).await,
			Command::Publish(args) => publish::run(ctx, args).await,
			Command::Revise(args) => revise::run(ctx, args).await,
			Command::Uri(command) => uri::run(ctx, command).await,
			Command::Resolve(args) => resolve::run(ctx, args).await,
			Command::Show(args) => show::run(ctx, args).await,
			Command::Revisions(args) => revisions::run(ctx, args).await,
			Command::Lineage(args) => lineage::run(ctx, args).await,
			Command::List(args) => list::run(ctx, args).await,
			Command::State(command) => simple::run_state(ctx, command).await,
			Command::Link(command) => link::run(ctx, command).await,
			Command::Managed(args) => simple::run_managed(ctx, args).await,
			Command::Transfer(args) => simple::run_transfer(ctx, args).await,
			Command::Retire(args) => simple::run_retire(ctx, args).await,
			Command::Prune(args) => simple::run_prune(ctx, args).await,
			Command::Proof(args) => proof::run_proof(ctx, args).await,
			Command::VerifyPath(args) => proof::run_verify_path(ctx, args).await,
			Command::Pull(args) => pull::run(ctx, args).await,
			Command::Verify(args) => verify::run(ctx, args).await,
			Command::Gateway(args) => gateway::run(ctx, args).await,
			Command::Store(command) => store::run(ctx, command).await,
			Command::Licence(command) => licence::run(ctx, *command).await,
			Command::Pay(args) => pay::run(ctx, args).await,
			Command::Market(command) => market::run(ctx, command).await,
			Command::Dispute(command) => dispute::run(ctx, command).await,
			Command::Account(command) => account::run(ctx, command).await,
			Command::Watch(args) => watch::run(ctx, args).await,
			Command::Doctor(_) => doctor::run(ctx).await,
			Command::Completions(args) => help::run_completions(&args),
			Command::Man(args) => help::run_man(&ctx.out, &args),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	/// The global settings share one name space with the arguments of every command.
	#[test]
	fn every_command_is_understood_beside_all_settings() {
		let commands = "\
			pack d --no-store --kind model --name n --tag t --manifest-file m\n\
			collection create n --metadata /ipfs/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku\n\
			collection show 0 --at 0x0000000000000000000000000000000000000000000000000000000000000000\n\
			collection roles 0 bob registrar editor\n\
			collection roles 0 bob --none\n\
			collection nominate 0 bob\n\
			collection nominate 0 --none\n\
			collection accept 0\n\
			collection destroy 0\n\
			publish d --collection 0 --kind dataset --uri /ipfs/{manifest} --link derived-from:0:1\n\
			publish d --collection 0 --link contains:0:1 --by-licence 1 --by-licence 2 --by-free-terms {ID} --max-owed 1%\n\
			revise 0:0 d --uri ar://x --license mit\n\
			uri add 0:0 https://example.org/ --revision 1\n\
			uri rm 0:0 https://example.org/\n\
			resolve 0:0 --did-document\n\
			revisions 0:0 --from 1 --limit 2\n\
			lineage 0:0 --descendants --depth 3\n\
			lineage 0:0 --tree\n\
			show 0:0 --no-files\n\
			show 0:0 --revision 1 --gateway http://localhost\n\
			doctor --gateway http://localhost\n\
			list --collection 0 --owner bob --kind model --state revoked --cursor 0:0\n\
			state set 0:0 end-of-life\n\
			link add 0:0 contains 0:1\n\
			link add 0:0 contains 0:1 --by-licence 1 --max-owed 20%\n\
			link rm 0:0 contains 0:1\n\
			transfer 0:0 bob\n\
			managed 0:0 off\n\
			retire 0:0\n\
			prune 0:0 3\n\
			proof 0:0 a/b --revision 2 --gateway http://localhost\n\
			verify-path - --file f\n\
			pull 0:0 d --include *.md --exclude x --gateway /store --revision 1 --force --jobs 8 --retry-secs 9\n\
			pull 0:0 d --trust-host 10.0.0.1:80 --trust-host nas --best --no-cache --no-fsync\n\
			verify d 0:0 --gateway http://localhost\n\
			gateway --listen 127.0.0.1:0\n\
			gateway --gated --access-log l --pass-secs 9 --public-url https://g --asset 0:0 --asset 0:1\n\
			gateway --gated --pass-key k --paid-secs 600 --trusted-proxy 10.0.0.0/8 --trusted-proxy ::1 --metrics 127.0.0.1:0\n\
			gateway --max-connections 9 --max-connections-per-address 3 --head-secs 1 --least-rate 1 --metrics\n\
			store gc --dry-run --keep-newer 10\n\
			store ls\n\
			store unpin bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku\n\
			pull 0:0 d --licence 7\n\
			licence terms create --days 30 --transferable --commercial --rev-share 10% --policy relative --sub-depth 2\n\
			licence terms create --file terms.json\n\
			licence terms show {ID} --at {ID}\n\
			licence terms rm {ID}\n\
			licence offer create 0:0 --price 10 HUB --price 5 DUSD --no-swaps --supply 3 --closes 9 --days 30\n\
			licence offer create 0:0 --price 0.5 HUB --terms {ID}\n\
			licence offer show 1\n\
			licence offer list 0:0 --limit 2 --after 1\n\
			licence offer quote 1 DUSD\n\
			licence offer close 1\n\
			licence buy 1 --for bob --pay-with DUSD --max 2.5 --terms {ID}\n\
			licence buy 1 --slippage 3% --revision 2\n\
			licence buy 1 --any-revision\n\
			licence grant 0:0 bob --parent 1 --secs 60 --seats 2\n\
			licence sublicense 1 --price 3 HUB --days 3\n\
			licence sublicense 1 --to bob --terms {ID}\n\
			licence renew 1 --pay-with HUB\n\
			licence revoke 1 breach\n\
			licence transfer 1 bob\n\
			licence consume 1 --memo {ID}\n\
			licence seat add 1 bob\n\
			licence seat rm 1 bob\n\
			licence approve 1 --withdraw\n\
			licence approve 1 --for bob\n\
			licence show 1\n\
			licence list --holder bob --asset 0:0 --all\n\
			licence access 0:0 bob --licence 1 --time 9\n\
			licence mode 0:0\n\
			licence mode 0:0 free --commercial\n\
			licence allow add 0:0 bob\n\
			licence origins 0:0\n\
			licence fee 0 2.5%\n\
			licence claim --currency HUB --to bob\n\
			licence claim --show --of bob\n\
			licence close 1\n\
			licence watch --from 1 --count 1\n\
			market list licence:1 --price 3 HUB --closes 9\n\
			market unlist 0:0\n\
			market show 0:0\n\
			market buy 0:0 --seller bob --expect 0x1111111111111111111111111111111111111111111111111111111111111111 --pay-with HUB --max 3\n\
			market royalty 0 5%\n\
			dispute raise 0:0 infringement --evidence bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku --bond 20\n\
			dispute respond 1 --evidence bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku\n\
			dispute withdraw 1\n\
			dispute show 1\n\
			dispute list licence:1\n\
			account show bob\n\
			account new n --file f --show-phrase\n\
			account import n --scheme ethereum --from f\n\
			account new n --scheme ed25519\n\
			account proxies list bob\n\
			account proxies add bob --type publish --delay 3\n\
			account proxies rm bob\n\
			account multisig address 2:bob,dave\n\
			account multisig list 2:bob,dave\n\
			account multisig approve 2:bob,dave 0x00\n\
			account multisig cancel 2:bob,dave {ID}\n\
			pay bob 1 HUB --dry-run --as-proxy-for dave --proxy-type any\n\
			pay bob 1 HUB --as-multi 2:bob,dave\n\
			account list\n\
			account balance\n\
			watch --from 1 --all-blocks --count 1\n\
			completions bash\n\
			man d";
		let settings =
			"--node ws://n --genesis 0x0 --eip155 1 --store s --account alice --config c --timeout 9 --json --quiet";
		let id = format!("0x{}", "11".repeat(32));
		let commands = commands.replace("{ID}", &id);
		for command in commands.lines() {
			for line in [format!("{command} {settings}"), format!("{settings} {command}")] {
				let words = ["metahub"].into_iter().chain(line.split_whitespace());
				if let Err(error) = Cli::try_parse_from(words) {
					panic!("{line}: {error}");
				}
			}
		}
	}
}
