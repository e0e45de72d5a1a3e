//! The presets build, and give what they promise.

use super::{genesis_with, state_of};
use crate::{
	configs::money::Treasury,
	constants::currency::EXISTENTIAL_DEPOSIT,
	genesis::{self, dev_token, publisher_token, ENDOWMENT, ETHEREUM_DEV_ADDRESSES},
	network::{check_chain_id, BadChainId, ChainId, MAX_CHAIN_ID, PUBLIC_CHAIN_IDS},
	AssetConversion, Assets, Balances, Grandpa, Payments, Revive, Runtime, Session, System,
};
use frame_support::traits::{fungible::NativeOrWithId, Get};
use metahub_assets::{ids::EVM_CHAIN_ID, pay::Currency};
use pallet_revive::{AddressMapper, H160};
use serde_json::json;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

type Mapper = <Runtime as pallet_revive::Config>::AddressMapper;

fn names() -> Vec<String> {
	genesis::preset_names().iter().map(ToString::to_string).collect()
}

#[test]
fn there_are_two_presets_and_no_other() {
	assert_eq!(names(), ["development", "local_testnet"]);
	for name in names() {
		assert!(genesis::preset(&PresetId::from(name)).is_some());
	}
	assert!(genesis::preset(&PresetId::from("production")).is_none());
}

#[test]
fn every_development_account_is_endowed_and_mapped() {
	for name in names() {
		state_of(Some(&name)).execute_with(|| {
			let accounts = genesis::dev_accounts();
			// Alice has a deposit on each pool's account with its shares.
			let account_deposit = crate::configs::assets::AssetAccountDeposit::get();
			let pools = dev_token::POOL_NATIVE + publisher_token::POOL_NATIVE + 2 * account_deposit;
			assert_eq!(accounts.len(), 12 + ETHEREUM_DEV_ADDRESSES.len());
			for account in &accounts {
				assert!(Balances::free_balance(account) >= ENDOWMENT - pools);
				assert!(Mapper::is_mapped(account), "{name}: {account} has no address");
				assert_eq!(Mapper::to_account_id(&Mapper::to_address(account)), *account);
			}
		});
	}
}

#[test]
fn ethereum_accounts_are_what_revive_makes_of_the_addresses() {
	state_of(Some("development")).execute_with(|| {
		for address in ETHEREUM_DEV_ADDRESSES {
			let account = genesis::ethereum_account(address);
			assert_eq!(Mapper::to_account_id(&H160(address)), account);
			assert_eq!(Revive::evm_balance(&H160(address)), ENDOWMENT_SEEN.into());
		}
	});
}

/// Contracts see what can be spent: the existential deposit cannot.
const ENDOWMENT_SEEN: u128 = ENDOWMENT - EXISTENTIAL_DEPOSIT;

#[test]
fn development_has_one_validator_and_local_testnet_two() {
	let validators = |name: &str| {
		state_of(Some(name)).execute_with(|| {
			let aura = pallet_aura::Authorities::<Runtime>::get().into_inner();
			let grandpa = Grandpa::grandpa_authorities();
			(Session::validators(), aura, grandpa)
		})
	};
	let (accounts, aura, grandpa) = validators("development");
	assert_eq!(accounts, [Sr25519Keyring::Alice.to_account_id()]);
	assert_eq!(aura, [Sr25519Keyring::Alice.public().into()]);
	assert_eq!(grandpa, [(Ed25519Keyring::Alice.public().into(), 1)]);

	let (accounts, aura, grandpa) = validators("local_testnet");
	assert_eq!(
		accounts,
		[Sr25519Keyring::Alice.to_account_id(), Sr25519Keyring::Bob.to_account_id()]
	);
	assert_eq!(aura, [Sr25519Keyring::Alice.public().into(), Sr25519Keyring::Bob.public().into()]);
	assert_eq!(
		grandpa,
		[(Ed25519Keyring::Alice.public().into(), 1), (Ed25519Keyring::Bob.public().into(), 1),]
	);
}

#[test]
fn only_the_presets_have_a_sudo_key() {
	for name in names() {
		state_of(Some(&name)).execute_with(|| {
			assert_eq!(
				pallet_sudo::Key::<Runtime>::get(),
				Some(Sr25519Keyring::Alice.to_account_id())
			);
		});
	}
	state_of(None).execute_with(|| assert_eq!(pallet_sudo::Key::<Runtime>::get(), None));
}

