//! Sub-licences: never wider, never deeper, dead with what is above them.

use super::*;
use metahub_assets::{licence::LegalText, ContentId, MultiUri};
use proptest::prelude::*;

fn grant(who: u8, parent: u64, id: TermsId, to: u8) -> Result<u64, DispatchError> {
	let asset = record(parent).asset;
	give(account(who), asset, Some(parent), id, account(to))
}

#[test]
fn a_chain_is_as_deep_as_it_may_be() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		for (n, id) in ids.iter().enumerate() {
			let info = Licensing::licence_info(*id).expect("exists");
			assert_eq!(usize::from(info.depth), n);
			assert_eq!(info.parent, n.checked_sub(1).map(|above| ids[above]));
			assert_eq!(info.licensor, Some(account(n as u8 + 1)));
			assert!(access(asset, account(2 + n as u8)).is_some());
		}
		let error = Error::WiderThanParent(Field(TermsField::SubLicensing));
		let id = known(wide_at(4));
		assert_noop!(grant(6, ids[4], id, 7), error);
		// The depth of terms is bounded already; that of licences is, all the same.
		let id = known(wide_at(3));
		Licences::<Test>::mutate(ids[2], |record| record.as_mut().expect("exists").depth = 4);
		assert_noop!(grant(4, ids[2], id, 7), Error::TooDeep);
		Licences::<Test>::mutate(ids[2], |record| record.as_mut().expect("exists").depth = 2);
	});
}

#[test]
fn the_count_is_for_life() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let sub_licensing = Some(SubLicensing { depth: 1, count: 2, upstream_ppm: 0 });
		let above = bought(bob(), asset, known(Terms { sub_licensing, ..wide_at(0) }));
		let id = known(wide_at(4));
		let first = grant(2, above, id, 3).expect("may be given");
		let offer = sub_offer(above, id);
		assert_ok!(buy(dave(), offer));
		assert_noop!(buy(erin(), offer), Error::SubLicencesExhausted);
		assert_noop!(grant(2, above, id, 5), Error::SubLicencesExhausted);
		assert_ok!(Licensing::close(by(carol()), first));
		assert_noop!(grant(2, above, id, 5), Error::SubLicencesExhausted);
		let above = record(above);
		assert_eq!((above.sub_licences, above.open_sub_licences), (2, 1));
	});
}

#[test]
fn what_cannot_be_sub_licensed() {
	new_test_ext().execute_with_checks(|| {
		let (asset, other) = (asset(), asset());
		let above = bought(bob(), asset, known(wide_at(0)));
		let id = known(wide_at(1));
		let make = |who, asset, id| {
			Licensing::do_create_offer(account(who), asked(asset, Some(above), id, 1))
		};
		assert_noop!(make(1, asset, id), Error::NotLicensor);
		assert_noop!(make(3, asset, id), Error::NotLicensor);
		assert_noop!(make(2, other, id), Error::WrongAsset);
		let wider = |field| Error::WiderThanParent(Field(field));
		for (terms, field) in [
			(Terms { duration_secs: None, ..wide_at(1) }, TermsField::Duration),
			(Terms { duration_secs: Some(31 * DAY), ..wide_at(1) }, TermsField::Duration),
			(Terms { uses: None, ..wide_at(1) }, TermsField::Uses),
			(Terms { uses: Some(50_001), ..wide_at(1) }, TermsField::Uses),
			(Terms { seats: 3, ..wide_at(1) }, TermsField::Seats),
			(Terms { revocable: false, ..wide_at(1) }, TermsField::Revocable),
			(wide_at(0), TermsField::SubLicensing),
		] {
			let id = known(terms);
			assert_noop!(make(2, asset, id), wider(field));
			assert_noop!(grant(2, above, id, 3), wider(field));
		}
		let closed = Terms { sub_licensing: None, ..wide() };
		let closed = bought(carol(), asset, known(closed));
		let offer = asked(asset, Some(closed), id, 1);
		assert_noop!(Licensing::do_create_offer(carol(), offer), wider(TermsField::SubLicensing));
		wait(30 * DAY);
		assert_noop!(make(2, asset, id), Error::ParentEnded);
		assert_noop!(grant(2, above, id, 3), Error::ParentEnded);
	});
}

#[test]
fn an_offer_under_a_dead_licence_sells_nothing() {
	new_test_ext().execute_with_checks(|| {
		let above = bought(bob(), asset(), known(wide_at(0)));
		let offer = sub_offer(above, known(wide_at(1)));
		assert_ok!(Licensing::revoke(by(alice()), above, RevocationReason::Breach));
		assert_noop!(buy(carol(), offer), Error::ParentEnded);
		assert_eq!(Licensing::quote(offer, NATIVE), Err(Error::ParentEnded.into()));
		assert_ok!(Licensing::close(by(bob()), above));
		assert_noop!(buy(carol(), offer), Error::LicenceUnknown);
	});
}

