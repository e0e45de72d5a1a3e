//! Licences: issuing, granting, passing on.

use crate::{
	BalanceOf, Config, Error, Event, HoldReason, LicenceRecord, LicenceRecordOf, Licences,
	LicencesOfAsset, NextLicence, Observer, Pallet, Payments,
};
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	traits::tokens::nonfungibles_v2::{Inspect, Mutate, Transfer},
	transactional,
};
use metahub_assets::{
	licence::{Terms, TermsId},
	pay::Currency,
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
	pub offer: Option<u64>,
	pub licensor: T::AccountId,
	pub payer: T::AccountId,
	pub holder: T::AccountId,
	pub funds: Option<Funds>,
}

/// What a payer may spend, deposits included.
pub(crate) struct Funds {
	pub pay_with: Currency,
	pub left: u128,
}

impl<T: Config> Pallet<T> {
	/// Gives a licence away and returns its id.
	#[transactional]
	pub fn do_grant(
		who: T::AccountId,
		asset: AssetId,
		parent: Option<u64>,
		terms_id: TermsId,
		recipient: T::AccountId,
	) -> Result<u64, DispatchError> {
		let terms = Self::known_terms(terms_id)?.terms;
		let owner = Self::live_asset(asset)?;
		Self::check_origins(asset, terms_id, &terms, false)?;
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
			offer: None,
			licensor: who.clone(),
			payer: who,
			holder: recipient,
			funds: None,
		})
		.map(|(id, _)| id)
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

	/// Issues a licence. Returns its id, and what funds are left. Not transactional: its callers
	/// are.
	pub(crate) fn issue(issue: Issue<T>) -> Result<(u64, Option<Funds>), DispatchError> {
		let Issue { asset, parent, terms_id, terms, offer, licensor, payer, holder, mut funds } =
			issue;
		let now = Self::now();
		let limit = parent.as_ref().and_then(|(_, above)| above.expires);
		let expires = Self::expiry(now, terms.duration_secs, limit)?;
		let parent_id = parent.as_ref().map(|(id, _)| *id);
		let depth = match parent {
			None => 0,
			Some((id, above)) => Self::hang_below(id, above)?,
		};

		let id = NextLicence::<T>::get();
		NextLicence::<T>::put(id.checked_add(1).ok_or(Error::<T>::CounterExhausted)?);
		Self::refer_to(terms_id)?;
		let collection = Self::enter_collection(&payer, asset.collection, &mut funds)?;
		// The collection's owner makes the NFT pallet's deposit, which is zero: the hold below
		// pays for those entries.
		T::Nfts::mint_into(&collection, &id, &holder, &T::ItemConfig::default(), true)?;
		let mut record: LicenceRecordOf<T> = LicenceRecord {
			asset,
			terms: terms_id,
			offer,
			parent: parent_id,
			depth,
			issued_at: now,
			expires,
			uses_left: terms.uses,
			used_up_at: None,
			last_use: None,
			seats_taken: 0,
			sub_licences: 0,
			open_sub_licences: 0,
			derivatives_approved: false,
			revoked: None,
			depositor: payer.clone(),
			deposit: Zero::zero(),
		};
		record.deposit = Self::licence_price(&record)?;
		Self::afford(&payer, record.deposit, &mut funds)?;
		Self::hold(HoldReason::Licence, &payer, record.deposit)?;
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
			licensor,
			payer,
			holder,
			expires,
		});
		Ok((id, funds))
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

	/// Gives a licence to another account. The NFT is all that moves.
	pub fn do_transfer(who: T::AccountId, id: u64, to: T::AccountId) -> DispatchResult {
		let record = Self::licence_of_holder(&who, id)?;
		let terms = Self::known_terms(record.terms)?.terms;
		ensure!(terms.transferable, Error::<T>::NotTransferable);
		ensure!(Self::standing(&record, Self::now(), 0).ended.is_none(), Error::<T>::LicenceEnded);
		let collection = Self::licence_collection(record.asset.collection)?.collection;
		T::Nfts::transfer(&collection, &id, &to)
	}

	/// Whether a licence may pass to others now.
	pub fn is_transferable(id: u64) -> bool {
		let Ok(record) = Self::licence(id) else { return false };
		let transferable = Self::known_terms(record.terms).is_ok_and(|k| k.terms.transferable);
		transferable && Self::standing(&record, Self::now(), 0).ended.is_none()
	}

	/// Who gets a royalty when a licence is resold, and how much, parts per million.
	pub fn resale_royalty(id: u64) -> (Option<T::AccountId>, u32) {
		let Ok(record) = Self::licence(id) else { return (None, 0) };
		let ppm = Self::known_terms(record.terms).map_or(0, |k| k.terms.resale_royalty_ppm);
		(Self::licensor_under(record.asset, record.parent), ppm)
	}
}
