//! What an owner has sold or permitted, against what it may still do to the asset.

use super::{
	dev,
	licensing::{buy, create_terms, offer, origin, terms},
	registry::{content, create_collection, own, register, register_as},
};
use crate::{constants::currency::HUB, AssetRegistry, Licensing, Royalties, Runtime};
use frame_support::{assert_noop, assert_ok};
use metahub_assets::{
	licence::{AccessMode, Derivatives, Terms},
	pay::{Currency, Price},
	AssetId, AssetKind, LifecycleState, Link, NewLink, Permit, Relation,
};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};

type Registry = pallet_asset_registry::Error<Runtime>;
type Refusal = pallet_licensing::Error<Runtime>;
type Owed = pallet_royalties::Error<Runtime>;

/// Bob buys a licence of an asset of Alice's, under these terms.
fn sold(terms: &Terms) -> (AssetId, u64) {
	let asset = register(Alice);
	let id = create_terms(Alice, terms);
	let sale = offer(Alice, asset, None, id, Price::new(Currency::Native, HUB));
	(asset, buy(Bob, sale, id, Currency::Native, HUB))
}

/// Free for everyone to derive from, for a share of what that earns.
fn free(share: u32) -> Terms {
	let derivatives = Derivatives { revenue_share_ppm: share, ..Derivatives::default() };
	Terms { commercial_use: true, derivatives: Some(derivatives), ..Terms::default() }
}

fn permitted(relation: Relation, object: AssetId, permit: Permit, max_owed_ppm: u32) -> NewLink {
	NewLink { link: Link { relation, object }, permit: Some(permit), max_owed_ppm }
}

#[test]
fn what_was_sold_for_good_stays() {
	dev().execute_with(|| {
		let (asset, licence) = sold(&Terms { duration_secs: None, ..terms() });
		let by_alice = || origin(Alice);
		let revoke = |who| AssetRegistry::set_state(origin(who), asset, LifecycleState::Revoked);
		assert_noop!(AssetRegistry::retire(by_alice(), asset), Refusal::IrrevocableLicences);
		assert_noop!(revoke(Alice), Refusal::IrrevocableLicences);
		// Not by an accomplice either, who is given every role, or the asset.
		let all = pallet_asset_registry::Roles::ALL;
		let charlie = Charlie.to_account_id();
		assert_ok!(AssetRegistry::set_roles(by_alice(), asset.collection, charlie.clone(), all));
		assert_noop!(revoke(Charlie), Registry::NotOwner);

		// The revision that Bob bought keeps a place where it can be had.
		assert_ok!(AssetRegistry::revise(by_alice(), asset, content(2)));
		let uri = content(1).uris.remove(0);
		let withdraw = || AssetRegistry::withdraw_uri(by_alice(), asset, 1, uri.clone());
		assert_noop!(withdraw(), Registry::RevisionSold);
		assert_noop!(AssetRegistry::prune_revisions(by_alice(), asset, 1), Registry::RevisionSold);

		assert_ok!(AssetRegistry::transfer(by_alice(), asset, charlie));
		assert_noop!(AssetRegistry::retire(origin(Charlie), asset), Refusal::IrrevocableLicences);
		// Until its holder has done with it.
		assert_ok!(Licensing::close(origin(Bob), licence));
		assert_ok!(AssetRegistry::prune_revisions(origin(Charlie), asset, 1));
		assert_ok!(AssetRegistry::retire(origin(Charlie), asset));
	});
}

#[test]
fn a_judge_revokes_what_was_sold_and_all_of_it_may_go() {
	dev().execute_with(|| {
		let (asset, _) = sold(&Terms { duration_secs: None, ..terms() });
		assert_ok!(AssetRegistry::do_revoke(asset));
		let uri = content(1).uris.remove(0);
		assert_ok!(AssetRegistry::withdraw_uri(origin(Alice), asset, 1, uri));
		assert_ok!(AssetRegistry::retire(origin(Alice), asset));
	});
}

