//! What the licences of an asset commit its owner to: that it goes on, that the revision which was
//! sold stays, that its terms do not become narrower.

use crate::{
	Config, Error, Field, KnownTerms, LicenceRecordOf, OpenLicences, Pallet, SoldRevision,
	SoldRevisions,
};
use frame_support::{dispatch::DispatchResult, ensure};
use frame_system::pallet_prelude::BlockNumberFor;
use metahub_assets::{
	licence::{AccessMode, Inherited, OpenLicences as Counts, Terms},
	AssetId,
};

impl<T: Config> Pallet<T> {
	/// How many licences that an asset's owners gave are neither closed nor revoked. Who buys the
	/// asset takes over what they commit its owner to. Sub-licences commit it to nothing more: each
	/// ends with the licence above it, and cannot be revoked only where that cannot be either.
	pub fn open_licences(asset: AssetId) -> Counts {
		OpenLicences::<T>::get(asset)
	}

	/// Refuses while licences of a living asset are open that cannot be revoked: its owner neither
	/// retires nor revokes it.
	///
	/// # Errors
	/// [`IrrevocableLicences`](Error::IrrevocableLicences).
	pub fn ensure_endable(asset: AssetId) -> DispatchResult {
		let bound = Self::open_licences(asset).irrevocable > 0 && !Self::asset_gone(asset);
		ensure!(!bound, Error::<T>::IrrevocableLicences);
		Ok(())
	}

	/// The block in which an owner of a living asset last issued a licence at a revision, while such
	/// a licence is open, or one below it.
	pub fn sold_at(asset: AssetId, revision: u32) -> Option<BlockNumberFor<T>> {
		let sold = SoldRevisions::<T>::get(asset, revision)?;
		(!Self::asset_gone(asset)).then_some(sold.last)
	}

	/// Refuses if something licensed of an asset would be wider than what it is going to have
	/// inherited. Open licences are not compared one by one: while there are any, nothing becomes
	/// narrower. Offers are compared when they are bought from.
	///
	/// # Errors
	/// [`WiderThanOrigins`](Error::WiderThanOrigins) for the mode,
	/// [`LicencesOpen`](Error::LicencesOpen).
	pub fn ensure_within(asset: AssetId, inherited: &Inherited) -> DispatchResult {
		Self::check_mode(Self::access_mode(asset), inherited)?;
		ensure!(Self::open_licences(asset).all == 0, Error::<T>::LicencesOpen);
		Ok(())
	}

	/// Refuses an access mode that gives more than an asset has inherited.
	pub(crate) fn check_mode(mode: AccessMode, inherited: &Inherited) -> Result<(), Error<T>> {
		let checked = match mode {
			AccessMode::Licence => Ok(()),
			AccessMode::AllowList => inherited.check_unlimited(),
			AccessMode::Free(id) => {
				let known = KnownTerms::<T>::get(id).ok_or(Error::<T>::TermsUnknown)?;
				inherited.check(id, &known.terms)
			}
		};
		checked.map_err(|field| Error::<T>::WiderThanOrigins(Field(field)))
	}

	/// Counts a licence that was issued.
	pub(crate) fn commit(record: &LicenceRecordOf<T>, terms: &Terms) -> Result<(), Error<T>> {
		let more = |count: u32| count.checked_add(1).ok_or(Error::<T>::CounterExhausted);
		if record.parent.is_none() {
			OpenLicences::<T>::try_mutate(record.asset, |counts| -> Result<(), Error<T>> {
				counts.all = more(counts.all)?;
				if !terms.revocable {
					counts.irrevocable = more(counts.irrevocable)?;
				}
				Ok(())
			})?;
		}
		let now = frame_system::Pallet::<T>::block_number();
		SoldRevisions::<T>::try_mutate(record.asset, record.revision, |slot| {
			let sold = slot.get_or_insert(SoldRevision { licences: 0, last: now });
			sold.licences = more(sold.licences)?;
			if record.parent.is_none() {
				sold.last = now;
			}
			Ok(())
		})
	}

	/// Counts a licence no more that is closed or revoked, unless it was revoked before.
	pub(crate) fn commit_no_more(record: &LicenceRecordOf<T>) {
		if record.revoked.is_some() {
			return;
		}
		if record.parent.is_none() {
			let revocable =
				KnownTerms::<T>::get(record.terms).is_some_and(|known| known.terms.revocable);
			OpenLicences::<T>::mutate_exists(record.asset, |counts| {
				let mut left = counts.unwrap_or_default();
				left.all = left.all.saturating_sub(1);
				if !revocable {
					left.irrevocable = left.irrevocable.saturating_sub(1);
				}
				*counts = (left != Counts::default()).then_some(left);
			});
		}
		SoldRevisions::<T>::mutate_exists(record.asset, record.revision, |slot| {
			let Some(SoldRevision { licences, last }) = slot.take() else { return };
			let licences = licences.saturating_sub(1);
			*slot = (licences > 0).then_some(SoldRevision { licences, last });
		});
	}
}
