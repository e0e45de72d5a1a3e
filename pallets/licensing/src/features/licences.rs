//! Licences: issuing, granting, passing on.

use crate::{
	AssetLookup, BalanceOf, Config, Error, Event, HoldReason, LicenceRecord, LicenceRecordOf,
	Licences, LicencesOfAsset, NextLicence, Observer, Pallet, Payments,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::tokens::nonfungibles_v2::{Inspect, Mutate},
	transactional,
};
use metahub_assets::{
	licence::{Terms, TermsId},
	pay::{Currency, Price},
	AssetId,
};
use sp_runtime::{traits::Zero, DispatchError};

/// A licence to be issued. All that is asked of it has been checked, but for the number of
/// sub-licences.
pub(crate) struct Issue<T: Config> {
	pub asset: AssetId,
	pub parent: Option<(u64, LicenceRecordOf<T>)>,
	pub terms_id: TermsId,
	pub terms: Terms,
	pub sold: Option<Sold>,
	pub licensor: T::AccountId,
	pub payer: T::AccountId,
	pub holder: T::AccountId,
	pub funds: Option<Funds>,
}

/// What a licence is sold for: from which offer, for which price, with which fee of the
/// collection's.
pub(crate) struct Sold {
	pub offer: u64,
	pub price: Price,
	pub collection_fee_ppm: u32,
}

/// A licence that was issued.
pub(crate) struct Issued {
	pub id: u64,
	/// What the payer has left to spend.
	pub funds: Option<Funds>,
	/// Whether it is the first of its licence collection, which was created for it.
	pub first: bool,
}

/// What a payer may spend, deposits included.
pub(crate) struct Funds {
	pub pay_with: Currency,
	pub left: u128,
}

impl<T: Config> Pallet<T> {
	/// Gives a licence away. Returns its id, and whether its collection was created for it.
	#[transactional]
	pub fn do_grant(
		who: T::AccountId,
		asset: AssetId,
		parent: Option<u64>,
		terms_id: TermsId,
		recipient: T::AccountId,
	) -> Result<(u64, bool), DispatchError> {
		let terms = Self::known_terms(terms_id)?.terms;
		let owner = Self::live_asset(asset)?;
		Self::check_origins(asset, parent, terms_id, &terms, false)?;
		let parent = match parent {
			None => {
				ensure!(owner == who, Error::<T>::NotLicensor);
				None
			}
			Some(id) => {
				let record = Self::licensable_parent(asset, id, &terms)?;
				let holder = Self::holder_of(id, &record);
				ensure!(holder.as_ref() == Some(&who), Error::<T>::NotLicensor);
				Some((id, record))
			}
		};
		ensure!(recipient != who && recipient != owner, Error::<T>::SelfPurchase);
		Self::issue(Issue {
			asset,
			parent,
			terms_id,
			terms,
			sold: None,
			licensor: who.clone(),
			payer: who,
			holder: recipient,
			funds: None,
		})
		.map(|Issued { id, first, .. }| (id, first))
	}

	/// Buys what a payer lacks for a deposit, if there is something to buy it with.
	pub(crate) fn afford(
		payer: &T::AccountId,
		deposit: BalanceOf<T>,
		funds: &mut Option<Funds>,
	) -> DispatchResult {
		let Some(funds) = funds else { return Ok(()) };
		let deposit = deposit.try_into().map_err(|_| Error::<T>::DepositOverflow)?;
		let spent = T::Payments::top_up(payer, deposit, funds.pay_with, funds.left)?;
		funds.left = funds.left.checked_sub(spent).ok_or(Error::<T>::DepositOverflow)?;
		Ok(())
	}

	/// Issues a licence. Not transactional: its callers are.
	pub(crate) fn issue(issue: Issue<T>) -> Result<Issued, DispatchError> {
		let Issue { asset, parent, terms_id, terms, sold, licensor, payer, holder, mut funds } =
			issue;
		let now = Self::now();
		// What is passed on below a licence is what was bought with it.
		let revision = match &parent {
			Some((_, above)) => above.revision,
			None => T::Assets::revision(asset).ok_or(Error::<T>::AssetUnknown)?,
		};
		let limit = parent.as_ref().and_then(|(_, above)| above.expires);
		let expires = Self::expiry(now, terms.duration_secs, limit)?;
		let parent_id = parent.as_ref().map(|(id, _)| *id);
		let depth = match parent {
			None => {
				T::Assets::owner_acted(asset);
				0
			}
			Some((id, above)) => Self::hang_below(id, above, terms.uses)?,
		};

		let id = NextLicence::<T>::get();
		NextLicence::<T>::put(id.checked_add(1).ok_or(Error::<T>::CounterExhausted)?);
		Self::refer_to(terms_id)?;
		let (collection, first) = Self::enter_collection(&payer, asset.collection, &mut funds)?;
		// The collection's owner makes the NFT pallet's deposit, which is zero: the hold below
		// pays for those entries.
		T::Nfts::mint_into(&collection, &id, &holder, &T::ItemConfig::default(), true)?;
		let offer = sold.as_ref().map(|sold| sold.offer);
		let mut record: LicenceRecordOf<T> = LicenceRecord {
			asset,
			terms: terms_id,
			offer,
			parent: parent_id,
			depth,
			revision,
			collection_fee_ppm: match &sold {
				Some(sold) => sold.collection_fee_ppm,
				None => Self::collection_fee(asset.collection),
			},
			shared: sold.map(|sold| sold.price),
			issued_at: now,
			expires,
			uses_left: terms.uses,
			used_up_at: None,
			last_use: None,
			seats_taken: 0,
			sub_licences: 0,
			open_sub_licences: 0,
			approved_by: None,
			revoked: None,
			depositor: payer.clone(),
			deposit: Zero::zero(),
		};
		record.deposit = Self::licence_price(&record)?;
		Self::afford(&payer, record.deposit, &mut funds)?;
		Self::hold(HoldReason::Licence, &payer, record.deposit)?;
		Self::commit(&record, &terms)?;
		Self::note_held(&holder, id, &record);
		Licences::<T>::insert(id, record);
		LicencesOfAsset::<T>::insert(asset, id, ());
		T::Observer::issued(collection, id, terms.transferable);
		Self::tell_user(id);
		Self::deposit_event(Event::Issued {
			licence: id,
			asset,
			parent: parent_id,
			terms: terms_id,
			offer,
			revision,
			licensor,
			payer,
			holder,
			expires,
		});
		Ok(Issued { id, funds, first })
	}

	/// Tells who uses a licence now, and until when.
	pub(crate) fn tell_user(id: u64) {
		let Some(record) = Licences::<T>::get(id) else { return };
		let Ok(licences) = Self::licence_collection(record.asset.collection) else { return };
		let user = T::Nfts::owner(&licences.collection, &id).filter(|_| record.revoked.is_none());
		let expires = user.as_ref().and(record.expires);
		T::Observer::user_changed(licences.collection, id, user.as_ref(), expires);
	}

	/// When a licence from `from` on expires: after its duration, but with the one above it.
	pub(crate) fn expiry(
		from: u64,
		duration_secs: Option<u64>,
		limit: Option<u64>,
	) -> Result<Option<u64>, Error<T>> {
		let Some(duration) = duration_secs else { return Ok(limit) };
		let end = from.checked_add(duration).ok_or(Error::<T>::TimeOverflow)?;
		Ok(Some(limit.map_or(end, |limit| end.min(limit))))
	}
}
