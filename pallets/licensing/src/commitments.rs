//! What the licences of an asset commit its owner to: that it goes on, that the revision which was
//! sold stays, that its terms do not become narrower.

use crate::{
	Config, Error, Field, KnownTerms, LicenceRecordOf, OpenLicences, Pallet, SoldRevisions,
};
use frame_support::{dispatch::DispatchResult, ensure};
use metahub_assets::{
	licence::{AccessMode, Inherited, OpenLicences as Counts, Terms},
	AssetId,
};

impl<T: Config> Pallet<T> {
	/// How many licences of an asset are neither closed nor revoked. Who buys the asset takes over
	/// what they commit its owner to.
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

	/// Whether a revision of a living asset was sold: a licence is open that was issued when it was
	/// the current one.
	pub fn is_sold(asset: AssetId, revision: u32) -> bool {
		SoldRevisions::<T>::contains_key(asset, revision) && !Self::asset_gone(asset)
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
		OpenLicences::<T>::try_mutate(record.asset, |counts| -> Result<(), Error<T>> {
			counts.all = more(counts.all)?;
			if !terms.revocable {
				counts.irrevocable = more(counts.irrevocable)?;
			}
			Ok(())
		})?;
		SoldRevisions::<T>::try_mutate(record.asset, record.revision, |count| {
			*count = more(*count)?;
			Ok(())
		})
	}

	/// Counts a licence no more that is closed or revoked, unless it was revoked before.
	pub(crate) fn commit_no_more(record: &LicenceRecordOf<T>) {
		if record.revoked.is_some() {
			return;
		}
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
		SoldRevisions::<T>::mutate_exists(record.asset, record.revision, |count| {
			let left = count.unwrap_or_default().saturating_sub(1);
			*count = (left > 0).then_some(left);
		});
	}
}
