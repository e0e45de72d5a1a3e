//! Reading licences, offers and terms.

use super::*;
use frame_support::traits::tokens::nonfungibles_v2::{Create as _, Mutate as _};
use metahub_assets::{licence::Page, MAX_PAGE, MAX_SCAN};
use std::collections::BTreeSet;

/// All ids of a list, and the lengths of its pages.
fn pages<Item, Cursor>(
	page: impl Fn(Option<Cursor>) -> Page<Item, Cursor>,
	id: impl Fn(&Item) -> u64,
) -> (Vec<u64>, Vec<usize>) {
	let (mut ids, mut lengths, mut cursor) = (vec![], vec![], None);
	loop {
		let Page { items, next } = page(cursor);
		lengths.push(items.len());
		ids.extend(items.iter().map(&id));
		assert!(lengths.len() < 1_000, "the list does not end");
		match next {
			None => return (ids, lengths),
			next => cursor = next,
		}
	}
}

#[test]
fn a_licence_is_described() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(wide_at(0)));
		wait(5);
		let id = sub_bought(carol(), above, known(wide_at(1)));
		assert_ok!(Licensing::set_seat(by(carol()), id, dave(), true));
		assert_ok!(Licensing::consume(by(dave()), id, H256([7; 32])));
		let info = Licensing::licence_info(id).expect("exists");
		assert_eq!((info.id, info.collection, info.asset), (id, collection_of(id), asset));
		assert_eq!((info.holder, info.licensor), (carol(), Some(bob())));
		assert_eq!((info.terms, info.parent), (known(wide_at(1)), Some(above)));
		assert_eq!((info.depth, info.revision, info.issued_at), (1, 1, START + 5));
		assert_eq!(info.shared, Some(Price::new(NATIVE, PRICE)));
		assert_eq!((info.expires, info.uses_left), (Some(START + 30 * DAY), Some(4_999)));
		assert_eq!(info.last_use.map(|used| used.memo), Some(H256([7; 32])));
		assert_eq!((info.seats_taken, info.sub_licences), (1, 0));
		assert_eq!((info.derivatives_approved, info.ended), (false, None));
		assert_eq!(info.deposit.amount, held(HoldReason::Licence, carol()));
		let above = Licensing::licence_info(above).expect("exists");
		assert_eq!((above.sub_licences, above.open_sub_licences), (1, 1));
		assert_eq!(above.uses_left, Some(45_000));
		assert_eq!(Licensing::licence_info(9), None);

		let info = Licensing::terms_info(known(wide_at(1))).expect("exists");
		assert_eq!((info.terms, info.references), (wide_at(1), 2));
		assert_eq!(info.deposit.depositor, alice());
		assert_eq!(Licensing::terms_info(H256::zero()), None);
		assert_eq!(Licensing::offer_info(99), None);
	});
}

#[test]
fn lists_come_in_pages() {
	new_test_ext().execute_with_checks(|| {
		let (one, other, id) = (asset(), asset(), known(wide()));
		let offers: BTreeSet<_> = (0..7).map(|_| offer(one, id)).collect();
		let elsewhere = offer(other, id);
		let first = *offers.first().expect("seven");
		let ids: BTreeSet<_> = (0..10).map(|_| buy(bob(), first).expect("is bought")).collect();
		let others: BTreeSet<_> = (0..5).map(|_| buy(bob(), elsewhere).expect("is")).collect();
		let carols = buy(carol(), first).expect("is bought");
		let set = |(ids, lengths): (Vec<u64>, Vec<usize>)| {
			let set: BTreeSet<_> = ids.iter().copied().collect();
			assert_eq!(set.len(), ids.len(), "an item comes twice");
			(set, lengths)
		};

		let (all, lengths) = set(pages(|a| Licensing::offers(one, a, 3), |info| info.id));
		assert_eq!((all, lengths), (offers, vec![3, 3, 1]));
		let (all, lengths) = set(pages(|a| Licensing::licences_on(one, a, 4), |info| info.id));
		let on_one: BTreeSet<_> = ids.iter().copied().chain([carols]).collect();
		assert_eq!((all, lengths), (on_one, vec![4, 4, 3]));

		let of = |who: AccountId, asset, limit| {
			let page = move |a| Licensing::licences_of(&who, asset, a, limit).expect("its cursor");
			set(pages(page, |info| info.id))
		};
		assert_eq!(of(bob(), Some(one), 100), (ids.clone(), vec![10]));
		assert_eq!(of(bob(), Some(one), 5).0, ids);
		assert_eq!(of(bob(), Some(other), 2).0, others);
		assert_eq!(of(bob(), None, 4).0, ids.union(&others).copied().collect());
		assert_eq!(of(carol(), None, 4).0, [carols].into());
		assert_eq!(of(dave(), None, 4).0, [].into());
		assert_eq!(of(bob(), Some(AssetId::new(7, 7)), 4).0, [].into());
		// No limit is a limit of one, none is above the cap.
		assert_eq!(Licensing::licences_on(one, None, 0).items.len(), 1);
		let all = Licensing::licences_of(&bob(), None, None, u32::MAX).expect("no cursor");
		assert_eq!(all.items.len(), 15);
		// A cursor of the list of other licences.
		let elsewhere = Some((collection_of(carols) + 1, 0));
		assert_eq!(Licensing::licences_of(&bob(), Some(one), elsewhere, 4), None);
	});
}

