//! What the views say is what the runtime API says.

use super::*;
use metahub_assets::{AssetFilter, Did, Direction, Entry, QueryError, Tree};

const NO_ASSET: &str = "AssetRegistry: AssetUnknown";
const NO_COLLECTION: &str = "AssetRegistry: CollectionUnknown";

type Info = pallet_asset_registry::query::AssetInfoOf<Runtime>;
type RevisionInfo = pallet_asset_registry::query::RevisionInfoOf<Runtime>;

fn id(id: AssetId) -> sol::Id {
	sol::Id { collection: id.collection, item: id.item }
}

/// What the contract should say of an asset.
fn described(info: &Info) -> sol::Asset {
	sol::Asset {
		id: id(info.id),
		owner: address(&info.owner),
		kind: sol::AssetKind::try_from(info.kind as u8).expect("is one"),
		state: sol::LifecycleState::try_from(info.state as u8).expect("is one"),
		registeredAt: info.registered_at.into(),
		oldestRevision: info.oldest_revision,
		links: info.links,
		dependants: info.dependants,
		descendants: info.descendants,
		managed: info.managed,
		depositor: address(&info.deposit.depositor),
		deposit: Word::from(info.deposit.amount),
		revision: revised(&info.revision),
	}
}

fn revised(info: &RevisionInfo) -> sol::Revision {
	sol::Revision {
		number: info.number,
		root: info.root.0.into(),
		entries: info.entries,
		totalBytes: info.total_bytes,
		manifest: info.manifest.as_bytes().to_vec().into(),
		uris: info.uris.iter().map(|uri| uri.as_bytes().to_vec().into()).collect(),
		author: address(&info.author),
		createdAt: info.created_at.into(),
		deposit: Word::from(info.deposit),
	}
}

fn native(asset: AssetId) -> Info {
	AssetRegistry::asset_info(asset).expect("exists")
}

fn genesis() -> H256 {
	System::block_hash(0)
}

/// An asset of Charlie's with everything that the views tell of, in a collection of Bob's: its
/// id, and that of a part of it.
fn rich() -> (AssetId, AssetId) {
	let collection = create(Bob);
	let part = register(Bob, collection, vec![]);
	let links = vec![link(sol::Relation::Contains, part), link(sol::Relation::TrainedOn, part)];
	let asset = register(Bob, collection, links);
	let AssetId { item, .. } = asset;
	let roles = sol::setRolesCall { collection, account: address_of(Charlie), roles: 2 };
	call(Bob, roles).expect("is set");
	next_block();
	let revise = |seed| sol::reviseCall { collection, item, content: content(seed) };
	call(Charlie, revise(2)).expect("is revised");
	call(Bob, revise(3)).expect("is revised");
	let add = sol::addUriCall { collection, item, number: 3, uri: uri(8).into() };
	call(Charlie, add).expect("is added");
	call(Bob, sol::pruneRevisionsCall { collection, item, count: 1 }).expect("is dropped");
	let state = sol::LifecycleState::Unlisted;
	call(Bob, sol::setStateCall { collection, item, state }).expect("is set");
	assert_ok!(AssetRegistry::do_transfer(Bob.to_account_id(), asset, Charlie.to_account_id()));
	(asset, part)
}

#[test]
fn an_asset_is_resolved() {
	dev().execute_with(|| {
		let (asset, part) = rich();
		for asset in [asset, part] {
			let AssetId { collection, item } = asset;
			let told = call(Dave, sol::resolveCall { collection, item });
			assert_eq!(told, Ok(described(&native(asset))));
			assert_eq!(call(Dave, sol::existsCall { collection, item }), Ok(true));
		}
		let told = call(Dave, sol::resolveCall { collection: asset.collection, item: asset.item });
		let told = told.expect("exists");
		assert_eq!((told.owner, told.depositor), (address_of(Charlie), address_of(Bob)));
		assert_eq!((told.revision.number, told.oldestRevision), (3, 2));
		assert_eq!((told.links, told.revision.uris.len()), (2, 2));
		assert_eq!(told.state as u8, sol::LifecycleState::Unlisted as u8);

		for (collection, item) in [(asset.collection, 9), (99, 0), (u32::MAX, u64::MAX)] {
			assert_eq!(call(Dave, sol::existsCall { collection, item }), Ok(false));
			refused(Dave, sol::resolveCall { collection, item }, NO_ASSET);
			refused(Dave, sol::didCall { collection, item }, NO_ASSET);
		}
	});
}

