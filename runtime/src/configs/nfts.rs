//! Non-fungible tokens, and what of pallet-nfts is closed for the registry's collections.

use crate::{
	constants::{currency::deposit, time::DAYS},
	weights, AccountId, Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, Signature, System,
};
use frame_support::{
	parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU32, Contains},
};
use frame_system::{EnsureRoot, EnsureSigned};
use pallet_nfts::{Call, PalletFeatures};
use sp_runtime::traits::Verify;

parameter_types! {
	/// Collection, its config, its account entry and its role.
	pub const CollectionDeposit: Balance = deposit(4, 380);
	/// Item, account entry and item config: 353 bytes with their keys.
	pub const ItemDeposit: Balance = deposit(3, 353);
	pub const MetadataDepositBase: Balance = deposit(1, 120);
	pub const AttributeDepositBase: Balance = deposit(1, 140);
	pub const DepositPerByte: Balance = deposit(0, 1);
	pub const MaxDeadlineDuration: u32 = 365 * DAYS;
	pub Features: PalletFeatures = PalletFeatures::all_enabled();
}

impl pallet_nfts::Config for Runtime {
	type ApprovalsLimit = ConstU32<20>;
	type AttributeDepositBase = AttributeDepositBase;
	type BlockNumberProvider = System;
	type CollectionDeposit = CollectionDeposit;
	type CollectionId = u32;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type Currency = Balances;
	type DepositPerByte = DepositPerByte;
	type Features = Features;
	type ForceOrigin = EnsureRoot<AccountId>;
	#[cfg(feature = "runtime-benchmarks")]
	type Helper = ();
	type ItemAttributesApprovalsLimit = ConstU32<30>;
	type ItemDeposit = ItemDeposit;
	type ItemId = u64;
	type KeyLimit = ConstU32<64>;
	type Locker = ();
	type MaxAttributesPerCall = ConstU32<10>;
	type MaxDeadlineDuration = MaxDeadlineDuration;
	type MaxTips = ConstU32<10>;
	type MetadataDepositBase = MetadataDepositBase;
	type OffchainPublic = <Signature as Verify>::Signer;
	type OffchainSignature = Signature;
	type RuntimeEvent = RuntimeEvent;
	type StringLimit = ConstU32<256>;
	type ValueLimit = ConstU32<256>;
	type WeightInfo = weights::pallet_nfts::WeightInfo<Runtime>;
}

/// Keeps pallet-nfts' own calls from changing what the registry accounts for.
///
/// Items of registry collections move, are approved and are traded by pallet-nfts as any others:
/// their owner there is their owner. Everything else goes through the registry, because
/// pallet-nfts would burn an item behind its back, or attach state to one that outlives it.
pub struct GuardRegistryItems;

impl Contains<RuntimeCall> for GuardRegistryItems {
	fn contains(call: &RuntimeCall) -> bool {
		let RuntimeCall::Nfts(call) = call else { return true };
		match closed_collection(call) {
			Some(collection) => !pallet_asset_registry::Collections::<Runtime>::contains_key(collection),
			None => true,
		}
	}
}

/// The collection that a call names, if the call is one that registry collections are closed to.
fn closed_collection(call: &Call<Runtime>) -> Option<u32> {
	match call {
		// Moving, approving, trading; and what names no existing collection.
		Call::transfer { .. } |
		Call::approve_transfer { .. } |
		Call::cancel_approval { .. } |
		Call::clear_all_transfer_approvals { .. } |
		Call::set_price { .. } |
		Call::buy_item { .. } |
		Call::create_swap { .. } |
		Call::cancel_swap { .. } |
		Call::claim_swap { .. } |
		Call::pay_tips { .. } |
		Call::create { .. } |
		Call::force_create { .. } |
		Call::set_accept_ownership { .. } |
		Call::__Ignore(..) => None,
		Call::destroy { collection, .. } |
		Call::mint { collection, .. } |
		Call::force_mint { collection, .. } |
		Call::burn { collection, .. } |
		Call::redeposit { collection, .. } |
		Call::lock_item_transfer { collection, .. } |
		Call::unlock_item_transfer { collection, .. } |
		Call::lock_collection { collection, .. } |
		Call::transfer_ownership { collection, .. } |
		Call::set_team { collection, .. } |
		Call::force_collection_owner { collection, .. } |
		Call::force_collection_config { collection, .. } |
		Call::lock_item_properties { collection, .. } |
		Call::set_attribute { collection, .. } |
		Call::force_set_attribute { collection, .. } |
		Call::clear_attribute { collection, .. } |
		Call::approve_item_attributes { collection, .. } |
		Call::cancel_item_attributes_approval { collection, .. } |
		Call::set_metadata { collection, .. } |
		Call::clear_metadata { collection, .. } |
		Call::set_collection_metadata { collection, .. } |
		Call::clear_collection_metadata { collection, .. } |
		Call::set_collection_max_supply { collection, .. } |
		Call::update_mint_settings { collection, .. } => Some(*collection),
		Call::mint_pre_signed { mint_data, .. } => Some(mint_data.collection),
		Call::set_attributes_pre_signed { data, .. } => Some(data.collection),
	}
}
