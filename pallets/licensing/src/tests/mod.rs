//! Tests, one file per concern. Each runs in `execute_with_checks`, which ends with `try_state`;
//! refusals are checked with `assert_noop!`, which compares the whole state before and after.

mod access;
mod atomic;
mod buy;
mod close;
mod commitments;
mod deposits;
mod former_owners;
mod grant;
mod held;
mod modes;
mod native_nfts;
mod offers;
mod permit;
mod properties;
mod query;
mod renew;
mod resale;
mod revoke;
mod seats;
mod shares;
mod sub_licences;
mod terms;
mod try_state;
mod uses;

pub use crate::{
	mock::{Assets, *},
	*,
};
pub use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect as _, InspectHold as _, Mutate as _},
};
pub use metahub_assets::{
	licence::{
		Access, AccessMode, Derivatives, Ended, Grant, Inherited, OpenLicences as Counts,
		RevenueShare, RevocationReason, RoyaltyPolicy, SubLicensing, Terms, TermsField, TermsId,
	},
	pay::{portion_up, Currency, Price, Purpose, Share, ShareKind, PPM},
	AssetId, LifecycleState, Permit,
};
pub use sp_core::H256;
pub use sp_runtime::{DispatchError, TokenError};

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;

/// Native currency.
pub const NATIVE: Currency = Currency::Native;
/// What a licence costs here, unless said otherwise.
pub const PRICE: u128 = 1_000;

/// Signed by an account.
pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// An asset of an owner, in a collection that Alice publishes.
pub fn asset_of(owner: AccountId) -> AssetId {
	Publishers::mutate(|all| all.insert(0, alice()));
	let asset = AssetId::new(0, NextAsset::get());
	NextAsset::mutate(|next| *next += 1);
	Assets::mutate(|all| all.insert(asset, (owner, LifecycleState::Active)));
	asset
}

/// An asset of Alice's.
pub fn asset() -> AssetId {
	asset_of(alice())
}

/// Sets an asset's state.
pub fn set_state(asset: AssetId, state: LifecycleState) {
	Assets::mutate(|all| all.get_mut(&asset).expect("exists").1 = state);
}

/// Gives an asset to another owner.
pub fn sell_asset(asset: AssetId, to: AccountId) {
	Assets::mutate(|all| all.get_mut(&asset).expect("exists").0 = to);
}

/// Retires an asset.
pub fn retire(asset: AssetId) {
	Assets::mutate(|all| all.remove(&asset));
	InheritedOf::mutate(|all| all.remove(&asset));
	Licensing::retired(asset);
}

/// Lets time pass.
pub fn wait(secs: u64) {
	Now::mutate(|now| *now += secs);
}

/// Sets what an asset's ancestors get, each an asset of its own owner.
pub fn set_ancestors(asset: AssetId, shares: &[(AccountId, u32)]) -> Vec<AssetId> {
	let mut ids = vec![];
	for (owner, ppm) in shares {
		let ancestor = asset_of(owner.clone());
		let share = RevenueShare { ancestor, ppm: *ppm, policy: RoyaltyPolicy::Absolute };
		SharesOf::mutate(|all| all.entry(asset).or_default().push(share));
		ids.push(ancestor);
	}
	ids
}

/// What everyone gets of a resale, with the royalty that the licence's terms name.
pub fn shares_of_resale(
	id: u64,
	seller: &AccountId,
	price: Price,
) -> Result<Vec<Share<AccountId>>, DispatchError> {
	let (licensor, ppm) = Licensing::resale_royalty(id);
	let amount = portion_up(price.amount, ppm);
	let royalty = licensor.map(|payee| Share { payee, amount, kind: ShareKind::Royalty });
	Licensing::shares_of_resale(id, seller, price, royalty)
}

/// Terms that allow most of what terms may: for 30 days, 5 uses, 2 seats, sub-licences 4 deep with
/// half of their price upwards.
pub fn wide() -> Terms {
	Terms {
		duration_secs: Some(30 * DAY),
		transferable: true,
		commercial_use: true,
		derivatives: Some(Derivatives::default()),
		sub_licensing: Some(SubLicensing { depth: 4, count: 10, upstream_ppm: 500_000 }),
		seats: 2,
		uses: Some(5),
		revocable: true,
		..Terms::default()
	}
}