#[test]
fn an_asset_is_resolved_by_its_did() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let did = Did::new(&genesis(), asset).to_string();
		assert_eq!(call(Dave, sol::didCall { collection, item }), Ok(did.clone()));
		let resolve = |id: &str| sol::resolveDidCall { id: id.into() };
		assert_eq!(call(Dave, resolve(&did)), Ok(described(&native(asset))));

		for bad in
			["", "did:metahub:1:2", "did:op:00", &did[1..], &format!("{did} "), &"x".repeat(90_000)]
		{
			refused(Dave, resolve(bad), "AssetRegistry: InvalidDid");
		}
		let elsewhere = Did::new(&H256([7; 32]), asset).to_string();
		refused(Dave, resolve(&elsewhere), "AssetRegistry: ForeignDid");
		let nothing = Did::new(&genesis(), AssetId::new(collection, 7)).to_string();
		refused(Dave, resolve(&nothing), NO_ASSET);
	});
}

#[test]
fn a_collection_is_described() {
	dev().execute_with(|| {
		let name = "Blätter".to_string();
		let created = sol::createCollectionCall { name, metadata: uri(3).into() };
		let collection = call(Bob, created).expect("is created").collection;
		register(Bob, collection, vec![]);
		register(Bob, collection, vec![]);
		call(Bob, sol::retireCall { collection, item: 0 }).expect("is retired");
		let roles = sol::setRolesCall { collection, account: address_of(Dave), roles: 6 };
		call(Bob, roles).expect("is set");
		let nominee = address_of(Charlie);
		call(Bob, sol::nominatePublisherCall { collection, nominee }).expect("is offered");

		let info = AssetRegistry::collection_info(collection).expect("exists");
		let token = Address::from(collection_address(collection).0);
		let told = call(Dave, sol::collectionInfoCall { collection }).expect("exists");
		let expected = sol::Collection {
			id: collection,
			token,
			name: "Blätter".into(),
			metadata: uri(3).into(),
			publisher: address_of(Bob),
			nominee,
			items: 1,
			nextItem: 2,
			roles: 1,
			deposit: Word::from(info.deposit.amount),
		};
		assert_eq!(told, expected);
		assert_eq!(call(Dave, sol::collectionAddressCall { collection }), Ok(token));
		assert_eq!(call(Dave, sol::collectionOfCall { token }), Ok(collection));
		let roles_of = |collection, account| call(Dave, sol::rolesOfCall { collection, account });
		assert_eq!(roles_of(collection, address_of(Dave)), Ok(6));
		assert_eq!(roles_of(collection, address_of(Bob)), Ok(0));
		assert_eq!(roles_of(77, address_of(Dave)), Ok(0));

		refused(Dave, sol::collectionInfoCall { collection: 77 }, NO_COLLECTION);
		refused(Dave, sol::collectionAddressCall { collection: 77 }, NO_COLLECTION);
		for token in [Address::ZERO, address_of(Bob), Address::from(collection_address(77).0)] {
			refused(Dave, sol::collectionOfCall { token }, NO_COLLECTION);
		}
		// A dirty byte in the middle is another address.
		let mut other = collection_address(collection);
		other.0[10] = 1;
		refused(Dave, sol::collectionOfCall { token: Address::from(other.0) }, NO_COLLECTION);
	});
}

