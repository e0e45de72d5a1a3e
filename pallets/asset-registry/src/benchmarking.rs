//! Benchmarks of every call, each in its worst case: the caller by role where a role will do (one
//! read more than for the owner; a link that binds the asset takes the owner, and more reads), multiURIs and names at their longest, lists full.

#![allow(clippy::arithmetic_side_effects)]

use super::*;
use crate::{deposits::Refunds, pallet::*};
use alloc::{format, vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision::Exact,
		Get,
	},
	BoundedVec,
};
use frame_system::RawOrigin;
use metahub_assets::{
	AssetId, AssetKind, ContentId, ContentInput, LifecycleState, Link, MultiUri, NewLink, Permit,
	Relation, MAX_NAME_LEN, MAX_URIS,
};
use sp_core::H256;

/// An account with funds for any deposit here.
fn funded<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let who: T::AccountId = account(name, index, 0);
	let funds = Pallet::<T>::price(1_000, 1_000_000).expect("deposits can be priced")
		+ T::Currency::minimum_balance();
	assert_ok!(T::Currency::increase_balance(&who, funds, Exact));
	T::Currency::set_total_issuance(T::Currency::total_issuance() + funds);
	who
}

/// The longest name.
fn name() -> Vec<u8> {
	vec![b'n'; MAX_NAME_LEN as usize]
}

/// One of the longest multiURIs, which is of the kind that takes longest to check.
fn uri(n: u32) -> Vec<u8> {
	let mut uri = vec![0xbb, 0x03];
	uri.extend(format!("mirror-{n}.example/").bytes());
	uri.resize(MultiUri::MAX_LEN, b'x');
	uri
}

/// Content with `u` multiURIs.
fn content(u: u32) -> ContentInput {
	ContentInput {
		root: H256::repeat_byte(7),
		entries: u32::MAX,
		total_bytes: u64::MAX,
		manifest: ContentId::dag_pb([9; 32]).as_bytes().to_vec(),
		uris: (0..u).map(uri).collect(),
	}
}

/// A collection and its publisher.
fn collection<T: Config>() -> (T::AccountId, u32) {
	let publisher = funded::<T>("publisher", 0);
	let id = Pallet::<T>::do_create_collection(publisher.clone(), name(), Some(uri(0)));
	(publisher, id.expect("the collection is created"))
}

/// An account with a role in a collection.
fn with_role<T: Config>(publisher: &T::AccountId, collection: u32, roles: Roles) -> T::AccountId {
	let who = funded::<T>("staff", 0);
	assert_ok!(Pallet::<T>::do_set_roles(publisher.clone(), collection, who.clone(), roles));
	who
}

/// An asset with `u` multiURIs, of the collection's publisher.
fn asset<T: Config>(publisher: &T::AccountId, collection: u32, u: u32) -> AssetId {
	let links = Vec::new();
	Pallet::<T>::do_register(publisher.clone(), collection, AssetKind::Model, content(u), links)
		.expect("the asset is registered")
}

/// `count` links to assets of their own. Structural: the object is written as well.
fn parts<T: Config>(publisher: &T::AccountId, collection: u32, count: u32) -> Vec<NewLink> {
	(0..count).map(|_| containing(asset::<T>(publisher, collection, 0))).collect()
}