/// [`wide`] terms, for sub-licences `depth` levels below. Each has uses for ten of the next level.
pub fn wide_at(depth: u8) -> Terms {
	let left = 4 - depth;
	let sub = SubLicensing { depth: left, count: 10, upstream_ppm: 500_000 };
	let uses = Some(5 * 10u32.pow(left.into()));
	Terms { sub_licensing: (left > 0).then_some(sub), uses, ..wide() }
}

/// Stores terms, paid for by Alice.
pub fn known(terms: Terms) -> TermsId {
	Licensing::do_create_terms(alice(), terms).expect("the terms are sound")
}

/// An offer, as asked for: one native price, no limits.
pub fn asked(asset: AssetId, parent: Option<u64>, terms: TermsId, price: u128) -> NewOffer {
	NewOffer {
		asset,
		parent,
		terms,
		prices: vec![Price::new(NATIVE, price)],
		swaps: true,
		supply: None,
		opens: None,
		closes: None,
	}
}

/// Alice's offer of an asset, for [`PRICE`].
pub fn offer(asset: AssetId, id: TermsId) -> u64 {
	Licensing::do_create_offer(alice(), asked(asset, None, id, PRICE)).expect("can be offered")
}

/// The holder's offer of sub-licences, for [`PRICE`].
pub fn sub_offer(parent: u64, id: TermsId) -> u64 {
	let asset = Licences::<Test>::get(parent).expect("exists").asset;
	let holder = Licensing::holder(parent).expect("exists");
	Licensing::do_create_offer(holder, asked(asset, Some(parent), id, PRICE))
		.expect("can be offered")
}

/// Buys for native currency, at any price.
pub fn buy(who: AccountId, offer: u64) -> Result<u64, DispatchError> {
	let terms = Offers::<Test>::get(offer).map(|offer| offer.terms).unwrap_or_default();
	Licensing::do_buy(who, offer, terms, None, None, NATIVE, u128::MAX).map(|bought| bought.licence)
}

/// Gives a licence away.
pub fn give(
	who: AccountId,
	asset: AssetId,
	parent: Option<u64>,
	id: TermsId,
	to: AccountId,
) -> Result<u64, DispatchError> {
	Licensing::do_grant(who, asset, parent, id, to).map(|(id, _)| id)
}

/// Makes what an asset has inherited narrower, as a link does: only if licensing lets it.
pub fn inherit(asset: AssetId, inherited: Inherited) -> Result<(), DispatchError> {
	Licensing::ensure_within(asset, &inherited)?;
	InheritedOf::mutate(|all| all.insert(asset, inherited));
	Ok(())
}

/// A licence of an asset that an account bought, under terms of Alice's.
pub fn bought(who: AccountId, asset: AssetId, id: TermsId) -> u64 {
	buy(who, offer(asset, id)).expect("can be bought")
}

/// A sub-licence that an account bought from the holder.
pub fn sub_bought(who: AccountId, parent: u64, id: TermsId) -> u64 {
	buy(who, sub_offer(parent, id)).expect("can be bought")
}

/// A chain of licences of an asset, each sub-licensed from the one before: to the accounts 2, 3,
/// 4, 5 and 6.
pub fn chain(asset: AssetId) -> [u64; 5] {
	let mut ids = [bought(account(2), asset, known(wide_at(0))), 0, 0, 0, 0];
	for depth in 1..=4u8 {
		let n = usize::from(depth);
		ids[n] = sub_bought(account(2 + depth), ids[n - 1], known(wide_at(depth)));
	}
	ids
}

/// Whether an account has access now.
pub fn access(asset: AssetId, who: AccountId) -> Option<Access> {
	Licensing::access(asset, &who, Now::get(), None)
}

/// A licence's record.
pub fn record(id: u64) -> LicenceRecordOf<Test> {
	Licences::<Test>::get(id).expect("exists")
}

/// The pallet-nfts collection of a licence.
pub fn collection_of(id: u64) -> u32 {
	let assets = record(id).asset.collection;
	LicenceCollections::<Test>::get(assets).expect("exists").collection
}

/// What an account has on hold for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// All that an account has on hold.
pub fn held_in_all(who: AccountId) -> Balance {
	Balances::total_balance_on_hold(&who)
}

/// The pallet's events since the last call of this or the start.
pub fn events() -> Vec<Event> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Licensing(event) => Some(event),
			_ => None,
		})
		.collect()
}
