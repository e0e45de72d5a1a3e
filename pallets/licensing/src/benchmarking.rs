//! Benchmarks of every call, each in its worst case: the deepest sub-licence, terms and offers at
//! their longest, lists full. Payments weigh for themselves: what is bought here costs nothing.

#![allow(clippy::arithmetic_side_effects)]

use super::*;
use crate::pallet::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision::Exact,
		Get,
	},
};
use frame_system::RawOrigin;
use metahub_assets::{
	licence::{
		AccessMode, Derivatives, LegalText, RevocationReason, SubLicensing, Terms, TermsId,
		MAX_ANCESTORS, MAX_LICENCE_DEPTH,
	},
	pay::{Currency, Price, MAX_PRICES},
	AssetId, MultiUri, Permit,
};
use sp_core::{H160, H256};

/// An account with funds for any deposit here.
fn funded<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let who: T::AccountId = account(name, index, 0);
	let funds = Pallet::<T>::price(10_000, 10_000_000).expect("deposits can be priced")
		+ T::Currency::minimum_balance();
	assert_ok!(T::Currency::increase_balance(&who, funds, Exact));
	T::Currency::set_total_issuance(T::Currency::total_issuance() + funds);
	who
}

/// The longest terms, for licences at a depth.
fn terms(depth: u8, seats: u32) -> Terms {
	let mut uri = vec![0xbb, 0x03];
	uri.extend(b"terms.example/");
	uri.resize(MultiUri::MAX_LEN, b'x');
	let left = MAX_LICENCE_DEPTH - depth;
	let sub = SubLicensing { depth: left, count: u32::MAX, upstream_ppm: 500_000 };
	Terms {
		duration_secs: Some(1_000_000),
		transferable: true,
		commercial_use: true,
		derivatives: Some(Derivatives { approval: true, ..Derivatives::default() }),
		sub_licensing: (left > 0).then_some(sub),
		seats,
		// Enough for all that hang below it.
		uses: Some(if left > 0 { 1_000_000 + u32::from(left) } else { 1_000 }),
		revocable: true,
		legal_text: Some(LegalText {
			uri: MultiUri::from_bytes(&uri).expect("is a URL"),
			sha256: H256::repeat_byte(1),
		}),
		..Terms::default()
	}
}

/// Stores terms.
fn known<T: Config>(terms: Terms) -> TermsId {
	Pallet::<T>::do_create_terms(funded::<T>("lawyer", 0), terms).expect("the terms are sound")
}

/// An asset with as many ancestors as may be, and its owner.
fn asset<T: Config>() -> (T::AccountId, AssetId) {
	let owner = funded::<T>("owner", 0);
	let asset = T::BenchmarkHelper::asset(&owner, MAX_ANCESTORS);
	(owner, asset)
}

/// As many prices as may be, all of nothing, the native one last.
fn prices() -> Vec<Price> {
	(1..MAX_PRICES)
		.map(|n| Currency::Erc20(H160::repeat_byte(n as u8)))
		.chain([Currency::Native])
		.map(|currency| Price::new(currency, 0))
		.collect()
}

/// A chain of licences down to `depth`, and the holder of the last.
fn chain<T: Config>(asset: AssetId, owner: T::AccountId, depth: u8) -> (T::AccountId, u64) {
	let (mut holder, mut parent) = (owner, None);
	for level in 0..=depth {
		let next = funded::<T>("holder", level.into());
		let id = known::<T>(terms(level, T::MaxSeats::get()));
		let given = Pallet::<T>::do_grant(holder, asset, parent, id, next.clone());
		parent = Some(given.expect("may be given").0);
		holder = next;
	}
	(holder, parent.expect("was given"))
}

/// The deepest licence, its holder and its licensor.
fn deepest<T: Config>() -> (T::AccountId, T::AccountId, u64) {
	let (owner, asset) = asset::<T>();
	let (holder, id) = chain::<T>(asset, owner, MAX_LICENCE_DEPTH);
	let licensor = Pallet::<T>::licensor(id).expect("is there");
	(holder, licensor, id)
}

