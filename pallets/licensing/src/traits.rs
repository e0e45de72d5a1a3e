//! What licensing asks its neighbours. The runtime answers for them.

use alloc::vec::Vec;
use frame_support::weights::Weight;
use metahub_assets::{
	licence::{Inherited, RevenueShare},
	pay::{Currency, Price, Purpose, Quote, Share},
	AssetId, LifecycleState,
};
use sp_runtime::{DispatchError, DispatchResult};

/// The assets that are licensed. Every answer is `None` for one (or a collection) that does not
/// exist, or no longer does.
pub trait AssetLookup<AccountId> {
	/// Who owns it: who licenses it and is paid for it.
	fn owner(asset: AssetId) -> Option<AccountId>;

	/// Where it is in its life: whether it can be ordered.
	fn state(asset: AssetId) -> Option<LifecycleState>;

	/// The number of its current revision.
	fn revision(asset: AssetId) -> Option<u32>;

	/// Who publishes a collection.
	fn publisher(collection: u32) -> Option<AccountId>;

	/// Something happened that binds the asset's next owner: its owner did it, or a licence from the
	/// owner was bought or renewed. A buyer who has not seen it does not get the asset.
	fn owner_acted(asset: AssetId);

	/// Weight of [`owner_acted`](Self::owner_acted).
	fn act_weight() -> Weight;
}

/// How things are paid.
pub trait Payments<AccountId> {
	/// Which of `prices` is paid when the payer spends `pay_with`, and what it takes: the price in
	/// that very currency if there is one (no swap), else, when `swaps`, the cheapest exact-out
	/// swap into any of the prices. Refuses with the reason.
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

	/// Whether a payment is under way: true only for what a token's contract calls back while it
	/// is asked to move funds.
	fn is_settling() -> bool;

	/// Sees to it that `who` can put `amount` of the native token on hold, if need be by buying
	/// it with at most `max_amount` of `pay_with`. Returns what was spent.
	fn top_up(
		who: &AccountId,
		amount: u128,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError>;

	/// Weight of `choose` and `settle` with so many payees, at most, when `pay_with` is spent.
	fn weight(payees: u32, pay_with: Currency) -> Weight;

	/// What they weighed by this quote, chosen among so many prices, with so many payees.
	fn weight_of(quote: &Quote, prices: u32, payees: u32) -> Weight;

	/// Weight of `top_up`, at most, when `pay_with` is spent.
	fn top_up_weight(pay_with: Currency) -> Weight;
}

/// What an asset owes its origins.
pub trait Revenue {
	/// Who shares in its sales.
	fn shares(asset: AssetId) -> Vec<RevenueShare>;

	/// What its licences have to stay within.
	fn inherited(asset: AssetId) -> Inherited;

	/// The price of the asset itself of which they have had their shares, if it was sold.
	fn shared(asset: AssetId) -> Option<Price>;

	/// Weight of all three.
	fn weight() -> Weight;
}

/// Nothing comes from anything.
impl Revenue for () {
	fn shares(_: AssetId) -> Vec<RevenueShare> {
		Vec::new()
	}

	fn inherited(_: AssetId) -> Inherited {
		Inherited::default()
	}

	fn shared(_: AssetId) -> Option<Price> {
		None
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Hears of changes to licences that their contract tells the world, beside mints, moves and burns.
pub trait Observer<AccountId> {
	/// A licence was issued. It may be passed on, or is bound to its holder.
	fn issued(collection: u32, licence: u64, transferable: bool);

	/// Who uses a licence from now on, nobody if it is revoked, and until when, Unix seconds.
	fn user_changed(collection: u32, licence: u64, user: Option<&AccountId>, expires: Option<u64>);

	/// Weight at most of what others do when a licence moves or is burned.
	fn moved_weight() -> Weight {
		Weight::zero()
	}
}

/// Where nobody cares.
impl<AccountId> Observer<AccountId> for () {
	fn issued(_: u32, _: u64, _: bool) {}

	fn user_changed(_: u32, _: u64, _: Option<&AccountId>, _: Option<u64>) {}
}

/// Enumerates the NFTs of an account, page by page. The frame NFT traits enumerate from the start
/// only, which makes the last page as dear as the whole list.
pub trait OwnedItems<AccountId> {
	/// Up to `limit` items that `who` owns, as (collection, item), in an order that stays the same
	/// within a block: in one collection or in all, after the given item or from the start. May
	/// include items that are no licences.
	fn owned_items(
		who: &AccountId,
		collection: Option<u32>,
		after: Option<(u32, u64)>,
		limit: u32,
	) -> Vec<(u32, u64)>;
}

/// Nobody owns anything: lists by holder are empty.
impl<AccountId> OwnedItems<AccountId> for () {
	fn owned_items(
		_: &AccountId,
		_: Option<u32>,
		_: Option<(u32, u64)>,
		_: u32,
	) -> Vec<(u32, u64)> {
		Vec::new()
	}
}

/// Sets up what benchmarks need and this pallet cannot make.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// An asset of `owner`, in a collection that it publishes, with as many ancestors sharing in
	/// its sales, each of an owner of its own.
	fn asset(owner: &AccountId, ancestors: u32) -> AssetId;
}
