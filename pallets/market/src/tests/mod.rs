//! Tests, one file per concern. Each runs in `checked`, which ends with `try_state`; refusals are
//! checked with `assert_noop!`, which compares the whole state before and after.

mod buy;
mod deposits;
mod list;
mod moved;
mod properties;
mod royalties;
mod seen;
mod try_state;

pub use crate::{mock::*, *};
pub use frame_support::{
	assert_noop, assert_ok, dispatch::DispatchResultWithPostInfo,
	traits::fungible::InspectHold as _,
};
pub use metahub_assets::{
	licence::MAX_ROYALTY_PPM,
	pay::{
		Currency::{self, Native},
		Price, Purpose, Share, ShareKind,
	},
	AssetId,
};
pub use sp_core::H256;

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;

/// The collection of [`ASSET`].
pub const COLLECTION: u32 = 4;
/// An asset.
pub const ASSET: Item = Item::Asset(AssetId::new(COLLECTION, 1));
/// A licence.
pub const LICENCE: Item = Item::Licence(5);

/// Signed by an account.
pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Bob owns [`ASSET`], in a collection of Alice's, and [`LICENCE`], licensed by her.
pub fn stage() {
	PublisherOf::insert(COLLECTION, ALICE);
	Owners::insert(ASSET, BOB);
	Owners::insert(LICENCE, BOB);
	LicenceRoyalties::insert(LICENCE, (ALICE, 30_000));
}

/// A price of a hundred native units.
pub fn hundred() -> Vec<Price> {
	vec![Price::new(Native, 100)]
}

/// Bob sells an item for a hundred native units, or what they swap from.
pub fn listed(item: Item) {
	assert_ok!(Market::list(by(BOB), item, hundred(), true, None));
}

/// The fingerprint of an item as it is.
pub fn seen(item: Item) -> H256 {
	TestItems::fingerprint(item).unwrap_or_default()
}

/// Buys an item as it is.
pub fn buy_as(
	who: AccountId,
	item: Item,
	seller: AccountId,
	pay_with: Currency,
	max_amount: u128,
) -> DispatchResultWithPostInfo {
	Market::buy(by(who), item, seller, seen(item), pay_with, max_amount)
}

/// Carol buys an item from Bob for native units.
pub fn buy(item: Item) -> DispatchResultWithPostInfo {
	buy_as(CAROL, item, BOB, Native, 100)
}

/// What an account has on hold for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// The pallet's events since the last call of this or the start.
pub fn events() -> Vec<Event> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Market(event) => Some(event),
			_ => None,
		})
		.collect()
}
