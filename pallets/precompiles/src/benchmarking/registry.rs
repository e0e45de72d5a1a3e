//! The registry.

use super::*;
use crate::registry::IAssetRegistry as sol;
use frame_benchmarking::v2::*;
use metahub_assets::MAX_PROOF_LEN;
use pallet_asset_registry::Pallet as Registry;
use pallet_revive::precompiles::alloy::primitives::B256;

/// What is measured here.
pub struct Pallet<T>(core::marker::PhantomData<T>);

/// What a link takes in calldata.
const LINK_BYTES: usize = 224;

fn some_object() -> sol::Id {
	sol::Id { collection: u32::MAX, item: u64::MAX }
}

fn some_link() -> sol::NewLink {
	sol::NewLink {
		relation: sol::Relation::SampleOf,
		object: some_object(),
		permit: sol::Permit::Licence,
		licence: u64::MAX,
		terms: B256::repeat_byte(7),
		maxOwedPpm: u32::MAX,
	}
}

/// An asset linked to so many others.
fn linked<T: Config>(count: u32) -> (AssetId, Vec<AssetId>) {
	let (publisher, collection) = collection::<T>();
	let others: Vec<_> =
		(0..count).map(|_| registered::<T>(&publisher, collection, Vec::new())).collect();
	let links = others.iter().map(|object| own_link(Relation::Contains, *object));
	(registered::<T>(&publisher, collection, links.collect()), others)
}

fn ancestors(asset: AssetId) -> sol::lineageCall {
	let AssetId { collection, item } = asset;
	sol::lineageCall { collection, item, direction: sol::Direction::Ancestors, depth: 16 }
}

/// All assets of the publisher.
fn of_publisher() -> sol::Filter {
	sol::Filter {
		byCollection: false,
		collection: 0,
		owner: address(PUBLISHER),
		byKind: false,
		kind: sol::AssetKind::Dataset,
		byState: false,
		state: sol::LifecycleState::Active,
	}
}

fn token_of(collection: u32) -> Address {
	Address::from(collection_address(collection).0)
}

