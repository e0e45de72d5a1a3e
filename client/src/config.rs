//! Where the client's settings come from: flags, then the environment, then `config.toml`, then
//! the defaults.

use primitive_types::H256;
use serde::Deserialize;
use std::{
	env,
	path::{Path, PathBuf},
	time::Duration,
};

/// The node that is asked when nothing else is said.
pub const DEFAULT_NODE: &str = "ws://127.0.0.1:9944";
/// How long a request to a node or a gateway may take, in seconds.
pub const DEFAULT_TIMEOUT_SECS: u64 = 60;

/// The names of the environment variables that are looked at.
pub mod vars {
	/// WebSocket URL of the node.
	pub const NODE_URL: &str = "METAHUB_NODE_URL";
	/// The content store: a folder, or `kubo:<URL>`.
	pub const STORE: &str = "METAHUB_STORE";
	/// The chain's EIP-155 id.
	pub const EIP155: &str = "METAHUB_EIP155";
	/// Hash of the chain's first block.
	pub const GENESIS: &str = "METAHUB_GENESIS";
	/// Gateways to fetch from, separated by commas.
	pub const GATEWAYS: &str = "METAHUB_GATEWAYS";
	/// Another configuration file.
	pub const CONFIG: &str = "METAHUB_CONFIG";
	/// Name of a development account.
	pub const ACCOUNT: &str = "METAHUB_ACCOUNT";
	/// A keystore file, or the name of one in the key folder.
	pub const KEYSTORE: &str = "METAHUB_KEYSTORE";
	/// Password of the keystore file.
	pub const PASSWORD: &str = "METAHUB_PASSWORD";
	/// Secret phrase of an account, with its derivation path if it has one.
	pub const MNEMONIC: &str = "METAHUB_MNEMONIC";
}

/// Why the settings cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
	/// The file that was named cannot be read.
	#[error("cannot read the configuration {}: {source}", path.display())]
	Unreadable {
		/// The file.
		path: PathBuf,
		/// What the system said.
		source: std::io::Error,
	},
	/// The file is not what it should be.
	#[error("the configuration {} is not valid: {message}", path.display())]
	Invalid {
		/// The file.
		path: PathBuf,
		/// What is wrong with it, and where.
		message: String,
	},
	/// A URL is none, or of a scheme that does not fit.
	#[error("{what} is not a {expected} URL: {value}")]
	Url {
		/// Which setting.
		what: &'static str,
		/// Schemes that fit.
		expected: &'static str,
		/// What was given.
		value: String,
	},
	/// A hash is none.
	#[error("{what} is not 0x and 64 hexadecimal digits: {value}")]
	Hash {
		/// Which setting.
		what: &'static str,
		/// What was given.
		value: String,
	},
	/// An EIP-155 chain id is none.
	#[error("{what} is not a chain id, a whole number: {value}")]
	ChainId {
		/// Which setting.
		what: &'static str,
		/// What was given.
		value: String,
	},
	/// Neither XDG variables nor a home folder tell where files belong.
	#[error("neither HOME nor {0} is set, so there is no place for the client's files")]
	NoHome(&'static str),
}

/// What `config.toml` can say. Every key is optional.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConfigFile {
	/// WebSocket URL of the node.
	pub node: Option<String>,
	/// Hash of the chain's first block: nodes of other chains are refused.
	pub genesis: Option<String>,
	/// The chain's EIP-155 id: nothing is signed with an Ethereum key for another.
	pub eip155: Option<u64>,
	/// The content store: a folder, or `kubo:<URL>` for a Kubo-compatible node.
	pub store: Option<String>,
	/// Gateways to fetch from, best first.
	#[serde(default)]
	pub gateways: Vec<String>,
	/// Hosts on private networks that an asset's URLs may name.
	#[serde(default)]
	pub trusted_hosts: Vec<String>,
	/// Name of a development account.
	pub account: Option<String>,
	/// A keystore file, or the name of one in the key folder.
	pub keystore: Option<PathBuf>,
	/// How long a request may take, in seconds.
	pub timeout_secs: Option<u64>,
}

/// What the command line says about the settings.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
	/// `--config`
	pub config: Option<PathBuf>,
	/// `--node`
	pub node: Option<String>,
	/// `--genesis`
	pub genesis: Option<String>,
	/// `--eip155`
	pub eip155: Option<u64>,
	/// `--store`
	pub store: Option<String>,
	/// `--gateway`; any replaces the whole list of the configuration.
	pub gateways: Vec<String>,
	/// `--trust-host`; in addition to those of the configuration.
	pub trusted_hosts: Vec<String>,
	/// `--account`
	pub account: Option<String>,
	/// `--keystore`
	pub keystore: Option<PathBuf>,
	/// `--timeout`
	pub timeout_secs: Option<u64>,
}

