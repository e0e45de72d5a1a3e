//! Gas: all of it charged before, none of the work left behind when it does not do.

use super::*;
use crate::tests::precompiles::bytecode::{answers, deploy, relay, relayed, CALL, MAGIC};
use sp_runtime::DispatchError;

/// What a call consumes, and what it needs to begin with.
fn weights_of(who: Sr25519Keyring, to: H160, input: Vec<u8>) -> (Weight, Weight) {
	let answer = Revive::bare_call(
		by(who),
		to,
		U256::zero(),
		TransactionLimits::WeightAndDeposit { weight_limit: PLENTY, deposit_limit: HUB },
		input,
		&ExecConfig::new_substrate_tx_without_bump(),
	);
	assert!(!answer.result.expect("succeeds").did_revert());
	(answer.weight_consumed, answer.weight_required)
}

/// What a call needs to begin with.
fn weight_of(who: Sr25519Keyring, to: H160, input: Vec<u8>) -> Weight {
	weights_of(who, to, input).1
}

#[test]
fn a_write_costs_the_call_that_it_dispatches_and_its_log() {
	use frame_support::dispatch::GetDispatchInfo;
	use metahub_precompiles::weights::{erc721::WeightInfo as _, registry::WeightInfo as _};
	use pallet_erc721::Call;
	type Weights = crate::weights::metahub_precompiles_erc721::WeightInfo<Runtime>;
	type Registry = crate::weights::metahub_precompiles_registry::WeightInfo<Runtime>;
	on_both(|tokens| {
		let (collection, item) = (tokens.id, tokens.tokens[0]);
		let (charlie, to) = (account(Charlie), key(Charlie));
		let spender = Some(charlie.clone());
		let (operator, approved) = (charlie.clone(), true);
		let writes: [(Call<Runtime>, Vec<u8>, Weight); 3] = [
			(
				Call::approve { collection, item, spender },
				sol::approveCall { to, tokenId: tokens.first() }.abi_encode(),
				Weights::approve(),
			),
			(
				Call::set_approval_for_all { collection, operator, approved },
				sol::setApprovalForAllCall { operator: to, approved }.abi_encode(),
				Weights::set_approval_for_all(),
			),
			(
				Call::transfer { collection, item, to: charlie },
				transfer(&tokens, to).abi_encode(),
				Weights::transfer_from(),
			),
		];
		for (native, input, measured) in writes {
			let native = native.get_dispatch_info().call_weight;
			let (consumed, required) = weights_of(Bob, tokens.at, input);
			let (most, least) = (required.ref_time(), native.ref_time());
			assert!(most > least && most < 2 * least, "{most} {least}");
			// The log charges for itself, and is part of what the call weighs: not twice.
			let own = measured.saturating_sub(Registry::refused());
			assert_eq!(consumed, native.saturating_add(own));
		}
	});
}

#[test]
fn a_view_costs_what_it_is_weighed_with() {
	use crate::weights;
	use metahub_precompiles::weights::{erc721::WeightInfo as _, registry::WeightInfo as _};
	type Weights = weights::metahub_precompiles_erc721::WeightInfo<Runtime>;
	type Registry = weights::metahub_precompiles_registry::WeightInfo<Runtime>;
	on_both(|tokens| {
		let id = tokens.first();
		let uri = match tokens.licences {
			true => Weights::licence_uri(),
			false => Weights::asset_uri(),
		};
		let owner = key(Bob);
		let views = [
			(sol::ownerOfCall { tokenId: id }.abi_encode(), Weights::owner_of()),
			(sol::balanceOfCall { owner }.abi_encode(), Weights::balance_of()),
			(sol::nameCall {}.abi_encode(), Weights::collection_name()),
			(sol::contractURICall {}.abi_encode(), Weights::contract_uri()),
			(sol::tokenURICall { tokenId: id }.abi_encode(), uri),
		];
		for (input, weight) in views {
			let charged = weight_of(Bob, tokens.at, input);
			// Without what every call takes, which is charged by whoever makes it.
			let absent = Weights::absent();
			let own = weight.saturating_sub(absent);
			assert_eq!(charged, own.saturating_add(absent.saturating_sub(Registry::refused())));
		}
	});
}

