//! `metahub account`: accounts that sign, and accounts that others sign for.

mod multisig;
mod proxies;

use super::{Context, Outcome};
use crate::{
	chain::CurrencyName,
	config::{var, vars, AccountChoice},
	error::Error,
	keys::{
		ask_new_password, ask_password, contract_address, ethereum_address, new_phrase,
		parse_account, peek, Account, AccountError, Keystore, KeystoreError, Scheme, Secret,
		DEVELOPMENT_ACCOUNTS,
	},
	output::{fields, hub, table},
};
use clap::{Args, Subcommand};
use metahub_assets::pay::Currency;
use serde::Serialize;
use std::path::{Path, PathBuf};
use subxt::utils::{AccountId32, H160};
use zeroize::Zeroizing;

/// The commands of `account`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
	/// The account that signs, or another: address, public key, contract address
	Show {
		/// SS58 address, 0x public key, or a development account's name
		#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
		who: Option<AccountId32>,
	},
	/// Make a new account and keep it in a keystore file
	New(NewArgs),
	/// Keep an account in a keystore file: its phrase comes from METAHUB_MNEMONIC, or is asked for, or
	/// its key from another keystore file
	Import(ImportArgs),
	/// The keystore files in the key folder, and the development accounts
	List,
	/// Accounts that may act for an account
	#[command(subcommand)]
	Proxies(proxies::ProxiesCommand),
	/// Accounts that act together, and their calls that wait for approvals
	#[command(subcommand)]
	Multisig(multisig::MultisigCommand),
	/// The balance of the account that signs, or of another
	Balance {
		/// Of this token: its id or symbol [default: HUB]
		#[arg(long, value_name = "CURRENCY")]
		token: Option<CurrencyName>,
		/// SS58 address, 0x public key, or a development account's name
		#[arg(value_name = "ACCOUNT", value_parser = parse_account)]
		who: Option<AccountId32>,
	},
}

impl AccountCommand {
	/// Whether it can sign a call of the account's.
	pub fn signs(&self) -> bool {
		matches!(self, Self::Proxies(_) | Self::Multisig(_))
	}
}

/// Arguments of `account new`.
#[derive(Args, Debug)]
pub struct NewArgs {
	/// The account's name; its file is <name>.json in the key folder
	name: String,
	/// Another place for the file
	#[arg(long, value_name = "FILE")]
	file: Option<PathBuf>,
	/// The key's signature scheme
	#[arg(long, value_enum, default_value_t)]
	scheme: Scheme,
	/// Also print the phrase that restores the account, once
	#[arg(long)]
	show_phrase: bool,
}

/// Arguments of `account import`.
#[derive(Args, Debug)]
pub struct ImportArgs {
	/// The account's name; its file is <name>.json in the key folder
	name: String,
	/// Another place for the file
	#[arg(long, value_name = "FILE")]
	file: Option<PathBuf>,
	/// The key's signature scheme [default: sr25519, or that of the other file]
	#[arg(long, value_enum)]
	scheme: Option<Scheme>,
	/// Another keystore file to take the key from: polkadot-js's, or Ethereum's (version 3). Its
	/// password becomes the new file's
	#[arg(long, value_name = "FILE")]
	from: Option<PathBuf>,
}

/// How an account is known.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
	address: String,
	public_key: String,
	contract_address: H160,
	#[serde(skip_serializing_if = "Option::is_none")]
	scheme: Option<Scheme>,
	#[serde(skip_serializing_if = "Option::is_none")]
	name: Option<String>,
	#[serde(skip_serializing_if = "Option::is_none")]
	keystore: Option<PathBuf>,
	#[serde(skip_serializing_if = "Option::is_none")]
	phrase: Option<String>,
}

impl Shown {
	fn new(account: &AccountId32) -> Self {
		Self {
			address: account.to_string(),
			public_key: format!("0x{}", hex::encode(account.0)),
			contract_address: contract_address(account),
			scheme: ethereum_address(account).map(|_| Scheme::Ethereum),
			name: None,
			keystore: None,
			phrase: None,
		}
	}