#[test]
fn revisions_are_told_one_by_one_and_in_pages() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		for seed in 2..=25 {
			let revise = sol::reviseCall { collection, item, content: content(seed) };
			call(Bob, revise).expect("is revised");
		}
		call(Bob, sol::pruneRevisionsCall { collection, item, count: 2 }).expect("are dropped");
		let one = |number| sol::revisionCall { collection, item, number };
		let info = |number| AssetRegistry::revision_info(asset, number).expect("exists");
		for number in 3..=25 {
			assert_eq!(call(Dave, one(number)), Ok(revised(&info(number))));
		}
		assert_eq!(call(Dave, one(0)), Ok(revised(&info(25))));
		for number in [1, 2, 26, u32::MAX] {
			refused(Dave, one(number), "AssetRegistry: RevisionUnknown");
		}

		let page = |first, limit| {
			let page = call(Dave, sol::revisionsCall { collection, item, first, limit });
			let page = page.expect("exists");
			let numbers: Vec<u32> = page.page.iter().map(|revision| revision.number).collect();
			(numbers, page.next)
		};
		assert_eq!(page(0, 5), ((3..8).collect(), 8));
		assert_eq!(page(8, 5), ((8..13).collect(), 13));
		assert_eq!(page(24, 5), (vec![24, 25], 0));
		assert_eq!(page(26, 5), (vec![], 0));
		// Capped, and a limit of zero is the cap.
		assert_eq!(page(0, u32::MAX), ((3..23).collect(), 23));
		assert_eq!(page(0, 0), ((3..23).collect(), 23));
		let told = call(Dave, sol::revisionsCall { collection, item, first: 4, limit: 1 });
		assert_eq!(told.expect("exists").page, [revised(&info(4))]);

		let item = item + 1;
		refused(Dave, sol::revisionCall { collection, item, number: 0 }, NO_ASSET);
		refused(Dave, sol::revisionsCall { collection, item, first: 0, limit: 1 }, NO_ASSET);
	});
}

#[test]
fn lineage_is_told_as_natively_and_bounded() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let top = register(Bob, collection, vec![]);
		let middle = register(Bob, collection, vec![link(sol::Relation::DerivedFrom, top)]);
		let links = vec![link(sol::Relation::Contains, middle), link(sol::Relation::SampleOf, top)];
		let low = register(Bob, collection, links);
		call(Bob, sol::retireCall { collection, item: top.item }).expect("is retired");

		let ask = |asset: AssetId, direction, depth| sol::lineageCall {
			collection: asset.collection,
			item: asset.item,
			direction,
			depth,
		};
		let both = [
			(sol::Direction::Ancestors, Direction::Ancestors),
			(sol::Direction::Descendants, Direction::Descendants),
		];
		for asset in [middle, low] {
			for (direction, natively) in both {
				for depth in [0, 1, 2, u32::MAX] {
					let told = call(Dave, ask(asset, direction, depth)).expect("exists");
					let graph = AssetRegistry::lineage(asset, natively, depth).expect("exists");
					let nodes = graph.nodes.iter().map(|node| sol::Node {
						id: id(node.id),
						live: node.live.is_some(),
						kind: sol::AssetKind::Dataset,
						state: sol::LifecycleState::Active,
						depth: node.depth,
					});
					assert_eq!(told.nodes, nodes.collect::<Vec<_>>());
					let edges = graph.edges.iter().map(|edge| sol::Edge {
						subject: id(edge.subject),
						relation: sol::Relation::try_from(edge.relation as u8).expect("is one"),
						object: id(edge.object),
					});
					assert_eq!(told.edges, edges.collect::<Vec<_>>());
					assert_eq!(told.truncated, graph.truncated);
				}
			}
		}
		let told = call(Dave, ask(low, sol::Direction::Ancestors, 2)).expect("exists");
		assert_eq!((told.nodes.len(), told.edges.len()), (3, 3));
		assert!(told.nodes.iter().any(|node| !node.live), "a retired one is told as such");
		refused(Dave, ask(top, sol::Direction::Ancestors, 1), NO_ASSET);

		// More than an answer holds.
		for _ in 0..70 {
			register(Bob, collection, vec![link(sol::Relation::DependsOn, middle)]);
		}
		let told = call(Dave, ask(middle, sol::Direction::Descendants, 16)).expect("exists");
		assert_eq!(told.nodes.len(), 64);
		assert!(told.truncated && told.edges.len() <= 256);
	});
}

