//! Genesis presets: `development` (one validator) and `local_testnet` (two). Both give a sudo key
//! and money to the well-known development keys, so neither is for a network that matters; such a
//! network starts from the default genesis, which has no sudo key, no money, no validators and no chain
//! id: without one of its own, there is no such network.

use crate::{
	constants::currency::HUB, AccountId, AssetConversionConfig, AssetsConfig, Balance,
	BalancesConfig, NetworkConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys, SudoConfig,
};
use alloc::{vec, vec::Vec};
use frame_support::{build_struct_json_patch, traits::fungible::NativeOrWithId};
use metahub_assets::ids::EVM_CHAIN_ID;
use serde_json::Value;
use sp_core::hex2array;
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// The Ethereum chain id of `local_testnet`. That of `development` is [`EVM_CHAIN_ID`], which
/// wallets and tests know. A network that matters takes another one, which no other network has.
pub const LOCAL_CHAIN_ID: u64 = EVM_CHAIN_ID + 1;

/// What each development account starts with, in planck.
pub const ENDOWMENT: Balance = 10_000_000 * HUB;

/// The token of the `development` preset, so that fees can be paid in something else than HUB.
pub mod dev_token {
	use super::{Balance, HUB};

	/// Its id.
	pub const ID: u32 = 1;
	/// Its name.
	pub const NAME: &str = "Development Dollar";
	/// Its symbol.
	pub const SYMBOL: &str = "DUSD";
	/// Its decimals.
	pub const DECIMALS: u8 = 6;
	/// One of it, in its smallest unit.
	pub const UNIT: Balance = 1_000_000;
	/// What each development account starts with.
	pub const ENDOWMENT: Balance = 1_000_000 * UNIT;
	/// The native token in its pool, from Alice, in planck.
	pub const POOL_NATIVE: Balance = 100_000 * HUB;
	/// The token in its pool, from Alice: a HUB is two dollars.
	pub const POOL_TOKEN: Balance = 200_000 * UNIT;
}

/// A publisher's own token in the `development` preset: Alice has all of it, so that everyone else
/// pays her prices in something that she swaps.
pub mod publisher_token {
	use super::{Balance, HUB};

	/// Its id.
	pub const ID: u32 = 2;
	/// Its name.
	pub const NAME: &str = "Alice's Research Credit";
	/// Its symbol.
	pub const SYMBOL: &str = "ARC";
	/// Its decimals.
	pub const DECIMALS: u8 = 6;
	/// One of it, in its smallest unit.
	pub const UNIT: Balance = 1_000_000;
	/// What Alice starts with.
	pub const ENDOWMENT: Balance = 1_000_000 * UNIT;
	/// The native token in its pool, from Alice, in planck.
	pub const POOL_NATIVE: Balance = 100_000 * HUB;
	/// The token in its pool, from Alice: a HUB is one credit.
	pub const POOL_TOKEN: Balance = 100_000 * UNIT;
}

/// The addresses of the development keys that Ethereum tools for Substrate chains come with:
/// Alith, Baltathar, Charleth, Dorothy, Ethan and Faith.
pub const ETHEREUM_DEV_ADDRESSES: [[u8; 20]; 6] = [
	hex2array!("f24ff3a9cf04c71dbc94d0b566f7a27b94566cac"),
	hex2array!("3cd0a705a2dc65e5b1e1205896baa2be8a07c6e0"),
	hex2array!("798d4ba9baf0064ec19eb4f0a1a45785ae9d6dfc"),
	hex2array!("773539d4ac0e786233d90a233654ccee26a613d9"),
	hex2array!("ff64d3f6efe2317ee2807d223a0bdc4c0c49dfdb"),
	hex2array!("c0f0f4ab324c46e55d02d0033343b4be8a55532d"),
];

/// The account of an Ethereum address that no other account has been mapped to.
pub fn ethereum_account(address: [u8; 20]) -> AccountId {
	let mut bytes = [0xEE; 32];
	bytes[..20].copy_from_slice(&address);
	bytes.into()
}

