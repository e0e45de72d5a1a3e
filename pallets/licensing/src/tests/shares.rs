//! Who is paid what.

use super::*;
use proptest::prelude::*;

/// The shares of a sale, as (account, amount, kind).
fn shares(
	asset: AssetId,
	parent: Option<u64>,
	fee: u32,
	amount: u128,
) -> Vec<(AccountId, u128, ShareKind)> {
	let shares = Licensing::shares_of_sale(asset, parent, fee, amount).expect("can be shared");
	shares.into_iter().map(|share| (share.payee, share.amount, share.kind)).collect()
}

#[test]
fn a_plain_sale_is_the_owners() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset_of(bob());
		assert_eq!(shares(asset, None, 0, 999), [(bob(), 999, ShareKind::Seller)]);
		assert_eq!(
			shares(asset, None, 100_000, 999),
			[(bob(), 899, ShareKind::Seller), (alice(), 100, ShareKind::Collection(0))]
		);
		// Without a publisher the fee stays with the seller.
		Publishers::take();
		assert_eq!(shares(asset, None, 100_000, 999), [(bob(), 999, ShareKind::Seller)]);
	});
}

#[test]
fn ancestors_share_in_a_sale() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset_of(bob());
		let ancestors = set_ancestors(asset, &[(carol(), 100_000), (dave(), 333_333)]);
		let of = |n: usize| ShareKind::Ancestor(ancestors[n]);
		assert_eq!(
			shares(asset, None, 100_000, 1_000),
			[
				(bob(), 510, ShareKind::Seller),
				(carol(), 90, of(0)),
				(dave(), 300, of(1)),
				(alice(), 100, ShareKind::Collection(0)),
			]
		);
		// To whoever owns it by then; to the seller when nobody does.
		sell_asset(ancestors[0], erin());
		retire(ancestors[1]);
		assert_eq!(
			shares(asset, None, 0, 1_000),
			[(bob(), 900, ShareKind::Seller), (erin(), 100, of(0))]
		);
		// Nor does one whose infringement was judged.
		set_state(ancestors[0], LifecycleState::Revoked);
		assert_eq!(shares(asset, None, 0, 1_000), [(bob(), 1_000, ShareKind::Seller)]);
		set_state(ancestors[0], LifecycleState::Active);
		// All of it, at most.
		set_ancestors(asset, &[(carol(), 900_000)]);
		let all = shares(asset, None, 0, 1_000);
		assert_eq!(all[0], (bob(), 0, ShareKind::Seller));
	});
}

#[test]
fn a_sub_licence_pays_upwards() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		// Half of what each gets goes up.
		let kind = |n: usize| ShareKind::Upstream(ids[n]);
		assert_eq!(
			shares(asset, Some(ids[3]), 0, 1_000),
			[
				(account(5), 500, ShareKind::Seller),
				(account(4), 250, kind(3)),
				(account(3), 125, kind(2)),
				(account(2), 62, kind(1)),
				(account(1), 63, kind(0)),
			]
		);
		assert_eq!(
			shares(asset, Some(ids[0]), 100_000, 1_000),
			[
				(account(2), 450, ShareKind::Seller),
				(account(1), 450, kind(0)),
				(account(1), 100, ShareKind::Collection(0)),
			]
		);
	});
}

#[test]
fn ancestors_do_not_lose_by_sub_licences() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		// The owner takes nothing of what is sold under this licence.
		let sub_licensing = Some(SubLicensing { depth: 1, count: 9, upstream_ppm: 0 });
		let outlet = bought(bob(), asset, known(Terms { sub_licensing, ..wide() }));
		// Of what is sold under this one, a fifth.
		let sub_licensing = Some(SubLicensing { depth: 1, count: 9, upstream_ppm: 200_000 });
		let fair = bought(carol(), asset, known(Terms { sub_licensing, ..wide() }));
		let [ancestor] = set_ancestors(asset, &[(erin(), 100_000)])[..] else { panic!("one") };
		let ancestor = (erin(), 100, ShareKind::Ancestor(ancestor));
		assert_eq!(
			shares(asset, Some(outlet), 0, 1_000),
			[(bob(), 900, ShareKind::Seller), ancestor.clone()]
		);
		// The owner's part suffices: the seller gets what it was promised.
		assert_eq!(
			shares(asset, Some(fair), 0, 1_000),
			[
				(carol(), 800, ShareKind::Seller),
				(alice(), 100, ShareKind::Upstream(fair)),
				ancestor
			]
		);
	});
}

