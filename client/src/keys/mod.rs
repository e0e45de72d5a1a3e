//! The accounts that sign: development accounts, keystore files, a phrase from the environment.
//!
//! No secret is ever an argument of a command: other users of the machine could read it there.

mod address;
mod ethereum_file;
mod keystore;
mod on_behalf;
mod pair;
mod phrase;

pub use address::{contract_address, parse_account, AccountParseError, SS58_PREFIX};
pub use keystore::{Keystore, KeystoreError};
pub use on_behalf::{MultisigError, MultisigOf, OnBehalf, ProxyType, MAX_SIGNATORIES};
pub use pair::{
	ethereum_account, ethereum_address, Locked, Pair, RawSignature, Scheme, UnknownScheme,
};
pub use phrase::{new_phrase, PhraseError, Secret};

use crate::config::{var, vars, AccountChoice};
use std::{fmt, path::PathBuf};
use subxt::utils::AccountId32;
use subxt_signer::sr25519::{dev, Keypair};
use zeroize::Zeroizing;

/// The development accounts, whose secrets everybody knows.
pub const DEVELOPMENT_ACCOUNTS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// An account that can sign.
#[derive(Clone)]
pub struct Account {
	pair: Pair,
	development: bool,
	on_behalf: Option<OnBehalf>,
}

impl fmt::Debug for Account {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Account({})", self.id())
	}
}