#[test]
fn share_alike_is_sub_licensed_under_the_same_terms() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let alike = |sub_licensing| {
			let reciprocal = Derivatives { reciprocal: true, ..Derivatives::default() };
			Terms { derivatives: Some(reciprocal), uses: None, sub_licensing, ..wide() }
		};
		let levels = |depth| Some(SubLicensing { depth, count: 10, upstream_ppm: 500_000 });
		let only = known(alike(levels(2)));
		assert_ok!(inherit(asset, Inherited { reciprocal: Some(only), ..Inherited::default() }));
		let above = bought(bob(), asset, only);
		// The very terms are wider than the licence above; less sub-licensing is all that differs.
		let error = Error::WiderThanParent(Field(TermsField::SubLicensing));
		assert_noop!(grant(2, above, only, 3), error);
		let below = sub_bought(carol(), above, known(alike(levels(1))));
		assert_ok!(grant(3, below, known(alike(None)), 4));
		// Anything else that differs is another matter, and so is a licence from the owner.
		let refused = Error::WiderThanOrigins(Field(TermsField::Derivatives));
		let refused = DispatchError::from(refused);
		let other = known(Terms { seats: 1, ..alike(levels(1)) });
		let dearer = Some(SubLicensing { depth: 1, count: 10, upstream_ppm: 600_000 });
		let (dearer, lower) = (known(alike(dearer)), known(alike(levels(1))));
		assert_noop!(grant(2, above, other, 3), refused);
		assert_noop!(give(alice(), asset, None, lower, dave()), refused);
		assert_noop!(grant(2, above, dearer, 3), refused);
	});
}

/// Ends the first of a chain in some way, and what its descendants then say.
type End = (fn(AssetId, u64), fn(u64) -> Ended);

#[test]
fn a_dead_licence_kills_all_below_it_at_once() {
	let ends: [End; 4] = [
		(
			|_, id| {
				assert_ok!(Licensing::revoke(by(alice()), id, RevocationReason::Breach));
			},
			Ended::Above,
		),
		(
			|_, id| {
				assert_ok!(Licensing::revoke(RuntimeOrigin::root(), id, RevocationReason::Legal));
				assert_ok!(Licensing::close(by(bob()), id));
			},
			Ended::Above,
		),
		(|asset, _| set_state(asset, LifecycleState::Revoked), |_| Ended::AssetGone),
		(|asset, _| retire(asset), |_| Ended::AssetGone),
	];
	for (end, expected) in ends {
		new_test_ext().execute_with_checks(|| {
			let asset = asset();
			let ids = chain(asset);
			assert_ok!(Licensing::set_seat(by(account(6)), ids[4], account(7), true));
			assert!(access(asset, account(7)).is_some());
			let others: Vec<_> = ids[1..].iter().map(|id| record(*id)).collect();
			end(asset, ids[0]);
			// Nothing was written below it.
			let after: Vec<_> = ids[1..].iter().map(|id| record(*id)).collect();
			assert_eq!(others, after);
			for (n, id) in ids.iter().enumerate().skip(1) {
				assert_eq!(Licensing::ended(*id, Now::get()), Some(expected(ids[0])));
				assert_eq!(access(asset, account(2 + n as u8)), None);
			}
			assert_eq!(access(asset, account(7)), None);
			assert_eq!(access(asset, account(2)), None);
		});
	}
}

#[test]
fn the_middle_of_a_chain_dies_downwards_only() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let ids = chain(asset);
		assert_ok!(Licensing::revoke(by(account(3)), ids[2], RevocationReason::Breach));
		let lives: Vec<_> = (2..=6).map(|n| access(asset, account(n)).is_some()).collect();
		assert_eq!(lives, [true, true, false, false, false]);
		assert_eq!(Licensing::ended(ids[4], START), Some(Ended::Above(ids[2])));
		assert_eq!(Licensing::ended(ids[2], START), Some(Ended::Revoked(RevocationReason::Breach)));
	});
}

