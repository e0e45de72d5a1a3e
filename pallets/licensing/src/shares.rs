//! The shares of the price when a licence is sold or resold.
//!
//! Of a price, the collection's publisher gets its fee, as the offer says. The rest is revenue:
//! - The seller keeps it but for what goes up. Of a sub-licence's revenue the licensor of the
//!   licence above gets the part that the terms of that licence name; of that part the next one
//!   up gets what the terms of *its* licence name, and so on to the asset's owner.
//! - Each ancestor of the asset gets its share of the whole revenue, so that selling through
//!   sub-licences takes nothing from it. The asset's owner pays for that out of its part; where
//!   that does not suffice, those below pay the rest out of theirs, the nearest first.
//!
//! A resale of a licence is shared as a first sale is, with the holder as the seller, as far as its
//! price exceeds what was shared of the licence before. So a licence that was given away, or sold for less than it
//! is worth, pays its shares when it is sold on. The licensor gets its royalty beside that, of the
//! whole price. It takes nothing from the ancestors: an owner could otherwise take its price as a
//! royalty.
//!
//! When an asset itself is sold, its ancestors get their shares of that price, too, as far as it
//! exceeds what was shared of the asset before. There is no licensor and no fee; the publisher gets
//! its royalty of the whole price, which takes nothing from the ancestors either.
//!
//! Parts that are owed to others are rounded up, and the seller gets the rest: every price is shared
//! out to the last unit.

use crate::{AssetLookup, Config, Error, KnownTerms, LicenceRecord, Licences, Pallet, Revenue};
use alloc::vec::Vec;
use frame_support::ensure;
use metahub_assets::{
	licence::MAX_LICENCE_DEPTH,
	pay::{portion_up, Price, Share, ShareKind, MAX_PAYEES},
	AssetId, LifecycleState,
};
use sp_runtime::DispatchError;

/// What of a price has not been shared before.
fn gain(price: Price, shared: Option<Price>) -> u128 {
	let before = shared.filter(|shared| shared.currency == price.currency);
	price.amount.saturating_sub(before.map_or(0, |shared| shared.amount))
}

impl<T: Config> Pallet<T> {
	/// What everyone gets of a price for a licence of `asset` under `parent`. The seller is first,
	/// even with nothing; others are there only with something.
	///
	/// # Errors
	/// [`SharesOverWhole`](Error::SharesOverWhole), also for a price so low that the shares exceed
	/// it when they are rounded up; [`TooManyPayees`](Error::TooManyPayees);
	/// [`AssetUnknown`](Error::AssetUnknown), [`ParentEnded`](Error::ParentEnded).
	pub fn shares_of_sale(
		asset: AssetId,
		parent: Option<u64>,
		collection_fee_ppm: u32,
		amount: u128,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let seller = Self::seller_under(asset, parent)?;
		Self::share(seller, asset, parent, collection_fee_ppm, amount, amount, None)
	}

	/// What everyone gets of a price for a licence that its holder sells on: the seller first, the
	/// licensor's royalty last.
	///
	/// # Errors
	/// [`LicenceUnknown`](Error::LicenceUnknown), and as [`Pallet::shares_of_sale`].
	pub fn shares_of_resale(
		licence: u64,
		seller: &T::AccountId,
		price: Price,
		royalty: Option<Share<T::AccountId>>,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let LicenceRecord { asset, parent, collection_fee_ppm, shared, .. } =
			Self::licence(licence)?;
		let gain = gain(price, shared);
		Self::share(seller.clone(), asset, parent, collection_fee_ppm, price.amount, gain, royalty)
	}

	/// What everyone gets of a price for an asset itself: the seller first, the royalty last. The
	/// ancestors get their shares of what it exceeds the price of which they have had them.
	///
	/// # Errors
	/// As [`Pallet::shares_of_sale`].
	pub fn shares_of_asset(
		asset: AssetId,
		seller: &T::AccountId,
		price: Price,
		royalty: Option<Share<T::AccountId>>,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let gain = gain(price, T::Revenue::shared(asset));
		Self::share(seller.clone(), asset, None, 0, price.amount, gain, royalty)
	}

