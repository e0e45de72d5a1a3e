//! Tests of what only the whole runtime shows: the genesis, whole transactions, and pallets that
//! reach into each other.

mod calls;
mod commitments;
mod consensus;
mod evm;
mod fees;
mod footprint;
mod genesis;
mod invariants;
mod licensing;
mod market;
mod money;
mod native_logs;
mod precompiles;
mod registry;
mod replay;
mod sizes;
mod upgrades;

use crate::{
	constants::time, extrinsic::EthExtraImpl, genesis as presets, AccountId, Address, Balance,
	Executive, Header, RuntimeCall, RuntimeEvent, RuntimeGenesisConfig, Signature, SignedPayload,
	System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use frame_support::{
	genesis_builder_helper::{build_state, get_preset},
	traits::fungible::NativeOrWithId,
};
use pallet_revive::evm::runtime::EthExtra;
use serde_json::{json, Value};
use sp_consensus_aura::{Slot, AURA_ENGINE_ID};
use sp_core::H256;
use sp_genesis_builder::PresetId;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic, traits::Header as _, ApplyExtrinsicResult, Digest, DigestItem};

/// The slot of block 1.
const FIRST_SLOT: u64 = 900_000_000;

/// Lays a patch over a JSON value, as a node does with a preset.
fn merge(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				merge(base.entry(key).or_insert(Value::Null), value);
			}
		}
		(base, patch) => *base = patch,
	}
}

/// A chain's state.
struct Chain(TestExternalities);

impl Chain {
	/// Runs a test on it, at whose end the state has to be sound.
	fn execute_with<T>(&mut self, test: impl FnOnce() -> T) -> T {
		self.0.execute_with(|| {
			let result = test();
			invariants::check();
			result
		})
	}
}

/// The state that a preset makes, built the way a node builds it.
fn state_of(preset: Option<&str>) -> Chain {
	genesis_with(preset, json!({}))
}

/// The same with a patch over the preset.
fn genesis_with(preset: Option<&str>, over: Value) -> Chain {
	let mut ext = TestExternalities::default();
	ext.execute_with(|| {
		let id = preset.map(PresetId::from);
		let patch = get_preset::<RuntimeGenesisConfig>(&id, presets::preset).expect("is a preset");
		let full = get_preset::<RuntimeGenesisConfig>(&None, |_| None).expect("has a default");
		let mut config = serde_json::from_slice(&full).expect("is JSON");
		merge(&mut config, serde_json::from_slice(&patch).expect("is JSON"));
		merge(&mut config, over);
		let config = serde_json::to_vec(&config).expect("is JSON");
		build_state::<RuntimeGenesisConfig>(config).expect("builds");
		// Version and such, which a node's client puts there.
		System::set_block_number(0);
	});
	Chain(ext)
}

/// A development chain at block 1, after its inherents.
fn dev() -> Chain {
	let mut ext = state_of(Some("development"));
	ext.execute_with(|| start_block(1));
	ext
}

/// Opens a block in the slot that is its own, if every slot has had one.
fn start_block(number: u32) {
	start_block_in_slot(number, FIRST_SLOT + u64::from(number) - 1);
}

/// Opens a block: header with the slot, and the timestamp.
fn start_block_in_slot(number: u32, slot: u64) {
	let digest = DigestItem::PreRuntime(AURA_ENGINE_ID, Slot::from(slot).encode());
	let header = Header::new(
		number,
		H256::zero(),
		H256::zero(),
		System::parent_hash(),
		Digest { logs: vec![digest] },
	);
	Executive::initialize_block(&header);
	let now = slot * time::SLOT_DURATION;
	let inherent = generic::UncheckedExtrinsic::new_bare(RuntimeCall::Timestamp(
		pallet_timestamp::Call::set { now },
	));
	Executive::apply_extrinsic(inherent.into()).expect("applies").expect("succeeds");
}

/// Closes a block, after which the state has to be sound, and opens the next.
fn next_block() {
	let header = close_block();
	start_block(header.number() + 1);
}

/// Closes a block, after which the state has to be sound.
fn close_block() -> Header {
	let header = Executive::finalize_block();
	invariants::check();
	header
}

/// A transaction of `who`, with the fee paid in `asset`.
fn signed(
	who: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
	asset: Option<NativeOrWithId<u32>>,
) -> UncheckedExtrinsic {
	tipped(who, call, asset, 0)
}

/// The same with a tip, in planck.
fn tipped(
	who: Sr25519Keyring,
	call: impl Into<RuntimeCall>,
	asset: Option<NativeOrWithId<u32>>,
	tip: Balance,
) -> UncheckedExtrinsic {
	let account = who.to_account_id();
	let nonce = System::account_nonce(&account);
	let mut extension: TxExtension = EthExtraImpl::get_eth_extension(nonce, 0);
	extension.7 = crate::ChargeFee::new(tip, asset);
	extension.10 = Default::default();
	let payload = SignedPayload::new(call.into(), extension).expect("has its implicit part");
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	let (call, extension, _) = payload.deconstruct();
	generic::UncheckedExtrinsic::new_signed(
		call,
		Address::Id(account),
		Signature::Sr25519(signature),
		extension,
	)
	.into()
}

/// Sends a transaction, the fee paid in the native token.
fn send(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(signed(who, call, None))
}

/// The events of this block.
fn events() -> Vec<RuntimeEvent> {
	System::events().into_iter().map(|record| record.event).collect()
}

/// What an account has of the native token, free and not.
fn total(who: &AccountId) -> Balance {
	<crate::Balances as frame_support::traits::fungible::Inspect<_>>::total_balance(who)
}
