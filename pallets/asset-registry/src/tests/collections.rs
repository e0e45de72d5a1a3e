//! Collections: creating, roles, publishers, destroying.

use super::*;
use frame_support::traits::tokens::nonfungibles_v2::Inspect;

#[test]
fn creating_makes_an_nft_collection_of_the_registrys() {
	new_test_ext().execute_with_checks(|| {
		assert_ok!(AssetRegistry::create_collection(
			by(alice()),
			"Vögel".as_bytes().to_vec(),
			Some(uri(7)),
		));

		let record = Collections::<Test>::get(0).expect("is stored");
		assert_eq!(record.publisher, alice());
		assert_eq!(record.name.as_slice(), "Vögel".as_bytes());
		assert_eq!(record.metadata.map(MultiUri::into_bytes), Some(uri(7)));
		assert_eq!((record.items, record.next_item, record.roles), (0, 0, 0));
		assert_eq!(held(HoldReason::Collection, alice()), record.deposit);
		assert!(record.deposit > 0);

		let sovereign = AssetRegistry::account_id();
		assert_eq!(Nfts::collection_owner(0), Some(sovereign.clone()));
		assert_eq!(<Nfts as Inspect<_>>::collection_owner(&0), Some(sovereign));
		assert!(AssetRegistry::is_registry_collection(0));
		assert!(!AssetRegistry::is_registry_collection(1));
		assert!(matches!(&events()[..], [Event::CollectionCreated { collection: 0, .. }]));
	});
}

#[test]
fn bad_names_are_refused() {
	new_test_ext().execute_with_checks(|| {
		let create = |name: &[u8]| AssetRegistry::create_collection(by(alice()), name.into(), None);
		assert_noop!(create(b""), Error::NameEmpty);
		assert_noop!(create(&[b'x'; 65]), Error::NameTooLong);
		assert_noop!(create(&vec![b'x'; 1_000_000]), Error::NameTooLong);
		assert_noop!(create(&[0xff, 0xfe]), Error::NameInvalid);
		assert_noop!(create(b"two\nlines"), Error::NameInvalid);
		assert_noop!(create("\u{85}".as_bytes()), Error::NameInvalid);
		assert_ok!(create(&[b'x'; 64]));
	});
}

#[test]
fn bad_metadata_is_refused_with_its_own_error() {
	new_test_ext().execute_with_checks(|| {
		for (uri, error) in bad_uris() {
			assert_noop!(
				AssetRegistry::create_collection(by(alice()), b"Birds".to_vec(), Some(uri)),
				error
			);
		}
	});
}

#[test]
fn ids_are_not_used_again() {
	new_test_ext().execute_with_checks(|| {
		assert_eq!((collection(), collection()), (0, 1));
		assert_ok!(AssetRegistry::destroy_collection(by(alice()), 1));
		assert_eq!(collection(), 2);
		assert_eq!(NewestCollection::<Test>::get(), Some(2));
	});
}

#[test]
fn the_publisher_grants_changes_and_removes_roles() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		grant(id, bob(), Roles::EDITOR);
		let deposit = held(HoldReason::Role, alice());
		assert!(deposit > 0);
		assert!(AssetRegistry::has_role(id, &bob(), Roles::EDITOR));
		assert!(!AssetRegistry::has_role(id, &bob(), Roles::CURATOR));
		assert!(!AssetRegistry::has_role(id, &carol(), Roles::EDITOR));

		// A change is free.
		let both = Roles::CURATOR.and(Roles::REGISTRAR);
		grant(id, bob(), both);
		assert_eq!(held(HoldReason::Role, alice()), deposit);
		assert!(AssetRegistry::has_role(id, &bob(), both));
		assert!(!AssetRegistry::has_role(id, &bob(), Roles::EDITOR));

		grant(id, carol(), Roles::ALL);
		assert_eq!(Collections::<Test>::get(id).map(|c| c.roles), Some(2));
		grant(id, bob(), Roles::NONE);
		grant(id, carol(), Roles::NONE);
		assert_eq!(held(HoldReason::Role, alice()), 0);
		assert_eq!(Collections::<Test>::get(id).map(|c| c.roles), Some(0));
		let last = events().pop();
		assert_eq!(
			last,
			Some(Event::RolesSet { collection: id, who: carol(), roles: Roles::NONE })
		);
	});
}