/// An offer, as asked for.
fn asked(asset: AssetId, parent: Option<u64>, terms: TermsId) -> NewOffer {
	NewOffer {
		asset,
		parent,
		terms,
		prices: prices(),
		swaps: false,
		supply: Some(u32::MAX),
		opens: Some(0),
		closes: Some(u64::MAX),
	}
}

/// An offer of the deepest sub-licences, its seller and its terms.
fn deepest_offer<T: Config>() -> (T::AccountId, TermsId, u64) {
	let (owner, asset) = asset::<T>();
	assert_ok!(Pallet::<T>::do_set_collection_fee(owner.clone(), asset.collection, 10_000));
	let (holder, above) = chain::<T>(asset, owner, MAX_LICENCE_DEPTH - 1);
	let id = known::<T>(terms(MAX_LICENCE_DEPTH, T::MaxSeats::get()));
	let offer = Pallet::<T>::do_create_offer(holder.clone(), asked(asset, Some(above), id));
	(holder, id, offer.expect("can be offered"))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create_terms() {
		let caller = funded::<T>("lawyer", 0);
		let terms = terms(0, 0);
		let id = terms_id(&terms);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), terms);

		assert!(KnownTerms::<T>::contains_key(id));
	}

	#[benchmark]
	fn remove_terms() {
		let id = known::<T>(terms(0, 0));
		let caller = account("lawyer", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!KnownTerms::<T>::contains_key(id));
	}

	#[benchmark]
	fn set_access_mode() {
		let (owner, asset) = asset::<T>();
		let (one, other) = (known::<T>(terms(0, 0)), known::<T>(terms(1, 0)));
		let mode = AccessMode::Free(one);
		assert_ok!(Pallet::<T>::do_set_access_mode(owner.clone(), asset, mode));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), asset, AccessMode::Free(other));

		assert_eq!(Pallet::<T>::access_mode(asset), AccessMode::Free(other));
	}

	#[benchmark]
	fn set_listed() {
		let (owner, asset) = asset::<T>();
		let who: T::AccountId = account("friend", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), asset, who.clone(), true);

		assert!(Listed::<T>::contains_key(asset, who));
	}

	#[benchmark]
	fn set_collection_fee() {
		let (owner, asset) = asset::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), asset.collection, 100_000);

		assert_eq!(Pallet::<T>::collection_fee(asset.collection), 100_000);
	}

	#[benchmark]
	fn create_offer() {
		let (owner, asset) = asset::<T>();
		let (holder, above) = chain::<T>(asset, owner, MAX_LICENCE_DEPTH - 1);
		let terms = known::<T>(terms(MAX_LICENCE_DEPTH, 0));
		let (parent, most) = (Some(above), Some(u32::MAX));
		let (opens, closes) = (Some(0), Some(u64::MAX));
		let next = NextOffer::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), asset, parent, terms, prices(), true, most, opens, closes);

		assert!(Offers::<T>::contains_key(next));
	}

	/// By somebody else, once the licence above has ended.
	#[benchmark]
	fn close_offer() {
		let (_, _, offer) = deepest_offer::<T>();
		let above = Offers::<T>::get(offer).and_then(|offer| offer.parent).expect("is there");
		assert_ok!(Pallet::<T>::do_revoke(above, RevocationReason::Legal));
		let caller = funded::<T>("stranger", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), offer);

		assert!(!Offers::<T>::contains_key(offer));
	}

	#[benchmark]
	fn buy() {
		let (_, terms, offer) = deepest_offer::<T>();
		let caller = funded::<T>("buyer", 0);
		let to: T::AccountId = account("recipient", 0, 0);
		let id = NextLicence::<T>::get();
		let (recipient, pay_with) = (Some(to.clone()), Currency::Native);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), offer, terms, Some(1), recipient, pay_with, 0);

		assert_eq!(Pallet::<T>::holder(id), Some(to));
	}

	#[benchmark]
	fn create_licence_collection() {
		let payer = funded::<T>("payer", 0);
		let (_, asset) = asset::<T>();
		#[block]
		{
			assert_ok!(Pallet::<T>::create_licence_collection(&payer, asset.collection, &mut None));
		}
	}

	/// A sub-licence, which is never the first one in a collection.
	#[benchmark]
	fn grant() {
		let (owner, asset) = asset::<T>();
		let (holder, above) = chain::<T>(asset, owner, MAX_LICENCE_DEPTH - 1);
		let terms = known::<T>(terms(MAX_LICENCE_DEPTH, 0));
		let to: T::AccountId = account("recipient", 0, 0);
		let id = NextLicence::<T>::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), asset, Some(above), terms, to.clone());

		assert_eq!(Pallet::<T>::holder(id), Some(to));
	}

	#[benchmark]
	fn renew() {
		let (_, terms, offer) = deepest_offer::<T>();
		let buyer = funded::<T>("buyer", 0);
		let native = Currency::Native;
		let id = Pallet::<T>::do_buy(buyer.clone(), offer, terms, None, None, native, 0)
			.expect("can be bought")
			.licence;

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), id, native, 0);

		assert_eq!(Licences::<T>::get(id).and_then(|r| r.uses_left), Some(2_000));
	}

	#[benchmark]
	fn transfer() {
		let (holder, _, id) = deepest::<T>();
		let to: T::AccountId = account("recipient", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(holder), id, to.clone());

		assert_eq!(Pallet::<T>::holder(id), Some(to));
	}

	#[benchmark]
	fn revoke() {
		let (_, licensor, id) = deepest::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(licensor), id, RevocationReason::Breach);

		assert!(Pallet::<T>::ended(id, 0).is_some());
	}

	#[benchmark]
	fn consume() {
		let (holder, _, id) = deepest::<T>();
		let seated = funded::<T>("seated", 0);
		assert_ok!(Pallet::<T>::do_set_seat(holder, id, seated.clone(), true));

		#[extrinsic_call]
		_(RawOrigin::Signed(seated), id, H256::repeat_byte(1));

		assert_eq!(Licences::<T>::get(id).and_then(|r| r.uses_left), Some(999));
	}

	/// A seat that an earlier holder gave.
	#[benchmark]
	fn set_seat() {
		let (holder, _, id) = deepest::<T>();
		let seated: T::AccountId = account("seated", 0, 0);
		assert_ok!(Pallet::<T>::do_set_seat(holder.clone(), id, seated.clone(), true));
		let next = funded::<T>("next", 0);
		assert_ok!(Pallet::<T>::do_transfer(holder, id, next.clone()));

		#[extrinsic_call]
		_(RawOrigin::Signed(next.clone()), id, seated.clone(), true);

		assert_eq!(Seats::<T>::get(id, seated).map(|seat| seat.depositor), Some(next));
	}

	#[benchmark]
	fn approve_derivatives() {
		let (holder, licensor, id) = deepest::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(licensor.clone()), id, Some(holder));

		assert_eq!(Licences::<T>::get(id).map(|r| r.approved_by), Some(Some(licensor)));
	}

	/// By somebody else, with seats of as many holders.
	#[benchmark]
	fn close(s: Linear<0, { T::MaxSeats::get() }>) {
		let (mut holder, _, id) = deepest::<T>();
		for n in 0..s {
			let seated: T::AccountId = account("seated", n, 0);
			assert_ok!(Pallet::<T>::do_set_seat(holder.clone(), id, seated, true));
			let next = funded::<T>("next", n);
			assert_ok!(Pallet::<T>::do_transfer(holder, id, next.clone()));
			holder = next;
		}
		// The last one that is looked at.
		let mut top = id;
		while let Some(above) = Licences::<T>::get(top).and_then(|record| record.parent) {
			top = above;
		}
		assert_ok!(Pallet::<T>::do_revoke(top, RevocationReason::Legal));
		let caller = funded::<T>("stranger", 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), id);

		assert!(!Licences::<T>::contains_key(id));
	}

	#[benchmark]
	fn destroy_licence_collection() {
		let (owner, asset) = asset::<T>();
		let (holder, id) = chain::<T>(asset, owner.clone(), 0);
		assert_ok!(Pallet::<T>::do_close(holder, id));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), asset.collection);

		assert!(!LicenceCollections::<T>::contains_key(asset.collection));
	}

	/// As many dead licences at the deepest, and as many seats of them, of an asset with a list.
	#[benchmark]
	fn access(n: Linear<0, { T::MaxScan::get() }>) {
		let (owner, asset) = asset::<T>();
		let list = AccessMode::AllowList;
		assert_ok!(Pallet::<T>::do_set_access_mode(owner.clone(), asset, list));
		let (holder, above) = chain::<T>(asset, owner, MAX_LICENCE_DEPTH - 1);
		let id = known::<T>(terms(MAX_LICENCE_DEPTH, 1));
		let who = funded::<T>("reader", 0);
		for m in 0..n {
			for to in [who.clone(), funded::<T>("other", m)] {
				let parent = Some(above);
				let given = Pallet::<T>::do_grant(holder.clone(), asset, parent, id, to.clone());
				if to != who {
					let (given, _) = given.expect("may be given");
					assert_ok!(Pallet::<T>::do_set_seat(to, given, who.clone(), true));
				}
			}
		}
		let answer;
		#[block]
		{
			answer = Pallet::<T>::access(asset, &who, u64::MAX, None);
		}
		assert!(answer.is_none());
	}

	/// By the deepest licence, each above it approved.
	#[benchmark]
	fn permit() {
		let (holder, _, id) = deepest::<T>();
		let asset = Licences::<T>::get(id).expect("is there").asset;
		let mut next = Some(id);
		while let Some(licence) = next {
			let licensor = Pallet::<T>::licensor(licence).expect("is there");
			let of = Pallet::<T>::holder(licence);
			assert_ok!(Pallet::<T>::do_approve_derivatives(licensor, licence, of));
			next = Licences::<T>::get(licence).and_then(|record| record.parent);
		}
		let answer;
		#[block]
		{
			answer = Pallet::<T>::permit(&holder, asset, Permit::Licence(id));
		}
		assert_ok!(answer);
	}

	#[benchmark]
	fn moved() {
		let (holder, licensor, id) = deepest::<T>();
		let to: T::AccountId = account("recipient", 0, 0);
		let mut record = Licences::<T>::get(id).expect("is there");
		record.approved_by = Some(licensor);
		Licences::<T>::insert(id, &record);
		let collection =
			LicenceCollections::<T>::get(record.asset.collection).expect("is there").collection;
		#[block]
		{
			Pallet::<T>::moved(collection, id, Some(&holder), Some(&to));
		}
		assert_eq!(Pallet::<T>::held(record.asset, &to).next(), Some(id));
	}

	/// The deepest licence, in another currency than before.
	#[benchmark]
	fn resell() {
		let (holder, _, id) = deepest::<T>();
		let to = funded::<T>("buyer", 0);
		let price = Price::new(Currency::Native, 1_000_000_000);
		let shares;
		#[block]
		{
			assert_ok!(Pallet::<T>::ensure_resellable(id));
			shares = Pallet::<T>::shares_of_resale(id, &holder, price, None);
			let native = Currency::Native;
			assert_ok!(Pallet::<T>::do_resell(holder, id, to.clone(), price, native, 0));
		}
		assert!(shares.is_ok());
		assert_eq!(Pallet::<T>::holder(id), Some(to));
	}

	#[benchmark]
	fn is_locked() {
		let (_, _, id) = deepest::<T>();
		let asset = Licences::<T>::get(id).expect("is there").asset;
		let record = LicenceCollections::<T>::get(asset.collection).expect("is there");
		let answer;
		#[block]
		{
			answer = Pallet::<T>::is_locked(record.collection, id);
		}
		assert!(!answer);
	}

	#[benchmark]
	fn retired() {
		let (owner, asset) = asset::<T>();
		let mode = AccessMode::Free(known::<T>(terms(0, 0)));
		assert_ok!(Pallet::<T>::do_set_access_mode(owner, asset, mode));
		#[block]
		{
			Pallet::<T>::retired(asset);
		}
		assert!(!Modes::<T>::contains_key(asset));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
