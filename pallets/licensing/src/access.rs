//! Whether licences live, who has access, and who may derive. Whoever asks about a licence walks
//! up from it; nothing walks down.

use crate::{
	AssetLookup, Config, Error, KnownTerms, LicenceCollectionOf, LicenceCollections,
	LicenceRecordOf, Licences, Listed, Modes, Pallet, Seats, SeatsOf, WeightInfo,
};
use alloc::vec::Vec;
use frame_support::{
	traits::{
		tokens::nonfungibles_v2::{Inspect, InspectEnumerable},
		Get, UnixTime,
	},
	weights::Weight,
};
use metahub_assets::{
	licence::{Access, AccessMode, Ended, Grant, Terms, TermsId, MAX_LICENCE_DEPTH},
	AssetId, LifecycleState,
};
use sp_runtime::DispatchError;

/// What a licence comes to, those above it included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
	/// Why it gives no access; `None` while it does.
	pub ended: Option<Ended>,
	/// When the first of them expires.
	pub until: Option<u64>,
	/// The fewest uses that any of them has left.
	pub uses_left: Option<u32>,
}

/// The smaller of two limits, `None` being no limit.
fn tighter<N: Ord>(a: Option<N>, b: Option<N>) -> Option<N> {
	match (a, b) {
		(Some(a), Some(b)) => Some(a.min(b)),
		(a, b) => a.or(b),
	}
}

/// Of two ends the first, but any other before uses being used up: whoever let somebody in for the
/// last use has to hear of everything that ends that.
fn graver(first: Option<Ended>, second: Option<Ended>) -> Option<Ended> {
	match first {
		None | Some(Ended::UsedUp) => second.or(first),
		first => first,
	}
}

impl<T: Config> Pallet<T> {
	/// The time, Unix seconds.
	pub fn now() -> u64 {
		T::UnixTime::now().as_secs()
	}

	/// Who has access to an asset.
	pub fn access_mode(asset: AssetId) -> AccessMode {
		Modes::<T>::get(asset).map(|record| record.mode).unwrap_or_default()
	}

	/// Who holds a licence.
	pub fn holder(licence: u64) -> Option<T::AccountId> {
		Self::holder_of(licence, &Licences::<T>::get(licence)?)
	}

	/// Who holds a licence whose record is known.
	pub(crate) fn holder_of(licence: u64, record: &LicenceRecordOf<T>) -> Option<T::AccountId> {
		let collection = LicenceCollections::<T>::get(record.asset.collection)?.collection;
		T::Nfts::owner(&collection, &licence)
	}

	/// Who gave a licence: the asset's owner, or the holder of the licence above it. `None` when
	/// that one is gone.
	pub fn licensor(licence: u64) -> Option<T::AccountId> {
		let record = Licences::<T>::get(licence)?;
		Self::licensor_under(record.asset, record.parent)
	}

	/// Who gives licences of an asset, or sub-licences under one.
	pub(crate) fn licensor_under(asset: AssetId, parent: Option<u64>) -> Option<T::AccountId> {
		match parent {
			None => T::Assets::owner(asset),
			Some(parent) => Self::holder(parent),
		}
	}

	/// Why a licence gives no access at a time, Unix seconds; `None` while it does. One that is
	/// not there counts as gone.
	pub fn ended(licence: u64, at: u64) -> Option<Ended> {
		match Licences::<T>::get(licence) {
			Some(record) => Self::standing(&record, at, 0).ended,
			None => Some(Ended::Above(licence)),
		}
	}

	/// Whether an asset can be licensed no more.
	pub(crate) fn asset_gone(asset: AssetId) -> bool {
		let state = T::Assets::state(asset);
		state.is_none_or(|state| state == LifecycleState::Revoked)
			|| T::Assets::owner(asset).is_none()
	}

