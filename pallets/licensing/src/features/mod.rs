//! What the calls do, one file per capability. Permissions are checked here.
//!
//! Each `do_…` changes everything it has to or nothing, whoever calls it: those that can fail after
//! their first change are transactional by themselves, not only as a call.

mod buy;
mod close;
mod collections;
mod licences;
mod modes;
mod offers;
mod renew;
mod revoke;
mod seats;
mod sub_licences;
mod terms;
mod transfer;
mod uses;

pub use buy::Bought;
pub use offers::NewOffer;
pub use terms::terms_id;

use crate::{
	AssetLookup, Config, Error, LicenceRecordOf, Licences, Observer, OfferRecordOf, Offers, Pallet,
	Payments, Revenue, WeightInfo,
};
use frame_support::{ensure, traits::Get, weights::Weight};
use metahub_assets::{
	pay::{Currency, Quote, MAX_PAYEES},
	AssetId, LifecycleState,
};
use sp_runtime::traits::AccountIdConversion;

impl<T: Config> Pallet<T> {
	/// The account that owns the licence collections. Nobody has a key to it.
	pub fn account_id() -> T::AccountId {
		T::PalletId::get().into_account_truncating()
	}

	/// What `buy` and `renew` weigh at most when this currency is spent: with as many payees as
	/// there may be, and with the deposits of the licence and of its collection bought first.
	pub fn max_buy_weight(pay_with: Currency) -> Weight {
		Self::own_buy_weight()
			.saturating_add(T::Payments::weight(MAX_PAYEES, pay_with))
			.saturating_add(T::Payments::top_up_weight(pay_with).saturating_mul(2))
	}

	/// What closing a licence with so many seats weighs.
	pub(crate) fn close_weight(seats: u32) -> Weight {
		T::WeightInfo::close(seats).saturating_add(T::Observer::moved_weight())
	}

	/// What `buy` and `renew` weighed when this quote was paid, chosen among so many prices, to so
	/// many payees, with or without buying deposits.
	pub(crate) fn bought_weight(
		quote: &Quote,
		prices: usize,
		payees: usize,
		topped_up: bool,
	) -> Weight {
		let paid = T::Payments::weight_of(quote, prices as u32, payees as u32);
		let top_ups = T::Payments::top_up_weight(quote.pay_with).saturating_mul(2);
		let deposits = if topped_up { top_ups } else { Weight::zero() };
		Self::own_buy_weight().saturating_add(paid).saturating_add(deposits)
	}

	/// What `buy` and `renew` weigh beside the payments.
	fn own_buy_weight() -> Weight {
		Self::act_weight(T::WeightInfo::buy().max(T::WeightInfo::renew()))
	}

	/// What `grant` weighs.
	pub fn grant_weight(first: bool) -> Weight {
		Self::act_weight(T::WeightInfo::grant()).saturating_add(Self::collection_weight(first))
	}

	/// What something weighs that may bind the asset's next owner.
	pub(crate) fn act_weight(own: Weight) -> Weight {
		own.saturating_add(T::Revenue::weight()).saturating_add(T::Assets::act_weight())
	}

	/// What the creation of a licence collection weighs, if there is one.
	pub(crate) fn collection_weight(created: bool) -> Weight {
		match created {
			true => T::WeightInfo::create_licence_collection(),
			false => Weight::zero(),
		}
	}

	/// A licence.
	pub(crate) fn licence(id: u64) -> Result<LicenceRecordOf<T>, Error<T>> {
		Licences::<T>::get(id).ok_or(Error::<T>::LicenceUnknown)
	}

	/// A licence, for its holder only.
	pub(crate) fn licence_of_holder(
		who: &T::AccountId,
		id: u64,
	) -> Result<LicenceRecordOf<T>, Error<T>> {
		let record = Self::licence(id)?;
		ensure!(Self::holder_of(id, &record).as_ref() == Some(who), Error::<T>::NotHolder);
		Ok(record)
	}

	/// A licence, for its licensor only.
	pub(crate) fn licence_of_licensor(
		who: &T::AccountId,
		id: u64,
	) -> Result<LicenceRecordOf<T>, Error<T>> {
		let record = Self::licence(id)?;
		let licensor = Self::licensor_under(record.asset, record.parent);
		ensure!(licensor.as_ref() == Some(who), Error::<T>::NotLicensor);
		Ok(record)
	}

	/// An offer.
	pub(crate) fn known_offer(id: u64) -> Result<OfferRecordOf<T>, Error<T>> {
		Offers::<T>::get(id).ok_or(Error::<T>::OfferUnknown)
	}

	/// The owner of an asset that can be licensed.
	pub(crate) fn live_asset(asset: AssetId) -> Result<T::AccountId, Error<T>> {
		let owner = T::Assets::owner(asset).ok_or(Error::<T>::AssetUnknown)?;
		let state = T::Assets::state(asset).ok_or(Error::<T>::AssetUnknown)?;
		ensure!(state != LifecycleState::Revoked, Error::<T>::AssetRevoked);
		Ok(owner)
	}

	/// The owner of an asset that can be ordered.
	pub(crate) fn orderable_asset(asset: AssetId) -> Result<T::AccountId, Error<T>> {
		let owner = Self::live_asset(asset)?;
		let orderable = matches!(
			T::Assets::state(asset),
			Some(LifecycleState::Active | LifecycleState::Unlisted)
		);
		ensure!(orderable, Error::<T>::OrderingDisabled);
		Ok(owner)
	}
}
