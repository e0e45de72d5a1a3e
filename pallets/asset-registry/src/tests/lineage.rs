//! Links between assets.

use super::*;
use Relation::{Contains, DependsOn, DerivedFrom, SampleOf, TrainedOn};

fn connect(who: AccountId, subject: AssetId, relation: Relation, object: AssetId) -> Outcome {
	AssetRegistry::link(by(who), subject, new(link(relation, object)))
}

fn cut(
	who: AccountId,
	subject: AssetId,
	relation: Relation,
	object: AssetId,
) -> sp_runtime::DispatchResult {
	AssetRegistry::unlink(by(who), subject, link(relation, object))
}

type Outcome = frame_support::dispatch::DispatchResultWithPostInfo;

fn dependants(asset: AssetId) -> u32 {
	Assets::<Test>::get(asset).expect("exists").dependants
}

fn descendants(asset: AssetId) -> u32 {
	Assets::<Test>::get(asset).expect("exists").descendants
}

#[test]
fn links_are_kept_both_ways() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (subject, object) = (asset_in(id), asset_in(id));
		events();
		for relation in Relation::ALL {
			assert_ok!(connect(alice(), subject, *relation, object));
		}
		let links: Vec<_> =
			Lineage::<Test>::get(subject).into_iter().map(|entry| entry.link.relation).collect();
		assert_eq!(links, Relation::ALL);
		assert_eq!(Referrers::<Test>::iter_key_prefix(object).count(), 5);
		// Contains and DependsOn.
		assert_eq!(dependants(object), 2);
		// All but DependsOn.
		assert_eq!(descendants(object), 4);
		assert_eq!(
			events()[0],
			Event::Linked { subject, link: link(DerivedFrom, object), who: alice() }
		);
		for relation in Relation::ALL {
			assert_noop!(connect(alice(), subject, *relation, object), Error::DuplicateLink);
		}
	});
}

#[test]
fn structural_links_can_be_cut_and_others_cannot() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let object = asset_in(id);
		let subject =
			asset_with(id, Relation::ALL.iter().map(|relation| link(*relation, object)).collect());
		let before = held(HoldReason::Link, alice());
		for relation in [DerivedFrom, TrainedOn, SampleOf] {
			assert_noop!(cut(alice(), subject, relation, object), Error::LinkPermanent);
		}
		events();
		assert_ok!(cut(alice(), subject, Contains, object));
		assert_eq!(
			events(),
			[Event::Unlinked { subject, link: link(Contains, object), who: alice() }]
		);
		assert_noop!(cut(alice(), subject, Contains, object), Error::LinkUnknown);
		assert_ok!(cut(alice(), subject, DependsOn, object));
		assert_eq!(dependants(object), 0);
		assert_eq!(held(HoldReason::Link, alice()), before / 5 * 3);
		// Again, now that it is gone.
		assert_ok!(connect(alice(), subject, Contains, object));
		assert_eq!(held(HoldReason::Link, alice()), before / 5 * 4);
	});
}

#[test]
fn what_cannot_be_linked_is_refused() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (subject, object) = (asset_in(id), asset_in(id));
		let unknown = AssetId::new(id, 9);
		for relation in Relation::ALL {
			let relation = *relation;
			assert_noop!(connect(alice(), unknown, relation, object), Error::AssetUnknown);
			assert_noop!(connect(alice(), subject, relation, unknown), Error::ParentUnknown);
			assert_noop!(connect(alice(), subject, relation, subject), Error::SelfLink);
			let refusal = match relation {
				DependsOn => Error::NoPermission,
				_ => Error::NotOwner,
			};
			assert_noop!(connect(bob(), subject, relation, object), refusal);
		}
		assert_noop!(cut(alice(), unknown, Contains, object), Error::AssetUnknown);
		assert_noop!(cut(alice(), subject, Contains, object), Error::LinkUnknown);
		assert_noop!(cut(alice(), subject, Contains, unknown), Error::LinkUnknown);
		revoke(object);
		for relation in Relation::ALL {
			assert_noop!(connect(alice(), subject, *relation, object), Error::ParentRevoked);
			// A revoked one makes no new links either.
			assert_noop!(connect(alice(), object, *relation, subject), Error::Revoked);
		}
	});
}

