//! Slots, sessions, authors.

use super::{
	close_block, dev, genesis_with, next_block, send, start_block, start_block_in_slot, state_of,
	FIRST_SLOT,
};
use crate::{
	constants::time, Authorship, Grandpa, Runtime, Session, SessionKeys, System, Timestamp,
};
use codec::Encode;
use frame_support::assert_ok;
use pallet_session::ShouldEndSession;
use serde_json::json;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::transaction_validity::InvalidTransaction;

#[test]
fn the_author_is_the_validator_whose_slot_it_is() {
	state_of(Some("local_testnet")).execute_with(|| {
		start_block(1);
		assert_eq!(Authorship::author(), Some(Sr25519Keyring::Alice.to_account_id()));
		next_block();
		assert_eq!(Authorship::author(), Some(Sr25519Keyring::Bob.to_account_id()));
	});
}

#[test]
fn time_is_the_slots_start() {
	dev().execute_with(|| {
		let first = Timestamp::get();
		next_block();
		assert_eq!(Timestamp::get(), first + time::SLOT_DURATION);
	});
}

#[test]
#[should_panic(expected = "Slot must increase")]
fn a_slot_is_one_block() {
	dev().execute_with(|| {
		close_block();
		start_block_in_slot(2, FIRST_SLOT);
	});
}

/// Ends the session early, and the block, at whose end GRANDPA changes its authorities.
fn end_session() {
	Session::rotate_session();
	next_block();
}

#[test]
fn a_session_is_an_hour() {
	type Sessions = <Runtime as pallet_session::Config>::ShouldEndSession;
	dev().execute_with(|| {
		let ends = (1..=2 * time::HOURS).filter(|block| Sessions::should_end_session(*block));
		assert_eq!(ends.collect::<Vec<_>>(), [time::HOURS, 2 * time::HOURS]);
	});
}

#[test]
fn a_session_is_as_long_as_genesis_says() {
	let patch = json!({ "network": { "sessionLength": 3 } });
	genesis_with(Some("development"), patch).execute_with(|| {
		start_block(1);
		for index in [0, 0, 1, 1, 1, 2] {
			assert_eq!(Session::current_index(), index, "block {}", System::block_number());
			next_block();
		}
	});
}

#[test]
#[should_panic(expected = "network.sessionLength")]
fn a_session_of_one_block_is_refused() {
	genesis_with(Some("development"), json!({ "network": { "sessionLength": 1 } }));
}

#[test]
fn the_last_block_of_a_session_has_no_room_for_transactions() {
	let patch = json!({ "network": { "sessionLength": 2 } });
	genesis_with(Some("development"), patch).execute_with(|| {
		start_block(1);
		let remark = || frame_system::Call::<Runtime>::remark { remark: vec![] };
		assert_ok!(send(Sr25519Keyring::Bob, remark()).expect("is valid"));
		next_block();
		let refused = Err(InvalidTransaction::ExhaustsResources.into());
		assert_eq!(send(Sr25519Keyring::Bob, remark()), refused);
		next_block();
		assert_ok!(send(Sr25519Keyring::Bob, remark()).expect("is valid"));
	});
}

#[test]
fn a_validator_changes_its_keys_two_sessions_ahead() {
	dev().execute_with(|| {
		let keys = SessionKeys {
			aura: Sr25519Keyring::One.public().into(),
			grandpa: Ed25519Keyring::One.public().into(),
		};
		pallet_session::Pallet::<Runtime>::set_keys(
			crate::RuntimeOrigin::signed(Sr25519Keyring::Alice.to_account_id()),
			keys,
			ownership_proof(),
		)
		.expect("keys are accepted");
		end_session();
		assert_eq!(
			pallet_aura::Authorities::<Runtime>::get().into_inner(),
			[Sr25519Keyring::Alice.public().into()]
		);
		end_session();
		assert_eq!(Session::validators(), [Sr25519Keyring::Alice.to_account_id()]);
		assert_eq!(
			pallet_aura::Authorities::<Runtime>::get().into_inner(),
			[Sr25519Keyring::One.public().into()]
		);
		assert_eq!(Grandpa::grandpa_authorities(), [(Ed25519Keyring::One.public().into(), 1)]);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), 1);
	});
}

/// What the holder of new session keys signs, so that nobody registers another's.
fn ownership_proof() -> Vec<u8> {
	use sp_core::Pair;
	let owner = Sr25519Keyring::Alice.to_account_id().encode();
	let statement = [b"POP_".as_slice(), &owner].concat();
	(Sr25519Keyring::One.pair().sign(&statement), Ed25519Keyring::One.pair().sign(&statement))
		.encode()
}

#[test]
fn sessions_change_nothing_while_keys_stay() {
	dev().execute_with(|| {
		let set = pallet_grandpa::CurrentSetId::<Runtime>::get();
		end_session();
		end_session();
		assert_eq!(Session::current_index(), 2);
		assert_eq!(pallet_grandpa::CurrentSetId::<Runtime>::get(), set);
	});
}

#[test]
fn only_root_schedules() {
	dev().execute_with(|| {
		let result = send(
			Sr25519Keyring::Bob,
			pallet_scheduler::Call::schedule {
				when: 10,
				maybe_periodic: None,
				priority: 0,
				call: Box::new(frame_system::Call::remark { remark: vec![] }.into()),
			},
		);
		assert_eq!(result, Ok(Err(sp_runtime::DispatchError::BadOrigin)));
	});
}