#[test]
fn everyone_is_paid_in_one_purchase() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		set_ancestors(asset, &[(account(7), 10_000), (account(8), 20_000)]);
		Publishers::mutate(|all| all.insert(0, nobody()));
		let sub = sub_offer(ids[3], known(wide_at(4)));
		Offers::<Test>::mutate(sub, |offer| {
			offer.as_mut().expect("exists").collection_fee_ppm = 100_000;
		});
		let buyer = account(50);
		assert_ok!(Balances::mint_into(&buyer, ENDOWMENT));
		let issued = Balances::total_issuance();
		let free = || (1..=8).map(|n| Balances::balance(&account(n))).collect::<Vec<_>>();
		let before = free();
		assert_ok!(buy(buyer.clone(), sub));
		let gained: Vec<_> = free().iter().zip(before).map(|(now, then)| now - then).collect();
		// Of 900: 27 to the ancestors, out of the owner's 57; then 56, 112, 225, 450.
		assert_eq!(gained, [30, 56, 112, 225, 450, 0, 9, 18]);
		assert_eq!(Balances::balance(&nobody()), 100);
		assert_eq!(Balances::total_balance(&buyer), ENDOWMENT - PRICE);
		assert_eq!(Balances::total_issuance(), issued);
	});
}

#[test]
fn as_many_as_there_can_be_are_paid() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		let eight: Vec<_> = (0..8).map(|n| (account(60 + n), 1_000)).collect();
		set_ancestors(asset, &eight);
		let all = shares(asset, Some(ids[3]), 1_000, 1_000_000);
		assert_eq!(all.len(), 1 + 4 + 8 + 1);
		assert!(all.len() <= metahub_assets::pay::MAX_PAYEES as usize);
	});
}

proptest! {
	#[test]
	fn shares_add_up_to_the_price(
		ppms in prop::collection::vec(0..=PPM, 4),
		ancestors in prop::collection::vec((any::<bool>(), 0..=125_000u32), 0..=8),
		fee in 0..=100_000u32,
		depth in 0..=4usize,
		amount in prop_oneof![0..5_000u128, any::<u128>(), Just(u128::MAX)],
	) {
		new_test_ext().execute_with_checks(|| {
			let asset = asset();
			let (mut parent, mut least) = (None, 0);
			for (n, ppm) in (0..depth as u8).zip(ppms) {
				least = ppm.max(least);
				let terms = Terms {
					sub_licensing: Some(SubLicensing { depth: 4 - n, count: 9, upstream_ppm: least }),
					..wide()
				};
				let (from, to) = (account(1 + n), account(2 + n));
				let id = give(from, asset, parent, known(terms), to);
				parent = Some(id.expect("may be given"));
			}
			for (n, (lives, ppm)) in ancestors.iter().enumerate() {
				let owner = account(70 + n as u8);
				let id = set_ancestors(asset, &[(owner, *ppm)])[0];
				if !lives {
					retire(id);
				}
			}
			let shares = Licensing::shares_of_sale(asset, parent, fee, amount);
			// Of a few units there may be more shares than units.
			let Ok(shares) = shares else {
				assert!(amount < 20, "{shares:?}");
				return;
			};
			let total: u128 = shares.iter().map(|share| share.amount).sum();
			assert_eq!(total, amount);
			assert_eq!(shares[0].kind, ShareKind::Seller);
			assert!(shares.iter().skip(1).all(|share| share.amount > 0));
			// Everyone is paid once per cause.
			for (n, share) in shares.iter().enumerate() {
				assert!(shares[..n].iter().all(|other| other.kind != share.kind));
			}
			// What ancestors get does not depend on who sells.
			let revenue = amount - portion_up(amount, fee);
			for share in SharesOf::get().get(&asset).into_iter().flatten() {
				let paid = shares.iter().find(|s| s.kind == ShareKind::Ancestor(share.ancestor));
				let lives = Assets::get().contains_key(&share.ancestor);
				let due = if lives { portion_up(revenue, share.ppm) } else { 0 };
				assert_eq!(paid.map_or(0, |s| s.amount), due);
			}
		});
	}
}
