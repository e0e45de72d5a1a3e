//! Moves and approvals: who may, and what comes of it.

use super::*;
use frame_support::traits::fungible::InspectHold;

fn approve(tokens: &Tokens, to: Address) -> sol::approveCall {
	sol::approveCall { to, tokenId: tokens.first() }
}

fn approved(tokens: &Tokens) -> Address {
	tokens.ask(sol::getApprovedCall { tokenId: tokens.first() })
}

fn set_operator(operator: Sr25519Keyring, approved: bool) -> sol::setApprovalForAllCall {
	sol::setApprovalForAllCall { operator: key(operator), approved }
}

fn is_operator(tokens: &Tokens, owner: Sr25519Keyring, operator: Sr25519Keyring) -> bool {
	tokens.ask(sol::isApprovedForAllCall { owner: key(owner), operator: key(operator) })
}

#[test]
fn an_owner_moves_a_token() {
	on_both(|tokens| {
		tokens.call(Bob, transfer(&tokens, key(Charlie))).expect("moves");
		let [first, second, third] = tokens.tokens;
		assert_eq!(tokens.owner_of(first), key(Charlie));
		assert_eq!(tokens.owned(key(Charlie)), [first]);
		assert_eq!(tokens.owned(key(Bob)), [second, third]);
		assert_eq!(tokens.ask(sol::totalSupplyCall {}), Word::from(3));
		// The native side sees the same.
		assert_eq!(Erc721::owner_of(tokens.id, first), Some(account(Charlie)));
		if tokens.licences {
			assert_eq!(Licensing::holder(first), Some(account(Charlie)));
		} else {
			assert_eq!(AssetRegistry::owner_of(tokens.asset), Some(account(Charlie)));
		}
		tokens.refuses(Bob, transfer(&tokens, key(Bob)), MAY_NOT_MOVE);
	});
}

#[test]
fn to_oneself_nothing_moves() {
	on_both(|tokens| {
		tokens.call(Bob, transfer(&tokens, key(Bob))).expect("moves");
		assert_eq!(tokens.owned(key(Bob)), tokens.tokens);
		assert_eq!(tokens.balance_of(key(Bob)), 3);
	});
}

#[test]
fn moves_that_are_none() {
	on_both(|tokens| {
		tokens.refuses(Charlie, transfer(&tokens, key(Charlie)), MAY_NOT_MOVE);
		let nobody = "ERC721: transfer to the zero address";
		tokens.refuses(Bob, transfer(&tokens, Address::ZERO), nobody);
		tokens.refuses(Bob, safe_transfer(&tokens, Address::ZERO, b""), nobody);
		let from = key(Charlie);
		let wrong = "ERC721: transfer from incorrect owner";
		let to = key(Dave);
		let call = sol::transferFromCall { from, to, tokenId: tokens.first() };
		tokens.refuses(Bob, call, wrong);
		let call = sol::safeTransferFrom_1Call { from, to, tokenId: tokens.first() };
		tokens.refuses(Bob, call, wrong);
		let from = Address::ZERO;
		let call = sol::transferFromCall { from, to, tokenId: tokens.first() };
		tokens.refuses(Bob, call, wrong);
	});
}

#[test]
fn an_approved_account_moves_one_token_once() {
	on_both(|tokens| {
		assert_eq!(approved(&tokens), Address::ZERO);
		tokens.call(Bob, approve(&tokens, key(Charlie))).expect("approves");
		assert_eq!(approved(&tokens), key(Charlie));
		assert_eq!(Erc721::approved(tokens.id, tokens.tokens[0]), Some(account(Charlie)));

		let second = Word::from(tokens.tokens[1]);
		let other = sol::transferFromCall { from: key(Bob), to: key(Charlie), tokenId: second };
		tokens.refuses(Charlie, other, MAY_NOT_MOVE);
		let why = "ERC721: approve caller is not token owner or approved for all";
		tokens.refuses(Charlie, approve(&tokens, key(Eve)), why);
		tokens.call(Charlie, transfer(&tokens, key(Eve))).expect("moves");
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Eve));

		// It ended with the move, also when the token is Bob's again.
		assert_eq!(approved(&tokens), Address::ZERO);
		let back = sol::transferFromCall { from: key(Eve), to: key(Bob), tokenId: tokens.first() };
		tokens.refuses(Charlie, back.clone(), MAY_NOT_MOVE);
		tokens.call(Eve, back).expect("moves");
		tokens.refuses(Charlie, transfer(&tokens, key(Charlie)), MAY_NOT_MOVE);
	});
}

#[test]
fn approvals_are_replaced_and_taken_back() {
	on_both(|tokens| {
		tokens.call(Bob, approve(&tokens, key(Charlie))).expect("approves");
		tokens.call(Bob, approve(&tokens, key(Dave))).expect("approves");
		assert_eq!(approved(&tokens), key(Dave));
		tokens.refuses(Charlie, transfer(&tokens, key(Charlie)), MAY_NOT_MOVE);
		tokens.call(Bob, approve(&tokens, Address::ZERO)).expect("takes back");
		assert_eq!(approved(&tokens), Address::ZERO);
		tokens.refuses(Dave, transfer(&tokens, key(Dave)), MAY_NOT_MOVE);
		// There is nothing to take back, and nothing wrong with it.
		tokens.call(Bob, approve(&tokens, Address::ZERO)).expect("is as it was");
		let why = "ERC721: approval to current owner";
		tokens.refuses(Bob, approve(&tokens, key(Bob)), why);
		let why = "ERC721: approve caller is not token owner or approved for all";
		tokens.refuses(Charlie, approve(&tokens, key(Dave)), why);
	});
}