/// Content of nothing.
fn no_content() -> sol::Content {
	sol::Content {
		root: B256::ZERO,
		entries: 0,
		totalBytes: 0,
		manifest: Default::default(),
		uris: Vec::new(),
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn refused() {
		let mut call = registry::<T>(&sol::existsCall { collection: 0, item: 0 });
		call.input = vec![0xff; 4];

		#[block]
		{
			call.run_refused();
		}
	}

	#[benchmark]
	fn arguments(b: Linear<0, 100_000>) {
		let (_, collection) = collection::<T>();
		let (kind, content) = (sol::AssetKind::Model, no_content());
		let links = vec![some_link(); b as usize / LINK_BYTES];
		let call = registry::<T>(&sol::registerCall { collection, kind, content, links });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn create_collection() {
		collection::<T>();
		let name = "n".repeat(MAX_NAME_LEN as usize);
		let metadata = uri(0).into();
		let call = registry::<T>(&sol::createCollectionCall { name, metadata });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_roles() {
		let call =
			registry::<T>(&sol::setRolesCall { collection: 0, account: address(1), roles: 1 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn nominate_publisher() {
		let call =
			registry::<T>(&sol::nominatePublisherCall { collection: 0, nominee: address(1) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn accept_publisher() {
		let call = registry::<T>(&sol::acceptPublisherCall { collection: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn destroy_collection() {
		let call = registry::<T>(&sol::destroyCollectionCall { collection: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn register() {
		let (_, collection) = collection::<T>();
		let (kind, content) = (sol::AssetKind::Model, no_content());
		let call =
			registry::<T>(&sol::registerCall { collection, kind, content, links: Vec::new() });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn revise() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let content = no_content();
		let call = registry::<T>(&sol::reviseCall { collection, item, content });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn add_uri() {
		let call = registry::<T>(&sol::addUriCall {
			collection: 0,
			item: 0,
			number: 1,
			uri: uri(0).into(),
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn withdraw_uri() {
		let call = registry::<T>(&sol::withdrawUriCall {
			collection: 0,
			item: 0,
			number: 1,
			uri: uri(0).into(),
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_state() {
		let state = sol::LifecycleState::Unlisted;
		let call = registry::<T>(&sol::setStateCall { collection: 0, item: 0, state });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn link() {
		let call = registry::<T>(&sol::linkCall { collection: 0, item: 0, to: some_link() });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn unlink() {
		let to = sol::Link { relation: sol::Relation::SampleOf, object: some_object() };
		let call = registry::<T>(&sol::unlinkCall { collection: 0, item: 0, to });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn prune_revisions() {
		let call = registry::<T>(&sol::pruneRevisionsCall { collection: 0, item: 0, count: 1 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn retire() {
		let call = registry::<T>(&sol::retireCall { collection: 0, item: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_managed() {
		let call = registry::<T>(&sol::setManagedCall { collection: 0, item: 0, managed: true });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn exists() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let call = registry::<T>(&sol::existsCall { collection, item });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn resolve() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let call = registry::<T>(&sol::resolveCall { collection, item });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn resolve_did() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let answer = registry::<T>(&sol::didCall { collection, item }).run();
		let id = sol::didCall::abi_decode_returns(&answer).expect("is a string");
		let call = registry::<T>(&sol::resolveDidCall { id });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn did() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let call = registry::<T>(&sol::didCall { collection, item });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn collection_info() {
		let (_, collection) = collection::<T>();
		let call = registry::<T>(&sol::collectionInfoCall { collection });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn collection_of() {
		let (_, collection) = collection::<T>();
		let token = token_of(collection);
		let call = registry::<T>(&sol::collectionOfCall { token });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn collection_address() {
		let (_, collection) = collection::<T>();
		let call = registry::<T>(&sol::collectionAddressCall { collection });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn roles_of() {
		let (_, collection) = collection::<T>();
		let call = registry::<T>(&sol::rolesOfCall { collection, account: address(PUBLISHER) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn revision() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let call = registry::<T>(&sol::revisionCall { collection, item, number: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn revisions(n: Linear<1, 20>) {
		let (publisher, asset) = asset::<T>();
		for number in 1..n {
			let content = content(number as u8);
			assert_ok!(Registry::<T>::revise(signed::<T>(&publisher), asset, content));
		}
		let AssetId { collection, item } = asset;
		let call = registry::<T>(&sol::revisionsCall { collection, item, first: 0, limit: n });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn lineage(n: Linear<1, 64>) {
		let (first, _) = linked::<T>(n - 1);
		let call = registry::<T>(&ancestors(first));

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn lineage_links(l: Linear<0, 240>) {
		let (first, others) = linked::<T>(15);
		let publisher = person::<T>(PUBLISHER);
		let pairs = (0..others.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
		let relations = [Relation::TrainedOn, Relation::DerivedFrom, Relation::SampleOf];
		let links = pairs.flat_map(|pair| relations.map(|relation| (pair, relation)));
		for ((i, j), relation) in links.take(l as usize) {
			let to = own_link(relation, others[j]);
			assert_ok!(Registry::<T>::link(signed::<T>(&publisher), others[i], to));
		}
		let call = registry::<T>(&ancestors(first));

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn list(n: Linear<1, 20>) {
		let (publisher, collection) = collection::<T>();
		for _ in 0..n {
			registered::<T>(&publisher, collection, Vec::new());
		}
		let filter = of_publisher();
		let call = registry::<T>(&sol::listCall { filter, cursor: 0, limit: n });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn list_looks(l: Linear<0, 256>) {
		let (publisher, collection) = collection::<T>();
		for _ in 0..l {
			registered::<T>(&publisher, collection, Vec::new());
		}
		// None is of this kind.
		let kind = sol::AssetKind::Service;
		let filter = sol::Filter { byKind: true, kind, ..of_publisher() };
		let call = registry::<T>(&sol::listCall { filter, cursor: 0, limit: 20 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn verify_path(p: Linear<0, { MAX_PROOF_LEN as u32 }>) {
		let (_, AssetId { collection, item }) = asset::<T>();
		// Beyond ASCII, what a path is checked for takes longest.
		let path = "\u{e4}/".repeat(340) + "\u{e4}";
		let cid = ContentId::raw([3; 32]).as_bytes().to_vec().into();
		let proof = vec![B256::repeat_byte(5); p as usize];
		let call = registry::<T>(&sol::verifyPathCall {
			collection,
			item,
			number: 1,
			path,
			cid,
			size: u64::MAX,
			proof,
		});

		#[block]
		{
			call.run();
		}
	}
}
