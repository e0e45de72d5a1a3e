//! What no function lets through: foreign code, value, writes in a static call, calldata that is
//! none, and logs in the collection's name.

use super::*;
use crate::tests::precompiles::bytecode::{
	answers, deploy, relay, relayed, CALL, CALLCODE, DELEGATECALL, STATICCALL,
};
use alloy_core::sol_types::SolInterface;
use sol::ICollectionCalls as Calls;

/// Arguments that decode, for any function: all zero.
fn zeros(selector: [u8; 4]) -> Vec<u8> {
	[&selector[..], &[0; 512]].concat()
}

fn is_write(selector: [u8; 4]) -> bool {
	let writes = [
		sol::safeTransferFrom_0Call::SELECTOR,
		sol::safeTransferFrom_1Call::SELECTOR,
		sol::transferFromCall::SELECTOR,
		sol::approveCall::SELECTOR,
		sol::setApprovalForAllCall::SELECTOR,
		sol::emitLogCall::SELECTOR,
	];
	writes.contains(&selector)
}

#[test]
fn no_code_but_its_own_runs_in_a_collections_name() {
	on_both(|tokens| {
		let (delegate, callcode) = (deploy(&relay(DELEGATECALL)), deploy(&relay(CALLCODE)));
		// Bob's contract and Bob himself own tokens: neither is moved in anybody's name.
		for (token, owner) in tokens.tokens.into_iter().zip([delegate, callcode]) {
			let owner = Mapper::to_account_id(&owner);
			assert_ok!(Erc721::transfer(by(Bob), tokens.id, token, owner));
		}
		let before = root();
		for selector in Calls::selectors() {
			for by in [delegate, callcode] {
				let answer = call_raw(&account(Bob), by, relayed(tokens.at, &zeros(selector)));
				assert_denied(answer, by == delegate, selector);
			}
		}
		for (token, owner) in tokens.tokens.into_iter().zip([delegate, callcode]) {
			let (from, to) = (owner.0.into(), key(Charlie));
			let steal = sol::transferFromCall { from, to, tokenId: Word::from(token) };
			let answer = call_raw(&account(Bob), owner, relayed(tokens.at, &steal.abi_encode()));
			assert_denied(answer, owner == delegate, sol::transferFromCall::SELECTOR);
		}
		assert!(root() == before);
	});
}

/// callcode is no instruction here: a contract that has it fails as a whole.
#[track_caller]
fn assert_denied(answer: Result<Vec<u8>, Refused>, delegate: bool, selector: [u8; 4]) {
	if delegate {
		assert_eq!(answer, Err(reason("delegatecall denied")), "{selector:x?}");
	} else {
		assert!(matches!(answer, Err(Refused::Failed(_))), "{selector:x?} {answer:?}");
	}
}

#[test]
fn a_static_call_reads_and_does_not_write() {
	on_both(|tokens| {
		let reader = deploy(&relay(STATICCALL));
		let mover = Mapper::to_account_id(&reader);
		assert_ok!(Erc721::transfer(by(Bob), tokens.id, tokens.tokens[0], mover));
		let before = root();
		for selector in Calls::selectors() {
			let answer = call_raw(&account(Bob), reader, relayed(tokens.at, &zeros(selector)));
			match answer {
				// Without a reason: what fails so does not come back with data.
				Err(Refused::Data(data)) => {
					assert!(data.is_empty() && is_write(selector), "{selector:x?}");
				}
				Err(Refused::Failed(error)) => panic!("{selector:x?}: {error:?}"),
				Ok(_) | Err(Refused::Reason(_)) => assert!(!is_write(selector), "{selector:x?}"),
			}
		}
		// Also what would succeed.
		let (from, to) = (reader.0.into(), key(Charlie));
		let writes = [
			sol::transferFromCall { from, to, tokenId: tokens.first() }.abi_encode(),
			sol::safeTransferFrom_1Call { from, to, tokenId: tokens.first() }.abi_encode(),
			sol::approveCall { to, tokenId: tokens.first() }.abi_encode(),
			sol::setApprovalForAllCall { operator: to, approved: true }.abi_encode(),
		];
		for input in writes {
			let answer = call_raw(&account(Bob), reader, relayed(tokens.at, &input));
			assert_eq!(answer, Err(Refused::Data(vec![])));
		}
		assert!(root() == before);
		let input = sol::balanceOfCall { owner: from }.abi_encode();
		let answer = call_raw(&account(Bob), reader, relayed(tokens.at, &input));
		assert_eq!(answer, Ok(Word::from(1).to_be_bytes_vec()));
	});
}

#[test]
fn the_same_through_a_call_succeeds() {
	on_both(|tokens| {
		// Else the tests above would show nothing.
		let mover = deploy(&relay(CALL));
		let (from, to) = (mover.0.into(), key(Charlie));
		let owner = Mapper::to_account_id(&mover);
		assert_ok!(Erc721::transfer(by(Bob), tokens.id, tokens.tokens[0], owner));
		let input = sol::transferFromCall { from, to, tokenId: tokens.first() }.abi_encode();
		let answer = call_raw(&account(Bob), mover, relayed(tokens.at, &input));
		assert_eq!(answer, Ok(vec![]));
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Charlie));
	});
}

