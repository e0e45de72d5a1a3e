//! What the registry refuses, with its reason, and that nothing is left of it.

use super::*;

const NO_ASSET: &str = "AssetRegistry: AssetUnknown";
const NO_COLLECTION: &str = "AssetRegistry: CollectionUnknown";
const NO_REVISION: &str = "AssetRegistry: RevisionUnknown";
const DENIED: &str = "AssetRegistry: NoPermission";
const REVOKED: &str = "AssetRegistry: Revoked";

fn registered(
	collection: u32,
	content: sol::Content,
	links: Vec<sol::NewLink>,
) -> sol::registerCall {
	sol::registerCall { collection, kind: sol::AssetKind::Model, content, links }
}

/// Every way in which bytes are not a multiURI, with the error that it gets.
fn bad_uris() -> Vec<(Vec<u8>, &'static str)> {
	let good = uri(1);
	let https = |rest: &str| [&[0xbb, 0x03][..], rest.as_bytes()].concat();
	vec![
		([&[0x09][..], &good[2..]].concat(), "AssetRegistry: UriUnknownProtocol"),
		(https(&format!("example.org/{}", "x".repeat(512))), "AssetRegistry: UriTooLong"),
		([&[0xe3, 0x81, 0x00][..], &good[2..]].concat(), "AssetRegistry: UriNotCanonical"),
		([&good[..], &[0]].concat(), "AssetRegistry: UriTrailingBytes"),
		(good[..good.len() - 1].to_vec(), "AssetRegistry: UriInvalid"),
	]
}

#[test]
fn collections_with_bad_names_and_metadata() {
	dev().execute_with(|| {
		let named =
			|name: &str| sol::createCollectionCall { name: name.into(), metadata: Bytes::new() };
		refused(Bob, named(""), "AssetRegistry: NameEmpty");
		refused(Bob, named(&"x".repeat(65)), "AssetRegistry: NameTooLong");
		refused(Bob, named(&"x".repeat(100_000)), "AssetRegistry: NameTooLong");
		refused(Bob, named("a\nb"), "AssetRegistry: NameInvalid");
		for (metadata, reason) in bad_uris() {
			let metadata = metadata.into();
			refused(Bob, sol::createCollectionCall { name: "a".into(), metadata }, reason);
		}
		// Exactly as much as there may be.
		call(Bob, named(&"x".repeat(64))).expect("is created");
	});
}

#[test]
fn collections_that_are_not_there_or_not_the_callers() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let (account, nominee) = (address_of(Dave), address_of(Charlie));
		let roles = |collection, roles| sol::setRolesCall { collection, account, roles };
		let nominate = |collection, nominee| sol::nominatePublisherCall { collection, nominee };
		for unknown in [collection + 1, u32::MAX] {
			refused(Bob, roles(unknown, 1), NO_COLLECTION);
			refused(Bob, nominate(unknown, nominee), NO_COLLECTION);
			refused(Bob, sol::acceptPublisherCall { collection: unknown }, NO_COLLECTION);
			refused(Bob, sol::destroyCollectionCall { collection: unknown }, NO_COLLECTION);
			refused(Bob, registered(unknown, content(1), vec![]), NO_COLLECTION);
		}
		let not_publisher = "AssetRegistry: NotPublisher";
		refused(Charlie, roles(collection, 1), not_publisher);
		refused(Charlie, nominate(collection, nominee), not_publisher);
		refused(Charlie, sol::destroyCollectionCall { collection }, not_publisher);
		refused(Charlie, registered(collection, content(1), vec![]), DENIED);
		refused(Charlie, sol::acceptPublisherCall { collection }, "AssetRegistry: NotNominee");

		refused(Bob, roles(collection, 8), "AssetRegistry: UnknownRole");
		refused(Bob, roles(collection, 255), "AssetRegistry: UnknownRole");
		refused(Bob, roles(collection, 0), "AssetRegistry: NoRoles");
		let oneself = nominate(collection, address_of(Bob));
		refused(Bob, oneself, "AssetRegistry: AlreadyPublisher");

		call(Bob, roles(collection, 1)).expect("is set");
		let destroy = || sol::destroyCollectionCall { collection };
		refused(Bob, destroy(), "AssetRegistry: RolesRemain");
		call(Bob, roles(collection, 0)).expect("is removed");
		let asset = register(Bob, collection, vec![]);
		refused(Bob, destroy(), "AssetRegistry: CollectionNotEmpty");

		// A collection that was closed takes nothing any more.
		call(Bob, sol::retireCall { collection, item: asset.item }).expect("is retired");
		call(Bob, destroy()).expect("is destroyed");
		refused(Bob, registered(collection, content(1), vec![]), NO_COLLECTION);
		refused(Bob, destroy(), NO_COLLECTION);
	});
}

