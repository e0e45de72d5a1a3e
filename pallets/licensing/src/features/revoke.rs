//! Revoking licences, and approving of what is made under them.

use crate::{AssetLookup, Config, Error, Event, Pallet};
use frame_support::{dispatch::DispatchResult, ensure};
use metahub_assets::licence::RevocationReason;

impl<T: Config> Pallet<T> {
	/// Revokes a licence, whatever its terms say. For those who may: the caller checks that.
	pub fn do_revoke(id: u64, reason: RevocationReason) -> DispatchResult {
		let mut record = Self::licence(id)?;
		ensure!(record.revoked.is_none(), Error::<T>::Revoked);
		Self::commit_no_more(&record);
		record.revoked = Some(reason);
		Self::put_licence(id, record);
		Self::tell_user(id);
		Self::deposit_event(Event::Revoked { licence: id, reason });
		Ok(())
	}

	/// Revokes a licence for its licensor.
	pub fn do_revoke_by(who: T::AccountId, id: u64, reason: RevocationReason) -> DispatchResult {
		let record = Self::licence_of_licensor(&who, id)?;
		ensure!(Self::known_terms(record.terms)?.terms.revocable, Error::<T>::NotRevocable);
		Self::do_revoke(id, reason)?;
		if record.parent.is_none() {
			T::Assets::owner_acted(record.asset);
		}
		Ok(())
	}

	/// Approves of derivatives that the holder makes under a licence, or withdraws that. The holder
	/// is named, because a licence may be passed on before the call is executed.
	pub fn do_approve_derivatives(
		who: T::AccountId,
		id: u64,
		holder: Option<T::AccountId>,
	) -> DispatchResult {
		let mut record = Self::licence_of_licensor(&who, id)?;
		let derivatives = Self::known_terms(record.terms)?.terms.derivatives;
		let asked = derivatives.ok_or(Error::<T>::DerivativesForbidden)?;
		ensure!(asked.approval, Error::<T>::NoApprovalNeeded);
		let holds = holder.is_none() || holder == Self::holder_of(id, &record);
		ensure!(holds, Error::<T>::HolderChanged);
		if record.parent.is_none() {
			T::Assets::owner_acted(record.asset);
		}
		record.approved_by = holder.as_ref().map(|_| who);
		Self::put_licence(id, record);
		Self::deposit_event(Event::DerivativesApproved { licence: id, holder });
		Ok(())
	}
}
