//! Benchmarks of the calls, each in its dearest case.

use crate::{Call, Config, Pallet};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		tokens::nonfungibles_v2::{Create, Mutate},
		Currency,
	},
};
use frame_system::RawOrigin;
use pallet_nfts::{CollectionConfig, CollectionSettings, ItemConfig, MintSettings};
use sp_runtime::traits::Saturating;

/// The same money, as pallet-nfts sees it.
type NftMoney<T> = <T as pallet_nfts::Config>::Currency;

fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who = account(name, 0, 0);
	let balance = NftMoney::<T>::minimum_balance().saturating_mul(1_000_000u32.into());
	NftMoney::<T>::make_free_balance_be(&who, balance);
	who
}

/// A collection with `owner` having items 0 to 2, and `other` having 3 and 4.
fn collection<T: Config>(owner: &T::AccountId, other: &T::AccountId) -> u32 {
	let maker = funded::<T>("maker");
	let config = CollectionConfig {
		settings: CollectionSettings::all_enabled(),
		max_supply: None,
		mint_settings: MintSettings::default(),
	};
	let id = <Pallet<T> as Create<_, _>>::create_collection(&maker, &maker, &config)
		.expect("the maker can pay");
	for (item, who) in [(0, owner), (1, owner), (2, owner), (3, other), (4, other)] {
		let config = ItemConfig::default();
		assert_ok!(<Pallet<T> as Mutate<_, _>>::mint_into(&id, &item, who, &config, true));
	}
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn transfer() {
		let [owner, to, operator] =
			["owner", "to", "operator"].map(|name: &'static str| funded::<T>(name));
		let id = collection::<T>(&owner, &to);
		assert_ok!(Pallet::<T>::do_approve(&owner, id, 0, Some(to.clone())));
		assert_ok!(Pallet::<T>::do_set_approval_for_all(&owner, id, operator.clone(), true));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator), id, 0, to.clone());

		assert_eq!(Pallet::<T>::owner_of(id, 0), Some(to));
	}

	#[benchmark]
	fn approve() {
		let [owner, other, operator] =
			["owner", "other", "operator"].map(|name: &'static str| funded::<T>(name));
		let id = collection::<T>(&owner, &other);
		assert_ok!(Pallet::<T>::do_approve(&owner, id, 0, Some(other.clone())));
		assert_ok!(Pallet::<T>::do_set_approval_for_all(&owner, id, operator.clone(), true));

		#[extrinsic_call]
		_(RawOrigin::Signed(operator.clone()), id, 0, Some(operator.clone()));

		assert_eq!(Pallet::<T>::approved(id, 0), Some(operator));
	}

	#[benchmark]
	fn set_approval_for_all() {
		let [owner, other] = ["owner", "other"].map(|name: &'static str| funded::<T>(name));
		let id = collection::<T>(&owner, &other);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), id, other.clone(), true);

		let (owner, other) = (Pallet::<T>::address(&owner), Pallet::<T>::address(&other));
		assert!(Pallet::<T>::is_operator(id, owner, other));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
