//! Of pallet-erc721: as measured; moving an item also asks whether it is a licence that may move, and
//! lists it under its new holder, and ends its listing on the market.

use super::{pallet_erc721 as measured, pallet_licensing as licences, pallet_market as market};
use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_licensing::WeightInfo as _;
use pallet_market::WeightInfo as _;

/// What calls weigh.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_erc721::WeightInfo for WeightInfo<T> {
	fn transfer() -> Weight {
		measured::WeightInfo::<T>::transfer()
			.saturating_add(licences::WeightInfo::<T>::is_locked())
			.saturating_add(licences::WeightInfo::<T>::moved())
			.saturating_add(market::WeightInfo::<T>::moved())
	}

	fn approve() -> Weight {
		measured::WeightInfo::<T>::approve()
	}

	fn set_approval_for_all() -> Weight {
		measured::WeightInfo::<T>::set_approval_for_all()
	}
}
