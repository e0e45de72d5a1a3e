//! Figures that would go wrong quietly.

use crate::{
	constants::{
		currency::{deposit, EXISTENTIAL_DEPOSIT, HUB, MICRO_HUB, MILLI_HUB},
		time,
	},
	Balance, BlockNumber, Runtime, RuntimeCall, RuntimeEvent, TxExtension, VERSION,
};
use codec::Encode;
use frame_support::{
	dispatch::DispatchClass,
	traits::{Get, PalletInfo},
};
use pallet_revive::evm::runtime::EthExtra;

#[test]
fn calls_and_events_stay_small_in_memory() {
	// Every transaction in a node's pool is at least this large.
	assert!(core::mem::size_of::<RuntimeCall>() <= 512);
	assert!(core::mem::size_of::<RuntimeEvent>() <= 512);
}

#[test]
fn a_block_holds_what_it_should() {
	let weights = <Runtime as frame_system::Config>::BlockWeights::get();
	assert_eq!(weights.max_block.ref_time(), 666_666_666_666);
	let normal = weights.get(DispatchClass::Normal);
	assert_eq!(normal.max_total.map(|w| w.ref_time()), Some(499_999_999_999));
	let length = <Runtime as frame_system::Config>::BlockLength::get();
	assert_eq!(*length.max.get(DispatchClass::Operational), 5 * 1024 * 1024);
	assert_eq!(*length.max.get(DispatchClass::Normal), 3_932_160);
}

#[test]
fn times_are_in_blocks() {
	assert_eq!(time::MINUTES, 30);
	assert_eq!(time::HOURS, 1_800);
	assert_eq!(time::DAYS, 43_200);
	let hashes: BlockNumber = <Runtime as frame_system::Config>::BlockHashCount::get();
	assert!(hashes > 2 * time::HOURS);
}

#[test]
fn deposits_are_the_same_everywhere() {
	assert_eq!(deposit(0, 1), MICRO_HUB);
	assert_eq!(deposit(1, 0), MILLI_HUB / 10);
	assert_eq!(deposit(0, 1_000_000), HUB);
	assert_eq!(EXISTENTIAL_DEPOSIT, deposit(1, 0));
	type Registry = <Runtime as pallet_asset_registry::Config>::DepositBase;
	type RegistryByte = <Runtime as pallet_asset_registry::Config>::DepositPerByte;
	type ReviveByte = <Runtime as pallet_revive::Config>::DepositPerByte;
	type NftsByte = <Runtime as pallet_nfts::Config>::DepositPerByte;
	assert_eq!(<Registry as Get<Balance>>::get(), deposit(1, 0));
	assert_eq!(<RegistryByte as Get<Balance>>::get(), deposit(0, 1));
	assert_eq!(<ReviveByte as Get<Balance>>::get(), deposit(0, 1));
	assert_eq!(<NftsByte as Get<Balance>>::get(), deposit(0, 1));
}

#[test]
fn pallet_indices_are_what_clients_know() {
	type Info = <Runtime as frame_system::Config>::PalletInfo;
	let index = |pallet: Option<usize>| pallet.expect("is in the runtime");
	assert_eq!(index(Info::index::<crate::System>()), 0);
	assert_eq!(index(Info::index::<crate::Timestamp>()), 1);
	assert_eq!(index(Info::index::<crate::Sudo>()), 7);
	assert_eq!(index(Info::index::<crate::Balances>()), 10);
	assert_eq!(index(Info::index::<crate::TransactionPayment>()), 11);
	assert_eq!(index(Info::index::<crate::AssetTxPayment>()), 12);
	assert_eq!(index(Info::index::<crate::Assets>()), 13);
	assert_eq!(index(Info::index::<crate::PoolAssets>()), 14);
	assert_eq!(index(Info::index::<crate::AssetConversion>()), 15);
	assert_eq!(index(Info::index::<crate::Session>()), 21);
	assert_eq!(index(Info::index::<crate::Grandpa>()), 23);
	assert_eq!(index(Info::index::<crate::Nfts>()), 30);
	assert_eq!(index(Info::index::<crate::Revive>()), 31);
	assert_eq!(index(Info::index::<crate::AssetRegistry>()), 40);
}

#[test]
fn the_extensions_of_a_plain_transaction_are_few_bytes() {
	// Era, nonce, tip and asset, metadata mode.
	let extension: TxExtension = crate::EthExtraImpl::get_eth_extension(0, 0);
	assert_eq!(extension.encode().len(), 1 + 1 + 2 + 1);
}

#[test]
fn the_version_counts_releases() {
	assert_eq!(VERSION.spec_name, "metahub");
	let mut parts = env!("CARGO_PKG_VERSION").split('.').map(|part| part.parse::<u32>().unwrap());
	let mut next = || parts.next().unwrap();
	assert_eq!(VERSION.spec_version, next() * 1_000_000 + next() * 1_000 + next());
}