#[test]
fn lists_are_filtered_and_paged_as_natively() {
	dev().execute_with(|| {
		let (asset, part) = rich();
		let collection = asset.collection;
		let elsewhere = create(Charlie);
		let more: Vec<_> = (0..30).map(|_| register(Charlie, elsewhere, vec![])).collect();
		let any = || sol::Filter {
			byCollection: false,
			collection: 0,
			owner: Address::ZERO,
			byKind: false,
			kind: sol::AssetKind::Dataset,
			byState: false,
			state: sol::LifecycleState::Active,
		};
		let list = |filter: sol::Filter, limit| {
			let (mut all, mut cursor, mut pages) = (vec![], 0, 0);
			loop {
				let page = sol::listCall { filter: filter.clone(), cursor, limit };
				let page = call(Dave, page).expect("is answered");
				assert!(page.page.len() <= 20);
				all.extend(page.page);
				pages += 1;
				cursor = page.next;
				if cursor == 0 || pages > 99 {
					return (all, pages);
				}
			}
		};
		let native = |filter: AssetFilter<AccountId>| {
			let page = AssetRegistry::list(filter, None, 100);
			assert_eq!(page.next, None);
			page.items.iter().map(described).collect::<Vec<_>>()
		};
		let all = AssetFilter { collection: None, owner: None, kind: None, state: None };
		let told = list(any(), 0);
		assert_eq!(told, (native(all.clone()), 2));
		assert_eq!(told.0.len(), 2 + more.len());
		assert_eq!(list(any(), u32::MAX).0, told.0);
		assert_eq!(list(any(), 7).0, told.0);

		let here = sol::Filter { byCollection: true, collection, ..any() };
		let told = list(here, 0).0;
		assert_eq!(told, native(AssetFilter { collection: Some(collection), ..all.clone() }));
		assert_eq!(told.len(), 2);
		let charlies = sol::Filter { owner: address_of(Charlie), ..any() };
		let owner = Some(Charlie.to_account_id());
		let told = list(charlies.clone(), 6).0;
		assert_eq!(told, native(AssetFilter { owner: owner.clone(), ..all.clone() }));
		assert_eq!(told.len(), 1 + more.len());
		let both = sol::Filter { byCollection: true, collection, ..charlies };
		assert_eq!(
			list(both, 0).0,
			native(AssetFilter { owner, collection: Some(collection), ..all.clone() })
		);
		let unlisted = sol::Filter { byState: true, state: sol::LifecycleState::Unlisted, ..any() };
		let state = Some(LifecycleState::Unlisted);
		assert_eq!(list(unlisted, 0).0, native(AssetFilter { state, ..all.clone() }));
		let models = sol::Filter { byKind: true, kind: sol::AssetKind::Model, ..any() };
		assert_eq!(list(models, 0).0, []);
		let first = list(sol::Filter { byState: true, ..any() }, 1).0;
		assert_eq!(first[0].id, id(part));

		for cursor in [(1 << 96) + 1, u128::MAX] {
			let call = sol::listCall { filter: any(), cursor, limit: 1 };
			refused(Dave, call, "AssetRegistry: InvalidCursor");
		}
	});
}