#[test]
fn contents_that_are_none() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let AssetId { item, .. } = register(Bob, collection, vec![]);
		let both = |content: sol::Content, reason: &str| {
			refused(Bob, registered(collection, content.clone(), vec![]), reason);
			refused(Bob, sol::reviseCall { collection, item, content }, reason);
		};
		both(sol::Content { root: B256::ZERO, ..content(1) }, "AssetRegistry: EmptyRoot");
		both(sol::Content { entries: 0, ..content(1) }, "AssetRegistry: NoEntries");

		let cid = content(1).manifest;
		let manifests = [
			Bytes::new(),
			cid.slice(1..),
			[&cid[..], &[0]].concat().into(),
			// CIDv0, a codec that is no file's, another hash, and a megabyte's hundredth.
			[&[0x12, 0x20][..], &cid[4..]].concat().into(),
			[&[1, 0x71][..], &cid[2..]].concat().into(),
			[&cid[..2], &[0x1b], &cid[3..]].concat().into(),
			vec![1; 10_000].into(),
		];
		for manifest in manifests {
			both(sol::Content { manifest, ..content(1) }, "AssetRegistry: ManifestInvalid");
		}

		let uris = |uris: Vec<Vec<u8>>| sol::Content {
			uris: uris.into_iter().map(Bytes::from).collect(),
			..content(1)
		};
		for (bad, reason) in bad_uris() {
			both(uris(vec![uri(1), bad]), reason);
		}
		both(uris(vec![vec![]]), "AssetRegistry: UriEmpty");
		both(uris(vec![uri(1), uri(2), uri(1)]), "AssetRegistry: DuplicateUri");
		both(uris((0..9).map(uri).collect()), "AssetRegistry: TooManyUris");
		both(uris(vec![uri(1); 1_000]), "AssetRegistry: TooManyUris");
		both(uris(vec![vec![7; 100_000]]), "AssetRegistry: UriTooLong");

		// As many as there may be.
		let eight = uris((0..8).map(uri).collect());
		assert_eq!(call(Bob, sol::reviseCall { collection, item, content: eight }), Ok(2));
	});
}

#[test]
fn uris_that_are_none_or_not_there() {
	dev().execute_with(|| {
		let AssetId { collection, item } = asset(Bob);
		let add =
			|number, uri: Vec<u8>| sol::addUriCall { collection, item, number, uri: uri.into() };
		let withdraw = |number, uri: Vec<u8>| sol::withdrawUriCall {
			collection,
			item,
			number,
			uri: uri.into(),
		};
		for (bad, reason) in bad_uris() {
			refused(Bob, add(1, bad.clone()), reason);
			refused(Bob, withdraw(1, bad), "AssetRegistry: UriUnknown");
		}
		refused(Bob, add(1, vec![]), "AssetRegistry: UriEmpty");
		refused(Bob, add(1, uri(1)), "AssetRegistry: DuplicateUri");
		refused(Bob, withdraw(1, uri(2)), "AssetRegistry: UriUnknown");
		for number in [0, 2, u32::MAX] {
			refused(Bob, add(number, uri(2)), NO_REVISION);
			refused(Bob, withdraw(number, uri(1)), NO_REVISION);
		}
		refused(Charlie, add(1, uri(2)), DENIED);
		refused(Charlie, withdraw(1, uri(1)), DENIED);
		for n in 2..9 {
			call(Bob, add(1, uri(n))).expect("is added");
		}
		refused(Bob, add(1, uri(9)), "AssetRegistry: TooManyUris");
	});
}