/// Calls with one limit after the other: each either suffices or leaves nothing. Returns how many
/// did not suffice.
fn with_every_limit(tokens: &Tokens, to: H160, input: &[u8]) -> u32 {
	const STEPS: u64 = 60;
	let needed = frame_support::storage::with_transaction(|| {
		let needed = weight_of(Bob, to, input.to_vec());
		sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(needed))
	})
	.expect("runs");
	let mut short = 0;
	let before = root();
	for step in 0..STEPS {
		let limit = needed.mul(step) / STEPS;
		let answer = call_with(&account(Bob), to, 0, limit, input.to_vec());
		if answer.is_ok() {
			panic!("{limit:?} should not do, {needed:?} is what it takes");
		}
		assert!(root() == before, "step {step} of {STEPS} left something");
		short += 1;
	}
	call_with(&account(Bob), to, 0, needed, input.to_vec()).expect("does");
	assert_ne!(tokens.owner_of(tokens.tokens[0]), key(Bob));
	short
}

#[test]
fn out_of_gas_at_any_point_undoes_a_move() {
	on_both(|tokens| {
		let input = transfer(&tokens, key(Charlie)).abi_encode();
		assert_eq!(with_every_limit(&tokens, tokens.at, &input), 60);
	});
}

#[test]
fn out_of_gas_at_any_point_undoes_a_move_to_a_contract() {
	on_both(|tokens| {
		let receiver = deploy(&answers(MAGIC)).0.into();
		let input = safe_transfer(&tokens, receiver, b"some data").abi_encode();
		with_every_limit(&tokens, tokens.at, &input);
	});
}

#[test]
fn out_of_gas_at_any_point_undoes_a_contracts_move() {
	on_both(|tokens| {
		let mover = deploy(&relay(CALL));
		let operator = mover.0.into();
		let approval = sol::setApprovalForAllCall { operator, approved: true };
		tokens.call(Bob, approval).expect("approves");
		let input = transfer(&tokens, key(Charlie)).abi_encode();
		with_every_limit(&tokens, mover, &relayed(tokens.at, &input));
	});
}

#[test]
fn a_receiver_that_uses_up_all_gas_gets_nothing() {
	on_both(|tokens| {
		// Jumps in a circle.
		let receiver: Address = deploy(&[0x5b, 0x60, 0, 0x56]).0.into();
		let input = safe_transfer(&tokens, receiver, b"").abi_encode();
		let before = root();
		let limit = Weight::from_parts(20_000_000_000, u64::MAX / 2);
		assert!(call_with(&account(Bob), tokens.at, 0, limit, input).is_err());
		assert!(root() == before);
	});
}

/// Calls through so many relays.
fn deep(relay: H160, depth: usize, to: H160, input: &[u8]) -> Result<Vec<u8>, Refused> {
	let mut input = relayed(to, input);
	for _ in 1..depth {
		input = relayed(relay, &input);
	}
	call_raw(&account(Bob), relay, input)
}

#[test]
fn the_deepest_call_moves_and_a_deeper_one_does_not() {
	on_both(|tokens| {
		let relay = deploy(&relay(CALL));
		let operator = relay.0.into();
		tokens.call(Bob, sol::setApprovalForAllCall { operator, approved: true }).expect("may");
		let there = transfer(&tokens, key(Charlie)).abi_encode();
		let before = root();
		// The relays, and the collection as the deepest: 26 frames are one too many.
		for depth in [26, 27, 30] {
			assert!(deep(relay, depth, tokens.at, &there).is_err());
			assert!(root() == before);
		}
		let deepest = (1..26).rev().find(|depth| deep(relay, *depth, tokens.at, &there).is_ok());
		assert_eq!(deepest, Some(25), "relays above the collection");
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Charlie));
		let (_, last) = (logs(), logs().pop().expect("is logged"));
		assert_eq!(last, tokens.moved(key(Bob), key(Charlie), tokens.tokens[0]));
	});
}

