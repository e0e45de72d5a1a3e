//! Giving assets to others.

use crate::{Config, Pallet};
use frame_support::{dispatch::DispatchResult, traits::tokens::nonfungibles_v2::Transfer};
use metahub_assets::AssetId;

impl<T: Config> Pallet<T> {
	/// Gives an asset to another account. The NFT is all that moves.
	pub fn do_transfer(who: T::AccountId, asset: AssetId, to: T::AccountId) -> DispatchResult {
		Self::asset_of_owner(&who, asset)?;
		T::Nfts::transfer(&asset.collection, &asset.item, &to)
	}
}
