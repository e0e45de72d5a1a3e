//! Benchmarks of the functions that other pallets call, each in its worst case. What asking for
//! the permit takes is in [`Permits::permit_weight`](crate::Permits::permit_weight).

#![allow(clippy::arithmetic_side_effects)]

use super::*;
use crate::pallet::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Unbalanced},
		tokens::Precision::Exact,
		Get,
	},
};
use metahub_assets::{
	licence::{
		Bond, Derivatives, Inherited, RevenueShare, RoyaltyPolicy, Terms, TermsId, MAX_ANCESTORS,
	},
	pay::{Currency, Price, PPM},
	AssetId,
};

/// An account with funds for any deposit here.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let price = Pallet::<T>::record_price(&record::<T>(&who, 0)).expect("can be priced");
	let funds = price * 4u32.into() + T::Currency::minimum_balance();
	assert_ok!(T::Currency::increase_balance(&who, funds, Exact));
	T::Currency::set_total_issuance(T::Currency::total_issuance() + funds);
	who
}

/// A record with everything in it, shares from `first` on.
fn record<T: Config>(depositor: &T::AccountId, first: u64) -> RecordOf<T> {
	let ancestor = |n: u64| AssetId::new(u32::MAX, first + n);
	let shares: Vec<_> = (0..u64::from(MAX_ANCESTORS) - 1)
		.map(|n| RevenueShare {
			ancestor: ancestor(n),
			ppm: 50_000,
			policy: RoyaltyPolicy::Relative,
		})
		.collect();
	let origin = |n| Origin { asset: ancestor(n), owed_ppm: 0 };
	let parents: Vec<_> = (0..u64::from(T::MaxParents::get()) - 1).map(origin).collect();
	RecordOf::<T> {
		inherited: Inherited {
			reciprocal: Some(id()),
			duration_secs: Some(u64::MAX),
			uses: Some(u32::MAX),
			..Default::default()
		},
		shares: shares.try_into().expect("fewer than may be"),
		shared: Some(Price::new(Currency::Native, u128::MAX)),
		parents: parents.try_into().expect("fewer than may be"),
		depositor: depositor.clone(),
		deposit: Default::default(),
	}
}

fn id() -> TermsId {
	TermsId::repeat_byte(7)
}

/// Stores a record and holds its deposit.
fn stored<T: Config>(asset: AssetId, depositor: &T::AccountId) {
	let mut record = record::<T>(depositor, 0);
	record.deposit = Pallet::<T>::record_price(&record).expect("can be priced");
	assert_ok!(Pallet::<T>::hold(depositor, record.deposit));
	Records::<T>::insert(asset, record);
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// The subject's record is full but for one place, and another's deposit; so is the parent's,
	/// with the same ancestors.
	#[benchmark]
	fn derive() {
		let (former, who) = (funded::<T>("former"), funded::<T>("who"));
		let (subject, parent) = (AssetId::new(0, 1), AssetId::new(0, 2));
		stored::<T>(subject, &former);
		stored::<T>(parent, &former);
		let derivatives = Derivatives { revenue_share_ppm: 100_000, ..Default::default() };
		let terms =
			Terms { derivatives: Some(derivatives), commercial_use: true, ..Default::default() };

		#[block]
		{
			assert_ok!(Pallet::<T>::agree(
				&who,
				subject,
				Bond::Containment,
				parent,
				Some((id(), terms)),
				PPM
			));
		}

		let record = Records::<T>::get(subject).expect("is stored");
		assert!(record.shares.is_full() && record.parents.is_full());
		assert!(record.depositor == who);
	}

	#[benchmark]
	fn retired() {
		let who = funded::<T>("who");
		let asset = AssetId::new(0, 1);
		stored::<T>(asset, &who);

		#[block]
		{
			Pallet::<T>::retired(asset);
		}

		assert!(Records::<T>::get(asset).is_none());
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