#[test]
fn a_page_is_capped() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(Terms::default()));
		let offer = offer(asset, id);
		for _ in 0..=MAX_PAGE {
			assert_ok!(buy(bob(), offer));
		}
		let page = Licensing::licences_on(asset, None, u32::MAX);
		assert_eq!((page.items.len(), page.next.is_some()), (MAX_PAGE as usize, true));
		let page = Licensing::licences_of(&bob(), None, None, u32::MAX).expect("no cursor");
		assert_eq!((page.items.len(), page.next.is_some()), (MAX_PAGE as usize, true));
	});
}

/// Gives an account so many NFTs that are no licences, in a collection of their own.
fn flood(who: AccountId, count: u64) -> u32 {
	let config = pallet_nfts::CollectionConfigFor::<Test>::default();
	let junk = Erc721::create_collection(&alice(), &alice(), &config).expect("is created");
	for item in 0..count {
		let config = pallet_nfts::ItemConfig::default();
		assert_ok!(Erc721::mint_into(&junk, &item, &who, &config, true));
	}
	junk
}

#[test]
fn other_nfts_neither_end_a_list_nor_repeat_it() {
	new_test_ext().execute_with_checks(|| {
		let id = known(wide());
		let mut licences = BTreeSet::new();
		let assets = [asset(), asset(), asset()];
		for asset in assets {
			flood(bob(), 7);
			licences.insert(bought(bob(), asset, id));
			flood(bob(), 3);
			licences.insert(bought(bob(), asset, id));
		}
		for limit in 1..8 {
			let page = |a| Licensing::licences_of(&bob(), None, a, limit).expect("its cursor");
			let (found, _) = pages(page, |info| info.id);
			assert_eq!(found.len(), licences.len(), "limit {limit}");
			assert_eq!(BTreeSet::from_iter(found), licences, "limit {limit}");
		}
	});
}

#[test]
fn a_flood_of_other_nfts_shortens_pages_and_ends_none() {
	new_test_ext().execute_with_checks(|| {
		let id = known(wide());
		let offer = offer(asset(), id);
		let mut licences = BTreeSet::from([buy(bob(), offer).expect("is bought")]);
		// More on either side of the licences than a page looks at.
		for _ in 0..4 {
			flood(bob(), u64::from(MAX_SCAN) + 100);
		}
		licences.insert(buy(bob(), offer).expect("is bought"));
		let page = |a| Licensing::licences_of(&bob(), None, a, 100).expect("its cursor");
		let (found, lengths) = pages(page, |info| info.id);
		assert_eq!(found.len(), 2, "{found:?}");
		assert_eq!(BTreeSet::from_iter(found), licences);
		// No page looks at more than it may, and each looks at as much.
		assert_eq!(lengths.len(), 5, "{lengths:?}");
	});
}

#[test]
fn a_list_goes_on_after_the_nft_at_its_cursor_has_moved_or_is_gone() {
	new_test_ext().execute_with_checks(|| {
		let terms = Terms { transferable: true, ..wide() };
		let (asset, id) = (asset(), known(terms));
		let all: BTreeSet<_> = (0..6).map(|_| bought(bob(), asset, id)).collect();
		let junk = flood(bob(), 6);
		let page = |a| Licensing::licences_of(&bob(), None, a, 2).expect("its cursor");
		let nfts: Vec<_> = pallet_nfts::Account::<Test>::iter_key_prefix((bob(),)).collect();
		assert_eq!(nfts.len(), 12);
		let mut left = all.len();
		for (collection, item) in nfts {
			let rest = |cursor| -> Vec<u64> {
				let mut rest = page(Some(cursor));
				let mut ids: Vec<_> = rest.items.iter().map(|info| info.id).collect();
				while let Some(next) = rest.next {
					rest = page(Some(next));
					ids.extend(rest.items.iter().map(|info| info.id));
				}
				ids
			};
			let before = rest((collection, item));
			if collection == junk {
				assert_ok!(Erc721::burn(&collection, &item, None));
			} else {
				assert_ok!(Licensing::transfer(by(bob()), item, carol()));
				left -= 1;
			}
			assert_eq!(rest((collection, item)), before);
			assert_eq!(before.len(), left);
		}
		assert_eq!(left, 0);
	});
}

#[test]
fn what_others_know_is_passed_on() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		assert_eq!(Licensing::inherited(asset), Inherited::default());
		set_ancestors(asset, &[(bob(), 5)]);
		assert_eq!(Licensing::shares(asset).len(), 1);
		let inherited = Inherited { attribution: true, ..Inherited::default() };
		assert_ok!(inherit(asset, inherited.clone()));
		assert_eq!(Licensing::inherited(asset), inherited);
	});
}
