//! Random sequences of every call: money is conserved, what is told is what is paid, sellers get what
//! they listed for, buyers what they have seen, and nothing is left when everything has been taken
//! down.

use super::*;
use proptest::{collection::vec, prelude::*};

const WHO: [AccountId; 3] = [ALICE, BOB, CAROL];

#[derive(Clone, Debug)]
enum Op {
	SetRoyalty { collection: u32, ppm: u32 },
	List { item: Item, prices: Vec<Price>, swaps: bool, closes: Option<u64> },
	Unlist { item: Item },
	Buy { item: Item, seller: AccountId, pay_with: Currency, max_amount: u128, outdated: bool },
	Move { item: Item },
	Burn { item: Item },
	Change { item: Item },
	Owe { licence: Item, ppm: u32 },
	Deposit { item: Item, amount: u128 },
	Lock { item: Item, locked: bool },
	Publish { collection: u32 },
	Wait { secs: u64 },
}

fn item() -> impl Strategy<Value = Item> {
	prop_oneof![
		(0..2u32, 0..2u64)
			.prop_map(|(collection, item)| Item::Asset(AssetId::new(collection, item))),
		(0..2u64).prop_map(Item::Licence),
	]
}

fn currency() -> impl Strategy<Value = Currency> {
	prop::sample::select(&[Native, GOLD, SILVER][..])
}

fn who() -> impl Strategy<Value = AccountId> {
	prop::sample::select(&WHO[..])
}

fn op() -> impl Strategy<Value = Op> {
	let price = (currency(), 0..50_000u128).prop_map(|(c, amount)| Price::new(c, amount));
	let closes = prop::option::of(1_000..1_200u64);
	prop_oneof![
		1 => (0..3u32, 0..=260_000u32)
			.prop_map(|(collection, ppm)| Op::SetRoyalty { collection, ppm }),
		4 => (item(), vec(price, 0..4), any::<bool>(), closes)
			.prop_map(|(item, prices, swaps, closes)| Op::List { item, prices, swaps, closes }),
		1 => item().prop_map(|item| Op::Unlist { item }),
		6 => (item(), who(), currency(), 0..200_000u128, prop::bool::weighted(0.1)).prop_map(
			|(item, seller, pay_with, max_amount, outdated)| {
				Op::Buy { item, seller, pay_with, max_amount, outdated }
			}
		),
		1 => item().prop_map(|item| Op::Move { item }),
		1 => item().prop_map(|item| Op::Burn { item }),
		1 => item().prop_map(|item| Op::Change { item }),
		1 => ((0..2u64).prop_map(Item::Licence), 0..600_000u32)
			.prop_map(|(licence, ppm)| Op::Owe { licence, ppm }),
		1 => (item(), 0..2_000u128).prop_map(|(item, amount)| Op::Deposit { item, amount }),
		1 => (item(), any::<bool>()).prop_map(|(item, locked)| Op::Lock { item, locked }),
		1 => (0..2u32).prop_map(|collection| Op::Publish { collection }),
		1 => (0..50u64).prop_map(|secs| Op::Wait { secs }),
	]
}

/// Everything that there is of each currency, on hold or not.
fn money() -> [u128; 3] {
	let accounts = [ALICE, BOB, CAROL, NOBODY, POOL];
	let of = |currency| accounts.iter().map(|who| balance(currency, *who)).sum::<u128>();
	let on_hold: u128 = accounts.iter().map(Balances::total_balance_on_hold).sum();
	[of(Native) + on_hold, of(GOLD), of(SILVER)]
}