	fn of_keystore(keystore: &Keystore, path: &Path) -> Self {
		let name = keystore.name().map(str::to_owned);
		let scheme = Some(keystore.scheme());
		Self { name, scheme, keystore: Some(path.into()), ..Self::new(&keystore.account()) }
	}

	fn text(&self) -> String {
		// Of other schemes, the account is a hash of the key.
		let hashed = matches!(self.scheme, Some(Scheme::Ecdsa | Scheme::Ethereum));
		let key = if hashed { "account id" } else { "public key" };
		let mut pairs = vec![
			("address", self.address.clone()),
			(key, self.public_key.clone()),
			("contracts see", format!("{:?}", self.contract_address)),
		];
		pairs.extend(self.scheme.iter().map(|scheme| ("scheme", scheme.to_string())));
		pairs.extend(self.keystore.iter().map(|path| ("keystore", path.display().to_string())));
		pairs.extend(self.phrase.iter().map(|phrase| ("phrase", phrase.clone())));
		fields(&pairs)
	}
}

/// Runs `account …`.
pub async fn run(ctx: &Context, command: AccountCommand) -> Result<Outcome, Error> {
	match command {
		AccountCommand::Show { who } => {
			let (account, keystore) = chosen(ctx, who)?;
			let shown = match keystore {
				Some(path) => Shown::of_keystore(
					&Keystore::read(&path).map_err(AccountError::Keystore)?,
					&path,
				),
				None => Shown::new(&account),
			};
			ctx.out.result(&shown, Shown::text);
		}
		AccountCommand::New(args) => {
			let phrase = new_phrase().map_err(AccountError::Phrase)?;
			let secret = Secret::of(args.scheme, &phrase).map_err(AccountError::Phrase)?;
			let shown = keep(ctx, &args.name, args.file, || Ok((secret, ask_new_password()?)))?;
			let phrase = args.show_phrase.then(|| phrase.to_string());
			if phrase.is_none() {
				ctx.out.note("The file and its password are the account: keep a copy of both.");
			}
			ctx.out.result(&Shown { phrase, ..shown }, Shown::text);
		}
		AccountCommand::Import(args) => {
			let shown = keep(ctx, &args.name, args.file.clone(), || imported(&args))?;
			ctx.out.result(&shown, Shown::text);
		}
		AccountCommand::Proxies(command) => return proxies::run(ctx, command).await,
		AccountCommand::Multisig(command) => return multisig::run(ctx, command).await,
		AccountCommand::List => list(ctx)?,
		AccountCommand::Balance { who, token: Some(token) } => {
			let (account, _) = chosen(ctx, who)?;
			let chain = ctx.chain().await?;
			let unit = chain.currency(&token).await?;
			let free = match unit.currency {
				Currency::Native => chain.balance(&account).await?.free,
				Currency::Token(id) => chain.token_balance(id, &account).await?,
				Currency::Erc20(contract) => {
					return Err(Error::Usage(format!("ask the contract {contract:?} itself")))
				}
			};
			let json = serde_json::json!({
				"address": account.to_string(),
				"currency": unit.currency,
				"free": free.to_string(),
			});
			ctx.out.result(&json, |_| unit.amount(free));
		}
		AccountCommand::Balance { who, token: None } => {
			let (account, _) = chosen(ctx, who)?;
			let balance = ctx.chain().await?.balance(&account).await?;
			let mut json = serde_json::json!({ "address": account.to_string() });
			super::text::merge(&mut json, &balance);
			ctx.out.result(&json, |_| {
				fields(&[
					("free", hub(balance.free)),
					("on hold", hub(balance.reserved)),
					("frozen", hub(balance.frozen)),
				])
			});
		}
	}
	Ok(Outcome::Yes)
}

