//! What the market asks of others.

use crate::Item;
use alloc::vec::Vec;
use frame_support::weights::Weight;
use metahub_assets::pay::{Currency, Price, Purpose, Quote, Share};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// What is sold.
pub trait Items<AccountId> {
	/// Who owns an item; `None` when it does not exist, or no longer.
	fn owner(item: Item) -> Option<AccountId>;

	/// Refuses, with the reason, what cannot be sold for money now: what may not change hands, and
	/// what is not commercial.
	fn ensure_sellable(item: Item) -> DispatchResult;

	/// Hash of everything about an item that a buyer relies on; `None` when it does not exist.
	fn fingerprint(item: Item) -> Option<H256>;

	/// Who gets a royalty on the resale of a licence, and how many parts per million. Not asked
	/// about assets: the market knows those royalties itself.
	fn royalty(item: Item) -> (Option<AccountId>, u32);

	/// Who gets what of a price for an item that `seller` sells, of which a royalty is due. Adds up
	/// to the price; the seller is first. Those who are owed shares of what the item earns get them
	/// before the seller and the royalty. At most
	/// [`MAX_PAYEES`](metahub_assets::pay::MAX_PAYEES), and of an asset at most
	/// [`PAYEES_OF_ASSET`](crate::PAYEES_OF_ASSET).
	fn shares(
		item: Item,
		seller: &AccountId,
		price: Price,
		royalty: Option<Share<AccountId>>,
	) -> Result<Vec<Share<AccountId>>, DispatchError>;

	/// Hands an item over that was sold for `price`. The buyer takes over its deposit, and spends at
	/// most `max_amount` of `pay_with` on what it lacks for that. Returns what it spent. Refuses
	/// with the reason and changes nothing, if `from` is not the owner as well.
	fn sell(
		item: Item,
		from: &AccountId,
		to: &AccountId,
		price: Price,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError>;

	/// Weight of one call of each of those that change nothing, at most.
	fn weight(item: Item) -> Weight;

	/// Weight of `sell` at most.
	fn sell_weight(item: Item, pay_with: Currency) -> Weight;
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

	/// Pays the price of a quote that `choose` gave in `shares`, which add up to it, from `payer`,
	/// who spends at most `max_amount`. What the quote's way takes by now counts. All or nothing.
	/// Returns what was spent.
	fn settle(
		payer: &AccountId,
		quote: Quote,
		max_amount: u128,
		shares: Vec<Share<AccountId>>,
		purpose: Purpose,
	) -> Result<u128, DispatchError>;

	/// Refuses with the reason if no payer could pay a price in these shares now.
	fn check(price: Price, shares: &[Share<AccountId>]) -> DispatchResult;

	/// Whether a payment is under way: what is called now is called by a token's contract.
	fn is_settling() -> bool;

	/// Weight of `choose` and `settle` with so many payees, at most, when `pay_with` is spent.
	fn weight(payees: u32, pay_with: Currency) -> Weight;

	/// What they weighed by this quote, chosen among so many prices, with so many payees.
	fn weight_of(quote: &Quote, prices: u32, payees: u32) -> Weight;
}

/// Sets the stage for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// A collection that `publisher` publishes.
	fn collection(publisher: &AccountId) -> u32;

	/// An asset in a collection, owned by `owner`, who may sell it.
	fn asset(collection: u32, owner: &AccountId) -> metahub_assets::AssetId;
}
