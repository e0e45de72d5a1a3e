//! Benchmarks of every call, each in its worst case. What items and payments take is in
//! [`Items::weight`](crate::Items::weight) and [`Payments::weight`](crate::Payments::weight), so
//! that the accesses of the cheapest of them are counted twice.

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
	},
};
use frame_system::RawOrigin;
use metahub_assets::{
	licence::MAX_ROYALTY_PPM,
	pay::{Currency, Price, MAX_PRICES},
};
use sp_runtime::{traits::Zero, SaturatedConversion};

/// An account with funds for any deposit and price here.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let record = ListingRecordOf::<T> {
		seller: who.clone(),
		prices: prices::<T>().try_into().expect("as many as may be"),
		swaps: true,
		closes: Some(u64::MAX),
		proceeds: vec![u128::MAX; MAX_PRICES as usize].try_into().expect("as many as may be"),
		deposit: Zero::zero(),
	};
	let deposit = Pallet::<T>::listing_price(Item::Licence(0), &record).expect("can be priced");
	let funds = deposit * 10u32.into() + T::Currency::minimum_balance() * 1_000u32.into();
	assert_ok!(T::Currency::increase_balance(&who, funds, Exact));
	T::Currency::set_total_issuance(T::Currency::total_issuance() + funds);
	who
}

/// The most prices; the native one last.
fn prices<T: Config>() -> Vec<Price> {
	let amount = T::Currency::minimum_balance().saturated_into::<u128>() * 100;
	(1..MAX_PRICES)
		.map(|id| Price::new(Currency::Token(id), amount))
		.chain([Price::new(Currency::Native, amount)])
		.collect()
}

/// An asset of `owner`, in a collection with the highest royalty.
fn item<T: Config>(owner: &T::AccountId) -> Item {
	let publisher = funded::<T>("publisher");
	let collection = T::BenchmarkHelper::collection(&publisher);
	let asset = T::BenchmarkHelper::asset(collection, owner);
	assert_ok!(Pallet::<T>::do_set_royalty(publisher, collection, MAX_ROYALTY_PPM));
	Item::Asset(asset)
}

/// Stores a listing and holds its deposit.
fn listed<T: Config>(item: Item, seller: &T::AccountId) {
	assert_ok!(Pallet::<T>::do_list(seller.clone(), item, prices::<T>(), true, Some(u64::MAX)));
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Over the royalty that another publisher set.
	#[benchmark]
	fn set_royalty() {
		let publisher = funded::<T>("publisher");
		let collection = T::BenchmarkHelper::collection(&publisher);
		assert_ok!(Pallet::<T>::do_set_royalty(publisher.clone(), collection, 1));
		let former = funded::<T>("former");
		let mut record = Royalties::<T>::get(collection).expect("is set");
		Pallet::<T>::release(HoldReason::Royalty, &publisher, record.deposit);
		assert_ok!(Pallet::<T>::hold(HoldReason::Royalty, &former, record.deposit));
		record.depositor = former;
		Royalties::<T>::insert(collection, record);

		#[extrinsic_call]
		_(RawOrigin::Signed(publisher), collection, MAX_ROYALTY_PPM);

		assert_eq!(Royalties::<T>::get(collection).map(|r| r.ppm), Some(MAX_ROYALTY_PPM));
	}

	/// In place of a listing.
	#[benchmark]
	fn list() {
		let seller = funded::<T>("seller");
		let item = item::<T>(&seller);
		listed::<T>(item, &seller);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller.clone()), item, prices::<T>(), true, Some(u64::MAX));

		assert_eq!(Listings::<T>::get(item).map(|l| l.seller), Some(seller));
	}

	/// By somebody else, when it has closed.
	#[benchmark]
	fn unlist() {
		let seller = funded::<T>("seller");
		let item = item::<T>(&seller);
		listed::<T>(item, &seller);
		Listings::<T>::mutate(item, |listing| {
			listing.as_mut().expect("is listed").closes = Some(0);
		});
		let anyone: T::AccountId = account("anyone", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(anyone), item);

		assert!(Listings::<T>::get(item).is_none());
	}

	#[benchmark]
	fn moved() {
		let seller = funded::<T>("seller");
		let item = item::<T>(&seller);
		listed::<T>(item, &seller);

		#[block]
		{
			Pallet::<T>::moved(item);
		}

		assert!(Listings::<T>::get(item).is_none());
	}

	/// At the last price, with a royalty to pay.
	#[benchmark]
	fn buy() {
		let (seller, buyer) = (funded::<T>("seller"), funded::<T>("buyer"));
		let item = item::<T>(&seller);
		listed::<T>(item, &seller);
		let expected = T::Items::fingerprint(item).expect("exists");

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer.clone()), item, seller, expected, Currency::Native, u128::MAX);

		assert_eq!(T::Items::owner(item), Some(buyer));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
