//! Benchmarks of every call, each in its worst case: lists full, the entry in question last. What
//! subjects take is in [`Subjects::weight`](crate::Subjects::weight), so that the accesses of the
//! cheapest of them are counted twice.

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
		EnsureOrigin, Get,
	},
};
use frame_system::RawOrigin;
use metahub_assets::ContentId;
use sp_runtime::traits::{Saturating, Zero};

/// An account with funds for the most bonds and deposits here.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let record = DisputeRecordOf::<T> {
		subject: Subject::Asset(Default::default()),
		claim: Claim::Other,
		raiser: who.clone(),
		evidence: ContentId::raw([0; 32]),
		response: None,
		binding: false,
		bond: Zero::zero(),
		deposit: Zero::zero(),
	};
	let each = Pallet::<T>::dispute_price(&record).expect("can be priced") + T::MinBond::get();
	// One of the bonds is twice as high.
	let most = T::MaxOpen::get() + T::MaxTags::get() + 3;
	let funds = each.saturating_mul(most.into()) + T::Currency::minimum_balance();
	assert_ok!(T::Currency::increase_balance(&who, funds, Exact));
	T::Currency::set_total_issuance(T::Currency::total_issuance() + funds);
	who
}

fn evidence() -> Vec<u8> {
	ContentId::dag_pb([7; 32]).as_bytes().to_vec()
}

/// A subject with so many open disputes, and who raised them and answers for it.
fn disputed<T: Config>(open: u32) -> (Subject, T::AccountId, T::AccountId) {
	let (raiser, respondent) = (funded::<T>("raiser"), funded::<T>("respondent"));
	let subject = T::BenchmarkHelper::subject(&respondent);
	for _ in 0..open {
		raise::<T>(&raiser, subject);
	}
	(subject, raiser, respondent)
}

fn raise<T: Config>(who: &T::AccountId, subject: Subject) -> u64 {
	let bond = T::MinBond::get();
	Pallet::<T>::do_raise(who.clone(), subject, Claim::Other, evidence(), bond).expect("is raised")
}

/// Puts so many tags on a subject.
fn tag<T: Config>(who: &T::AccountId, subject: Subject, tags: u32) {
	for _ in 0..tags {
		let dispute = raise::<T>(who, subject);
		assert_ok!(Pallet::<T>::do_judge(dispute, Verdict::Tagged));
	}
}

fn last<T: Config>(subject: Subject) -> u64 {
	*Pallet::<T>::open(subject).last().expect("is disputed")
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// In the place of another.
	#[benchmark]
	fn raise() {
		let (subject, raiser, _) = disputed::<T>(T::MaxOpen::get());
		let outbid = last::<T>(subject);
		let bond = T::MinBond::get().saturating_mul(2u32.into());

		#[extrinsic_call]
		_(RawOrigin::Signed(raiser), subject, Claim::Other, evidence(), bond);

		assert_eq!(Pallet::<T>::open(subject).len() as u32, T::MaxOpen::get());
		assert!(crate::Disputes::<T>::get(outbid).is_none());
	}

	#[benchmark]
	fn respond() {
		let (subject, _, respondent) = disputed::<T>(1);
		let dispute = last::<T>(subject);

		#[extrinsic_call]
		_(RawOrigin::Signed(respondent), dispute, evidence());

		assert!(crate::Disputes::<T>::get(dispute).is_some_and(|d| d.response.is_some()));
	}

	/// After a response: the bond is forfeited.
	#[benchmark]
	fn withdraw() {
		let (subject, raiser, respondent) = disputed::<T>(T::MaxOpen::get());
		let dispute = last::<T>(subject);
		assert_ok!(Pallet::<T>::do_respond(respondent, dispute, evidence()));

		#[extrinsic_call]
		_(RawOrigin::Signed(raiser), dispute);

		assert!(crate::Disputes::<T>::get(dispute).is_none());
	}

	/// A tag in the place of another: three amounts to return and one to hold.
	#[benchmark]
	fn judge() -> Result<(), BenchmarkError> {
		let (subject, raiser, _) = disputed::<T>(T::MaxOpen::get() - 1);
		tag::<T>(&raiser, subject, T::MaxTags::get());
		let dispute = super::raise::<T>(&raiser, subject);
		let origin =
			T::JudgeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, dispute, Verdict::Tagged);

		assert_eq!(Pallet::<T>::tags(subject).len() as u32, T::MaxTags::get());
		Ok(())
	}

	#[benchmark]
	fn clear_tag() -> Result<(), BenchmarkError> {
		let (subject, raiser, _) = disputed::<T>(0);
		tag::<T>(&raiser, subject, T::MaxTags::get());
		let dispute = Pallet::<T>::tags(subject).last().expect("has tags").dispute;
		let origin =
			T::JudgeOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, subject, dispute);

		assert_eq!(Pallet::<T>::tags(subject).len() as u32, T::MaxTags::get() - 1);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