/// Buys, and checks who has what afterwards.
fn buy_checked(
	who: AccountId,
	item: Item,
	seller: AccountId,
	pay_with: Currency,
	max: u128,
	outdated: bool,
) {
	let listing = Listings::<Test>::get(item);
	let wealth = |currency: Currency, who: AccountId| {
		let held = Balances::total_balance_on_hold(&who);
		balance(currency, who) + if currency == Native { held } else { 0 }
	};
	let before = |currency| WHO.map(|who| wealth(currency, who));
	let all = [Native, GOLD, SILVER].map(before);
	let expected = if outdated { H256::zero() } else { seen(item) };
	events();
	if Market::buy(by(who), item, seller, expected, pay_with, max).is_err() {
		assert_eq!([Native, GOLD, SILVER].map(before), all);
		assert_eq!(Listings::<Test>::get(item), listing);
		return;
	}
	assert!(!outdated, "it was not what the buyer has seen");
	let listing = listing.expect("was listed");
	assert_eq!((listing.seller, Owners::get(item)), (seller, Some(who)));
	let (price, spent) = match events().pop() {
		Some(Event::Sold { price, spent, .. }) => (price, spent),
		other => panic!("{other:?}"),
	};
	let index = listing.prices.iter().position(|listed| *listed == price).expect("is a price");
	assert!(spent.currency == pay_with && spent.amount <= max);
	let (_, paid, shares) = LastPaid::get().expect("was paid");
	let in_all: u128 = shares.iter().map(|share| share.amount).sum();
	assert_eq!((paid, in_all), (price, price.amount));
	assert_eq!((shares[0].payee, shares[0].kind), (seller, ShareKind::Seller));
	assert!(shares[0].amount >= listing.proceeds[index], "the seller agreed to less");
	let (receiver, due) = Market::royalty_info(item, price.amount);
	let royalty = shares.iter().find(|share| share.kind == ShareKind::Royalty);
	let told = receiver.map(|receiver| (receiver, due)).filter(|told| told.1 > 0);
	assert_eq!(royalty.map(|share| (share.payee, share.amount)), told);
	// Each account has what it had, and what it got or spent.
	for (c, currency) in [Native, GOLD, SILVER].into_iter().enumerate() {
		for (n, account) in WHO.into_iter().enumerate() {
			let own = shares.iter().filter(|share| share.payee == account);
			let got: u128 = own.map(|share| share.amount).sum();
			let mut expected = all[c][n] + if currency == price.currency { got } else { 0 };
			expected -= if account == who && currency == spent.currency { spent.amount } else { 0 };
			assert_eq!(wealth(currency, account), expected, "{account} {currency:?}");
		}
	}
}

fn make(who: AccountId, op: Op) {
	match op {
		Op::SetRoyalty { collection, ppm } => {
			let _ = Market::set_royalty(by(who), collection, ppm);
		}
		Op::List { item, prices, swaps, closes } => {
			let seller = Owners::get(item).filter(|_| who != CAROL).unwrap_or(who);
			let _ = Market::list(by(seller), item, prices, swaps, closes);
		}
		Op::Unlist { item } => {
			let _ = Market::unlist(by(who), item);
		}
		Op::Buy { item, seller, pay_with, max_amount, outdated } => {
			let listed = Listings::<Test>::get(item).map(|listing| listing.seller);
			let seller = listed.filter(|_| who != seller).unwrap_or(seller);
			buy_checked(who, item, seller, pay_with, max_amount, outdated);
		}
		Op::Move { item } => give(item, who),
		Op::Burn { item } => burn(item),
		Op::Change { item } => Contents::insert(item, who as u32),
		Op::Owe { licence, ppm } => Ancestors::insert(licence, (ALICE, ppm)),
		Op::Deposit { item, amount } => Deposits::insert(item, amount),
		Op::Lock { item, locked: true } => Locked::insert(item, ()),
		Op::Lock { item, locked: false } => Locked::remove(item),
		Op::Publish { collection } => PublisherOf::insert(collection, who),
		Op::Wait { secs } => Now::mutate(|now| *now += secs),
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

	#[test]
	fn any_sequence_conserves(ops in vec((who(), op()), 1..80)) {
		checked(|| {
			for collection in 0..2 {
				PublisherOf::insert(collection, ALICE);
				for item in 0..2 {
					Owners::insert(Item::Asset(AssetId::new(collection, item)), BOB);
				}
			}
			for licence in [0, 1].map(Item::Licence) {
				Owners::insert(licence, BOB);
				LicenceRoyalties::insert(licence, (ALICE, 77_777));
			}
			let before = (money(), Balances::total_issuance());
			for (who, op) in ops {
				make(who, op);
				Market::do_try_state().expect("the invariants hold");
				assert_eq!((money(), Balances::total_issuance()), before);
			}
			// By whoever may.
			for (item, listing) in Listings::<Test>::iter().collect::<Vec<_>>() {
				assert_ok!(Market::unlist(by(listing.seller), item));
			}
			for collection in Royalties::<Test>::iter_keys().collect::<Vec<_>>() {
				PublisherOf::remove(collection);
				assert_ok!(Market::set_royalty(by(NOBODY), collection, 0));
			}
			assert!(WHO.iter().all(|who| Balances::total_balance_on_hold(who) == 0));
		});
	}
}