#[test]
fn too_deep_to_ask_the_receiver_is_too_deep_to_move() {
	on_both(|tokens| {
		let relay = deploy(&relay(CALL));
		let operator = relay.0.into();
		tokens.call(Bob, sol::setApprovalForAllCall { operator, approved: true }).expect("may");
		let receiver = deploy(&answers(MAGIC)).0.into();
		let there = safe_transfer(&tokens, receiver, b"").abi_encode();
		let before = root();
		assert!(deep(relay, 25, tokens.at, &there).is_err());
		assert!(root() == before);
		assert_eq!(deep(relay, 24, tokens.at, &there), Ok(vec![]));
		assert_eq!(tokens.owner_of(tokens.tokens[0]), receiver);
	});
}

#[test]
fn too_deep_to_log_is_too_deep_to_change_anything() {
	dev().execute_with(|| {
		use metahub_precompiles::registry::IAssetRegistry::setStateCall;
		let tokens = assets();
		let relay = deploy(&relay(CALL));
		let owner = Mapper::to_account_id(&relay);
		assert_ok!(Erc721::transfer(by(Bob), tokens.id, tokens.tokens[0], owner));
		let registry =
			metahub_assets::ids::contract_address(metahub_assets::ids::REGISTRY_CONTRACT);
		let AssetId { collection, item } = tokens.asset;
		let state = metahub_precompiles::registry::IAssetRegistry::LifecycleState::Deprecated;
		let input = setStateCall { collection, item, state }.abi_encode();
		// The registry is the deepest: the collection that logs would be deeper.
		let before = root();
		let refused = deep(relay, 25, registry, &input);
		assert!(refused.is_err(), "{refused:?}");
		assert!(root() == before);
		assert_eq!(deep(relay, 24, registry, &input), Ok(vec![]));
		let (at, topics, _) = logs().pop().expect("is logged");
		assert_eq!((at, topics[0]), (tokens.at, event("MetadataUpdate(uint256)")));
	});
}

#[test]
fn what_is_charged_is_of_the_order_of_ethereums() {
	on_both(|tokens| {
		let gas = |who: AccountId, input: Vec<u8>| {
			let tx = pallet_revive::evm::GenericTransaction {
				from: Some(Mapper::to_address(&who)),
				to: Some(tokens.at),
				input: input.into(),
				..Default::default()
			};
			Revive::dry_run_eth_transact(tx, None, true, None).expect("runs").eth_gas.as_u64()
		};
		let alith = alith().substrate_account();
		let mine = Word::from(tokens.tokens[1]);
		assert_ok!(Erc721::transfer(by(Bob), tokens.id, tokens.tokens[1], alith.clone()));
		let moved =
			sol::transferFromCall { from: address(&alith), to: key(Charlie), tokenId: mine };
		let moved = gas(alith.clone(), moved.abi_encode());
		let owner = gas(alith.clone(), sol::ownerOfCall { tokenId: mine }.abi_encode());
		let balance = sol::balanceOfCall { owner: key(Bob) }.abi_encode();
		let balance = gas(alith.clone(), balance);
		let uri = gas(alith, sol::tokenURICall { tokenId: mine }.abi_encode());
		println!("gas: transferFrom {moved}, ownerOf {owner}, balanceOf {balance}, tokenURI {uri}");
		// OpenZeppelin's, on Ethereum: some 55,000 to somebody who has none yet, 25,000 for a view.
		assert!((5_000..150_000).contains(&moved), "{moved}");
		assert!(owner < moved && balance < moved, "{owner} {balance}");
	});
}