#[test]
fn assets_that_are_not_there() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let elsewhere = [(asset.collection, 1), (asset.collection + 1, 0), (u32::MAX, u64::MAX)];
		for (collection, item) in elsewhere {
			let to = link(sol::Relation::Contains, asset);
			let cut = made(sol::Relation::Contains, asset);
			let state = sol::LifecycleState::Unlisted;
			let uri: Bytes = uri(1).into();
			refused(Bob, sol::reviseCall { collection, item, content: content(1) }, NO_ASSET);
			let number = 1;
			refused(Bob, sol::addUriCall { collection, item, number, uri: uri.clone() }, NO_ASSET);
			refused(Bob, sol::withdrawUriCall { collection, item, number, uri }, NO_ASSET);
			refused(Bob, sol::setStateCall { collection, item, state }, NO_ASSET);
			refused(Bob, sol::linkCall { collection, item, to }, NO_ASSET);
			refused(Bob, sol::unlinkCall { collection, item, to: cut }, NO_ASSET);
			refused(Bob, sol::setManagedCall { collection, item, managed: true }, NO_ASSET);
			refused(Bob, sol::pruneRevisionsCall { collection, item, count: 1 }, NO_ASSET);
			refused(Bob, sol::retireCall { collection, item }, NO_ASSET);
		}
	});
}

#[test]
fn what_only_others_may() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let part = register(Bob, collection, vec![]);
		let to = link(sol::Relation::DependsOn, part);
		let cut = made(sol::Relation::DependsOn, part);
		let state = sol::LifecycleState::Unlisted;
		refused(Charlie, sol::reviseCall { collection, item, content: content(1) }, DENIED);
		refused(Charlie, sol::setStateCall { collection, item, state }, DENIED);
		refused(Charlie, sol::linkCall { collection, item, to }, DENIED);
		refused(Charlie, sol::unlinkCall { collection, item, to: cut }, DENIED);
		let not_owner = "AssetRegistry: NotOwner";
		refused(Charlie, sol::pruneRevisionsCall { collection, item, count: 1 }, not_owner);
		refused(Charlie, sol::retireCall { collection, item }, not_owner);
	});
}

#[test]
fn a_revoked_asset_stays_as_it_is() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let asset = register(Bob, collection, vec![]);
		let other = register(Bob, collection, vec![]);
		let item = asset.item;
		let state = |state| sol::setStateCall { collection, item, state };
		refused(Bob, state(sol::LifecycleState::Active), "AssetRegistry: StateUnchanged");
		call(Bob, state(sol::LifecycleState::Revoked)).expect("is revoked");
		refused(Bob, state(sol::LifecycleState::Active), REVOKED);
		refused(Bob, sol::reviseCall { collection, item, content: content(2) }, REVOKED);
		let (number, uri) = (1, uri(2).into());
		refused(Bob, sol::addUriCall { collection, item, number, uri }, REVOKED);
		let to = link(sol::Relation::DependsOn, other);
		refused(Bob, sol::linkCall { collection, item, to }, REVOKED);
		let parent = "AssetRegistry: ParentRevoked";
		let to = || link(sol::Relation::DependsOn, asset);
		refused(Bob, sol::linkCall { collection, item: other.item, to: to() }, parent);
		refused(Bob, registered(collection, content(1), vec![to()]), parent);
	});
}