/// Alice to Ferdie, their stashes, and the Ethereum development accounts.
pub fn dev_accounts() -> Vec<AccountId> {
	Sr25519Keyring::well_known()
		.map(Sr25519Keyring::to_account_id)
		.chain(ETHEREUM_DEV_ADDRESSES.into_iter().map(ethereum_account))
		.collect()
}

/// A development validator: its account, and session keys derived from the same name.
type Validator = (Sr25519Keyring, Ed25519Keyring);

fn session_keys(validators: &[Validator]) -> Vec<(AccountId, AccountId, SessionKeys)> {
	validators
		.iter()
		.map(|(account, finality)| {
			let keys =
				SessionKeys { aura: account.public().into(), grandpa: finality.public().into() };
			(account.to_account_id(), account.to_account_id(), keys)
		})
		.collect()
}

fn endowments() -> Vec<(AccountId, Balance)> {
	dev_accounts().into_iter().map(|account| (account, ENDOWMENT)).collect()
}

fn development() -> Value {
	let alice = Sr25519Keyring::Alice.to_account_id();
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: endowments() },
		sudo: SudoConfig { key: Some(alice.clone()) },
		network: NetworkConfig { chain_id: EVM_CHAIN_ID },
		session: SessionConfig {
			keys: session_keys(&[(Sr25519Keyring::Alice, Ed25519Keyring::Alice)]),
		},
		assets: AssetsConfig {
			// Sufficient: an account may hold it, and pay with it, and own no HUB at all.
			assets: vec![
				(dev_token::ID, alice.clone(), true, 1),
				(publisher_token::ID, alice.clone(), true, 1),
			],
			metadata: vec![
				(
					dev_token::ID,
					dev_token::NAME.into(),
					dev_token::SYMBOL.into(),
					dev_token::DECIMALS,
				),
				(
					publisher_token::ID,
					publisher_token::NAME.into(),
					publisher_token::SYMBOL.into(),
					publisher_token::DECIMALS,
				),
			],
			accounts: dev_accounts()
				.into_iter()
				.map(|account| (dev_token::ID, account, dev_token::ENDOWMENT))
				.chain([(publisher_token::ID, alice.clone(), publisher_token::ENDOWMENT)])
				.collect(),
			next_asset_id: Some(publisher_token::ID + 1),
		},
		asset_conversion: AssetConversionConfig {
			pools: vec![
				(
					NativeOrWithId::Native,
					NativeOrWithId::WithId(dev_token::ID),
					alice.clone(),
					dev_token::POOL_NATIVE,
					dev_token::POOL_TOKEN,
				),
				(
					NativeOrWithId::Native,
					NativeOrWithId::WithId(publisher_token::ID),
					alice,
					publisher_token::POOL_NATIVE,
					publisher_token::POOL_TOKEN,
				),
			],
		},
	})
}

fn local_testnet() -> Value {
	build_struct_json_patch!(RuntimeGenesisConfig {
		balances: BalancesConfig { balances: endowments() },
		// The first token is number 1, as that of the development chain.
		assets: AssetsConfig { next_asset_id: Some(dev_token::ID) },
		sudo: SudoConfig { key: Some(Sr25519Keyring::Alice.to_account_id()) },
		network: NetworkConfig { chain_id: LOCAL_CHAIN_ID },
		session: SessionConfig {
			keys: session_keys(&[
				(Sr25519Keyring::Alice, Ed25519Keyring::Alice),
				(Sr25519Keyring::Bob, Ed25519Keyring::Bob),
			]),
		},
	})
}

/// A preset as JSON, a patch of the default genesis.
pub fn preset(id: &PresetId) -> Option<Vec<u8>> {
	let patch = match id.as_ref() {
		DEV_RUNTIME_PRESET => development(),
		LOCAL_TESTNET_RUNTIME_PRESET => local_testnet(),
		_ => return None,
	};
	serde_json::to_vec(&patch).ok()
}

/// The presets that there are.
pub fn preset_names() -> Vec<PresetId> {
	vec![PresetId::from(DEV_RUNTIME_PRESET), PresetId::from(LOCAL_TESTNET_RUNTIME_PRESET)]
}
