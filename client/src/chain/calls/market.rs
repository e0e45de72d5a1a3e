//! The calls of the market.

use super::Call;
use codec::Encode;
pub use metahub_assets::market::Item;
use metahub_assets::pay::{Currency, Price};
use subxt::utils::{AccountId32, H256};

/// The market's name in the runtime.
pub const MARKET: &str = "Market";

fn market(name: &'static str, arguments: impl Encode) -> Call {
	Call::new(MARKET, name, arguments)
}

/// Sets what a collection's publisher gets of each resale in it.
pub fn set_royalty(collection: u32, ppm: u32) -> Call {
	market("set_royalty", (collection, ppm))
}

/// Lists an item for sale.
pub fn list(item: Item, prices: &[Price], swaps: bool, closes: Option<u64>) -> Call {
	market("list", (item, prices, swaps, closes))
}

/// Takes an item off the market.
pub fn unlist(item: Item) -> Call {
	market("unlist", (item,))
}

/// Buys an item from the named seller, if it still has the fingerprint that the buyer has seen.
pub fn buy(
	item: Item,
	seller: &AccountId32,
	expected: H256,
	pay_with: Currency,
	max_amount: u128,
) -> Call {
	market("buy", (item, seller, expected, pay_with, max_amount))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use metahub_assets::AssetId;

	#[test]
	fn items_have_the_markets_numbers() {
		let call = unlist(Item::Asset(AssetId::new(1, 2)));
		assert_eq!(call.arguments, [&[0, 1, 0, 0, 0, 2][..], &[0; 7]].concat());
		let call = list(Item::Licence(3), &[Price::new(Currency::Native, 1)], false, None);
		let parts =
			<(Item, Vec<Price>, bool, Option<u64>)>::decode(&mut &call.arguments[..]).unwrap();
		assert_eq!(parts, (Item::Licence(3), vec![Price::new(Currency::Native, 1)], false, None));
	}
}
