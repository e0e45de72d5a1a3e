//! Which assets are of which kind and in which state: an index, so that a list of some looks at no
//! others.

use crate::{AssetRecordOf, Config, Listed, Pallet};
use alloc::vec::Vec;
use metahub_assets::{AssetId, AssetKind, LifecycleState};

/// An asset's id in big-endian order, collection first: keys come in the order of ids.
pub type OrderedId = [u8; 12];
/// Length of the collection in an [`OrderedId`].
const COLLECTION: usize = 4;

/// An id as a key of the index.
pub(crate) fn ordered(id: AssetId) -> OrderedId {
	let mut key = OrderedId::default();
	let (collection, item) = key.split_at_mut(COLLECTION);
	collection.copy_from_slice(&id.collection.to_be_bytes());
	item.copy_from_slice(&id.item.to_be_bytes());
	key
}

/// The id that a key of the index stands for.
pub(crate) fn unordered(key: OrderedId) -> AssetId {
	let collection = key.first_chunk().copied().unwrap_or_default();
	let item = key.last_chunk().copied().unwrap_or_default();
	AssetId::new(u32::from_be_bytes(collection), u64::from_be_bytes(item))
}

impl<T: Config> Pallet<T> {
	/// Enters an asset into the index.
	pub(crate) fn enlist(id: AssetId, record: &AssetRecordOf<T>) {
		Listed::<T>::insert((record.kind, record.state), ordered(id), ());
	}

	/// Takes an asset out of the index, where it stands with this record.
	pub(crate) fn delist(id: AssetId, record: &AssetRecordOf<T>) {
		Listed::<T>::remove((record.kind, record.state), ordered(id));
	}

	/// The assets of a kind in a state, in one collection or in all, by id, from the one that follows
	/// an id.
	pub(crate) fn listed(
		kind: AssetKind,
		state: LifecycleState,
		collection: Option<u32>,
		after: Option<AssetId>,
	) -> impl Iterator<Item = AssetId> {
		let class = (kind, state);
		let key = |id| Listed::<T>::hashed_key_for(class, ordered(id));
		// The key before all of a collection is the one that ends with the collection.
		let before = |collection: u32| {
			let mut key: Vec<u8> = key(AssetId::new(collection, 0));
			key.truncate(key.len().saturating_sub(size_of::<u64>()));
			key
		};
		let from = match (after, collection) {
			(Some(id), Some(only)) if id.collection < only => Some(before(only)),
			(Some(id), _) => Some(key(id)),
			(None, Some(only)) => Some(before(only)),
			(None, None) => None,
		};
		let keys = match from {
			Some(from) => Listed::<T>::iter_key_prefix_from(class, from),
			None => Listed::<T>::iter_key_prefix(class),
		};
		let within = move |id: &AssetId| collection.is_none_or(|only| id.collection == only);
		keys.map(unordered).take_while(within)
	}
}