/// Which account signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountChoice {
	/// A development account, by name.
	Development(String),
	/// A keystore file.
	Keystore(PathBuf),
	/// The phrase in [`vars::MNEMONIC`].
	Mnemonic,
	/// None was named.
	None,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Settings {
	/// WebSocket URL of the node.
	pub node: String,
	/// Hash of the chain's first block, if it was named.
	pub genesis: Option<H256>,
	/// The chain's EIP-155 id, if it was named.
	pub eip155: Option<u64>,
	/// The content store, as [`crate::store::open_store`] takes it.
	pub store: String,
	/// Gateways, or stores, to fetch from, best first.
	pub gateways: Vec<String>,
	/// Hosts on private networks that an asset's URLs may name.
	pub trusted_hosts: Vec<String>,
	/// Which account signs.
	pub account: AccountChoice,
	/// Folder of the keystore files.
	pub keys: PathBuf,
	/// How long a request may take.
	pub timeout: Duration,
}

impl Settings {
	/// Puts the settings together.
	pub fn load(flags: Overrides) -> Result<Self, ConfigError> {
		let file = read_file(flags.config.or_else(|| var_path(vars::CONFIG)))?;
		let node = flags
			.node
			.or_else(|| var(vars::NODE_URL))
			.or(file.node)
			.unwrap_or_else(|| DEFAULT_NODE.into());
		let gateways = if !flags.gateways.is_empty() {
			flags.gateways
		} else if let Some(list) = var(vars::GATEWAYS) {
			list.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
		} else {
			file.gateways
		};
		let genesis = flags.genesis.or_else(|| var(vars::GENESIS)).or(file.genesis);
		let eip155 = match (flags.eip155, var(vars::EIP155)) {
			(Some(id), _) => Some(id),
			(None, Some(text)) => Some(chain_id(vars::EIP155, &text)?),
			(None, None) => file.eip155,
		};
		let mut trusted_hosts = file.trusted_hosts;
		trusted_hosts.extend(flags.trusted_hosts);
		let store = match flags.store.or_else(|| var(vars::STORE)).or(file.store) {
			Some(store) => store,
			None => data_dir()?.join("store").to_string_lossy().into_owned(),
		};
		let keys = data_dir().map(|dir| dir.join("keys")).unwrap_or_default();
		// A flag beats the environment, which beats the file; at one level a keystore is the more
		// deliberate choice.
		let account = if let Some(path) = flags.keystore {
			AccountChoice::Keystore(keystore_path(&keys, path))
		} else if let Some(name) = flags.account {
			AccountChoice::Development(name)
		} else if var(vars::MNEMONIC).is_some() {
			AccountChoice::Mnemonic
		} else if let Some(path) = var_path(vars::KEYSTORE) {
			AccountChoice::Keystore(keystore_path(&keys, path))
		} else if let Some(name) = var(vars::ACCOUNT) {
			AccountChoice::Development(name)
		} else if let Some(path) = file.keystore {
			AccountChoice::Keystore(keystore_path(&keys, path))
		} else if let Some(name) = file.account {
			AccountChoice::Development(name)
		} else {
			AccountChoice::None
		};
		Ok(Self {
			node: node_url(&node)?,
			genesis: genesis.map(|text| hash("genesis", &text)).transpose()?,
			eip155,
			store,
			gateways,
			trusted_hosts,
			account,
			keys,
			timeout: Duration::from_secs(
				flags.timeout_secs.or(file.timeout_secs).unwrap_or(DEFAULT_TIMEOUT_SECS).max(1),
			),
		})
	}
}

/// A node listens for HTTP and WebSocket on one port; subscriptions need the latter, so an HTTP
/// URL is taken for the WebSocket one.
fn node_url(text: &str) -> Result<String, ConfigError> {
	check_url("node", text, &["ws", "wss", "http", "https"], "ws(s)")?;
	Ok(match text.strip_prefix("http") {
		Some(rest) => format!("ws{rest}"),
		None => text.to_owned(),
	})
}

fn hash(what: &'static str, text: &str) -> Result<H256, ConfigError> {
	text.parse().map_err(|_| ConfigError::Hash { what, value: text.into() })
}

fn chain_id(what: &'static str, text: &str) -> Result<u64, ConfigError> {
	text.parse().map_err(|_| ConfigError::ChainId { what, value: text.into() })
}

fn check_url(
	what: &'static str,
	value: &str,
	schemes: &[&str],
	expected: &'static str,
) -> Result<(), ConfigError> {
	let fits = reqwest::Url::parse(value)
		.is_ok_and(|url| schemes.contains(&url.scheme()) && url.host_str().is_some());
	if fits {
		Ok(())
	} else {
		Err(ConfigError::Url { what, expected, value: value.to_owned() })
	}
}

