//! What is read.

use super::*;
use alloy_core::sol_types::SolInterface;

/// Numbers that fit no id or index, or only just.
fn large() -> Vec<Word> {
	let mut numbers = vec![Word::MAX, Word::MAX - Word::from(1)];
	for bits in [32, 64, 128, 255] {
		numbers.extend([
			(Word::from(1) << bits) - Word::from(1),
			Word::from(1) << bits,
			(Word::from(1) << bits) + Word::from(1),
		]);
	}
	numbers
}

#[test]
fn interfaces_are_told_of() {
	on_both(|tokens| {
		let supports =
			|id: [u8; 4]| tokens.ask(sol::supportsInterfaceCall { interfaceId: id.into() });
		let ids = [0x01ffc9a7_u32, 0x80ac58cd, 0x5b5e139f, 0x780e9d63, 0x2a55205a, 0x49064906];
		for id in ids {
			assert!(supports(id.to_be_bytes()), "{id:x}");
		}
		assert_eq!(supports([0xb4, 0x5a, 0x3c, 0x0e]), tokens.licences);
		// No ERC-1155, no setter of users, no interface at all.
		for id in [0xd9b67a26_u32, 0xad092b5c, 0xffffffff, 0] {
			assert!(!supports(id.to_be_bytes()), "{id:x}");
		}
	});
}

#[test]
fn owners_and_balances_agree() {
	on_both(|tokens| {
		assert_eq!(tokens.balance_of(key(Bob)), 3);
		assert_eq!(tokens.balance_of(key(Charlie)), 0);
		for token in tokens.tokens {
			assert_eq!(tokens.owner_of(token), key(Bob));
		}
		assert_eq!(tokens.owned(key(Bob)), tokens.tokens);
		let nobody = Address::ZERO;
		let why = "ERC721: address zero is not a valid owner";
		tokens.refuses(Ferdie, sol::balanceOfCall { owner: nobody }, why);
		let call = sol::tokenOfOwnerByIndexCall { owner: nobody, index: Word::ZERO };
		tokens.refuses(Ferdie, call, why);
	});
}

#[test]
fn an_account_that_no_one_has_seen_owns_by_the_address_it_would_send_from() {
	on_both(|tokens| {
		let unseen = AccountId::new([0x5e; 32]);
		assert!(!Mapper::is_mapped(&unseen));
		let [first, second, _] = tokens.tokens;
		assert_ok!(Erc721::transfer(by(Bob), tokens.id, first, unseen.clone()));
		let owner = address(&unseen);
		assert_eq!(tokens.owner_of(first), owner);
		assert_eq!(tokens.balance_of(owner), 1);
		assert_eq!(tokens.owned(owner), [first]);

		// It goes on like that once it is known, by whichever of its two names it is given more.
		use frame_support::traits::fungible::Mutate;
		assert_ok!(crate::Balances::mint_into(&unseen, HUB));
		assert!(Mapper::is_mapped(&unseen));
		assert_eq!(tokens.owner_of(first), owner);
		let more = sol::transferFromCall { from: key(Bob), to: owner, tokenId: Word::from(second) };
		tokens.call(Bob, more).expect("moves");
		assert_eq!(tokens.owned(owner), [first, second]);
		assert_eq!(Erc721::owner_of(tokens.id, second), Some(unseen.clone()));
		let onwards = |token| sol::transferFromCall {
			from: owner,
			to: key(Charlie),
			tokenId: Word::from(token),
		};
		for token in [first, second] {
			call(&unseen, tokens.at, &onwards(token)).expect("moves");
		}
		assert_eq!(tokens.balance_of(owner), 0);
		assert_eq!(tokens.owned(key(Charlie)), [first, second]);
	});
}

#[test]
fn what_was_given_to_an_address_is_its_accounts_once_there_is_one() {
	on_both(|tokens| {
		use frame_support::traits::fungible::Mutate;
		let later = AccountId::new([0x1a; 32]);
		let owner = address(&later);
		tokens.call(Bob, transfer(&tokens, owner)).expect("moves");
		let [first, ..] = tokens.tokens;
		let stand_in = Mapper::to_fallback_account_id(&H160(owner.into_array()));
		assert_eq!(Erc721::owner_of(tokens.id, first), Some(stand_in));
		assert_eq!((tokens.owner_of(first), tokens.owned(owner)), (owner, vec![first]));

		assert_ok!(crate::Balances::mint_into(&later, HUB));
		assert_eq!((tokens.owner_of(first), tokens.owned(owner)), (owner, vec![first]));
		// A move to itself makes it the owner on the native side, too.
		let (from, to) = (owner, owner);
		let claim = sol::transferFromCall { from, to, tokenId: tokens.first() };
		call(&later, tokens.at, &claim).expect("moves");
		assert_eq!(Erc721::owner_of(tokens.id, first), Some(later.clone()));
		assert_eq!((tokens.owner_of(first), tokens.owned(owner)), (owner, vec![first]));
		assert_eq!(tokens.balance_of(owner), 1);
	});
}