	/// What a licence comes to at a time. What could be renewed counts as ended only after a
	/// grace period.
	pub(crate) fn standing(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> Standing {
		let mut standing = Self::chain(record, at, grace_secs);
		if Self::asset_gone(record.asset) {
			standing.ended = Some(Ended::AssetGone);
		}
		standing
	}

	/// As [`Self::standing`], of a licence whose asset is known to be there.
	pub(crate) fn chain(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> Standing {
		let mut standing = Standing {
			ended: Self::own_end(record, at, grace_secs),
			until: record.expires,
			uses_left: record.uses_left,
		};
		let mut above = record.parent;
		for _ in 0..MAX_LICENCE_DEPTH {
			let Some(id) = above else { return standing };
			let Some(parent) = Licences::<T>::get(id) else { break };
			let ended = Self::own_end(&parent, at, grace_secs).map(|ended| match ended {
				Ended::UsedUp => Ended::UsedUp,
				_ => Ended::Above(id),
			});
			standing.ended = graver(standing.ended, ended);
			standing.until = tighter(standing.until, parent.expires);
			standing.uses_left = tighter(standing.uses_left, parent.uses_left);
			above = parent.parent;
		}
		standing.ended = graver(standing.ended, above.map(Ended::Above));
		standing
	}

	/// Why a licence has ended by itself.
	fn own_end(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> Option<Ended> {
		let over = |since: u64| since.saturating_add(grace_secs) <= at;
		if let Some(reason) = record.revoked {
			return Some(Ended::Revoked(reason));
		}
		if record.expires.is_some_and(over) {
			return Some(Ended::Expired);
		}
		// Without grace it does not matter since when.
		let used_up =
			record.uses_left == Some(0) && (grace_secs == 0 || record.used_up_at.is_none_or(over));
		used_up.then_some(Ended::UsedUp)
	}

	/// Whether an account has access to an asset at a time (Unix seconds), and why. The one answer
	/// that every door gives.
	///
	/// A `licence` that the account names is looked at before any other; beyond it, no more than
	/// [`Config::MaxScan`] of its seats and of its licences in the collection are.
	pub fn access(
		asset: AssetId,
		who: &T::AccountId,
		at: u64,
		licence: Option<u64>,
	) -> Option<Access> {
		let unlimited = |grant| Some(Access { grant, until: None, uses_left: None });
		if T::Assets::owner(asset)? == *who {
			return unlimited(Grant::Owner);
		}
		if Self::asset_gone(asset) {
			return None;
		}
		match Self::access_mode(asset) {
			AccessMode::Free(_) => return unlimited(Grant::Free),
			AccessMode::AllowList if Listed::<T>::contains_key(asset, who) => {
				return unlimited(Grant::Listed)
			}
			AccessMode::AllowList | AccessMode::Licence => (),
		}
		let by_named = || {
			let id = licence?;
			Self::as_holder(asset, who, at, id).or_else(|| Self::as_seated(asset, who, at, id))
		};
		let by_seat = || {
			SeatsOf::<T>::iter_key_prefix((asset, who.clone()))
				.take(T::MaxScan::get() as usize)
				.find_map(|id| Self::as_seated(asset, who, at, id))
		};
		let by_licence =
			|| Self::held(asset, who).find_map(|id| Self::as_holder(asset, who, at, id));
		by_named().or_else(by_seat).or_else(by_licence)
	}

	/// What an account may hold of an asset, as far as it is looked at: items of the licence
	/// collection.
	fn held(asset: AssetId, who: &T::AccountId) -> impl Iterator<Item = u64> + '_ {
		LicenceCollections::<T>::get(asset.collection)
			.into_iter()
			.flat_map(|record| T::Nfts::owned_in_collection(&record.collection, who))
			.take(T::MaxScan::get() as usize)
	}

	/// The access that a licence gives its holder.
	fn as_holder(asset: AssetId, who: &T::AccountId, at: u64, licence: u64) -> Option<Access> {
		let record = Licences::<T>::get(licence).filter(|record| record.asset == asset)?;
		let holds = Self::holder_of(licence, &record).as_ref() == Some(who);
		let standing = Self::chain(&record, at, 0);
		(holds && standing.ended.is_none()).then_some(Access {
			grant: Grant::Holder(licence),
			until: standing.until,
			uses_left: standing.uses_left,
		})
	}

	/// The access that a licence gives to who has a seat.
	fn as_seated(asset: AssetId, who: &T::AccountId, at: u64, licence: u64) -> Option<Access> {
		let record = Licences::<T>::get(licence).filter(|record| record.asset == asset)?;
		let standing = Self::chain(&record, at, 0);
		let seated = standing.ended.is_none() && Self::is_seated(licence, &record, who);
		seated.then_some(Access {
			grant: Grant::Seat(licence),
			until: standing.until,
			uses_left: standing.uses_left,
		})
	}

	/// Whether an account has a seat of a licence: from who holds it now.
	pub(crate) fn is_seated(licence: u64, record: &LicenceRecordOf<T>, who: &T::AccountId) -> bool {
		Seats::<T>::get(licence, who)
			.is_some_and(|seat| Self::holder_of(licence, record) == Some(seat.depositor))
	}

	/// The terms under which an account may derive from an asset now: of the licence of the
	/// account, among those looked at, that asks for the smallest revenue share; else those of a
	/// free asset. Refuses with the reason.
	pub fn permit(who: &T::AccountId, asset: AssetId) -> Result<(TermsId, Terms), DispatchError> {
		Self::live_asset(asset)?;
		let now = Self::now();
		let mut permits = Vec::new();
		let (mut forbidden, mut unapproved) = (false, false);
		let live = Self::held(asset, who)
			.filter_map(|id| Licences::<T>::get(id).map(|record| (id, record)))
			.filter(|(_, record)| record.asset == asset)
			.filter(|(_, record)| Self::chain(record, now, 0).ended.is_none());
		for (id, record) in live {
			let Some(known) = KnownTerms::<T>::get(record.terms) else { continue };
			match known.terms.derivatives {
				None => forbidden = true,
				Some(asked) if asked.approval && !record.derivatives_approved => unapproved = true,
				Some(asked) => {
					permits.push((asked.revenue_share_ppm, id, record.terms, known.terms));
				}
			}
		}
		if let Some((_, _, id, terms)) = permits.into_iter().min_by_key(|(ppm, id, ..)| (*ppm, *id))
		{
			return Ok((id, terms));
		}
		if let AccessMode::Free(id) = Self::access_mode(asset) {
			let terms = KnownTerms::<T>::get(id).ok_or(Error::<T>::TermsUnknown)?.terms;
			match terms.derivatives {
				None => forbidden = true,
				// There is no licence that anyone could approve.
				Some(asked) if asked.approval => unapproved = true,
				Some(_) => return Ok((id, terms)),
			}
		}
		Err(match (unapproved, forbidden) {
			(true, _) => Error::<T>::NeedsApproval,
			(false, true) => Error::<T>::DerivativesForbidden,
			(false, false) => Error::<T>::NoLicence,
		}
		.into())
	}

	/// Weight of [`Self::permit`].
	pub fn permit_weight() -> Weight {
		T::WeightInfo::permit(T::MaxScan::get())
	}

	/// Weight of [`Self::access`].
	pub fn access_weight() -> Weight {
		T::WeightInfo::access(T::MaxScan::get())
	}

	/// Whether the items of a pallet-nfts collection are licences.
	pub fn is_licence_collection(collection: u32) -> bool {
		LicenceCollectionOf::<T>::contains_key(collection)
	}

	/// Whether pallet-nfts must not move an item: a licence that is not transferable, or has
	/// ended. Not so for what is no licence, and while one is minted or burned.
	pub fn is_locked(collection: u32, item: u64) -> bool {
		if !Self::is_licence_collection(collection) {
			return false;
		}
		let Some(record) = Licences::<T>::get(item) else { return false };
		let transferable =
			KnownTerms::<T>::get(record.terms).is_some_and(|known| known.terms.transferable);
		!transferable || Self::standing(&record, Self::now(), 0).ended.is_some()
	}
}
