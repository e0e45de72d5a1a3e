//! Chain specifications: the built-in ones come from the runtime's genesis presets, so that what a
//! chain starts with is written once, in the runtime.

use metahub_runtime::{genesis, opaque::Block, RuntimeGenesisConfig, WASM_BINARY};
use sc_chain_spec::{json_merge, ChainSpecExtension, ChainType, Properties};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sp_core::storage::{well_known_keys, Storage};
use sp_runtime::BuildStorage;
use std::path::PathBuf;

/// SS58 prefix of every MetaHub address.
pub const SS58_PREFIX: u16 = 42;
/// Ticker of the native token.
pub const TOKEN_SYMBOL: &str = "HUB";
/// Decimals of the native token.
pub const TOKEN_DECIMALS: u32 = 18;

/// What a specification can say to the node beyond genesis. Both lists are for operators who have
/// to steer a live network around a bad block, and are empty otherwise.
#[derive(Default, Clone, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// Block numbers with the only hashes that are valid there.
	pub fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// Hashes of blocks that must never be imported.
	pub bad_blocks: sc_client_api::BadBlocks<Block>,
}

/// A MetaHub chain specification.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// A specification that the node has built in.
struct BuiltIn {
	/// What `--chain` calls it.
	alias: &'static str,
	preset: &'static str,
	name: &'static str,
	id: &'static str,
	chain_type: ChainType,
}

/// What `--chain` calls the development chain, which `--dev` chooses as well.
pub const DEV: &str = "dev";

/// A chain of one, sealed instantly (see [`crate::service::Sealing`]).
const DEVELOPMENT: BuiltIn = BuiltIn {
	alias: DEV,
	preset: sp_genesis_builder::DEV_RUNTIME_PRESET,
	name: "MetaHub Development",
	id: "metahub-dev",
	chain_type: ChainType::Development,
};

/// A network of Alice and Bob.
const LOCAL: BuiltIn = BuiltIn {
	alias: "local",
	preset: sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
	name: "MetaHub Local Testnet",
	id: "metahub-local",
	chain_type: ChainType::Local,
};

/// Loads a specification by the name of a built-in one, or by the path of a JSON file. For people:
/// genesis is the runtime's configuration.
pub fn load(chain: &str) -> Result<ChainSpec, String> {
	match built_in(chain) {
		Some(built_in) => built_in.specification(),
		None => from_file(chain),
	}
}

/// The same for running a chain: genesis is state. The runtime that is linked into this node builds
/// it, which is the same code as the Wasm one, without compiling that first.
pub fn load_for_running(chain: &str) -> Result<ChainSpec, String> {
	match built_in(chain) {
		Some(built_in) => {
			let mut spec = built_in.specification()?;
			sc_chain_spec::ChainSpec::set_storage(&mut spec, built_in.genesis_state()?);
			Ok(spec)
		}
		None => from_file(chain),
	}
}

fn built_in(chain: &str) -> Option<BuiltIn> {
	// sc-cli asks for the chain without a name when there is neither `--chain` nor `--dev`.
	let alias = if chain.is_empty() { LOCAL.alias } else { chain };
	[DEVELOPMENT, LOCAL].into_iter().find(|built_in| built_in.alias == alias)
}

fn from_file(path: &str) -> Result<ChainSpec, String> {
	let file = PathBuf::from(path);
	if !file.is_file() {
		return Err(format!(
			"unknown chain `{path}`: it is neither `dev` nor `local`, nor is there such a file"
		));
	}
	ChainSpec::from_json_file(file).map_err(|e| format!("chain specification `{path}`: {e}"))
}

impl BuiltIn {
	fn specification(&self) -> Result<ChainSpec, String> {
		Ok(ChainSpec::builder(code()?, Extensions::default())
			.with_name(self.name)
			.with_id(self.id)
			.with_chain_type(self.chain_type.clone())
			.with_protocol_id("metahub")
			.with_genesis_config_patch(self.genesis_patch()?)
			.with_properties(properties())
			.build())
	}

	/// How the preset's configuration differs from the runtime's default.
	fn genesis_patch(&self) -> Result<Value, String> {
		let json = genesis::preset(&self.preset.into())
			.ok_or_else(|| format!("the runtime has no preset `{}`", self.preset))?;
		serde_json::from_slice(&json).map_err(|e| format!("preset `{}`: {e}", self.preset))
	}

	fn genesis_state(&self) -> Result<Storage, String> {
		let in_preset = |e: serde_json::Error| format!("preset `{}`: {e}", self.preset);
		let mut config =
			serde_json::to_value(RuntimeGenesisConfig::default()).map_err(in_preset)?;
		json_merge(&mut config, self.genesis_patch()?);
		let config: RuntimeGenesisConfig = serde_json::from_value(config).map_err(in_preset)?;
		let mut storage = config.build_storage()?;
		storage.top.insert(well_known_keys::CODE.into(), code()?.into());
		Ok(storage)
	}
}

fn code() -> Result<&'static [u8], String> {
	WASM_BINARY.ok_or_else(|| "this node was built without its runtime".into())
}

/// How wallets show accounts and amounts.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), TOKEN_SYMBOL.into());
	properties.insert("tokenDecimals".into(), TOKEN_DECIMALS.into());
	properties.insert("ss58Format".into(), SS58_PREFIX.into());
	properties
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_native_genesis_is_the_one_of_the_wasm_runtime() {
		for chain in ["dev", "local", ""] {
			let wasm = load(chain).unwrap().build_storage().unwrap();
			let native = load_for_running(chain).unwrap().build_storage().unwrap();
			assert!(wasm.top.contains_key(well_known_keys::CODE));
			assert_eq!(wasm.top, native.top, "`{chain}`");
			assert!(wasm.children_default.is_empty() && native.children_default.is_empty());
		}
	}

	#[test]
	fn an_unknown_name_says_what_is_known() {
		for load in [load, load_for_running] {
			let error = load("kusama").err().expect("there is no such chain or file");
			assert!(error.contains("`kusama`") && error.contains("`dev`"), "{error}");
		}
	}

	#[test]
	fn an_exported_specification_is_the_same_chain() {
		let spec = load("dev").unwrap();
		let read = ChainSpec::from_json_bytes(spec.as_json(false).unwrap().into_bytes()).unwrap();
		assert_eq!(read.id(), "metahub-dev");
		assert_eq!(read.properties(), properties());
		assert_eq!(read.as_json(false).unwrap(), spec.as_json(false).unwrap());
	}
}