#[test]
fn a_retired_parent_is_unknown() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (subject, object) = (asset_in(id), asset_in(id));
		assert_ok!(AssetRegistry::retire(by(alice()), object));
		assert_noop!(connect(alice(), subject, DerivedFrom, object), Error::ParentUnknown);
	});
}

#[test]
fn a_revoked_parent_stays_linked_and_can_be_cut() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let object = asset_in(id);
		let subject = asset_with(id, vec![link(Contains, object), link(DerivedFrom, object)]);
		revoke(object);
		assert_eq!(Lineage::<Test>::get(subject).len(), 2);
		assert_ok!(cut(alice(), subject, Contains, object));
	});
}

#[test]
fn the_policy_decides_on_derivation() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (subject, object) = (asset_in(id), asset_in(id));
		ForbiddenOrigin::set(Some(object));
		for relation in [DerivedFrom, TrainedOn, SampleOf, Contains] {
			assert_noop!(
				connect(alice(), subject, relation, object),
				DispatchError::Other("the licence forbids it")
			);
		}
		assert_ok!(connect(alice(), subject, DependsOn, object));
		assert!(Derived::get().is_empty());

		ForbiddenOrigin::set(None);
		let permitted = [DerivedFrom, TrainedOn, SampleOf, Contains];
		for relation in permitted {
			assert_ok!(connect(alice(), subject, relation, object));
		}
		let heard = |relation| (alice(), subject, relation, object, Permit::Owner, 0);
		assert_eq!(Derived::get(), permitted.map(heard));
		assert!(Forgotten::get().is_empty());
		assert_ok!(AssetRegistry::retire(by(alice()), subject));
		assert_eq!(Forgotten::get(), [subject]);
	});
}

#[test]
fn cycles_are_refused() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let chain: Vec<_> = (0..6).map(|_| asset_in(id)).collect();
		assert_noop!(connect(alice(), chain[0], Contains, chain[0]), Error::SelfLink);
		assert_ok!(connect(alice(), chain[0], Contains, chain[1]));
		assert_noop!(connect(alice(), chain[1], Contains, chain[0]), Error::LineageCycle);
		// Through the other relation as well.
		assert_noop!(connect(alice(), chain[1], DependsOn, chain[0]), Error::LineageCycle);
		for pair in chain[1..].windows(2) {
			assert_ok!(connect(alice(), pair[0], DependsOn, pair[1]));
		}
		for end in &chain[1..] {
			assert_noop!(connect(alice(), *end, Contains, chain[0]), Error::LineageCycle);
		}
		// Shortcuts are no cycles, nor are statements about the past.
		assert_ok!(connect(alice(), chain[0], Contains, chain[5]));
		assert_ok!(connect(alice(), chain[5], DerivedFrom, chain[0]));
		assert_ok!(connect(alice(), chain[5], TrainedOn, chain[1]));
		// Cutting the chain makes room.
		assert_ok!(cut(alice(), chain[2], DependsOn, chain[3]));
		assert_ok!(connect(alice(), chain[3], Contains, chain[2]));
	});
}

#[test]
fn provenance_links_are_no_way_to_a_cycle() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (a, b, c) = (asset_in(id), asset_in(id), asset_in(id));
		assert_ok!(connect(alice(), a, Contains, b));
		assert_ok!(connect(alice(), b, DerivedFrom, c));
		assert_ok!(connect(alice(), c, Contains, a));
		assert_noop!(connect(alice(), b, Contains, c), Error::LineageCycle);
		// A later edition may contain what was derived from it.
		let derived = asset_with(id, vec![link(DerivedFrom, b)]);
		assert_ok!(connect(alice(), b, Contains, derived));
	});
}

