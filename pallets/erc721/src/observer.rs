//! Pallets that keep track of items by owner.

/// Hears of every item that passes from one owner to another, whoever moves it.
pub trait OnMove<AccountId> {
	/// An item has a new owner. `from` is `None` when it was minted, `to` when it was burned.
	fn moved(collection: u32, item: u64, from: Option<&AccountId>, to: Option<&AccountId>);
}

/// Where nobody keeps track.
impl<AccountId> OnMove<AccountId> for () {
	fn moved(_: u32, _: u64, _: Option<&AccountId>, _: Option<&AccountId>) {}
}

/// Two that keep track.
impl<AccountId, A: OnMove<AccountId>, B: OnMove<AccountId>> OnMove<AccountId> for (A, B) {
	fn moved(collection: u32, item: u64, from: Option<&AccountId>, to: Option<&AccountId>) {
		A::moved(collection, item, from, to);
		B::moved(collection, item, from, to);
	}
}
