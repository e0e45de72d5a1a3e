//! Chain specifications: the built-in ones come from the runtime's genesis presets, so that what a
//! chain starts with is written once, in the runtime.

use metahub_runtime::{opaque::Block, BlockNumber, WASM_BINARY};
use sc_chain_spec::{ChainSpecExtension, ChainType, Properties};
use serde::{Deserialize, Serialize};
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

/// Loads a specification by the name of a built-in one or by the path of a JSON file.
pub fn load(id: &str) -> Result<ChainSpec, String> {
	match id {
		"dev" => development(),
		"" | "local" => local(),
		path => {
			let path = PathBuf::from(path);
			if !path.is_file() {
				return Err(format!(
					"unknown chain `{id}`: it is neither `dev` nor `local`, nor is there such a file"
				));
			}
			ChainSpec::from_json_file(path).map_err(|e| format!("chain specification `{id}`: {e}"))
		},
	}
}

/// A chain of one, sealed instantly (see [`crate::service::Sealing`]).
pub fn development() -> Result<ChainSpec, String> {
	from_preset(
		sp_genesis_builder::DEV_RUNTIME_PRESET,
		"MetaHub Development",
		"metahub-dev",
		ChainType::Development,
	)
}

/// A network of Alice and Bob.
pub fn local() -> Result<ChainSpec, String> {
	from_preset(
		sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
		"MetaHub Local Testnet",
		"metahub-local",
		ChainType::Local,
	)
}

fn from_preset(
	preset: &str,
	name: &str,
	id: &str,
	chain_type: ChainType,
) -> Result<ChainSpec, String> {
	let code = WASM_BINARY.ok_or("this node was built without its runtime (SKIP_WASM_BUILD)")?;
	Ok(ChainSpec::builder(code, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id("metahub")
		.with_genesis_config_preset_name(preset)
		.with_properties(properties())
		.build())
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
	use sp_runtime::BuildStorage;

	#[test]
	fn built_in_specifications_have_a_genesis() {
		for spec in [development(), local()] {
			let spec = spec.expect("the runtime is built in");
			let storage = spec.build_storage().expect("the preset exists and builds");
			assert!(storage.top.contains_key(sp_core::storage::well_known_keys::CODE));
		}
	}

	#[test]
	fn an_unknown_name_says_what_is_known() {
		let error = load("kusama").err().expect("there is no such chain or file");
		assert!(error.contains("`kusama`") && error.contains("`dev`"), "{error}");
	}

	#[test]
	fn a_specification_survives_json() {
		let json = development().unwrap().as_json(false).unwrap();
		let read = ChainSpec::from_json_bytes(json.into_bytes()).unwrap();
		assert_eq!(read.id(), "metahub-dev");
		assert_eq!(read.properties(), properties());
		assert_eq!(
			read.build_storage().unwrap().top,
			development().unwrap().build_storage().unwrap().top
		);
	}
}
