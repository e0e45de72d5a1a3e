//! Uses are taken from the licence itself; a sub-licence takes its own over from the one above.

use super::*;
use proptest::prelude::*;

fn consume(n: u8, id: u64) -> Result<(), DispatchError> {
	Licensing::consume(by(account(n)), id, H256([n; 32]))
}

/// Uses left of the licences.
fn left(ids: &[u64]) -> Vec<Option<u32>> {
	ids.iter().map(|id| record(*id).uses_left).collect()
}

#[test]
fn a_use_is_taken_from_the_licence_itself() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		// Each took its uses over when it was sold.
		let kept = [Some(45_000), Some(4_500), Some(450), Some(45), Some(5)];
		assert_eq!(left(&ids), kept);
		wait(7);
		events();
		assert_ok!(consume(6, ids[4]));
		let memo = H256([6; 32]);
		let told = Event::Consumed { licence: ids[4], who: account(6), memo, uses_left: 4 };
		assert_eq!(events(), [told]);
		assert_eq!(left(&ids), [kept[0], kept[1], kept[2], kept[3], Some(4)]);
		let last = record(ids[4]).last_use.expect("was used");
		assert_eq!((last.memo, last.at), (memo, START + 7));
		assert!(record(ids[3]).last_use.is_none());
		assert_ok!(consume(4, ids[2]));
		assert_eq!(left(&ids), [kept[0], kept[1], Some(449), kept[3], Some(4)]);
	});
}

#[test]
fn a_licensor_cannot_use_up_what_it_sold() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(Terms { uses: Some(7), ..wide_at(0) }));
		let below = sub_bought(carol(), above, known(wide_at(4)));
		assert_eq!(left(&[above, below]), [Some(2), Some(5)]);
		// It uses what it has left, and no more.
		for _ in 0..2 {
			assert_ok!(consume(2, above));
		}
		assert_noop!(consume(2, above), Error::LicenceEnded);
		assert_eq!(Licensing::ended(above, Now::get()), Some(Ended::UsedUp));
		assert_eq!(access(asset, bob()), None);
		assert_eq!(Licensing::ended(below, Now::get()), None);
		for n in (0..5).rev() {
			assert_ok!(consume(3, below));
			assert_eq!(record(below).uses_left, Some(n));
		}
		assert_eq!(access(asset, carol()), None);
	});
}

#[test]
fn no_more_is_sold_than_there_is() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(Terms { uses: Some(14), ..wide_at(0) }));
		let offer = sub_offer(above, known(wide_at(4)));
		let one = buy(carol(), offer).expect("can be bought");
		let two = buy(dave(), offer).expect("can be bought");
		assert_eq!(left(&[above, one, two]), [Some(4), Some(5), Some(5)]);
		assert_noop!(buy(erin(), offer), Error::UsesExhausted);
		let id = known(wide_at(4));
		assert_noop!(give(bob(), asset, Some(above), id, erin()), Error::UsesExhausted);
		// A renewal takes uses over, too.
		assert_noop!(Licensing::do_renew(carol(), one, NATIVE, PRICE), Error::UsesExhausted);
		// What is left of a closed one returns.
		assert_ok!(consume(4, two));
		assert_ok!(Licensing::close(by(dave()), two));
		assert_eq!(left(&[above, one]), [Some(8), Some(5)]);
		assert_ok!(Licensing::do_renew(carol(), one, NATIVE, PRICE));
		assert_eq!(left(&[above, one]), [Some(3), Some(10)]);
	});
}

#[test]
fn uses_that_return_bring_a_licence_back() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let above = bought(bob(), asset, known(Terms { uses: Some(5), ..wide_at(0) }));
		let below = sub_bought(carol(), above, known(wide_at(4)));
		assert_eq!(left(&[above, below]), [Some(0), Some(5)]);
		assert_eq!(record(above).used_up_at, Some(START));
		assert_eq!(access(asset, bob()), None);
		assert_noop!(buy(dave(), sub_offer_of(above)), Error::UsesExhausted);
		assert_ok!(Licensing::close(by(carol()), below));
		assert_eq!((record(above).uses_left, record(above).used_up_at), (Some(5), None));
		assert!(access(asset, bob()).is_some());
	});
}