/// A link to an asset in the same hands, that owes nothing.
fn containing(object: AssetId) -> NewLink {
	let link = Link { relation: Relation::Contains, object };
	NewLink { link, permit: Some(Permit::Owner), max_owed_ppm: 0 }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create_collection() {
		let caller = funded::<T>("publisher", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), name(), Some(uri(0)));

		assert!(NewestCollection::<T>::get().and_then(Collections::<T>::get).is_some());
	}

	#[benchmark]
	fn set_roles() {
		let (publisher, id) = collection::<T>();
		let who: T::AccountId = account("staff", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), id, who.clone(), Roles::ALL);

		assert!(Pallet::<T>::has_role(id, &who, Roles::ALL));
	}

	#[benchmark]
	fn nominate_publisher() {
		let (publisher, id) = collection::<T>();
		let nominee: T::AccountId = account("nominee", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), id, Some(nominee.clone()));

		assert_eq!(Collections::<T>::get(id).and_then(|c| c.nominee), Some(nominee));
	}

	#[benchmark]
	fn accept_publisher() {
		let (publisher, id) = collection::<T>();
		let nominee = funded::<T>("nominee", 0);
		assert_ok!(Pallet::<T>::do_nominate_publisher(publisher, id, Some(nominee.clone())));

		#[extrinsic_call]
		_(RawOrigin::Signed(nominee.clone()), id);

		assert_eq!(Collections::<T>::get(id).map(|c| c.publisher), Some(nominee));
	}

	#[benchmark]
	fn destroy_collection() {
		let (publisher, id) = collection::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), id);

		assert!(Collections::<T>::get(id).is_none());
	}

	#[benchmark]
	fn register(u: Linear<0, { MAX_URIS }>, l: Linear<0, { T::MaxLinks::get() }>) {
		let (publisher, id) = collection::<T>();
		let caller = with_role::<T>(&publisher, id, Roles::REGISTRAR);
		let links = parts::<T>(&publisher, id, l);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id, AssetKind::Bundle, content(u), links);

		let asset = AssetId::new(id, l.into());
		assert_eq!(Lineage::<T>::get(asset).len() as u32, l);
		assert_eq!(Revisions::<T>::get(asset, 1).map(|r| r.uris.len() as u32), Some(u));
	}

	#[benchmark]
	fn revise(u: Linear<0, { MAX_URIS }>) {
		let (publisher, id) = collection::<T>();
		let caller = with_role::<T>(&publisher, id, Roles::EDITOR);
		let asset = asset::<T>(&publisher, id, MAX_URIS);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), asset, content(u));

		assert_eq!(Revisions::<T>::get(asset, 2).map(|r| r.uris.len() as u32), Some(u));
	}

	#[benchmark]
	fn add_uri() {
		let (publisher, id) = collection::<T>();
		let caller = with_role::<T>(&publisher, id, Roles::EDITOR);
		let asset = asset::<T>(&publisher, id, MAX_URIS - 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), asset, 1, uri(MAX_URIS));

		assert_eq!(Revisions::<T>::get(asset, 1).map(|r| r.uris.is_full()), Some(true));
	}

	#[benchmark]
	fn withdraw_uri() {
		let (publisher, id) = collection::<T>();
		let caller = with_role::<T>(&publisher, id, Roles::EDITOR);
		let asset = asset::<T>(&publisher, id, MAX_URIS);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), asset, 1, uri(MAX_URIS - 1));

		assert_eq!(Revisions::<T>::get(asset, 1).map(|r| r.uris.is_full()), Some(false));
	}

	#[benchmark]
	fn set_state() {
		let (publisher, id) = collection::<T>();
		let caller = with_role::<T>(&publisher, id, Roles::CURATOR);
		let asset = asset::<T>(&publisher, id, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), asset, LifecycleState::Unlisted);

		assert_eq!(Assets::<T>::get(asset).map(|a| a.state), Some(LifecycleState::Unlisted));
	}

	/// `w` assets that all have full lists, each linking to those that follow it.
	#[benchmark]
	fn link(w: Linear<0, { T::MaxLineageWalk::get() }>) {
		let (publisher, id) = collection::<T>();
		let most = T::MaxLinks::get();
		let subject = Pallet::<T>::do_register(
			publisher.clone(),
			id,
			AssetKind::Bundle,
			content(0),
			parts::<T>(&publisher, id, most - 1),
		)
		.expect("the asset is registered");
		let object = asset::<T>(&publisher, id, 0);
		if w > 0 {
			// What makes the walk necessary.
			Assets::<T>::mutate(subject, |record| {
				if let Some(record) = record {
					record.dependants = 1;
				}
			});
		}
		// The walk reads lists only; the assets themselves need not be there.
		let chained = |n: u32| match n {
			0 => object,
			n => AssetId::new(u32::MAX, n.into()),
		};
		for n in 0..w {
			let entries: Vec<_> = (1..=most)
				.map(|step| LinkEntry {
					link: Link {
						relation: Relation::DependsOn,
						object: chained((n + step).min(w - 1)),
					},
					depositor: Some(publisher.clone()),
					deposit: 1u32.into(),
				})
				.collect();
			let entries = BoundedVec::try_from(entries).expect("as many as may be");
			Lineage::<T>::insert(chained(n), entries);
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), subject, containing(object));

		assert_eq!(Lineage::<T>::get(subject).len() as u32, most);
	}

	#[benchmark]
	fn unlink() {
		let (publisher, id) = collection::<T>();
		let caller = with_role::<T>(&publisher, id, Roles::EDITOR);
		let links = parts::<T>(&publisher, id, T::MaxLinks::get());
		let last = links[links.len() - 1].link;
		let kind = AssetKind::Bundle;
		let subject = Pallet::<T>::do_register(publisher, id, kind, content(0), links)
			.expect("the asset is registered");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), subject, last);

		assert_eq!(Lineage::<T>::get(subject).len() as u32, T::MaxLinks::get() - 1);
	}

	#[benchmark]
	fn transfer() {
		let (publisher, id) = collection::<T>();
		let asset = asset::<T>(&publisher, id, 0);
		let to: T::AccountId = account("buyer", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), asset, to.clone());

		assert_eq!(Pallet::<T>::owner_of(asset), Some(to));
	}

	/// One revision: see `drop_revisions` for the others and `refund` for their deposits.
	#[benchmark]
	fn prune_revisions() {
		let (publisher, id) = collection::<T>();
		let asset = asset::<T>(&publisher, id, 0);
		assert_ok!(Pallet::<T>::do_revise(publisher.clone(), asset, content(0)));

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), asset, 1);

		assert!(Revisions::<T>::get(asset, 1).is_none());
	}

	/// One revision: see `drop_revisions` for others and `refund` for their deposits.
	#[benchmark]
	fn retire(l: Linear<0, { T::MaxLinks::get() }>) {
		let (publisher, id) = collection::<T>();
		let links = parts::<T>(&publisher, id, l);
		let kind = AssetKind::Bundle;
		let asset = Pallet::<T>::do_register(publisher.clone(), id, kind, content(MAX_URIS), links)
			.expect("the asset is registered");

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), asset);

		assert!(Assets::<T>::get(asset).is_none());
	}

	/// By an owner after the registrant.
	#[benchmark]
	fn set_managed() {
		let (publisher, id) = collection::<T>();
		let asset = asset::<T>(&publisher, id, 0);
		let buyer = funded::<T>("buyer", 0);
		assert_ok!(Pallet::<T>::do_transfer(publisher, asset, buyer.clone()));

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer.clone()), asset, true);

		assert!(Assets::<T>::get(asset).is_some_and(|record| record.is_managed(&buyer)));
	}

	/// Revisions with as many multiURIs as may be.
	#[benchmark]
	fn drop_revisions(r: Linear<1, { T::MaxRevisionsAtRetire::get() }>) {
		let (publisher, id) = collection::<T>();
		let asset = asset::<T>(&publisher, id, MAX_URIS);
		let full = Revisions::<T>::get(asset, 1).expect("was registered");
		for number in 1..=r {
			Revisions::<T>::insert(asset, number, full.clone());
		}
		let record = Assets::<T>::get(asset).expect("was registered");
		let mut refunds = Refunds::<T>::new();

		#[block]
		{
			Pallet::<T>::drop_revisions(asset, &record, r, &mut refunds);
		}

		assert_eq!(Revisions::<T>::iter_prefix(asset).count(), 0);
	}

	/// Deposits of as many accounts, with other holds on each.
	#[benchmark]
	fn refund(
		n: Linear<0, { T::MaxRevisionsAtRetire::get() * (MAX_URIS + 1) + T::MaxLinks::get() + 1 }>,
	) {
		let mut refunds = Refunds::<T>::new();
		let amount = Pallet::<T>::price(1, 100).expect("deposits can be priced");
		for index in 0..n {
			let who = funded::<T>("depositor", index);
			for reason in [HoldReason::Link, HoldReason::Revision, HoldReason::Uri] {
				assert_ok!(Pallet::<T>::hold(reason, &who, amount));
			}
			refunds.add(HoldReason::Uri, who, amount);
		}

		let payments;
		#[block]
		{
			payments = refunds.pay();
		}

		assert_eq!(payments, n);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