#[test]
fn paths_are_verified_against_a_revision() {
	dev().execute_with(|| {
		let file = |n: u8| Entry {
			path: format!("train/{n}.bin"),
			cid: ContentId::raw([n; 32]),
			size: u64::from(n),
		};
		let tree = Tree::build((1..6).map(file)).expect("is a folder");
		let proof: Vec<B256> =
			tree.proof(2).expect("has a proof").into_iter().map(|hash| hash.0.into()).collect();
		let AssetId { collection, item } = asset(Bob);
		let with_root = sol::Content { root: tree.root().0.into(), ..content(2) };
		call(Bob, sol::reviseCall { collection, item, content: with_root }).expect("is revised");

		let cid = file(3).cid;
		let good = || sol::verifyPathCall {
			collection,
			item,
			number: 0,
			path: "train/3.bin".into(),
			cid: cid.as_bytes().to_vec().into(),
			size: 3,
			proof: proof.clone(),
		};
		let verify = |claim: sol::verifyPathCall| call(Dave, claim);
		assert_eq!(verify(good()), Ok(true));
		assert_eq!(verify(sol::verifyPathCall { number: 2, ..good() }), Ok(true));
		assert_eq!(verify(sol::verifyPathCall { number: 1, ..good() }), Ok(false));
		assert_eq!(verify(sol::verifyPathCall { size: 4, ..good() }), Ok(false));
		assert_eq!(verify(sol::verifyPathCall { path: "train/4.bin".into(), ..good() }), Ok(false));
		let other = file(4).cid.as_bytes().to_vec().into();
		assert_eq!(verify(sol::verifyPathCall { cid: other, ..good() }), Ok(false));
		assert_eq!(verify(sol::verifyPathCall { proof: proof[1..].to_vec(), ..good() }), Ok(false));
		assert_eq!(verify(sol::verifyPathCall { proof: vec![], ..good() }), Ok(false));
		let longest = vec![B256::ZERO; 32];
		assert_eq!(verify(sol::verifyPathCall { proof: longest, ..good() }), Ok(false));

		for path in ["", "/train/3.bin", "train/../3.bin", "e\u{301}", &"x".repeat(1_025)] {
			let claim = sol::verifyPathCall { path: path.into(), ..good() };
			refused(Dave, claim, "AssetRegistry: InvalidPath");
		}
		for bad in [Bytes::new(), cid.as_bytes()[1..].to_vec().into(), vec![1; 65].into()] {
			let claim = sol::verifyPathCall { cid: bad, ..good() };
			refused(Dave, claim, "AssetRegistry: InvalidCid");
		}
		for length in [33, 3_000] {
			let claim = sol::verifyPathCall { proof: vec![B256::ZERO; length], ..good() };
			refused(Dave, claim, "AssetRegistry: ProofTooLong");
		}
		let revision = sol::verifyPathCall { number: 3, ..good() };
		refused(Dave, revision, "AssetRegistry: RevisionUnknown");
		refused(Dave, sol::verifyPathCall { item: 9, ..good() }, NO_ASSET);
		let unknown = AssetRegistry::verify_path(AssetId::new(9, 9), None, b"a", &[], 0, &[]);
		assert_eq!(unknown.err(), Some(QueryError::UnknownAsset));
	});
}

#[test]
fn the_largest_answers_fit() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let uri = |n: usize| {
			let prefix = format!("example.org/{n}/");
			let path = "x".repeat(512 - 2 - prefix.len());
			Bytes::from([&[0xbb, 0x03][..], prefix.as_bytes(), path.as_bytes()].concat())
		};
		let content = || sol::Content { uris: (0..8).map(uri).collect(), ..content(1) };
		for _ in 0..20 {
			let kind = sol::AssetKind::Model;
			let links = vec![];
			let asset = sol::registerCall { collection, kind, content: content(), links };
			call(Bob, asset).expect("is registered");
			let revise = sol::reviseCall { collection, item: 0, content: content() };
			call(Bob, revise).expect("is revised");
		}
		let filter = sol::Filter {
			byCollection: true,
			collection,
			owner: Address::ZERO,
			byKind: true,
			kind: sol::AssetKind::Model,
			byState: false,
			state: sol::LifecycleState::Active,
		};
		let page = call(Dave, sol::listCall { filter, cursor: 0, limit: 20 }).expect("fits");
		assert_eq!((page.page.len(), page.next), (20, 0));
		assert!(page.page.iter().all(|asset| asset.revision.uris.len() == 8));
		let page = call(Dave, sol::revisionsCall { collection, item: 0, first: 2, limit: 20 });
		assert_eq!(page.map(|page| page.page.len()), Ok(20));
	});
}