#[test]
fn roles_are_refused_to_others_and_without_meaning() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let set = |by, collection, roles| {
			AssetRegistry::set_roles(RuntimeOrigin::signed(by), collection, carol(), roles)
		};
		assert_noop!(set(alice(), 9, Roles::EDITOR), Error::CollectionUnknown);
		assert_noop!(set(bob(), id, Roles::EDITOR), Error::NotPublisher);
		assert_noop!(set(alice(), id, Roles(8)), Error::UnknownRole);
		assert_noop!(set(alice(), id, Roles(0xff)), Error::UnknownRole);
		assert_noop!(set(alice(), id, Roles::NONE), Error::NoRoles);

		// Those with every role still are not the publisher.
		grant(id, bob(), Roles::ALL);
		assert_noop!(set(bob(), id, Roles::EDITOR), Error::NotPublisher);
		assert_noop!(
			AssetRegistry::nominate_publisher(by(bob()), id, Some(carol())),
			Error::NotPublisher
		);
		assert_noop!(AssetRegistry::destroy_collection(by(bob()), id), Error::NotPublisher);
	});
}

#[test]
fn a_nominee_takes_the_collection_and_its_deposit_over() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let kept = asset_in(id);
		grant(id, carol(), Roles::EDITOR);
		let (before, roles) =
			(held(HoldReason::Collection, alice()), held(HoldReason::Role, alice()));
		assert_ok!(AssetRegistry::nominate_publisher(by(alice()), id, Some(bob())));
		assert_noop!(AssetRegistry::accept_publisher(by(carol()), id), Error::NotNominee);
		assert_noop!(AssetRegistry::accept_publisher(by(alice()), id), Error::NotNominee);
		events();
		assert_ok!(AssetRegistry::accept_publisher(by(bob()), id));

		assert_eq!(
			events(),
			[Event::PublisherChanged { collection: id, from: alice(), to: bob() }]
		);
		assert_eq!(held(HoldReason::Collection, alice()), 0);
		assert_eq!(held(HoldReason::Collection, bob()), before);
		assert_noop!(AssetRegistry::accept_publisher(by(bob()), id), Error::NotNominee);
		assert_noop!(AssetRegistry::nominate_publisher(by(alice()), id, None), Error::NotPublisher);
		// What else there is stays: the asset Alice's, and her deposit for the role hers.
		assert_eq!(AssetRegistry::owner_of(kept), Some(alice()));
		assert_eq!(held(HoldReason::Role, alice()), roles);
		assert_ok!(AssetRegistry::set_roles(by(bob()), id, carol(), Roles::CURATOR));
		assert_eq!((held(HoldReason::Role, alice()), held(HoldReason::Role, bob())), (roles, 0));
		assert_ok!(AssetRegistry::set_roles(by(bob()), id, carol(), Roles::NONE));
		assert_eq!(held(HoldReason::Role, alice()), 0);
	});
}

#[test]
fn a_nomination_can_be_changed_and_withdrawn() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let nominate =
			|who: Option<AccountId>| AssetRegistry::nominate_publisher(by(alice()), id, who);
		assert_noop!(nominate(Some(alice())), Error::AlreadyPublisher);
		assert_ok!(nominate(Some(bob())));
		assert_ok!(nominate(Some(carol())));
		assert_noop!(AssetRegistry::accept_publisher(by(bob()), id), Error::NotNominee);
		assert_ok!(nominate(None));
		assert_noop!(AssetRegistry::accept_publisher(by(carol()), id), Error::NotNominee);
		assert_noop!(AssetRegistry::accept_publisher(by(bob()), 9), Error::CollectionUnknown);
		assert_noop!(
			AssetRegistry::nominate_publisher(by(alice()), 9, None),
			Error::CollectionUnknown
		);
	});
}

#[test]
fn a_nominee_without_funds_cannot_accept() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		assert_ok!(AssetRegistry::nominate_publisher(by(alice()), id, Some(nobody())));
		assert_noop!(
			AssetRegistry::accept_publisher(by(nobody()), id),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn an_empty_collection_is_destroyed() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		let last = asset_in(id);
		grant(id, bob(), Roles::EDITOR);
		let destroy = |who| AssetRegistry::destroy_collection(by(who), id);
		assert_noop!(destroy(bob()), Error::NotPublisher);
		assert_noop!(destroy(alice()), Error::CollectionNotEmpty);
		assert_ok!(AssetRegistry::retire(by(alice()), last));
		assert_noop!(destroy(alice()), Error::RolesRemain);
		grant(id, bob(), Roles::NONE);
		assert_ok!(destroy(alice()));

		assert_eq!(held_in_all(alice()), 0);
		assert_eq!(Nfts::collection_owner(id), None);
		assert!(!AssetRegistry::is_registry_collection(id));
		assert_noop!(destroy(alice()), Error::CollectionUnknown);
		assert_eq!(events().pop(), Some(Event::CollectionDestroyed { collection: id }));
	});
}

#[test]
fn calls_take_a_signed_origin() {
	new_test_ext().execute_with_checks(|| {
		let id = collection();
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(
				AssetRegistry::create_collection(origin.clone(), b"Birds".to_vec(), None),
				DispatchError::BadOrigin
			);
			assert_noop!(AssetRegistry::destroy_collection(origin, id), DispatchError::BadOrigin);
		}
	});
}