#[test]
fn value_is_refused_and_stays_where_it_was() {
	on_both(|tokens| {
		let relay = deploy(&relay(CALL));
		let bob = account(Bob);
		let before = root();
		let not_accepted = Err(reason("value not accepted"));
		for selector in Calls::selectors() {
			let input = zeros(selector);
			let direct = call_with(&bob, tokens.at, 1, PLENTY, input.clone());
			assert_eq!(direct, not_accepted, "{selector:x?}");
			let by_contract = call_with(&bob, relay, 1, PLENTY, relayed(tokens.at, &input));
			assert_eq!(by_contract, not_accepted, "{selector:x?}");
		}
		assert_eq!(call_with(&bob, tokens.at, 1, PLENTY, vec![]), not_accepted);
		assert!(root() == before);
		assert_eq!(Revive::evm_balance(&tokens.at), U256::zero());
		assert_eq!(super::super::super::total(&Mapper::to_fallback_account_id(&tokens.at)), 0);
	});
}

#[test]
fn calldata_that_is_none_is_refused_with_a_reason() {
	on_both(|tokens| {
		let bob = account(Bob);
		let before = root();
		let good = transfer(&tokens, key(Charlie)).abi_encode();
		for length in 0..4 {
			let why = "calldata without a function selector";
			assert_eq!(call_raw(&bob, tokens.at, good[..length].to_vec()), Err(reason(why)));
		}
		for length in [4, 5, 35, 36, 67, 68, good.len() - 1] {
			let why = "malformed arguments of transferFrom";
			assert_eq!(call_raw(&bob, tokens.at, good[..length].to_vec()), Err(reason(why)));
		}
		let why = "unknown function 0xffffffff";
		assert_eq!(call_raw(&bob, tokens.at, vec![0xff; 4]), Err(reason(why)));
		assert_eq!(call_raw(&bob, tokens.at, vec![0xff; 1_000]), Err(reason(why)));
		// An address with something before it.
		let mut dirty = good.clone();
		dirty[4] = 1;
		let why = "malformed arguments of transferFrom";
		assert_eq!(call_raw(&bob, tokens.at, dirty), Err(reason(why)));
		// More than any call may have.
		let mut oversized = good.clone();
		oversized.resize(129 * 1_024, 0);
		let refused = call_raw(&bob, tokens.at, oversized);
		assert!(matches!(refused, Err(Refused::Failed(_))), "{refused:?}");
		// A length of data that wraps around.
		let mut wrapping = safe_transfer(&tokens, key(Charlie), b"data").abi_encode();
		wrapping[4 + 128..4 + 160].fill(0xff);
		let why = "malformed arguments of safeTransferFrom";
		assert_eq!(call_raw(&bob, tokens.at, wrapping), Err(reason(why)));
		assert!(root() == before);

		// Bytes after the arguments are not looked at, as in a contract of solc's.
		let trailing = [good, vec![0xab; 77]].concat();
		assert_eq!(call_raw(&bob, tokens.at, trailing), Ok(vec![]));
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Charlie));
	});
}

#[test]
fn nobody_else_logs_in_a_collections_name() {
	on_both(|tokens| {
		let [a, b] = [key(Bob), key(Charlie)];
		let (_, topics, _) = tokens.moved(a, b, tokens.tokens[0]);
		let topics: Vec<_> = topics.into_iter().map(|topic| topic.0.into()).collect();
		let forged = sol::emitLogCall { topics, data: vec![].into() };
		let before = root();
		let why = "only the chain itself emits logs";
		// Its owner, its publisher, an operator, an Ethereum account, a contract.
		for who in [Alice, Bob, Charlie] {
			tokens.refuses(who, forged.clone(), why);
		}
		let alith = alith().substrate_account();
		assert_eq!(call(&alith, tokens.at, &forged).map(|_| ()), Err(reason(why)));
		for code in [relay(CALL), relay(DELEGATECALL), relay(STATICCALL)] {
			let by = deploy(&code);
			let input = relayed(tokens.at, &forged.abi_encode());
			let before = logs().len();
			assert!(call_raw(&account(Bob), by, input).is_err());
			assert_eq!(logs().len(), before);
		}
		let _ = deploy(&answers([0; 4]));
		assert!(root() != before, "contracts were deployed");

		// The pallets' own accounts have no say either, though they own the collections.
		for pallet in [AssetRegistry::account_id(), Licensing::account_id()] {
			let refused = call(&pallet, tokens.at, &forged);
			assert!(refused.is_err());
		}
	});
}

#[test]
fn a_collections_own_log_has_bounds() {
	on_both(|tokens| {
		let itself = Mapper::to_fallback_account_id(&tokens.at);
		let log = |topics: usize, data: usize| sol::emitLogCall {
			topics: vec![[7; 32].into(); topics],
			data: vec![7; data].into(),
		};
		call(&itself, tokens.at, &log(4, 4_096)).expect("is within them");
		let (contract, topics, data) = logs().pop().expect("is there");
		assert_eq!((contract, topics.len(), data.len()), (tokens.at, 4, 4_096));
		let why = "a log has up to 4 topics and 4096 bytes";
		refused(&itself, tokens.at, &log(5, 0), why);
		refused(&itself, tokens.at, &log(0, 4_097), why);
	});
}