/// The account that was named, or else the one that signs; a keystore stays locked.
fn chosen(
	ctx: &Context,
	who: Option<AccountId32>,
) -> Result<(AccountId32, Option<PathBuf>), Error> {
	match who {
		Some(account) => Ok((account, None)),
		None => Ok(peek(&ctx.settings.account)?),
	}
}

/// What is imported, and the password that it is kept under.
fn imported(args: &ImportArgs) -> Result<(Secret, Zeroizing<String>), AccountError> {
	if let Some(path) = &args.from {
		let keystore = Keystore::read(path)?;
		let found = keystore.scheme();
		if let Some(expected) = args.scheme.filter(|expected| *expected != found) {
			let path = path.clone();
			return Err(KeystoreError::OtherScheme { path, found, expected }.into());
		}
		let password = ask_password(&format!("Password of {}: ", path.display()))?;
		let secret = keystore.secret(&password)?;
		return Ok((secret, password));
	}
	let phrase = match var(vars::MNEMONIC) {
		Some(phrase) => Zeroizing::new(phrase),
		None => Zeroizing::new(
			rpassword::prompt_password("Phrase: ").map_err(|_| AccountError::NoPhrase)?,
		),
	};
	let secret = Secret::of(args.scheme.unwrap_or_default(), &phrase)?;
	Ok((secret, ask_new_password()?))
}

/// Writes a keystore file for a key.
fn keep(
	ctx: &Context,
	name: &str,
	file: Option<PathBuf>,
	secret: impl FnOnce() -> Result<(Secret, Zeroizing<String>), AccountError>,
) -> Result<Shown, Error> {
	let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
	if name.is_empty() || name.starts_with('.') || !name.chars().all(plain) {
		return Err(Error::Usage("a name has letters, digits, '-', '_' and '.' only".into()));
	}
	let path = file.unwrap_or_else(|| ctx.settings.keys.join(format!("{name}.json")));
	let (secret, password) = secret()?;
	let keystore =
		Keystore::create(&path, &secret, name, &password).map_err(AccountError::Keystore)?;
	Ok(Shown::of_keystore(&keystore, &path))
}

#[derive(Serialize)]
struct Listed {
	keystores: Vec<Shown>,
	development: Vec<Shown>,
}

fn list(ctx: &Context) -> Result<(), Error> {
	let mut paths: Vec<PathBuf> = match std::fs::read_dir(&ctx.settings.keys) {
		Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
		Err(_) => Vec::new(),
	};
	paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
	paths.sort();
	let mut keystores = Vec::new();
	for path in &paths {
		match Keystore::read(path) {
			Ok(keystore) => keystores.push(Shown::of_keystore(&keystore, path)),
			Err(error) => ctx.out.warn(error.to_string()),
		}
	}
	let development = |name: &&str| {
		let account = Account::development(name).ok()?;
		let scheme = Some(Scheme::Sr25519);
		Some(Shown { name: Some((*name).into()), scheme, ..Shown::new(&account.id()) })
	};
	let listed = Listed {
		keystores,
		development: DEVELOPMENT_ACCOUNTS.iter().filter_map(development).collect(),
	};
	let signer = peek(&ctx.settings.account).ok().map(|(account, _)| account.to_string());
	ctx.out.result(&listed, |listed| {
		let row = |shown: &Shown, kind: &str| {
			let mark = if signer.as_ref() == Some(&shown.address) { "*" } else { "" };
			let name = shown.name.clone().unwrap_or_default();
			let scheme = shown.scheme.unwrap_or_default().to_string();
			vec![mark.into(), name, shown.address.clone(), scheme, kind.into()]
		};
		let mut rows: Vec<Vec<String>> =
			listed.keystores.iter().map(|shown| row(shown, "keystore")).collect();
		rows.extend(listed.development.iter().map(|shown| row(shown, "development")));
		table(&rows)
	});
	if ctx.settings.account == AccountChoice::None {
		ctx.out.note("no account signs: choose one with --keystore or --account");
	}
	Ok(())
}
