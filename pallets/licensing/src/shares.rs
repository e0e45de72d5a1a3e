//! Who is paid what when a licence is sold.
//!
//! Of a price, the collection's publisher gets its fee, as the offer says. The rest is revenue:
//! - The seller keeps it but for what goes up. Of a sub-licence's revenue the licensor of the
//!   licence above gets the part that the terms of that licence name; of that part the next one
//!   up gets what the terms of *its* licence name, and so on to the asset's owner.
//! - Each ancestor of the asset gets its share of the whole revenue, so that selling through
//!   sub-licences takes nothing from it. The asset's owner pays for that out of its part; where
//!   that does not suffice, those below pay the rest out of theirs, the nearest first.
//!
//! All parts are rounded down, and what that leaves stays with whom it came from: every price is
//! shared out to the last unit.

use crate::{AssetLookup, Config, Error, KnownTerms, Licences, Pallet, Revenue};
use alloc::vec::Vec;
use frame_support::ensure;
use metahub_assets::{
	licence::MAX_LICENCE_DEPTH,
	pay::{portion, Share, ShareKind, MAX_PAYEES},
	AssetId,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// What everyone gets of a price for a licence of `asset` under `parent`. The seller is first,
	/// even with nothing; others are there only with something.
	pub fn shares_of_sale(
		asset: AssetId,
		parent: Option<u64>,
		collection_fee_ppm: u32,
		amount: u128,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let publisher = T::Assets::publisher(asset.collection);
		let fee = match &publisher {
			Some(_) => portion(amount, collection_fee_ppm),
			None => 0,
		};
		let revenue = amount.checked_sub(fee).ok_or(Error::<T>::SharesOverWhole)?;
		let mut shares = Self::split_upwards(asset, parent, revenue)?;
		let ancestors = Self::shares_of_ancestors(asset, revenue)?;

		// Those on top pay for the ancestors first.
		let mut owed = Self::total(&ancestors)?;
		for share in shares.iter_mut().rev() {
			let paid = owed.min(share.amount);
			share.amount = share.amount.saturating_sub(paid);
			owed = owed.saturating_sub(paid);
		}
		ensure!(owed == 0, Error::<T>::SharesOverWhole);

		shares.extend(ancestors);
		shares.extend(publisher.map(|payee| Share {
			payee,
			amount: fee,
			kind: ShareKind::Collection(asset.collection),
		}));
		shares.retain(|share| share.amount > 0 || share.kind == ShareKind::Seller);
		ensure!(shares.len() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		Ok(shares)
	}

	/// Splits revenue between the seller and the licensors above it, up to the asset's owner.
	fn split_upwards(
		asset: AssetId,
		parent: Option<u64>,
		revenue: u128,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let mut shares = Vec::new();
		let (mut above, mut kind, mut rest) = (parent, ShareKind::Seller, revenue);
		for _ in 0..=MAX_LICENCE_DEPTH {
			let Some(id) = above else {
				let payee = T::Assets::owner(asset).ok_or(Error::<T>::AssetUnknown)?;
				shares.push(Share { payee, amount: rest, kind });
				return Ok(shares);
			};
			let record = Licences::<T>::get(id).ok_or(Error::<T>::ParentEnded)?;
			let payee = Self::holder_of(id, &record).ok_or(Error::<T>::ParentEnded)?;
			let terms = KnownTerms::<T>::get(record.terms).ok_or(Error::<T>::TermsUnknown)?.terms;
			let up = terms.sub_licensing.map_or(0, |sub| portion(rest, sub.upstream_ppm));
			let kept = rest.checked_sub(up).ok_or(Error::<T>::SharesOverWhole)?;
			shares.push(Share { payee, amount: kept, kind });
			(above, kind, rest) = (record.parent, ShareKind::Upstream(id), up);
		}
		Err(Error::<T>::TooDeep.into())
	}

	/// What the owners of an asset's ancestors get of revenue. The share of one that is retired
	/// stays where it is.
	fn shares_of_ancestors(
		asset: AssetId,
		revenue: u128,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let agreed = T::Revenue::shares(asset);
		ensure!(agreed.len() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		let shares = agreed.into_iter().filter_map(|share| {
			let payee = T::Assets::owner(share.ancestor)?;
			let amount = portion(revenue, share.ppm);
			Some(Share { payee, amount, kind: ShareKind::Ancestor(share.ancestor) })
		});
		Ok(shares.collect())
	}

	/// What shares add up to.
	fn total(shares: &[Share<T::AccountId>]) -> Result<u128, Error<T>> {
		shares
			.iter()
			.try_fold(0u128, |sum, share| sum.checked_add(share.amount))
			.ok_or(Error::<T>::SharesOverWhole)
	}
}