#[test]
fn a_switch_of_the_mode_just_before_binds_nobody() {
	dev().execute_with(|| {
		let origin_ = register(Alice);
		let seen = create_terms(Alice, &free(10_000));
		let dear = create_terms(Alice, &free(900_000));
		let set =
			|terms| Licensing::set_access_mode(origin(Alice), origin_, AccessMode::Free(terms));
		assert_ok!(set(seen));
		let collection = create_collection(Bob);
		let train = |permit, most| {
			let new = permitted(Relation::TrainedOn, origin_, permit, most);
			register_as(Bob, collection, AssetKind::Model, vec![new])
		};
		// Alice is quicker: with other terms, with a licence that nobody asked for.
		assert_ok!(set(dear));
		assert_eq!(train(Permit::Free(seen), 10_000), Err(Refusal::NotFree.into()));
		let bob = Bob.to_account_id();
		assert_ok!(Licensing::grant(origin(Alice), origin_, None, dear, bob));
		assert_eq!(train(Permit::Free(seen), 10_000), Err(Refusal::NotFree.into()));
		assert_eq!(train(Permit::Free(dear), 10_000), Err(Owed::OwesTooMuch.into()));
		assert_ok!(set(seen));
		let model = train(Permit::Free(seen), 10_000).expect("as it was seen");
		let shares: Vec<_> = Royalties::shares(model).iter().map(|share| share.ppm).collect();
		assert_eq!(shares, [10_000]);
	});
}

#[test]
fn wrapping_first_does_not_dodge_a_share() {
	dev().execute_with(|| {
		let source = register(Alice);
		let tenth = create_terms(Alice, &free(100_000));
		assert_ok!(Licensing::set_access_mode(origin(Alice), source, AccessMode::Free(tenth)));
		let model = register(Bob);
		let wrap = own(Relation::Contains, model);
		let wrapper = register_as(Bob, model.collection, AssetKind::Bundle, vec![wrap]);
		let wrapper = wrapper.expect("both are Bob's");
		let derive = permitted(Relation::DerivedFrom, source, Permit::Free(tenth), 100_000);
		assert_noop!(AssetRegistry::link(origin(Bob), model, derive), Registry::HasDescendants);
		assert_ok!(AssetRegistry::unlink(origin(Bob), wrapper, wrap.link));
		assert_ok!(AssetRegistry::link(origin(Bob), model, derive));
		// Taken in again, it brings its share.
		let bound = |max_owed_ppm| NewLink { max_owed_ppm, ..wrap };
		assert_noop!(AssetRegistry::link(origin(Bob), wrapper, bound(99_999)), Owed::OwesTooMuch);
		assert_ok!(AssetRegistry::link(origin(Bob), wrapper, bound(100_000)));
		assert_eq!(Royalties::shares(wrapper).len(), 1);
	});
}

#[test]
fn a_part_is_not_taken_into_what_is_free_already_on_wider_terms() {
	dev().execute_with(|| {
		let part = register(Alice);
		let month = create_terms(Alice, &Terms { duration_secs: Some(60), ..free(0) });
		assert_ok!(Licensing::set_access_mode(origin(Alice), part, AccessMode::Free(month)));
		let whole = register(Bob);
		let forever = create_terms(Bob, &free(0));
		assert_ok!(Licensing::set_access_mode(origin(Bob), whole, AccessMode::Free(forever)));
		let contain = permitted(Relation::Contains, part, Permit::Free(month), 0);
		let link = || AssetRegistry::link(origin(Bob), whole, contain);
		let refused = link().expect_err("the part is not free for ever").error;
		assert!(matches!(refused, sp_runtime::DispatchError::Module(_)), "{refused:?}");
		assert_eq!(AssetRegistry::asset_info(whole).expect("exists").links, 0);
		assert_ok!(Licensing::set_access_mode(origin(Bob), whole, AccessMode::Licence));
		assert_ok!(link());
	});
}
