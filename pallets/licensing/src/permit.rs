//! Who may make something from an asset, and under which terms.

use crate::{Config, Error, LicenceRecordOf, Licences, Pallet, WeightInfo};
use frame_support::{ensure, weights::Weight};
use metahub_assets::{
	licence::{AccessMode, Derivatives, Terms, TermsId, MAX_LICENCE_DEPTH},
	AssetId, Permit,
};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// The terms under which an account may make something from an asset now: those of the licence,
	/// or of the free asset, that it names. They permit nothing that the asset's own origins do not
	/// allow by now.
	///
	/// # Errors
	/// [`AssetUnknown`](Error::AssetUnknown), [`AssetRevoked`](Error::AssetRevoked);
	/// [`LicenceUnknown`](Error::LicenceUnknown), [`WrongAsset`](Error::WrongAsset),
	/// [`NotHolder`](Error::NotHolder), [`LicenceEnded`](Error::LicenceEnded);
	/// [`NotFree`](Error::NotFree); [`DerivativesForbidden`](Error::DerivativesForbidden),
	/// [`NeedsApproval`](Error::NeedsApproval), [`WiderThanOrigins`](Error::WiderThanOrigins);
	/// [`NoLicence`](Error::NoLicence) for [`Permit::Owner`], which names no terms.
	pub fn permit(
		who: &T::AccountId,
		asset: AssetId,
		permit: Permit,
	) -> Result<(TermsId, Terms), DispatchError> {
		Self::live_asset(asset)?;
		match permit {
			Permit::Owner => Err(Error::<T>::NoLicence.into()),
			Permit::Licence(licence) => Self::permit_of_licence(who, asset, licence),
			Permit::Free(id) => Self::permit_of_free_asset(asset, id),
		}
	}

	fn permit_of_licence(
		who: &T::AccountId,
		asset: AssetId,
		licence: u64,
	) -> Result<(TermsId, Terms), DispatchError> {
		let record = Self::licence(licence)?;
		ensure!(record.asset == asset, Error::<T>::WrongAsset);
		ensure!(Self::holder_of(licence, &record).as_ref() == Some(who), Error::<T>::NotHolder);
		ensure!(Self::chain(&record, Self::now(), 0).ended.is_none(), Error::<T>::LicenceEnded);
		let id = record.terms;
		let terms = Self::known_terms(id)?.terms;
		ensure!(terms.derivatives.is_some(), Error::<T>::DerivativesForbidden);
		Self::check_origins(asset, record.parent, id, &terms, false)?;
		Self::ensure_approved(record)?;
		Ok((id, terms))
	}

	fn permit_of_free_asset(
		asset: AssetId,
		id: TermsId,
	) -> Result<(TermsId, Terms), DispatchError> {
		ensure!(Self::access_mode(asset) == AccessMode::Free(id), Error::<T>::NotFree);
		let terms = Self::known_terms(id)?.terms;
		let Derivatives { approval, .. } =
			terms.derivatives.ok_or(Error::<T>::DerivativesForbidden)?;
		// There is no licence that anyone could approve.
		ensure!(!approval, Error::<T>::NeedsApproval);
		Self::check_origins(asset, None, id, &terms, false)?;
		Ok((id, terms))
	}

	/// Refuses unless a licence, and each above it, has been approved where its terms demand it: a
	/// licensor that needs approval itself cannot give it to others.
	fn ensure_approved(record: LicenceRecordOf<T>) -> Result<(), Error<T>> {
		let mut next = Some(record);
		for _ in 0..=MAX_LICENCE_DEPTH {
			let Some(record) = next else { return Ok(()) };
			let derivatives = Self::known_terms(record.terms)?.terms.derivatives;
			let demanded = derivatives.is_some_and(|derivatives| derivatives.approval);
			ensure!(!demanded || Self::is_approved(&record), Error::<T>::NeedsApproval);
			next = record.parent.and_then(Licences::<T>::get);
		}
		Ok(())
	}

	/// Whether the present licensor approved of the present holder's derivatives.
	pub(crate) fn is_approved(record: &LicenceRecordOf<T>) -> bool {
		let licensor = || Self::licensor_under(record.asset, record.parent);
		record.approved_by.is_some() && record.approved_by == licensor()
	}

	/// Weight of [`Self::permit`].
	pub fn permit_weight() -> Weight {
		T::WeightInfo::permit()
	}
}
