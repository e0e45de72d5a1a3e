//! What no function lets through: foreign code, value, writes in a static call, calldata that is
//! none.

use super::*;
use bytecode::{deploy, relay, CALL, CALLCODE, DELEGATECALL, STATICCALL};
use sol::IAssetRegistryCalls as Calls;

/// Sends calldata to the registry by way of a contract.
fn relayed(by: H160, value: Balance, data: &[u8]) -> Result<Vec<u8>, String> {
	send(&account(Dave), by, value, PLENTY, bytecode::relayed(registry(), data))
}

/// Arguments that decode, for any function: all zero.
fn zeros(selector: [u8; 4]) -> Vec<u8> {
	[&selector[..], &[0; 1_024]].concat()
}

/// Whether the interface declares a function as a view.
fn is_view(selector: [u8; 4]) -> bool {
	let signature = Calls::signature_by_selector(selector).expect("is one");
	let name = signature.split('(').next().expect("has a name");
	let source = include_str!("../../../../../pallets/precompiles/src/registry/IAssetRegistry.sol");
	let declaration = source.split(&format!("function {name}(")).nth(1).expect("is declared");
	declaration.split(';').next().expect("ends").contains(" view")
}

#[test]
fn no_code_but_its_own_runs_in_the_registrys_name() {
	dev().execute_with(|| {
		let by = deploy(&relay(DELEGATECALL));
		let before = root();
		for selector in Calls::selectors() {
			let answer = relayed(by, 0, &zeros(selector));
			assert_eq!(answer.err().as_deref(), Some("delegatecall denied"), "{selector:x?}");
		}
		// Before anything is said about the calldata.
		let answer = relayed(by, 0, &[1, 2, 3]);
		assert_eq!(answer.err().as_deref(), Some("delegatecall denied"));
		assert!(root() == before);
	});
	// pallet-revive does not have the other instruction.
	dev().execute_with(|| {
		let by = deploy(&relay(CALLCODE));
		let before = root();
		for selector in Calls::selectors() {
			let failed = relayed(by, 0, &zeros(selector)).expect_err("is refused");
			assert!(failed.starts_with('!'), "{selector:x?}: {failed}");
		}
		assert!(root() == before);
	});
}

#[test]
fn a_static_call_reads_and_does_not_write() {
	dev().execute_with(|| {
		let by = deploy(&relay(STATICCALL));
		let before = root();
		for selector in Calls::selectors() {
			let answer = relayed(by, 0, &zeros(selector));
			if is_view(selector) {
				let reason = answer.err().unwrap_or_else(|| "AssetRegistry: ".into());
				assert!(reason.starts_with("AssetRegistry: "), "{selector:x?}: {reason}");
			} else {
				// Without a reason: what fails so does not come back with data.
				let reason = answer.expect_err("writes");
				assert!(reason.starts_with('!'), "{selector:x?}: {reason}");
			}
		}
		assert!(root() == before);

		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let read = relayed(by, 0, &sol::existsCall { collection, item }.abi_encode());
		assert_eq!(read, Ok(Word::from(1).to_be_bytes_vec()));
	});
}

#[test]
fn value_is_refused_by_every_function() {
	dev().execute_with(|| {
		let relay = deploy(&relay(CALL));
		let before = root();
		for selector in Calls::selectors() {
			let direct = send(&account(Bob), registry(), 1, PLENTY, zeros(selector));
			assert_eq!(direct.err().as_deref(), Some("value not accepted"));
			let relayed = relayed(relay, 1, &zeros(selector));
			assert_eq!(relayed.err().as_deref(), Some("value not accepted"));
		}
		assert!(root() == before);
		assert_eq!(Revive::evm_balance(&registry()), U256::zero());
	});
}

#[test]
fn calldata_that_is_none_is_refused_with_a_reason() {
	dev().execute_with(|| {
		let before = root();
		let send = |data| send_to_registry(data).expect_err("is refused");
		for length in 0..4 {
			let reason = send(vec![0x2a; length]);
			assert_eq!(reason, "calldata without a function selector");
		}
		assert_eq!(send(vec![1, 2, 3, 4, 5]), "unknown function 0x01020304");
		for selector in Calls::selectors() {
			let name = Calls::name_by_selector(selector).expect("is one");
			let malformed = format!("malformed arguments of {name}");
			assert_eq!(send(selector.to_vec()), malformed);
			// Numbers out of every range, offsets behind the end.
			assert_eq!(send([&selector[..], &[0xff; 1_024]].concat()), malformed);
		}
		assert!(root() == before);
	});
}

#[test]
fn a_call_cut_short_anywhere_is_refused() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let kind = sol::AssetKind::Model;
		let call = sol::registerCall { collection, kind, content: content(1), links: vec![] };
		let whole = call.abi_encode();
		let before = root();
		for length in (4..whole.len()).step_by(7) {
			let reason = send_to_registry(whole[..length].to_vec()).expect_err("is refused");
			assert_eq!(reason, "malformed arguments of register", "{length} bytes");
		}
		assert!(root() == before);
		// What follows it is ignored, here as there.
		assert!(send_to_registry([&whole[..], &[0xff; 40]].concat()).is_ok());
	});
}

