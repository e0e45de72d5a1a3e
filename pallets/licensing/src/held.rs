//! Who holds which licences of an asset: an index of the NFTs' owners, best licences first.

use crate::{Config, HeldLicences, LicenceRecordOf, Licences, Pallet};
use metahub_assets::AssetId;

/// Where a licence stands among those of an asset that an account holds: its depth and whether its
/// uses are counted, how far its expiry is from the end of time, its id. The first is the surest to
/// give access.
///
/// A licence from the owner lives until it expires, and a smaller rank expires later: behind one
/// that has expired there is none that has not. A sub-licence can also have been cut off from above,
/// which its rank does not show.
pub type Rank = [u8; 17];

/// The rank of a licence; `None` for one that is not in the index, because it has ended by itself
/// and not by time.
pub(crate) fn rank<T: Config>(id: u64, record: &LicenceRecordOf<T>) -> Option<Rank> {
	if record.revoked.is_some() || record.uses_left == Some(0) {
		return None;
	}
	let counted = u8::from(record.uses_left.is_some());
	let expires = u64::MAX.saturating_sub(record.expires.unwrap_or(u64::MAX));
	let mut rank = Rank::default();
	let (class, rest) = rank.split_at_mut(1);
	let (time, last) = rest.split_at_mut(8);
	class.copy_from_slice(&[record.depth.saturating_mul(2).saturating_add(counted)]);
	time.copy_from_slice(&expires.to_be_bytes());
	last.copy_from_slice(&id.to_be_bytes());
	Some(rank)
}

/// The licence that has a rank.
pub(crate) fn ranked(rank: Rank) -> u64 {
	let id = rank.last_chunk::<8>().copied().unwrap_or_default();
	u64::from_be_bytes(id)
}

impl<T: Config> Pallet<T> {
	/// An NFT has another owner: `from` is `None` when it was minted, `to` when it was burned. The
	/// runtime calls this for every NFT. An approval of derivatives does not pass on with a licence.
	pub fn moved(
		collection: u32,
		item: u64,
		from: Option<&T::AccountId>,
		to: Option<&T::AccountId>,
	) {
		if !Self::is_licence_collection(collection) {
			return;
		}
		// A licence is stored after its NFT was minted, and removed before that is burned.
		let Some(mut record) = Licences::<T>::get(item) else { return };
		if record.approved_by.take().is_some() {
			Licences::<T>::insert(item, &record);
		}
		if let Some(from) = from {
			Self::hold_no_more(from, item, &record);
		}
		if let Some(to) = to {
			Self::note_held(to, item, &record);
		}
	}

	/// Enters a licence into the index.
	pub(crate) fn note_held(holder: &T::AccountId, id: u64, record: &LicenceRecordOf<T>) {
		if let Some(rank) = rank::<T>(id, record) {
			HeldLicences::<T>::insert((record.asset, holder), rank, ());
		}
	}

	/// Takes a licence out of the index.
	pub(crate) fn hold_no_more(holder: &T::AccountId, id: u64, record: &LicenceRecordOf<T>) {
		if let Some(rank) = rank::<T>(id, record) {
			HeldLicences::<T>::remove((record.asset, holder), rank);
		}
	}

	/// Stores a licence that has changed, wherever it stands in the index from now on.
	pub(crate) fn put_licence(id: u64, record: LicenceRecordOf<T>) {
		let former = Licences::<T>::get(id);
		let before = former.as_ref().and_then(|former| rank::<T>(id, former));
		if before != rank::<T>(id, &record) {
			if let Some(holder) = Self::holder_of(id, &record) {
				if let Some(former) = &former {
					Self::hold_no_more(&holder, id, former);
				}
				Self::note_held(&holder, id, &record);
			}
		}
		Licences::<T>::insert(id, record);
	}

	/// The licences of an asset that an account holds, as far as they are looked at: of those from
	/// the owner the uncounted one and the counted one that expire last, for with that one all others
	/// of its kind have expired; then sub-licences.
	pub(crate) fn held(asset: AssetId, who: &T::AccountId) -> impl Iterator<Item = u64> {
		let after = |class: u8| {
			let mut last = [u8::MAX; 17];
			if let Some(first) = last.first_mut() {
				*first = class;
			}
			let from = HeldLicences::<T>::hashed_key_for((asset, who), last);
			HeldLicences::<T>::iter_key_prefix_from((asset, who), from)
		};
		let of_class = |class: u8| move |rank: &Rank| rank.first() == Some(&class);
		let uncounted = HeldLicences::<T>::iter_key_prefix((asset, who)).next().filter(of_class(0));
		let counted = after(0).next().filter(of_class(1));
		let most = <T::MaxScan as frame_support::traits::Get<u32>>::get().saturating_sub(2);
		uncounted.into_iter().chain(counted).chain(after(1).take(most as usize)).map(ranked)
	}
}