#[test]
fn ids_that_no_token_has_are_no_tokens() {
	on_both(|tokens| {
		for id in large() {
			let call = sol::ownerOfCall { tokenId: id };
			tokens.refuses(Ferdie, call, NO_TOKEN);
			tokens.refuses(Ferdie, sol::getApprovedCall { tokenId: id }, NO_TOKEN);
			tokens.refuses(Ferdie, sol::tokenURICall { tokenId: id }, NO_TOKEN);
			let royalty = sol::royaltyInfoCall { tokenId: id, salePrice: Word::from(1) };
			tokens.refuses(Ferdie, royalty, NO_TOKEN);
			let of_licences = if tokens.licences { NO_TOKEN } else { NO_LICENCES };
			tokens.refuses(Ferdie, sol::userOfCall { tokenId: id }, of_licences);
			tokens.refuses(Ferdie, sol::userExpiresCall { tokenId: id }, of_licences);
			tokens.refuses(Ferdie, sol::lockedCall { tokenId: id }, of_licences);

			let (from, to) = (key(Bob), key(Charlie));
			let call = sol::transferFromCall { from, to, tokenId: id };
			tokens.refuses(Bob, call, NO_TOKEN);
			let call = sol::safeTransferFrom_1Call { from, to, tokenId: id };
			tokens.refuses(Bob, call, NO_TOKEN);
			tokens.refuses(Bob, sol::approveCall { to, tokenId: id }, NO_TOKEN);
		}
		// A truncated id would be one of these.
		for bits in [32, 64, 128] {
			let id = tokens.first() + (Word::from(1) << bits);
			tokens.refuses(Ferdie, sol::ownerOfCall { tokenId: id }, NO_TOKEN);
		}
	});
}

const NO_LICENCES: &str = "not a collection of licences";

#[test]
fn tokens_are_enumerated() {
	on_both(|tokens| {
		assert_eq!(tokens.ask(sol::totalSupplyCall {}), Word::from(3));
		let by_index = |index| tokens.ask(sol::tokenByIndexCall { index: Word::from(index) });
		let mut all: Vec<u64> = (0..3).map(|index| by_index(index).to()).collect();
		all.sort_unstable();
		assert_eq!(all, tokens.tokens);

		let global = "ERC721Enumerable: global index out of bounds";
		let owners = "ERC721Enumerable: owner index out of bounds";
		let owner = key(Bob);
		let mut beyond = large();
		beyond.push(Word::from(3));
		for index in beyond {
			tokens.refuses(Ferdie, sol::tokenByIndexCall { index }, global);
			tokens.refuses(Ferdie, sol::tokenOfOwnerByIndexCall { owner, index }, owners);
		}
		// A truncated index would be one of these.
		for bits in [32, 64, 128] {
			let index = Word::from(1) << bits;
			tokens.refuses(Ferdie, sol::tokenByIndexCall { index }, global);
			tokens.refuses(Ferdie, sol::tokenOfOwnerByIndexCall { owner, index }, owners);
		}
		let (owner, index) = (key(Charlie), Word::ZERO);
		tokens.refuses(Ferdie, sol::tokenOfOwnerByIndexCall { owner, index }, owners);
	});
}

#[test]
fn a_collection_that_is_not_there_says_so() {
	dev().execute_with(|| {
		let known = licences();
		for id in [known.id + 1, u32::MAX] {
			let none = Tokens { at: collection_address(id), id, ..licences_like(&known) };
			let why = "no such collection";
			let before = root();
			for selector in sol::ICollectionCalls::selectors() {
				// The chain's own function knows no collection, and nobody but the chain.
				if selector == sol::emitLogCall::SELECTOR {
					continue;
				}
				let zeros = [&selector[..], &[0; 512]].concat();
				let answer = call_raw(&account(Bob), none.at, zeros);
				assert_eq!(answer, Err(reason(why)), "{selector:x?}");
			}
			assert!(root() == before);
			none.refuses(Bob, transfer(&none, key(Charlie)), why);
			let operator = key(Charlie);
			none.refuses(Bob, sol::setApprovalForAllCall { operator, approved: true }, why);
		}
	});
}