#[test]
fn numbers_that_exceed_their_type_are_refused() {
	dev().execute_with(|| {
		let AssetId { collection, item } = asset(Bob);
		let before = root();
		let resolve = |collection: Word, item: Word| {
			let words = [collection.to_be_bytes::<32>(), item.to_be_bytes::<32>()].concat();
			send_to_registry([&sol::resolveCall::SELECTOR[..], &words].concat()).map(|_| ())
		};
		let (collection, item) = (Word::from(collection), Word::from(item));
		assert_eq!(resolve(collection, item), Ok(()));
		let malformed = Err("malformed arguments of resolve".to_string());
		let powers = [Word::from(1u64 << 32), Word::from(1u128 << 64), Word::from(1) << 128];
		for power in powers {
			assert_eq!(resolve(collection + power, item), malformed);
		}
		for power in [powers[1], powers[2], Word::from(1) << 255] {
			assert_eq!(resolve(collection, item + power), malformed);
		}
		assert_eq!(resolve(Word::MAX, item), malformed);
		assert_eq!(resolve(collection, Word::MAX), malformed);

		// Members that an enum does not have.
		let state = |state: u64| {
			let words = [collection, item, Word::from(state)].map(|word| word.to_be_bytes::<32>());
			let data = [&sol::setStateCall::SELECTOR[..], &words.concat()].concat();
			send_to_registry(data).map(|_| ())
		};
		for number in [6, 255, 256, u64::MAX] {
			assert_eq!(state(number), Err("malformed arguments of setState".into()));
		}
		assert!(root() == before);
		assert_eq!(state(5), Ok(()));
	});
}

#[test]
fn arguments_that_share_their_bytes_do_not_multiply() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let before = root();
		let word = |number: usize| Word::from(number).to_be_bytes::<32>().to_vec();
		// So many multiURIs, all of them the same sixty thousand bytes.
		let length = 60_000;
		let send = |count: usize| {
			let mut data = sol::registerCall::SELECTOR.to_vec();
			// No links, from word 4 on; the content from word 5 on.
			let head = [collection as usize, 0, 5 * 32, 4 * 32, 0];
			data.extend(head.map(word).concat());
			// The manifest shares the bytes of the array as well.
			data.extend([1, 3, 4_096, 5 * 32, 5 * 32, count].map(word).concat());
			for _ in 0..count {
				data.extend(word(count * 32));
			}
			data.extend(word(length));
			data.extend(vec![7; length]);
			send_to_registry(data).err()
		};
		assert_eq!(send(2_000).as_deref(), Some("malformed arguments of register"));
		// It is a good encoding otherwise.
		assert_eq!(send(1).as_deref(), Some("AssetRegistry: ManifestInvalid"));
		assert!(root() == before);
	});
}

#[test]
fn a_contract_is_a_publisher_like_any_other() {
	dev().execute_with(|| {
		use frame_support::traits::fungible::Mutate;
		let relay = deploy(&relay(CALL));
		let contract = Mapper::to_account_id(&relay);
		let name = "A contract's".to_string();
		let create = sol::createCollectionCall { name, metadata: Bytes::new() };
		// It pays by itself: from its balance, not from who called it.
		let answer = relayed(relay, 0, &create.abi_encode());
		assert_eq!(answer.err().as_deref(), Some("Token: FundsUnavailable"));
		assert_ok!(Balances::mint_into(&contract, HUB));
		let answer = relayed(relay, 0, &create.abi_encode()).expect("is created");
		let created = sol::createCollectionCall::abi_decode_returns(&answer).expect("decodes");
		let collection = created.collection;
		let info = AssetRegistry::collection_info(collection).expect("exists");
		assert_eq!((&info.publisher, &info.deposit.depositor), (&contract, &contract));

		let register = sol::registerCall {
			collection,
			kind: sol::AssetKind::Model,
			content: content(1),
			links: vec![],
		};
		for item in 0..2 {
			let answer = relayed(relay, 0, &register.abi_encode()).expect("is registered");
			assert_eq!(sol::registerCall::abi_decode_returns(&answer), Ok(item));
		}
		let info = AssetRegistry::asset_info(AssetId::new(collection, 1)).expect("exists");
		assert_eq!(info.owner, contract);
		let told = call(Bob, sol::resolveCall { collection, item: 1 }).expect("exists");
		assert_eq!(told.owner.0 .0, relay.0);
	});
}

#[test]
fn at_any_depth_it_happens_whole_or_not_at_all() {
	dev().execute_with(|| {
		use frame_support::traits::fungible::Mutate;
		let by = deploy(&relay(CALL));
		let contract = Mapper::to_account_id(&by);
		assert_ok!(Balances::mint_into(&contract, HUB));
		let collection = create(Bob);
		let roles = sol::setRolesCall { collection, account: address(&contract), roles: 1 };
		call(Bob, roles).expect("is set");

		let kind = sol::AssetKind::Model;
		let register = sol::registerCall { collection, kind, content: content(1), links: vec![] };
		let mut input = bytecode::relayed(registry(), &register.abi_encode());
		let mut done = Vec::new();
		for _ in 0..28 {
			let before = root();
			let answer = send(&account(Dave), by, 0, PLENTY, input.clone());
			done.push(answer.is_ok());
			let items = AssetRegistry::collection_info(collection).expect("exists").items;
			assert_eq!(items, done.iter().filter(|done| **done).count() as u64);
			assert!(answer.is_ok() || root() == before, "something was written");
			// Once more by way of itself.
			input = bytecode::relayed(by, &input);
		}
		// Down to a depth, and no further: the log of the token is one call deeper.
		assert!(done[0] && !done[27] && done.is_sorted_by(|a, b| a >= b), "{done:?}");
	});
}