#[test]
fn the_default_genesis_has_no_money_and_no_validators() {
	state_of(None).execute_with(|| {
		// All there is belongs to pallet-revive's own account, the treasury's, and the pot of unpaid
		// shares in HUB, which must exist.
		let own = Balances::free_balance(Revive::account_id());
		let treasury = Balances::free_balance(Treasury::get());
		let pot = Balances::free_balance(Payments::pot(Currency::Native));
		assert_eq!((treasury, pot), (EXISTENTIAL_DEPOSIT, EXISTENTIAL_DEPOSIT));
		assert_eq!(Balances::total_issuance(), own + treasury + pot);
		assert!(Session::validators().is_empty());
		assert!(System::account_nonce(Sr25519Keyring::Alice.to_account_id()) == 0);
	});
}

#[test]
fn every_preset_has_a_chain_id_of_its_own_that_no_public_network_has() {
	let id_of = |preset| state_of(preset).execute_with(ChainId::<Runtime>::get);
	let ids = [id_of(Some("development")), id_of(Some("local_testnet")), id_of(None)];
	assert_eq!(ids, [EVM_CHAIN_ID, genesis::LOCAL_CHAIN_ID, MAX_CHAIN_ID]);
	assert!(ids.iter().all(|id| check_chain_id(*id).is_ok()));
	state_of(Some("local_testnet")).execute_with(|| {
		assert_eq!(<Runtime as pallet_revive::Config>::ChainId::get(), genesis::LOCAL_CHAIN_ID);
		type Permits = <Runtime as pallet_assets_precompiles::permit::Config>::ChainId;
		assert_eq!(<Permits as Get<u64>>::get(), genesis::LOCAL_CHAIN_ID);
	});
}

#[test]
fn a_chain_id_is_ones_own() {
	assert_eq!(check_chain_id(0), Err(BadChainId::Missing));
	assert_eq!(check_chain_id(1), Err(BadChainId::Taken("Ethereum")));
	assert_eq!(check_chain_id(31_337), Err(BadChainId::Taken("Hardhat and Anvil")));
	assert_eq!(check_chain_id(MAX_CHAIN_ID), Ok(()));
	assert_eq!(check_chain_id(MAX_CHAIN_ID + 1), Err(BadChainId::TooLarge));
	let ids = PUBLIC_CHAIN_IDS.map(|(id, _)| id);
	assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "in order, each once");
}

#[test]
#[should_panic(expected = "cannot be this network's: Missing")]
fn a_network_without_a_chain_id_is_refused() {
	genesis_with(None, json!({ "network": { "chainId": 0 } }));
}

#[test]
#[should_panic(expected = "cannot be this network's: Taken(\"Ethereum\")")]
fn a_network_with_a_public_chain_id_is_refused() {
	genesis_with(Some("development"), json!({ "network": { "chainId": 1 } }));
}

#[test]
fn the_development_token_has_a_pool_with_the_native_one() {
	state_of(Some("development")).execute_with(|| {
		use frame_support::traits::fungibles::metadata::Inspect;
		assert_eq!(Assets::symbol(dev_token::ID), dev_token::SYMBOL.as_bytes());
		assert_eq!(Assets::decimals(dev_token::ID), dev_token::DECIMALS);
		assert_eq!(
			AssetConversion::get_reserves(
				NativeOrWithId::Native,
				NativeOrWithId::WithId(dev_token::ID)
			)
			.ok(),
			Some((dev_token::POOL_NATIVE, dev_token::POOL_TOKEN))
		);
		assert_eq!(
			Assets::balance(dev_token::ID, Sr25519Keyring::Bob.to_account_id()),
			dev_token::ENDOWMENT
		);
		// The publisher's own token: in her hands and in its pool.
		let alice = Sr25519Keyring::Alice.to_account_id();
		let all = publisher_token::ENDOWMENT;
		assert_eq!(Assets::total_supply(publisher_token::ID), all);
		let kept = Assets::balance(publisher_token::ID, alice);
		assert_eq!(kept, all - publisher_token::POOL_TOKEN);
	});
	state_of(Some("local_testnet")).execute_with(|| {
		assert_eq!(Assets::total_supply(dev_token::ID), 0);
	});
}