/// The one offer under a licence.
fn sub_offer_of(parent: u64) -> u64 {
	let mut offers = Offers::<Test>::iter().filter(|(_, offer)| offer.parent == Some(parent));
	offers.next().expect("exists").0
}

proptest! {
	/// Uses are neither made nor lost by passing them down and back.
	#[test]
	fn uses_are_conserved(
		total in 1..40u32,
		ops in prop::collection::vec((0..4u8, any::<u8>(), 1..12u32), 1..40),
	) {
		new_test_ext().execute_with_checks(|| {
			let asset = asset();
			let top = Terms { uses: Some(total), ..wide_at(0) };
			let mut all = vec![give(alice(), asset, None, known(top), bob()).expect("is given")];
			let mut consumed = 0;
			for (op, n, uses) in ops {
				let id = all[usize::from(n) % all.len()];
				let holder = Licensing::holder(id).expect("is held");
				match op {
					0 | 1 => {
						let terms = known(Terms { uses: Some(uses), ..wide_at(record(id).depth.min(3) + 1) });
						let to = account(n % 3 + 6);
						all.extend(give(holder, asset, Some(id), terms, to));
					}
					2 => consumed += u32::from(Licensing::do_consume(holder, id, H256::zero()).is_ok()),
					_ => if id != all[0] && Licensing::do_close(holder, id).is_ok() {
						all.retain(|other| *other != id);
					},
				}
				let left: u32 = all.iter().map(|id| record(*id).uses_left.expect("counts")).sum();
				assert_eq!(left + consumed, total);
				Licensing::do_try_state().expect("the invariants hold");
			}
		});
	}
}

#[test]
fn not_all_have_to_count() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let uncounted = Terms { uses: None, ..wide_at(0) };
		let above = bought(bob(), asset, known(uncounted));
		assert_noop!(consume(2, above), Error::UsesNotCounted);
		let below = sub_bought(carol(), above, known(Terms { uses: Some(1), ..wide_at(1) }));
		assert_eq!(access(asset, carol()).and_then(|access| access.uses_left), Some(1));
		assert_ok!(consume(3, below));
		assert_eq!(left(&[above, below]), [None, Some(0)]);
		assert_eq!(record(below).used_up_at, Some(START));
		assert_noop!(consume(3, below), Error::LicenceEnded);
		assert_eq!(access(asset, carol()), None);
	});
}

#[test]
fn who_has_a_seat_uses_too() {
	new_test_ext().execute_with_checks(|| {
		let id = bought(bob(), asset(), known(wide()));
		assert_noop!(consume(3, id), Error::NotSeated);
		assert_noop!(consume(1, id), Error::NotSeated);
		assert_noop!(consume(2, 9), Error::LicenceUnknown);
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), true));
		assert_ok!(consume(3, id));
		assert_eq!(left(&[id]), [Some(4)]);
		assert_ok!(Licensing::set_seat(by(bob()), id, carol(), false));
		assert_noop!(consume(3, id), Error::NotSeated);
	});
}

#[test]
fn nothing_is_used_after_the_end() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let id = bought(bob(), asset, known(wide()));
		wait(30 * DAY);
		assert_noop!(consume(2, id), Error::LicenceEnded);
		Now::set(START);
		set_state(asset, LifecycleState::Revoked);
		assert_noop!(consume(2, id), Error::LicenceEnded);
	});
}

#[test]
fn being_used_up_hides_no_other_end() {
	new_test_ext().execute_with_checks(|| {
		let above = bought(bob(), asset(), known(wide_at(0)));
		let below = sub_bought(carol(), above, known(Terms { uses: Some(1), ..wide_at(1) }));
		assert_ok!(consume(3, below));
		assert_eq!(Licensing::ended(below, Now::get()), Some(Ended::UsedUp));
		let root = RuntimeOrigin::root();
		assert_ok!(Licensing::revoke(root, above, RevocationReason::Legal));
		assert_eq!(Licensing::ended(below, Now::get()), Some(Ended::Above(above)));
	});
}