/// Any terms that are sound, around a few values so that some are within others.
fn some_terms() -> impl Strategy<Value = Terms> {
	let derivatives = (any::<[bool; 3]>(), 0..3u32, any::<bool>()).prop_map(|(b, share, lrp)| {
		let policy = if lrp { RoyaltyPolicy::Relative } else { RoyaltyPolicy::Absolute };
		Derivatives {
			attribution: b[0],
			approval: b[1],
			reciprocal: b[2],
			revenue_share_ppm: share * 100_000,
			policy,
		}
	});
	let sub = (1..=4u8, 1..4u32, 0..3u32).prop_map(|(depth, count, ppm)| SubLicensing {
		depth,
		count,
		upstream_ppm: ppm * 250_000,
	});
	(
		prop::option::of(1..4u64),
		any::<[bool; 4]>(),
		prop::option::of(derivatives),
		prop::option::weighted(0.8, sub),
		0..=MAX_SEATS,
		prop::option::of(1..4u32),
		0..3u32,
		prop::option::weighted(0.3, 1..3u8),
	)
		.prop_map(|(days, flags, derivatives, sub_licensing, seats, uses, royalty, text)| Terms {
			duration_secs: days.map(|days| days * DAY),
			transferable: flags[0],
			commercial_use: flags[1],
			attribution: flags[2],
			derivatives,
			sub_licensing,
			seats,
			uses,
			revocable: flags[3],
			resale_royalty_ppm: royalty * 50_000,
			legal_text: text.map(|n| LegalText {
				uri: MultiUri::ipfs(&ContentId::raw([n; 32])),
				sha256: H256([n; 32]),
			}),
		})
		.prop_filter("sound", |terms| terms.check().is_ok())
}

/// Whether terms grant no more than others: what is said field by field in docs/licensing.md,
/// written down once more and otherwise.
fn no_wider(own: &Terms, above: &Terms) -> bool {
	let num = |limit: Option<u64>| limit.unwrap_or(u64::MAX);
	let Some(sub) = above.sub_licensing else { return false };
	let sub_ok = own.sub_licensing.is_none_or(|own| {
		own.depth < sub.depth && own.count <= sub.count && own.upstream_ppm >= sub.upstream_ppm
	});
	let derivatives_ok = match (own.derivatives, above.derivatives) {
		(None, _) => true,
		(Some(_), None) => false,
		(Some(own), Some(above)) => {
			own.attribution >= above.attribution
				&& own.approval >= above.approval
				&& own.reciprocal >= above.reciprocal
				&& own.revenue_share_ppm >= above.revenue_share_ppm
				&& own.policy == above.policy
		}
	};
	sub_ok
		&& derivatives_ok
		&& num(own.duration_secs) <= num(above.duration_secs)
		&& num(own.uses.map(u64::from)) <= num(above.uses.map(u64::from))
		&& own.seats <= above.seats
		&& own.transferable <= above.transferable
		&& own.commercial_use <= above.commercial_use
		&& own.attribution >= above.attribution
		&& own.revocable >= above.revocable
		&& (above.legal_text.is_none() || own.legal_text == above.legal_text)
		&& (!own.transferable || own.resale_royalty_ppm >= above.resale_royalty_ppm)
}

proptest! {
	#[test]
	fn a_sub_licence_is_never_wider_than_the_one_above(
		chain in prop::collection::vec(some_terms(), 2..7),
		waits in prop::collection::vec(0..2u64, 7),
	) {
		new_test_ext().execute_with_checks(|| {
			let asset = asset();
			let top = known(chain[0].clone());
			let mut above = give(alice(), asset, None, top, account(2));
			let mut wide = chain[0].clone();
			let mut holder = 2;
			for (terms, days) in chain.into_iter().skip(1).zip(waits) {
				let Ok(parent) = above else { break };
				wait(days * DAY);
				let now = Now::get();
				let alive = Licensing::ended(parent, now).is_none();
				let fits = no_wider(&terms, &wide) && record(parent).depth < 4;
				// The uses are taken out of those that are left above.
				let enough = match (record(parent).uses_left, terms.uses) {
					(Some(left), Some(uses)) => uses <= left,
					_ => true,
				};
				let access = |n| Licensing::access(asset, &account(n), now, Some(parent));
				let had = access(holder);
				let id = known(terms.clone());
				let offer = Licensing::do_create_offer(
					account(holder),
					asked(asset, Some(parent), id, 0),
				);
				let granted = grant(holder, parent, id, holder + 1);
				assert_eq!(
					granted.is_ok(),
					alive && fits && enough,
					"{terms:?} under {wide:?}: {granted:?}"
				);
				assert_eq!(offer.is_ok(), alive && fits);
				let Ok(child) = granted else { continue };
				// What it amounts to is no wider, either.
				let (own, limit) = (record(child), record(parent));
				let end = |expires: Option<u64>| expires.unwrap_or(u64::MAX);
				assert!(end(own.expires) <= end(limit.expires));
				let given = Licensing::access(asset, &account(holder + 1), now, None);
				let (given, had) = (given.expect("lives"), had.expect("lives"));
				assert!(end(given.until) <= end(had.until));
				let uses = |access: Access| access.uses_left.unwrap_or(u32::MAX);
				assert!(uses(given) <= uses(had));
				(above, wide, holder) = (Ok(child), terms, holder + 1);
			}
		});
	}
}
