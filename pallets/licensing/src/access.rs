//! Whether licences live, and who has access. The answer about a licence comes from walking up from
//! it; nothing walks down.

use crate::{
	AssetLookup, Config, KnownTerms, LicenceCollectionOf, LicenceCollections, LicenceRecordOf,
	Licences, Listed, Modes, Pallet, Revenue, Seats, SeatsOf, WeightInfo,
};
use frame_support::{
	traits::{tokens::nonfungibles_v2::Inspect, Get, UnixTime},
	weights::Weight,
};
use metahub_assets::{
	licence::{Access, AccessMode, Ended, Grant, MAX_LICENCE_DEPTH},
	AssetId, LifecycleState,
};

/// What a licence comes to, those above it included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
	/// Why it gives no access; `None` while it does. [`Ended::UsedUp`] only where nothing else ended
	/// it: a server that let somebody in for the last use has to learn of everything that ends that.
	pub ended: Option<Ended>,
	/// When it expires.
	pub until: Option<u64>,
	/// The uses that it has left.
	pub uses_left: Option<u32>,
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

	/// As [`Self::standing`], of a licence whose asset is known to be there. A licence above that is
	/// used up has ended for itself only: its sub-licences took over what it sold them.
	pub(crate) fn chain(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> Standing {
		let ended = Self::cut_off(record, at, grace_secs)
			.or_else(|| Self::cut_off_above(record, at, grace_secs))
			.or_else(|| Self::is_used_up(record, at, grace_secs).then_some(Ended::UsedUp));
		// No licence expires after the one above it.
		Standing { ended, until: record.expires, uses_left: record.uses_left }
	}

	/// Which licence above one has ended in a way that ends it, too: the nearest.
	fn cut_off_above(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> Option<Ended> {
		let mut above = record.parent;
		for _ in 0..MAX_LICENCE_DEPTH {
			let id = above?;
			let parent = Licences::<T>::get(id);
			let Some(parent) = parent.filter(|p| Self::cut_off(p, at, grace_secs).is_none()) else {
				return Some(Ended::Above(id));
			};
			above = parent.parent;
		}
		above.map(Ended::Above)
	}

	/// Why a licence has ended by itself, and with it all below it.
	fn cut_off(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> Option<Ended> {
		let over = |expires: u64| expires.saturating_add(grace_secs) <= at;
		let expired = || record.expires.is_some_and(over).then_some(Ended::Expired);
		record.revoked.map(Ended::Revoked).or_else(expired)
	}

	/// Whether a licence has no uses left, and has not had any for a grace period.
	fn is_used_up(record: &LicenceRecordOf<T>, at: u64, grace_secs: u64) -> bool {
		let over = |since: u64| since.saturating_add(grace_secs) <= at;
		// Without grace it does not matter since when.
		record.uses_left == Some(0) && (grace_secs == 0 || record.used_up_at.is_none_or(over))
	}

	/// Whether an account has access to an asset at a time (Unix seconds), and why. The one answer
	/// that every door gives.
	///
	/// A `licence` that the account names is looked at before any other; beyond it, no more than
	/// [`Config::MaxScan`] of its licences of the asset are, the best first (see
	/// [`HeldLicences`](crate::HeldLicences)), and then of its seats. A mode that gives more than the asset's origins allow
	/// gives nothing.
	pub fn access(
		asset: AssetId,
		who: &T::AccountId,
		at: u64,
		licence: Option<u64>,
	) -> Option<Access> {
		let unlimited = |grant| Some(Access { grant, until: None, uses_left: None });
		let owner = T::Assets::owner(asset)?;
		if owner == *who {
			return unlimited(Grant::Owner);
		}
		if Self::asset_gone(asset) {
			return None;
		}
		let mode = Self::access_mode(asset);
		let granted = match mode {
			AccessMode::Licence => None,
			// A former owner's entries count no more.
			AccessMode::AllowList => Listed::<T>::get(asset, who)
				.is_some_and(|entry| entry.depositor == owner)
				.then_some(Grant::Listed),
			AccessMode::Free(_) => Some(Grant::Free),
		};
		if let Some(grant) = granted {
			if Self::check_mode(mode, &T::Revenue::inherited(asset)).is_ok() {
				return unlimited(grant);
			}
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
		by_named().or_else(by_licence).or_else(by_seat)
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

	/// Weight of [`Self::access`].
	pub fn access_weight() -> Weight {
		T::WeightInfo::access(T::MaxScan::get()).saturating_add(T::Revenue::weight())
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