	/// Shares a price out, of which `gain` has not been shared before: the collection's publisher
	/// and the ancestors get their parts of that. The royalty comes out of it, too, before the
	/// licensors above get theirs.
	fn share(
		seller: T::AccountId,
		asset: AssetId,
		parent: Option<u64>,
		collection_fee_ppm: u32,
		amount: u128,
		gain: u128,
		royalty: Option<Share<T::AccountId>>,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let publisher = T::Assets::publisher(asset.collection);
		let fee = match &publisher {
			Some(_) => portion_up(gain, collection_fee_ppm),
			None => 0,
		};
		let minus = |a: u128, b: u128| a.checked_sub(b).ok_or(Error::<T>::SharesOverWhole);
		let revenue = minus(gain, fee)?;
		let due = royalty.as_ref().map_or(0, |royalty| royalty.amount);
		let split = revenue.saturating_sub(due);
		let own = minus(minus(minus(amount, fee)?, due)?, split)?;
		let mut shares = Self::split_upwards(seller, asset, parent, split)?;
		if let Some(first) = shares.first_mut() {
			first.amount = first.amount.checked_add(own).ok_or(Error::<T>::SharesOverWhole)?;
		}
		let ancestors = Self::shares_of_ancestors(asset, revenue)?;

		// Those on top pay for the ancestors first, and who gets a royalty last.
		let mut owed = Self::total(&ancestors)?;
		let mut royalty = royalty;
		for share in shares.iter_mut().rev().chain(royalty.as_mut()) {
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
		shares.extend(royalty);
		shares.retain(|share| share.amount > 0 || share.kind == ShareKind::Seller);
		ensure!(shares.len() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		Ok(shares)
	}

	/// Who sells licences under `parent`.
	fn seller_under(asset: AssetId, parent: Option<u64>) -> Result<T::AccountId, Error<T>> {
		Self::licensor_under(asset, parent).ok_or(match parent {
			None => Error::<T>::AssetUnknown,
			Some(_) => Error::<T>::ParentEnded,
		})
	}

	/// Splits revenue between the seller, who sells at the place of the licensor under `parent`, and
	/// the licensors above that, up to the asset's owner.
	fn split_upwards(
		seller: T::AccountId,
		asset: AssetId,
		parent: Option<u64>,
		revenue: u128,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let mut shares = Vec::new();
		let (mut payee, mut kind) = (seller, ShareKind::Seller);
		let (mut above, mut rest) = (parent, revenue);
		for _ in 0..=MAX_LICENCE_DEPTH {
			let Some(id) = above else {
				shares.push(Share { payee, amount: rest, kind });
				return Ok(shares);
			};
			let record = Licences::<T>::get(id).ok_or(Error::<T>::ParentEnded)?;
			let terms = KnownTerms::<T>::get(record.terms).ok_or(Error::<T>::TermsUnknown)?.terms;
			let up = terms.sub_licensing.map_or(0, |sub| portion_up(rest, sub.upstream_ppm));
			let kept = rest.checked_sub(up).ok_or(Error::<T>::SharesOverWhole)?;
			shares.push(Share { payee, amount: kept, kind });
			payee = Self::seller_under(asset, record.parent)?;
			(above, kind, rest) = (record.parent, ShareKind::Upstream(id), up);
		}
		Err(Error::<T>::TooDeep.into())
	}

	/// What the owners of an asset's ancestors get of revenue. The share of one that is retired, or
	/// that is revoked, stays with those who would have paid it.
	fn shares_of_ancestors(
		asset: AssetId,
		revenue: u128,
	) -> Result<Vec<Share<T::AccountId>>, DispatchError> {
		let agreed = T::Revenue::shares(asset);
		ensure!(agreed.len() <= MAX_PAYEES as usize, Error::<T>::TooManyPayees);
		let shares = agreed.into_iter().filter_map(|share| {
			let payee = T::Assets::owner(share.ancestor)?;
			let state = T::Assets::state(share.ancestor)?;
			if state == LifecycleState::Revoked {
				return None;
			}
			let amount = portion_up(revenue, share.ppm);
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
