//! What the market asks of others.

use crate::Item;
use alloc::vec::Vec;
use frame_support::weights::Weight;
use metahub_assets::pay::{Currency, Price, Purpose, Quote, Share};
use sp_runtime::{DispatchError, DispatchResult};

/// What is sold.
pub trait Items<AccountId> {
	/// Who owns an item; `None` when it does not exist, or no longer.
	fn owner(item: Item) -> Option<AccountId>;

	/// Whether it may change hands now.
	fn transferable(item: Item) -> bool;

	/// Who gets a royalty on its resale, and how many parts per million. Asked for licences: of
	/// assets the market knows itself.
	fn royalty(item: Item) -> (Option<AccountId>, u32);

	/// Hands it over, or refuses with the reason and changes nothing.
	fn transfer(item: Item, from: &AccountId, to: &AccountId) -> DispatchResult;

	/// Weight of one call of each of the others at most.
	fn weight() -> Weight;
}

/// Who publishes what.
pub trait Publishers<AccountId> {
	/// Who publishes a collection; `None` when it does not exist, or no longer. One storage read.
	fn publisher(collection: u32) -> Option<AccountId>;
}

/// How things are paid.
pub trait Payments<AccountId> {
	/// Which of `prices` is paid when the payer spends `pay_with`, and what it takes: the price in
	/// that very currency if there is one, else (with `swaps`) the cheapest swap into any of them.
	/// Refuses with the reason.
	fn choose(prices: &[Price], swaps: bool, pay_with: Currency) -> Result<Quote, DispatchError>;

	/// Pays `price` in `shares`, which add up to it, from `payer`, who spends at most `max_amount`
	/// of `pay_with`. All or nothing. Returns what was spent.
	fn settle(
		payer: &AccountId,
		price: Price,
		pay_with: Currency,
		max_amount: u128,
		shares: Vec<Share<AccountId>>,
		purpose: Purpose,
	) -> Result<u128, DispatchError>;

	/// Whether a payment is under way: what is called now is called by a token's contract.
	fn is_settling() -> bool;

	/// Weight of `choose` and `settle` with so many payees, at most.
	fn weight(payees: u32, pay_with: Currency) -> Weight;
}

/// Sets the stage for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// A collection that `publisher` publishes.
	fn collection(publisher: &AccountId) -> u32;

	/// An asset in a collection, owned by `owner`, who may sell it.
	fn asset(collection: u32, owner: &AccountId) -> metahub_assets::AssetId;
}