/// A bare name means a file in the key folder, unless there is such a file right here.
fn keystore_path(keys: &Path, given: PathBuf) -> PathBuf {
	let bare = given.components().count() == 1 && given.extension().is_none();
	if bare && !given.exists() {
		keys.join(given).with_extension("json")
	} else {
		given
	}
}

/// Reads the file that is named, or the one at the usual place if there is one.
fn read_file(named: Option<PathBuf>) -> Result<ConfigFile, ConfigError> {
	let (path, must_exist) = match named {
		Some(path) => (path, true),
		None => match config_dir() {
			Ok(dir) => (dir.join("config.toml"), false),
			Err(_) => return Ok(ConfigFile::default()),
		},
	};
	match std::fs::read_to_string(&path) {
		Ok(text) => toml::from_str(&text)
			.map_err(|error| ConfigError::Invalid { path, message: error.to_string() }),
		Err(error) if !must_exist && error.kind() == std::io::ErrorKind::NotFound => {
			Ok(ConfigFile::default())
		}
		Err(source) => Err(ConfigError::Unreadable { path, source }),
	}
}

/// `$XDG_CONFIG_HOME/metahub`, by default `~/.config/metahub`.
pub fn config_dir() -> Result<PathBuf, ConfigError> {
	xdg("XDG_CONFIG_HOME", ".config")
}

/// `$XDG_DATA_HOME/metahub`, by default `~/.local/share/metahub`.
pub fn data_dir() -> Result<PathBuf, ConfigError> {
	xdg("XDG_DATA_HOME", ".local/share")
}

/// `$XDG_CACHE_HOME/metahub`, by default `~/.cache/metahub`.
pub fn cache_dir() -> Result<PathBuf, ConfigError> {
	xdg("XDG_CACHE_HOME", ".cache")
}

fn xdg(variable: &'static str, under_home: &str) -> Result<PathBuf, ConfigError> {
	// The XDG specification has relative paths ignored.
	let base = var_path(variable)
		.filter(|path| path.is_absolute())
		.or_else(|| var_path("HOME").map(|home| home.join(under_home)))
		.ok_or(ConfigError::NoHome(variable))?;
	Ok(base.join("metahub"))
}

/// An environment variable, unless it is empty.
pub fn var(name: &str) -> Option<String> {
	env::var(name).ok().filter(|value| !value.is_empty())
}

fn var_path(name: &str) -> Option<PathBuf> {
	env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_unknown_key_is_refused() {
		let error = toml::from_str::<ConfigFile>("nodes = \"ws://x\"").unwrap_err();
		assert!(error.to_string().contains("nodes"), "{error}");
	}

	#[test]
	fn every_key_is_read() {
		let file: ConfigFile = toml::from_str(
			"node = \"wss://a\"\nstore = \"/s\"\ngateways = [\"http://g\"]\n\
			 genesis = \"0x00\"\neip155 = 19784\ntrusted-hosts = [\"nas\"]\n\
			 account = \"bob\"\nkeystore = \"me\"\ntimeout-secs = 5",
		)
		.unwrap();
		assert_eq!(file.node.as_deref(), Some("wss://a"));
		assert_eq!(file.gateways, ["http://g"]);
		assert_eq!(file.trusted_hosts, ["nas"]);
		assert!(hash("genesis", file.genesis.as_deref().unwrap()).is_err());
		assert_eq!(hash("genesis", &format!("0x{}", "11".repeat(32))).unwrap(), H256([0x11; 32]));
		assert_eq!(file.eip155, Some(19784));
		assert_eq!(chain_id("eip155", "19784").unwrap(), 19784);
		assert!(matches!(chain_id("eip155", "0x4d48"), Err(ConfigError::ChainId { .. })));
		assert_eq!(file.timeout_secs, Some(5));
	}

	#[test]
	fn an_http_node_is_the_websocket_on_the_same_port() {
		assert_eq!(node_url("http://h:1").unwrap(), "ws://h:1");
		assert_eq!(node_url("https://h").unwrap(), "wss://h");
		assert!(node_url("ftp://h").is_err());
		assert!(node_url("127.0.0.1:9944").is_err());
	}

	#[test]
	fn a_bare_keystore_name_is_in_the_key_folder() {
		let keys = Path::new("/data/keys");
		assert_eq!(keystore_path(keys, "me".into()), Path::new("/data/keys/me.json"));
		assert_eq!(keystore_path(keys, "./me.json".into()), Path::new("./me.json"));
	}
}
