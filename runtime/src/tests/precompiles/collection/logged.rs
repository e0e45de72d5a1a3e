//! Logs: at the collection's address, whoever moves its tokens, and in the Ethereum block when an
//! Ethereum transaction did.

use super::*;
use crate::tests::close_block;
use crate::tests::precompiles::bytecode::{deploy, relay, relayed, CALL};

fn new_logs(act: impl FnOnce()) -> Vec<Log> {
	let before = logs().len();
	act();
	logs().split_off(before)
}

#[test]
fn a_native_move_is_logged_as_a_contracts_is() {
	on_both(|tokens| {
		let [first, second, _] = tokens.tokens;
		let native = new_logs(|| {
			assert_ok!(Erc721::transfer(by(Bob), tokens.id, first, account(Charlie)));
		});
		assert_eq!(native, [tokens.moved(key(Bob), key(Charlie), first)]);
		let call =
			sol::transferFromCall { from: key(Bob), to: key(Charlie), tokenId: Word::from(second) };
		let contracts = new_logs(|| {
			tokens.call(Bob, call).expect("moves");
		});
		assert_eq!(contracts, [tokens.moved(key(Bob), key(Charlie), second)]);
	});
}

#[test]
fn native_approvals_are_logged_as_contracts_are() {
	on_both(|tokens| {
		let [first, second, _] = tokens.tokens;
		let id = tokens.id;
		let approval = |token| {
			let topics = vec![
				event("Approval(address,address,uint256)"),
				address_topic(key(Bob)),
				address_topic(key(Charlie)),
				topic(Word::from(token)),
			];
			(tokens.at, topics, vec![])
		};
		let native = new_logs(|| {
			assert_ok!(Erc721::approve(by(Bob), id, first, Some(account(Charlie))));
		});
		assert_eq!(native, [approval(first)]);
		let contracts = new_logs(|| {
			let call = sol::approveCall { to: key(Charlie), tokenId: Word::from(second) };
			tokens.call(Bob, call).expect("approves");
		});
		assert_eq!(contracts, [approval(second)]);

		let for_all = |operator, approved: bool| {
			let topics = vec![
				event("ApprovalForAll(address,address,bool)"),
				address_topic(key(Bob)),
				address_topic(operator),
			];
			(tokens.at, topics, Word::from(u8::from(approved)).to_be_bytes_vec())
		};
		let native = new_logs(|| {
			assert_ok!(Erc721::set_approval_for_all(by(Bob), id, account(Dave), true));
		});
		assert_eq!(native, [for_all(key(Dave), true)]);
		let contracts = new_logs(|| {
			let call = sol::setApprovalForAllCall { operator: key(Eve), approved: true };
			tokens.call(Bob, call).expect("approves");
			let call = sol::setApprovalForAllCall { operator: key(Eve), approved: false };
			tokens.call(Bob, call).expect("takes back");
		});
		assert_eq!(contracts, [for_all(key(Eve), true), for_all(key(Eve), false)]);
	});
}

#[test]
fn mints_and_burns_are_logged() {
	dev().execute_with(|| {
		let id = registry::create_collection(Alice);
		let mut asset = AssetId::new(id, 0);
		let at = collection_address(id);
		let minted = new_logs(|| {
			asset = registry::register_as(Alice, id, AssetKind::Model, vec![]).expect("is made");
		});
		let like = Tokens { at, id, tokens: [0; 3], asset, licences: false };
		let mint = like.moved(Address::ZERO, key(Alice), asset.item);
		assert_eq!(minted.first(), Some(&mint));
		assert_eq!(minted.iter().filter(|log| **log == mint).count(), 1);
		let burned = new_logs(|| {
			assert_ok!(AssetRegistry::retire(by(Alice), asset));
		});
		let burn = like.moved(key(Alice), Address::ZERO, asset.item);
		assert_eq!(burned.iter().filter(|log| log.1[0] == burn.1[0]).count(), 1);
		assert!(burned.contains(&burn));
		like.refuses(Alice, sol::ownerOfCall { tokenId: Word::ZERO }, NO_TOKEN);
	});
}

#[test]
fn what_is_undone_is_not_logged() {
	on_both(|tokens| {
		// Moves, and then fails.
		let there = transfer(&tokens, key(Charlie)).abi_encode();
		let logged = new_logs(|| {
			let limit = Weight::from_parts(1_000_000, 0);
			assert!(call_with(&account(Bob), tokens.at, 0, limit, there).is_err());
			assert!(
				Erc721::transfer(by(Charlie), tokens.id, tokens.tokens[0], account(Dave)).is_err()
			);
		});
		assert_eq!(logged, []);
	});
}

/// Whether a block's filter has a log.
fn has(bloom: &[u8; 256], what: &[u8]) -> bool {
	let hash = sp_io::hashing::keccak_256(what);
	(0..3).all(|pair| {
		let bit = usize::from(u16::from_be_bytes([hash[2 * pair], hash[2 * pair + 1]]) & 2_047);
		bloom[255 - bit / 8] & (1 << (bit % 8)) != 0
	})
}

#[test]
fn an_ethereum_transactions_logs_are_in_its_block() {
	for make in [assets, licences] {
		dev().execute_with(|| {
			let tokens = make();
			let alith = alith();
			let mover = alith.substrate_account();
			for token in tokens.tokens {
				assert_ok!(Erc721::transfer(by(Bob), tokens.id, token, mover.clone()));
			}
			next_block();
			let from = address(&mover);
			let call = |token: u64| {
				let to = key(Charlie);
				sol::transferFromCall { from, to, tokenId: Word::from(token) }.abi_encode()
			};
			let [first, second, third] = tokens.tokens;
			// By itself, and by a contract that is its operator.
			assert_ok!(transact(&alith, tokens.at, 500_000, call(first)).expect("is valid"));
			let relay = deploy(&relay(CALL));
			let operator = relay.0.into();
			let approval = sol::setApprovalForAllCall { operator, approved: true }.abi_encode();
			assert_ok!(transact(&alith, tokens.at, 500_000, approval).expect("is valid"));
			let input = relayed(tokens.at, &call(second));
			assert_ok!(transact(&alith, relay, 500_000, input).expect("is valid"));
			for token in [first, second] {
				assert_eq!(tokens.owner_of(token), key(Charlie));
				assert!(logs().contains(&tokens.moved(from, key(Charlie), token)));
			}
			// A third one natively: no log of an Ethereum transaction, so not in its block.
			let to = account(Eve);
			let native = RuntimeOrigin::signed(mover.clone());
			assert_ok!(Erc721::transfer(native, tokens.id, third, to));
			assert!(logs().contains(&tokens.moved(from, key(Eve), third)));

			close_block();
			let bloom = Revive::eth_block().logs_bloom.0;
			let topic_of = |word: Word| word.to_be_bytes::<32>();
			assert!(has(&bloom, tokens.at.as_bytes()));
			assert!(has(&bloom, event("Transfer(address,address,uint256)").as_bytes()));
			assert!(has(&bloom, &topic_of(Word::from(second))));
			assert!(has(&bloom, address_topic(key(Charlie)).as_bytes()));
			assert!(!has(&bloom, address_topic(key(Eve)).as_bytes()));
		});
	}
}
