//! Lists of assets: filtered, paged, and bounded in what one page looks at.
//!
//! | filter | what is read |
//! |---|---|
//! | owner, with or without others | what the account owns, by the NFTs' index; the rest is passed over |
//! | kind or state, with or without a collection | the index by kind and state, merged by id: the hits |
//! | collection, none | the ids that were handed out; those of retired assets are passed over |

use super::{AssetInfoOf, AssetPageOf};
use crate::{Assets, Collections, Config, NewestCollection, OwnedItems, Pallet};
use alloc::vec::Vec;
use core::iter::Peekable;
use metahub_assets::{
	AssetFilter, AssetId, AssetKind, AssetPage, LifecycleState, MAX_PAGE, MAX_SCAN,
};

/// A page in the making.
struct Page<'a, T: Config> {
	filter: &'a AssetFilter<T::AccountId>,
	limit: usize,
	items: Vec<AssetInfoOf<T>>,
	/// How many records may still be looked at.
	budget: u32,
	/// What was looked at last.
	seen: Option<AssetId>,
}

impl<T: Config> Pallet<T> {
	/// A page of the assets that pass a filter, after the cursor, at most [`MAX_PAGE`]. By id in
	/// ascending order, except for the assets of one owner, which have an order of their own.
	///
	/// Looks at no more than [`MAX_SCAN`] records: a page can end early, with a cursor.
	pub fn list(
		filter: AssetFilter<T::AccountId>,
		cursor: Option<AssetId>,
		limit: u32,
	) -> AssetPageOf<T> {
		Self::list_within(filter, cursor, limit, MAX_SCAN).0
	}

	/// [`list`](Self::list), looking at no more than so many records; also returns at how many it
	/// did. For callers that pay for each look. A list by kind or state takes a look at each pair of
	/// these first, six at most. With no more looks than that, a page may be empty and its cursor the
	/// one that was given.
	pub fn list_within(
		filter: AssetFilter<T::AccountId>,
		cursor: Option<AssetId>,
		limit: u32,
		most_looks: u32,
	) -> (AssetPageOf<T>, u32) {
		let looks = most_looks.min(MAX_SCAN);
		let mut page: Page<'_, T> = Page {
			filter: &filter,
			limit: limit.min(MAX_PAGE) as usize,
			items: Vec::new(),
			budget: looks,
			seen: cursor,
		};
		let complete = match &filter.owner {
			Some(owner) => page.scan_owned(owner),
			None if filter.kind.is_some() || filter.state.is_some() => page.scan_listed(),
			None => page.scan_collections(),
		};
		let next = if complete { None } else { page.seen };
		(AssetPage { items: page.items, next }, looks.saturating_sub(page.budget))
	}
}

impl<T: Config> Page<'_, T> {
	/// Looks at everything, by id. Returns whether it came to the end.
	fn scan_collections(&mut self) -> bool {
		// The end of what is not there yet: nothing follows.
		let Some(newest) = NewestCollection::<T>::get() else { return true };
		let (first, last) = self.filter.collection.map_or((0, newest), |only| (only, only));
		let start = match self.seen {
			Some(cursor) if cursor.collection >= first => following(cursor),
			_ => Some(AssetId::new(first, 0)),
		};
		let Some(AssetId { collection: from, item: mut first_item }) = start else { return true };
		for collection in from..=last {
			// A page that is full ends here, even if the rest is empty: that would have to be
			// looked at first.
			if !self.afford() {
				return false;
			}
			let items = Collections::<T>::get(collection).map_or(0, |record| record.next_item);
			for item in first_item..items {
				if !self.look_at(AssetId::new(collection, item)) {
					return false;
				}
			}
			self.seen = Some(AssetId::new(collection, u64::MAX));
			first_item = 0;
		}
		true
	}

	/// Looks at what is of the kind and in the state that the filter names, by id. Returns whether
	/// it came to the end.
	fn scan_listed(&mut self) -> bool {
		let (kind, state) = (self.filter.kind, self.filter.state);
		let kinds = AssetKind::ALL.iter().filter(|any| kind.is_none_or(|only| only == **any));
		let mut lists = Vec::new();
		for kind in kinds {
			let states =
				LifecycleState::ALL.iter().filter(|any| state.is_none_or(|only| only == **any));
			for state in states {
				// To find out what it begins with.
				if !self.afford() {
					return false;
				}
				let within = self.filter.collection;
				lists.push(Pallet::<T>::listed(*kind, *state, within, self.seen).peekable());
			}
		}
		loop {
			let nearest = |(at, list): (usize, &mut Peekable<_>)| Some((*list.peek()?, at));
			let Some((asset, at)) = lists.iter_mut().enumerate().filter_map(nearest).min() else {
				return true;
			};
			if !self.look_at(asset) {
				return false;
			}
			lists.get_mut(at).map(Iterator::next);
		}
	}

	/// Looks at what an account owns. Returns whether it came to the end.
	fn scan_owned(&mut self, owner: &T::AccountId) -> bool {
		loop {
			// One more than fits, to know whether it ends there.
			let ask = (self.limit as u32).saturating_add(1).min(self.budget);
			if ask == 0 {
				return false;
			}
			let owned = T::OwnedItems::owned_items(owner, self.filter.collection, self.seen, ask);
			let end = (owned.len() as u32) < ask;
			for asset in owned {
				if !self.look_at(asset) {
					return false;
				}
			}
			if end {
				return true;
			}
		}
	}

	/// Spends one look. Returns whether there was one left.
	fn afford(&mut self) -> bool {
		match self.budget.checked_sub(1) {
			Some(left) => self.budget = left,
			None => return false,
		}
		true
	}

	/// Adds an asset if it passes the filter. Returns whether the page goes on.
	fn look_at(&mut self, asset: AssetId) -> bool {
		if !self.afford() {
			return false;
		}
		let AssetFilter { kind, state, .. } = self.filter;
		let found = Assets::<T>::get(asset).filter(|record| {
			kind.is_none_or(|kind| record.kind == kind)
				&& state.is_none_or(|state| record.state == state)
		});
		if let Some(info) = found.and_then(|record| Pallet::<T>::describe_asset(asset, record)) {
			if self.items.len() >= self.limit {
				return false;
			}
			self.items.push(info);
		}
		self.seen = Some(asset);
		true
	}
}

/// The id after an id, in ascending order.
fn following(id: AssetId) -> Option<AssetId> {
	match id.item.checked_add(1) {
		Some(item) => Some(AssetId::new(id.collection, item)),
		None => Some(AssetId::new(id.collection.checked_add(1)?, 0)),
	}
}