#[test]
fn an_operator_does_what_the_owner_does() {
	on_both(|tokens| {
		assert!(!is_operator(&tokens, Bob, Charlie));
		let held = || crate::Balances::total_balance_on_hold(&account(Bob));
		let before = held();
		tokens.call(Bob, set_operator(Charlie, true)).expect("approves");
		assert!(held() > before, "the approval is state, which is paid for");
		assert!(is_operator(&tokens, Bob, Charlie));
		assert!(!is_operator(&tokens, Charlie, Bob));
		let [first, second, _] = tokens.tokens;
		tokens.call(Charlie, approve(&tokens, key(Dave))).expect("approves");
		assert_eq!(approved(&tokens), key(Dave));
		tokens.call(Charlie, transfer(&tokens, key(Charlie))).expect("moves");
		let second_to =
			|to| sol::transferFromCall { from: key(Bob), to, tokenId: Word::from(second) };
		tokens.call(Charlie, second_to(key(Dave))).expect("moves");
		assert_eq!(tokens.owner_of(first), key(Charlie));
		assert_eq!(tokens.owner_of(second), key(Dave));
		// Of Bob's tokens, not of those that were.
		let back = sol::transferFromCall {
			from: key(Dave),
			to: key(Charlie),
			tokenId: Word::from(second),
		};
		tokens.refuses(Charlie, back, MAY_NOT_MOVE);

		tokens.call(Bob, set_operator(Charlie, false)).expect("takes back");
		assert_eq!(held(), before, "it came back");
		assert!(!is_operator(&tokens, Bob, Charlie));
		let third = sol::transferFromCall {
			from: key(Bob),
			to: key(Charlie),
			tokenId: Word::from(tokens.tokens[2]),
		};
		tokens.refuses(Charlie, third, MAY_NOT_MOVE);
	});
}

#[test]
fn approving_twice_is_as_approving_once() {
	on_both(|tokens| {
		let held = || crate::Balances::total_balance_on_hold(&account(Bob));
		let before = held();
		tokens.call(Bob, set_operator(Charlie, true)).expect("approves");
		let once = held();
		tokens.call(Bob, set_operator(Charlie, true)).expect("is as it was");
		assert_eq!(held(), once);
		tokens.call(Bob, set_operator(Charlie, false)).expect("takes back");
		tokens.call(Bob, set_operator(Charlie, false)).expect("is as it was");
		assert_eq!(held(), before);
		tokens.refuses(Bob, set_operator(Bob, true), "ERC721: approve to caller");
		tokens.refuses(Bob, set_operator(Bob, false), "ERC721: approve to caller");
	});
}

#[test]
fn an_operator_is_one_of_one_collection() {
	dev().execute_with(|| {
		let (assets, licences) = (assets(), licences());
		assets.call(Bob, set_operator(Charlie, true)).expect("approves");
		assert!(is_operator(&assets, Bob, Charlie));
		assert!(!is_operator(&licences, Bob, Charlie));
		licences.refuses(Charlie, transfer(&licences, key(Charlie)), MAY_NOT_MOVE);
	});
}

#[test]
fn who_cannot_pay_for_an_approval_makes_none() {
	on_both(|tokens| {
		let poor = AccountId::new([9; 32]);
		use frame_support::traits::fungible::Mutate;
		let least = crate::constants::currency::EXISTENTIAL_DEPOSIT;
		assert_ok!(crate::Balances::mint_into(&poor, least));
		let call_ = set_operator(Charlie, true);
		let before = root();
		let Err(Refused::Reason(why)) = call(&poor, tokens.at, &call_) else {
			panic!("it has nothing");
		};
		assert!(why.starts_with("Token: "), "{why}");
		assert!(root() == before);
	});
}

#[test]
fn a_native_approval_counts_for_contracts_and_the_other_way_round() {
	on_both(|tokens| {
		let [first, second, _] = tokens.tokens;
		assert_ok!(Erc721::approve(by(Bob), tokens.id, first, Some(account(Charlie))));
		assert_eq!(approved(&tokens), key(Charlie));
		tokens.call(Charlie, transfer(&tokens, key(Charlie))).expect("moves");
		let second_to_dave = sol::approveCall { to: key(Dave), tokenId: Word::from(second) };
		tokens.call(Bob, second_to_dave).expect("approves");
		assert_ok!(Erc721::transfer(by(Dave), tokens.id, second, account(Eve)));
		assert_eq!(tokens.owner_of(second), key(Eve));
		assert_ok!(Erc721::set_approval_for_all(by(Bob), tokens.id, account(Eve), true));
		assert!(is_operator(&tokens, Bob, Eve));
	});
}
