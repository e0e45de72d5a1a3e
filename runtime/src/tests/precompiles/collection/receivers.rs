//! What contracts that are given a token have to say about it.

use super::*;
use crate::tests::precompiles::bytecode::{answers, deploy, reenters, reverts, MAGIC};
use alloy_core::sol_types::{Panic, PanicKind};

const NO_RECEIVER: &str = "ERC721: transfer to non ERC721Receiver implementer";

fn to(contract: H160) -> Address {
	contract.0.into()
}

#[test]
fn a_receiver_that_wants_the_token_gets_it() {
	on_both(|tokens| {
		let receiver = to(deploy(&answers(MAGIC)));
		tokens.call(Bob, safe_transfer(&tokens, receiver, b"data")).expect("moves");
		assert_eq!(tokens.owner_of(tokens.tokens[0]), receiver);
		let second = sol::safeTransferFrom_1Call {
			from: key(Bob),
			to: receiver,
			tokenId: Word::from(tokens.tokens[1]),
		};
		tokens.call(Bob, second).expect("moves");
		assert_eq!(tokens.balance_of(receiver), 2);
	});
}

#[test]
fn accounts_without_code_are_not_asked() {
	on_both(|tokens| {
		let unknown = Address::repeat_byte(0x77);
		tokens.call(Bob, safe_transfer(&tokens, unknown, b"data")).expect("moves");
		assert_eq!(tokens.owner_of(tokens.tokens[0]), unknown);
	});
}

#[test]
fn whoever_does_not_take_tokens_gets_none() {
	on_both(|tokens| {
		let codes = [
			answers([0x15, 0x0b, 0x7a, 0x03]),
			answers([0; 4]),
			// Reverts without data, stops without an answer, runs into an invalid instruction.
			reverts(&[]),
			vec![0],
			vec![0xfe],
			// Answers less than a word, and the magic with something after it in the word.
			vec![0x60, 0x15, 0x60, 0, 0x53, 0x60, 31, 0x60, 0, 0xf3],
			vec![0x63, 0x15, 0x0b, 0x7a, 0x02, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3],
		];
		for code in codes {
			let receiver = to(deploy(&code));
			tokens.refuses(Bob, safe_transfer(&tokens, receiver, b""), NO_RECEIVER);
			// Who does not ask is not refused.
			let unasked = tokens.call(Bob, transfer(&tokens, receiver));
			assert_eq!(unasked.map(|_| ()), Ok(()));
			// And what is there, stays there: back by force, for the next one.
			force_back(&tokens);
		}
	});
}

/// Gives the first token back to Bob, whoever has it.
fn force_back(tokens: &Tokens) {
	let owner = Erc721::owner_of(tokens.id, tokens.tokens[0]).expect("is owned");
	assert_ok!(Erc721::transfer(
		RuntimeOrigin::signed(owner),
		tokens.id,
		tokens.tokens[0],
		account(Bob)
	));
}

#[test]
fn a_refusal_comes_with_the_receivers_reason() {
	on_both(|tokens| {
		let revert = Revert { reason: "no, thank you".into() }.abi_encode();
		let receiver = to(deploy(&reverts(&revert)));
		tokens.refuses(Bob, safe_transfer(&tokens, receiver, b""), "no, thank you");

		// A panic stays one, another type of error is quoted.
		let panic = Panic::from(PanicKind::UnderOverflow).abi_encode();
		let receiver = to(deploy(&reverts(&panic)));
		let before = root();
		let refused = tokens.call(Bob, safe_transfer(&tokens, receiver, b""));
		assert_eq!(refused.err(), Some(Refused::Data(panic)));
		assert!(root() == before);
		let receiver = to(deploy(&reverts(&[0xde, 0xad, 0xbe, 0xef])));
		let why = "ERC721: receiver reverted with 0xdeadbeef";
		tokens.refuses(Bob, safe_transfer(&tokens, receiver, b""), why);
		let receiver = to(deploy(&reverts(&[0xab; 300])));
		let why = format!("ERC721: receiver reverted with 0x{}", "ab".repeat(256));
		tokens.refuses(Bob, safe_transfer(&tokens, receiver, b""), &why);
	});
}

