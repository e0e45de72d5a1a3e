//! Logs of contracts that no Ethereum transaction caused, for the node's Ethereum endpoint.

use crate::{Runtime, RuntimeCall, RuntimeEvent, System, UncheckedExtrinsic};
use alloc::vec::Vec;
use codec::Decode;
use frame_system::Phase;
use pallet_erc721_runtime_api::{Cause, NativeBlock, NativeLog, NativeTransaction};
use pallet_revive::{AddressMapper, Call as ReviveCall, Event as ReviveEvent};
use sp_core::{H160, U256};
use sp_runtime::{generic::Preamble, MultiAddress};

/// The logs of this block that the Ethereum server leaves out: it takes the events of extrinsics
/// that are an Ethereum transaction, and of no others.
pub fn native_logs(extrinsics: &[Vec<u8>]) -> NativeBlock {
	let mut transactions: Vec<NativeTransaction> = Vec::new();
	for (index, record) in (0u32..).zip(System::read_events_no_consensus()) {
		let RuntimeEvent::Revive(ReviveEvent::ContractEmitted { contract, data, topics }) =
			record.event
		else {
			continue;
		};
		let cause = match record.phase {
			Phase::Initialization => Cause::Start,
			Phase::ApplyExtrinsic(extrinsic) => Cause::Extrinsic(extrinsic),
			Phase::Finalization => Cause::End,
		};
		let log = NativeLog { index, address: contract, topics, data };
		match transactions.last_mut() {
			Some(last) if last.cause == cause => last.logs.push(log),
			_ => transactions.push(NativeTransaction {
				cause,
				sender: H160::zero(),
				logs: alloc::vec![log],
			}),
		}
	}
	transactions.retain_mut(|transaction| match transaction.cause {
		Cause::Start | Cause::End => true,
		Cause::Extrinsic(index) => match extrinsic(extrinsics, index) {
			Some(extrinsic) if is_ethereum(&extrinsic) => false,
			extrinsic => {
				transaction.sender = extrinsic.as_ref().and_then(signer).unwrap_or_else(H160::zero);
				true
			}
		},
	});
	let number = U256::from(System::block_number());
	let eth_hash = crate::Revive::eth_block_hash_from_number(number).unwrap_or_default();
	NativeBlock { eth_hash, transactions }
}

fn extrinsic(extrinsics: &[Vec<u8>], index: u32) -> Option<UncheckedExtrinsic> {
	let encoded = extrinsics.get(usize::try_from(index).ok()?)?;
	UncheckedExtrinsic::decode(&mut &encoded[..]).ok()
}

/// Whether the extrinsic itself is an Ethereum transaction. One inside of a batch is not.
fn is_ethereum(extrinsic: &UncheckedExtrinsic) -> bool {
	matches!(extrinsic.0.function, RuntimeCall::Revive(ReviveCall::eth_transact { .. }))
}

fn signer(extrinsic: &UncheckedExtrinsic) -> Option<H160> {
	match &extrinsic.0.preamble {
		Preamble::Signed(MultiAddress::Id(account), ..) => {
			Some(<Runtime as pallet_revive::Config>::AddressMapper::to_address(account))
		}
		_ => None,
	}
}