#[test]
fn the_walk_is_bounded() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		// A chain of 17: one more than may be walked. Registering needs no walk.
		let mut last = asset_in(id);
		let mut second = last;
		for _ in 0..16 {
			second = last;
			last = asset_with(id, vec![link(Contains, last)]);
		}
		let (subject, above) = (asset_in(id), asset_in(id));
		assert_ok!(connect(alice(), above, Contains, subject));
		assert_noop!(connect(alice(), subject, Contains, last), Error::LineageTooDeep);
		let walked = connect(alice(), subject, Contains, second).expect("16 can be walked");
		assert_eq!(walked.actual_weight, Some(AssetRegistry::link_weight(16)));

		// Nothing stands on this one: no walk, no bound.
		let top = asset_in(id);
		let walked = connect(alice(), top, Contains, last).expect("there is nothing to walk");
		assert_eq!(walked.actual_weight, Some(AssetRegistry::link_weight(0)));
	});
}

#[test]
fn a_broad_lineage_is_bounded_too() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let fan = |n: usize| {
			let parts = (0..n).map(|_| link(Contains, asset_in(id))).collect();
			asset_with(id, parts)
		};
		// 1 + 2 + 8 + 6 = 17 assets.
		let (eight, six) = (fan(8), fan(6));
		let wide = asset_with(id, vec![link(Contains, eight), link(DependsOn, six)]);
		let (subject, above) = (asset_in(id), asset_in(id));
		assert_ok!(connect(alice(), above, Contains, subject));
		assert_noop!(connect(alice(), subject, Contains, wide), Error::LineageTooDeep);
		assert_ok!(connect(alice(), subject, Contains, eight));
	});
}

#[test]
fn links_are_bounded_in_number() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let subject = asset_in(id);
		for _ in 0..8 {
			assert_ok!(connect(alice(), subject, Contains, asset_in(id)));
		}
		let ninth = asset_in(id);
		assert_noop!(connect(alice(), subject, Contains, ninth), Error::TooManyLinks);
	});
}

#[test]
fn an_editor_links_and_gets_the_deposit_back() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let (subject, object) = (asset_in(id), asset_in(id));
		grant(id, bob(), Roles::EDITOR);
		assert_ok!(connect(bob(), subject, DependsOn, object));
		assert!(held(HoldReason::Link, bob()) > 0);
		assert_ok!(cut(alice(), subject, DependsOn, object));
		assert_eq!(held_in_all(bob()), 0);
	});
}

#[test]
fn no_one_is_made_to_keep_an_asset() {
	new_test_ext().execute_with_checks(|| {
		// Bob builds on Alice's asset, which anyone may, and so keeps it from being retired.
		let object = asset();
		let subject = asset_of_bob();
		assert_ok!(connect(bob(), subject, Contains, object));
		assert_ok!(connect(bob(), subject, DerivedFrom, object));
		assert_noop!(AssetRegistry::retire(by(alice()), object), Error::HasDependants);
		assert_noop!(cut(carol(), subject, Contains, object), Error::NoPermission);
		// Alice may say no. What Bob states about the past she cannot undo.
		assert_noop!(cut(alice(), subject, DerivedFrom, object), Error::LinkPermanent);
		assert_ok!(cut(alice(), subject, Contains, object));
		assert_ok!(AssetRegistry::retire(by(alice()), object));
		assert_eq!(held(HoldReason::Asset, alice()), 0);
	});
}

#[test]
fn owning_some_other_asset_does_not_let_one_cut() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let object = asset_in(id);
		let subject = asset_with(id, vec![link(Contains, object)]);
		let of_bob = asset_of_bob();
		assert_noop!(cut(bob(), subject, Contains, object), Error::NoPermission);
		// Bob names his own: he may, but there is no such link.
		assert_noop!(cut(bob(), subject, Contains, of_bob), Error::LinkUnknown);
	});
}

#[test]
fn the_observer_hears_of_links() {
	new_test_ext().execute_with_checks(|| {
		let part = asset();
		let whole = asset();
		Observed::take();
		let depends = link(Relation::DependsOn, part);
		assert_ok!(AssetRegistry::link(by(alice()), whole, new(depends)));
		assert_eq!(Observed::take(), [Ok(whole)]);
		assert_noop!(AssetRegistry::link(by(alice()), whole, new(depends)), Error::DuplicateLink);
		assert_ok!(AssetRegistry::unlink(by(alice()), whole, depends));
		assert_eq!(Observed::take(), [Ok(whole)]);
		// An asset that is registered with links is told of by its mint.
		asset_with(whole.collection, vec![depends]);
		assert_eq!(Observed::take(), []);
	});
}