#[test]
fn contracts_of_the_chain_take_no_tokens() {
	on_both(|tokens| {
		let token_contract =
			crate::tests::evm::contract(crate::TOKEN_PREFIX, crate::genesis::dev_token::ID);
		tokens.refuses(Bob, safe_transfer(&tokens, to(tokens.at), b""), NO_RECEIVER);
		let Err(refused) = tokens.call(Bob, safe_transfer(&tokens, to(token_contract), b"")) else {
			panic!("an ERC-20 contract keeps no tokens");
		};
		assert!(!matches!(refused, Refused::Failed(_)), "{refused:?}");
		assert_eq!(tokens.owned(key(Bob)), tokens.tokens);
	});
}

#[test]
fn a_receiver_may_pass_the_token_on_while_it_is_asked() {
	on_both(|tokens| {
		let receiver = to(deploy(&reenters()));
		let onwards =
			sol::transferFromCall { from: receiver, to: key(Charlie), tokenId: tokens.first() };
		let call = safe_transfer(&tokens, receiver, &onwards.abi_encode());
		tokens.call(Bob, call).expect("moves twice");
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Charlie));
		assert_eq!((tokens.balance_of(receiver), tokens.balance_of(key(Bob))), (0, 2));
		let mine = logs().into_iter().rev().take(2).collect::<Vec<_>>();
		let [second, first] = &mine[..] else { panic!("two logs") };
		assert_eq!(*first, tokens.moved(key(Bob), receiver, tokens.tokens[0]));
		assert_eq!(*second, tokens.moved(receiver, key(Charlie), tokens.tokens[0]));
	});
}

#[test]
fn a_receiver_that_reaches_for_more_gets_nothing() {
	on_both(|tokens| {
		let receiver = to(deploy(&reenters()));
		let steal = sol::transferFromCall {
			from: key(Bob),
			to: receiver,
			tokenId: Word::from(tokens.tokens[1]),
		};
		let call = safe_transfer(&tokens, receiver, &steal.abi_encode());
		tokens.refuses(Bob, call, MAY_NOT_MOVE);
		let approve = sol::approveCall { to: receiver, tokenId: Word::from(tokens.tokens[1]) };
		let call = safe_transfer(&tokens, receiver, &approve.abi_encode());
		let why = "ERC721: approve caller is not token owner or approved for all";
		tokens.refuses(Bob, call, why);
		// What an approved mover could do once, it cannot do twice.
		let again = transfer(&tokens, receiver).abi_encode();
		let call = safe_transfer(&tokens, receiver, &again);
		let approval = sol::approveCall { to: receiver, tokenId: tokens.first() };
		tokens.call(Bob, approval).expect("approves");
		tokens.refuses(Bob, call, "ERC721: transfer from incorrect owner");
		// Logs in the collection's name are not to be had either.
		let forged = sol::emitLogCall { topics: vec![], data: vec![1].into() };
		let call = safe_transfer(&tokens, receiver, &forged.abi_encode());
		tokens.refuses(Bob, call, "only the chain itself emits logs");
	});
}

#[test]
fn a_receiver_that_gives_itself_the_token_again_and_again_ends_somewhere() {
	on_both(|tokens| {
		let receiver = to(deploy(&reenters()));
		// Each call has the next one as its data, each of them asks the receiver again.
		let mut input = sol::nameCall {}.abi_encode();
		for _ in 0..20 {
			let call = sol::safeTransferFrom_0Call {
				from: receiver,
				to: receiver,
				tokenId: tokens.first(),
				data: input.into(),
			};
			input = call.abi_encode();
		}
		let before = root();
		let refused = tokens.call(Bob, safe_transfer(&tokens, receiver, &input));
		assert!(refused.is_err());
		assert!(root() == before);
	});
}
