//! What nodes ask the runtime about the market. Every answer is bounded.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use codec::Codec;
pub use metahub_assets::market::{Item, ItemInfo};

sp_api::decl_runtime_apis! {
	/// Reads what is sold.
	pub trait MarketApi<AccountId>
	where
		AccountId: Codec,
	{
		/// What a buyer of an item relies on, the fingerprint that it names, and what the item is for
		/// sale for, if it is; `None` when there is no such item.
		fn item(item: Item) -> Option<ItemInfo<AccountId>>;
	}
}