#[test]
fn links_that_cannot_be() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let part = register(Bob, collection, vec![]);
		let add = |to| sol::linkCall { collection, item, to };
		let contains = |object| link(sol::Relation::Contains, object);
		refused(Bob, add(contains(asset)), "AssetRegistry: SelfLink");
		let nowhere = AssetId::new(collection, 9);
		refused(Bob, add(contains(nowhere)), "AssetRegistry: ParentUnknown");
		call(Bob, add(contains(part))).expect("is linked");
		refused(Bob, add(contains(part)), "AssetRegistry: DuplicateLink");
		let back = sol::linkCall { collection, item: part.item, to: contains(asset) };
		refused(Bob, back, "AssetRegistry: LineageCycle");
		let retire = sol::retireCall { collection, item: part.item };
		refused(Bob, retire, "AssetRegistry: HasDependants");

		let cut = |to| sol::unlinkCall { collection, item, to };
		refused(Bob, cut(made(sol::Relation::DependsOn, part)), "AssetRegistry: LinkUnknown");
		refused(Bob, cut(made(sol::Relation::SampleOf, part)), "AssetRegistry: LinkPermanent");

		let twice = vec![contains(part), contains(part)];
		let double = registered(collection, content(1), twice);
		refused(Bob, double, "AssetRegistry: DuplicateLink");
		for count in [65, 500] {
			let many = registered(collection, content(1), vec![contains(part); count]);
			refused(Bob, many, "AssetRegistry: TooManyLinks");
		}
	});
}

#[test]
fn links_without_what_permits_them() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let foreign = self::asset(Charlie);
		let derived = link(sol::Relation::DerivedFrom, foreign);
		let add = |to| sol::linkCall { collection, item, to };
		// What belongs to another takes that one's consent.
		refused(Bob, add(derived.clone()), "Royalties: NotParentOwner");
		let by_licence =
			sol::NewLink { permit: sol::Permit::Licence, licence: 7, ..derived.clone() };
		refused(Bob, add(by_licence.clone()), "Licensing: LicenceUnknown");
		refused(
			Bob,
			registered(collection, content(1), vec![by_licence]),
			"Licensing: LicenceUnknown",
		);
		let terms = B256::repeat_byte(7);
		let free = sol::NewLink { permit: sol::Permit::Free, terms, ..derived.clone() };
		refused(Bob, add(free), "Licensing: NotFree");
		let none = sol::NewLink { permit: sol::Permit::None, ..derived };
		refused(Bob, add(none), "AssetRegistry: PermitMissing");
		let depends = link(sol::Relation::DependsOn, foreign);
		let owner = sol::NewLink { permit: sol::Permit::Owner, ..depends };
		refused(Bob, add(owner), "AssetRegistry: PermitUnexpected");

		// An editor says what an asset depends on, and no more.
		let account = address_of(Dave);
		call(Bob, sol::setRolesCall { collection, account, roles: 7 }).expect("is set");
		let contains = link(sol::Relation::Contains, self::asset(Dave));
		refused(Dave, add(contains), "AssetRegistry: NotOwner");
		call(Dave, add(link(sol::Relation::DependsOn, foreign))).expect("is linked");
		let state = sol::LifecycleState::Revoked;
		refused(Dave, sol::setStateCall { collection, item, state }, "AssetRegistry: NotOwner");
	});
}

#[test]
fn revisions_that_have_to_stay() {
	dev().execute_with(|| {
		let AssetId { collection, item } = asset(Bob);
		let prune = |count| sol::pruneRevisionsCall { collection, item, count };
		for count in [0, 65, u32::MAX] {
			refused(Bob, prune(count), "AssetRegistry: BadPruneCount");
		}
		refused(Bob, prune(1), "AssetRegistry: CurrentRevision");
	});
}

#[test]
fn a_caller_who_cannot_pay_the_deposit() {
	dev().execute_with(|| {
		use frame_support::traits::fungible::Mutate;
		let collection = create(Bob);
		let poor = AccountId::from([9; 32]);
		assert_ok!(Balances::mint_into(&poor, 2 * EXISTENTIAL_DEPOSIT));
		let account = address(&poor);
		call(Bob, sol::setRolesCall { collection, account, roles: 7 }).expect("is set");
		let before = root();
		let funds = Some("Token: FundsUnavailable".to_string());
		let name = "a".to_string();
		let create = sol::createCollectionCall { name, metadata: Bytes::new() };
		assert_eq!(call_as(&poor, &create).err(), funds);
		assert_eq!(call_as(&poor, &registered(collection, content(1), vec![])).err(), funds);
		assert!(root() == before, "something was written");
	});
}