/// Why there is no account to sign with.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
	/// None was named.
	#[error(
		"this needs an account to sign with: --keystore FILE, --account NAME on a development \
		 chain, or a phrase in {}",
		vars::MNEMONIC
	)]
	NotChosen,
	/// There is no development account of this name.
	#[error("there is no development account {0:?}; there are alice, bob, charlie, dave, eve and ferdie")]
	UnknownDevelopmentAccount(String),
	/// The keystore file cannot be used.
	#[error(transparent)]
	Keystore(#[from] KeystoreError),
	/// The phrase cannot be used.
	#[error("METAHUB_MNEMONIC: {0}")]
	Phrase(#[from] PhraseError),
	/// Nobody is there to type the password.
	#[error("the keystore needs its password: type it at a terminal, or set {}", vars::PASSWORD)]
	NoPassword,
	/// There is no phrase to import.
	#[error("type the phrase at a terminal, or set {}", vars::MNEMONIC)]
	NoPhrase,
	/// The two passwords that were typed differ.
	#[error("the two passwords differ")]
	PasswordsDiffer,
}

impl Account {
	/// A development account by its name.
	pub fn development(name: &str) -> Result<Self, AccountError> {
		development_pair(name)
			.map(|pair| Self { pair: pair.into(), development: true, on_behalf: None })
			.ok_or_else(|| AccountError::UnknownDevelopmentAccount(name.into()))
	}

	/// The account of a secret.
	pub fn from_secret(secret: &Secret) -> Self {
		Self::from_pair(secret.pair().clone())
	}

	/// An account that holds this pair of keys.
	pub fn from_pair(pair: impl Into<Pair>) -> Self {
		Self { pair: pair.into(), development: false, on_behalf: None }
	}

	/// The account that the settings name, without its key: what it would do can be asked, and
	/// nothing is unlocked. `--account` can be any account here.
	pub fn locked(choice: &AccountChoice) -> Result<Self, AccountError> {
		let development =
			matches!(choice, AccountChoice::Development(name) if development_pair(name).is_some());
		let id = match choice {
			AccountChoice::Development(name) => parse_account(name)
				.map_err(|_| AccountError::UnknownDevelopmentAccount(name.clone()))?,
			other => peek(other)?.0,
		};
		Ok(Self { pair: Pair::locked(id), development, on_behalf: None })
	}

	/// Makes calls in the name of another account.
	pub fn on_behalf_of(self, on_behalf: OnBehalf) -> Self {
		Self { on_behalf: Some(on_behalf), ..self }
	}

	/// The account that the settings name.
	pub fn choose(choice: &AccountChoice) -> Result<Self, AccountError> {
		match choice {
			AccountChoice::None => Err(AccountError::NotChosen),
			AccountChoice::Development(name) => Self::development(name),
			AccountChoice::Mnemonic => {
				let phrase = Zeroizing::new(var(vars::MNEMONIC).unwrap_or_default());
				Ok(Self::from_secret(&Secret::from_phrase(&phrase)?))
			}
			AccountChoice::Keystore(path) => {
				let keystore = Keystore::read(path)?;
				let prompt = format!("Password of {}: ", path.display());
				let password = ask_password(&prompt)?;
				Ok(Self::from_pair(keystore.unlock(&password)?))
			}
		}
	}

	/// The account in whose name calls are made.
	pub fn id(&self) -> AccountId32 {
		match &self.on_behalf {
			None => self.signer(),
			Some(OnBehalf::Proxied { account, .. }) => *account,
			Some(OnBehalf::Multisig(multisig)) => multisig.account(&self.signer()),
		}
	}

	/// The account whose key signs, and which pays the fees.
	pub fn signer(&self) -> AccountId32 {
		self.pair.account()
	}

	/// What it acts for, if not for itself.
	pub fn on_behalf(&self) -> Option<&OnBehalf> {
		self.on_behalf.as_ref()
	}

	/// Whether everybody knows its secret.
	pub fn is_development(&self) -> bool {
		self.development
	}

	/// What signs for it.
	pub fn pair(&self) -> &Pair {
		&self.pair
	}
}

/// The account that the settings name, without unlocking it.
pub fn peek(choice: &AccountChoice) -> Result<(AccountId32, Option<PathBuf>), AccountError> {
	match choice {
		AccountChoice::Keystore(path) => Ok((Keystore::read(path)?.account(), Some(path.clone()))),
		other => Account::choose(other).map(|account| (account.id(), None)),
	}
}

/// The pair of a development account, by name in any case, also with slashes (`//Alice`).
pub(crate) fn development_pair(name: &str) -> Option<Keypair> {
	match name.strip_prefix("//").unwrap_or(name).to_ascii_lowercase().as_str() {
		"alice" => Some(dev::alice()),
		"bob" => Some(dev::bob()),
		"charlie" => Some(dev::charlie()),
		"dave" => Some(dev::dave()),
		"eve" => Some(dev::eve()),
		"ferdie" => Some(dev::ferdie()),
		_ => None,
	}
}

/// The password from the environment, or typed at the terminal.
pub fn ask_password(prompt: &str) -> Result<Zeroizing<String>, AccountError> {
	if let Some(password) = var(vars::PASSWORD) {
		return Ok(Zeroizing::new(password));
	}
	rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(|_| AccountError::NoPassword)
}

/// A new password from the environment, or typed twice.
pub fn ask_new_password() -> Result<Zeroizing<String>, AccountError> {
	if let Some(password) = var(vars::PASSWORD) {
		return Ok(Zeroizing::new(password));
	}
	let first = ask_password("New password: ")?;
	let second = ask_password("The same again: ")?;
	if *first == *second {
		Ok(first)
	} else {
		Err(AccountError::PasswordsDiffer)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn development_accounts_by_name() {
		for name in DEVELOPMENT_ACCOUNTS {
			assert!(Account::development(name).unwrap().is_development());
		}
		assert_eq!(
			Account::development("//Bob").unwrap().id(),
			Account::development("bob").unwrap().id()
		);
		assert!(matches!(
			Account::development("mallory"),
			Err(AccountError::UnknownDevelopmentAccount(_))
		));
	}

	#[test]
	fn debug_output_has_no_secret() {
		let account = Account::development("alice").unwrap();
		assert_eq!(format!("{account:?}"), format!("Account({})", account.id()));
	}
}