fn licences_like(tokens: &Tokens) -> Tokens {
	Tokens { tokens: tokens.tokens, ..*tokens }
}

#[test]
fn royalties_are_exact_for_every_price() {
	on_both(|tokens| {
		let info = |price: Word| {
			let call = sol::royaltyInfoCall { tokenId: tokens.first(), salePrice: price };
			let answer = tokens.ask(call);
			(answer.receiver, answer.royaltyAmount)
		};
		if !tokens.licences {
			assert_eq!(info(Word::from(1_000)).1, Word::ZERO, "none is set");
			assert_ok!(Market::set_royalty(by(Alice), tokens.id, 30_000));
		}
		// The publisher and the licensor are Alice.
		let (receiver, _) = info(Word::from(1));
		assert_eq!(receiver, key(Alice));
		for price in [0_u128, 1, 33, 34, 999_999, 1_000_000, 123_456_789_012, u128::MAX] {
			let exact = (Word::from(price) * Word::from(3)).div_ceil(Word::from(100));
			assert_eq!(info(Word::from(price)).1, exact, "{price}");
		}
		// What 256 bits hold, without overflow on the way.
		let all = Word::MAX;
		let (whole, rest) = all.div_rem(Word::from(100));
		let exact = whole * Word::from(3) + (rest * Word::from(3)).div_ceil(Word::from(100));
		assert_eq!(info(all).1, exact);
	});
}

#[test]
fn licences_have_users_until_they_end() {
	dev().execute_with(|| {
		let tokens = licences();
		let token = tokens.first();
		let now = Licensing::now();
		let user = || tokens.ask(sol::userOfCall { tokenId: token });
		let expires = || tokens.ask(sol::userExpiresCall { tokenId: token });
		let locked = || tokens.ask(sol::lockedCall { tokenId: token });
		assert_eq!((user(), expires(), locked()), (key(Bob), Word::from(now + MONTH), false));
		tokens.call(Bob, transfer(&tokens, key(Charlie))).expect("moves");
		assert_eq!(user(), key(Charlie));

		pallet_timestamp::Now::<Runtime>::mutate(|now| *now += MONTH * 1_000);
		assert_eq!((user(), expires(), locked()), (Address::ZERO, Word::from(now + MONTH), true));
		let back = sol::transferFromCall { from: key(Charlie), to: key(Bob), tokenId: token };
		tokens.refuses(Charlie, back, "Nfts: ItemLocked");
		assert_eq!(tokens.owner_of(tokens.tokens[0]), key(Charlie), "ended, not gone");

		// One for ever, that must not move.
		let fixed =
			Terms { transferable: false, resale_royalty_ppm: 0, duration_secs: None, ..terms() };
		let licence = grant(tokens.asset, &fixed);
		let id = Word::from(licence);
		assert_eq!(tokens.ask(sol::userExpiresCall { tokenId: id }), Word::from(u64::MAX));
		assert!(tokens.ask(sol::lockedCall { tokenId: id }));
		assert_eq!(tokens.ask(sol::userOfCall { tokenId: id }), key(Bob));
		let call = sol::transferFromCall { from: key(Bob), to: key(Charlie), tokenId: id };
		tokens.refuses(Bob, call, "Nfts: ItemLocked");
		let reason_ = metahub_assets::licence::RevocationReason::Breach;
		assert_ok!(Licensing::revoke(by(Alice), licence, reason_));
		assert_eq!(tokens.ask(sol::userOfCall { tokenId: id }), Address::ZERO);
	});
}

#[test]
fn assets_have_no_users() {
	dev().execute_with(|| {
		let tokens = assets();
		let token = tokens.first();
		tokens.refuses(Bob, sol::userOfCall { tokenId: token }, NO_LICENCES);
		tokens.refuses(Bob, sol::userExpiresCall { tokenId: token }, NO_LICENCES);
		tokens.refuses(Bob, sol::lockedCall { tokenId: token }, NO_LICENCES);
	});
}
