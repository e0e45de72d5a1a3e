//! `metahub account proxies`: accounts that may act for an account.

use crate::{
	chain::Call,
	cli::{Context, Outcome},
	error::Error,
	keys::{parse_account, ProxyType},
	output::{hub, table},
};
use clap::{Args, Subcommand};
use serde_json::json;
use subxt::utils::AccountId32;

/// The commands of `account proxies`.
#[derive(Debug, Subcommand)]
pub enum ProxiesCommand {
	/// The proxies of the account that signs, or of another
	List {
		/// SS58 address, 0x public key, or a development account's name
		#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
		who: Option<AccountId32>,
	},
	/// Let an account act for the signer; holds a deposit
	Add(ProxyArgs),
	/// Stop an account from acting; returns the deposit
	Rm(ProxyArgs),
}

/// Which proxy.
#[derive(Args, Debug)]
pub struct ProxyArgs {
	/// SS58 address, 0x public key, or a development account's name
	#[arg(value_parser = parse_account)]
	delegate: AccountId32,
	/// What it may do
	#[arg(long = "type", value_enum, value_name = "TYPE", default_value = "any")]
	kind: ProxyType,
	/// How many blocks before it has to announce what it does
	#[arg(long, value_name = "BLOCKS", default_value_t)]
	delay: u32,
}

/// Runs `account proxies …`.
pub async fn run(ctx: &Context, command: ProxiesCommand) -> Result<Outcome, Error> {
	match command {
		ProxiesCommand::List { who } => {
			let (account, _) = super::chosen(ctx, who)?;
			let (proxies, deposit) = ctx.chain().await?.proxies(&account).await?;
			let json = json!({
				"account": account.to_string(),
				"proxies": proxies,
				"deposit": deposit.to_string(),
			});
			ctx.out.result(&json, |_| {
				if proxies.is_empty() {
					return format!("{account} has no proxies");
				}
				let mut rows = vec![["PROXY", "TYPE", "DELAY"].map(String::from).to_vec()];
				rows.extend(proxies.iter().map(|proxy| {
					let delay = format!("{} blocks", proxy.delay);
					vec![proxy.delegate.to_string(), proxy.proxy_type.clone(), delay]
				}));
				format!("{}{} held\n", table(&rows), hub(deposit))
			});
			Ok(Outcome::Yes)
		}
		ProxiesCommand::Add(args) => {
			let call = Call::add_proxy(&args.delegate, args.kind, args.delay);
			let text = format!("{} may act", args.delegate);
			ctx.call(&call, json_of(&args), text).await
		}
		ProxiesCommand::Rm(args) => {
			let call = Call::remove_proxy(&args.delegate, args.kind, args.delay);
			let text = format!("{} may no longer act", args.delegate);
			ctx.call(&call, json_of(&args), text).await
		}
	}
}

fn json_of(args: &ProxyArgs) -> serde_json::Value {
	json!({
		"proxy": args.delegate.to_string(),
		"proxyType": args.kind,
		"delay": args.delay,
	})
}
