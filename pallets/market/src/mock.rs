//! The mock runtime. Items, publishers and tokens are plain maps in storage, so that they roll
//! back with everything else.

use crate as pallet_market;
use crate::{Item, Items, Payments, Publishers};
use codec::Encode;
use frame_support::{
	construct_runtime, derive_impl, ensure, parameter_types, storage_alias,
	traits::{
		fungible::{Inspect as _, Mutate as _},
		tokens::Preservation::Preserve,
		ConstU128, UnixTime,
	},
	weights::Weight,
	Blake2_128Concat,
};
use metahub_assets::{
	pay::{portion_up, Currency, Price, Purpose, Quote, Share, ShareKind},
	AssetId,
};
use sp_core::H256;
use sp_io::{hashing::blake2_256, TestExternalities};
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::time::Duration;

pub type AccountId = u64;
pub type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Market: pallet_market,
	}
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<1>;
}

/// Who owns what.
#[storage_alias]
pub type Owners = StorageMap<Mock, Blake2_128Concat, Item, AccountId>;
/// What may not be sold.
#[storage_alias]
pub type Locked = StorageMap<Mock, Blake2_128Concat, Item, ()>;
/// Something about an item that buyers rely on.
#[storage_alias]
pub type Contents = StorageMap<Mock, Blake2_128Concat, Item, u32>;
/// Who gets what of an item's sale beside the royalty, parts per million.
#[storage_alias]
pub type Ancestors = StorageMap<Mock, Blake2_128Concat, Item, (AccountId, u32)>;
/// What the buyer of an item lacks for its deposit.
#[storage_alias]
pub type Deposits = StorageMap<Mock, Blake2_128Concat, Item, u128>;
/// What items were sold for last.
#[storage_alias]
pub type SoldFor = StorageMap<Mock, Blake2_128Concat, Item, Price>;
/// Who gets what of a licence's resale.
#[storage_alias]
pub type LicenceRoyalties = StorageMap<Mock, Blake2_128Concat, Item, (AccountId, u32)>;
/// Who publishes what.
#[storage_alias]
pub type PublisherOf = StorageMap<Mock, Blake2_128Concat, u32, AccountId>;
/// Tokens, but the native one.
#[storage_alias]
pub type Tokens = StorageMap<Mock, Blake2_128Concat, (Currency, AccountId), u128>;
/// What was paid last.
#[storage_alias]
pub type LastPaid = StorageValue<Mock, (Purpose, Price, Vec<Share<AccountId>>)>;

/// What a locked item's sale is refused with.
pub const NOT_SELLABLE: DispatchError = DispatchError::Other("not sellable");
/// What a transfer says while it fails.
pub const TRANSFER_FAILS: DispatchError = DispatchError::Other("the transfer fails");
/// More is owed of a price than there is.
pub const TOO_MUCH_OWED: DispatchError = DispatchError::Other("too much is owed");
/// What a payment says while it fails.
pub const PAYMENT_FAILS: DispatchError = DispatchError::Other("the payment fails");
/// No price can be paid in the currency.
pub const NOT_ACCEPTED: DispatchError = DispatchError::Other("not accepted");
/// A share that no account can have.
pub const DUST: u128 = 13;
/// What such a share is refused with.
pub const SHARE_TOO_SMALL: DispatchError = DispatchError::Other("a share is too small");
/// The payer lacks the money.
pub const NO_MONEY: DispatchError = DispatchError::Other("no money");

parameter_types! {
	pub static DepositBase: Balance = 1_000;
	pub static DepositPerByte: Balance = 10;
	pub static Now: u64 = 1_000;
	pub static FailTransfer: bool = false;
	pub static FailPayment: bool = false;
	pub static Settling: bool = false;
}

/// Answers from the maps.
pub struct TestItems;
impl Items<AccountId> for TestItems {
	fn owner(item: Item) -> Option<AccountId> {
		Owners::get(item)
	}

	fn ensure_sellable(item: Item) -> DispatchResult {
		ensure!(!Locked::contains_key(item), NOT_SELLABLE);
		Ok(())
	}

	fn fingerprint(item: Item) -> Option<H256> {
		Owners::get(item)?;
		Some(blake2_256(&(item, Contents::get(item)).encode()).into())
	}

	fn royalty(item: Item) -> (Option<AccountId>, u32) {
		assert!(matches!(item, Item::Licence(_)), "is not asked for assets");
		LicenceRoyalties::get(item).map_or((None, 0), |(who, ppm)| (Some(who), ppm))
	}

	fn shares(
		item: Item,
		seller: &AccountId,
		price: Price,
		royalty: Option<Share<AccountId>>,
	) -> Result<Vec<Share<AccountId>>, DispatchError> {
		let royalty = royalty.map(|share| (share.payee, share.amount, share.kind));
		let ancestor = Ancestors::get(item).map(|(payee, ppm)| {
			(payee, portion_up(price.amount, ppm), ShareKind::Ancestor(AssetId::new(0, 0)))
		});
		let owed: Vec<_> = royalty.into_iter().chain(ancestor).filter(|o| o.1 > 0).collect();
		let left = owed.iter().try_fold(price.amount, |left, o| left.checked_sub(o.1));
		let left = left.ok_or(TOO_MUCH_OWED)?;
		let own = (*seller, left, ShareKind::Seller);
		let share = |(payee, amount, kind)| Share { payee, amount, kind };
		Ok([own].into_iter().chain(owed).map(share).collect())
	}

	fn sell(
		item: Item,
		from: &AccountId,
		to: &AccountId,
		price: Price,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError> {
		ensure!(!FailTransfer::get(), TRANSFER_FAILS);
		assert_eq!(Owners::get(item), Some(*from));
		let lacks = Deposits::get(item).unwrap_or_default();
		ensure!(lacks <= max_amount, NO_MONEY);
		pay(pay_with, *to, POOL, lacks)?;
		SoldFor::insert(item, price);
		give(item, *to);
		Ok(lacks)
	}

	fn weight(_: Item) -> Weight {
		Weight::from_parts(1_000, 0)
	}

	fn sell_weight(_: Item, _: Currency) -> Weight {
		Weight::from_parts(2_000, 0)
	}
}

/// Gives an item to somebody, and says so, as the runtime does.
pub fn give(item: Item, to: AccountId) {
	Owners::insert(item, to);
	Market::moved(item);
}

/// Burns an item, and says so, as the runtime does.
pub fn burn(item: Item) {
	Owners::remove(item);
	Market::moved(item);
}

impl Publishers<AccountId> for TestItems {
	fn publisher(collection: u32) -> Option<AccountId> {
		PublisherOf::get(collection)
	}
}

/// What one account has of a currency.
pub fn balance(currency: Currency, who: AccountId) -> u128 {
	match currency {
		Currency::Native => Balances::balance(&who),
		other => Tokens::get((other, who)).unwrap_or_default(),
	}
}

/// The account that the mock's swaps go to.
pub const POOL: AccountId = 99;

/// Moves money.
fn pay(currency: Currency, from: AccountId, to: AccountId, amount: u128) -> DispatchResult {
	if amount == 0 {
		return Ok(());
	}
	if currency == Currency::Native {
		return Balances::transfer(&from, &to, amount, Preserve).map(|_| ());
	}
	let left = balance(currency, from).checked_sub(amount).ok_or(NO_MONEY)?;
	Tokens::insert((currency, from), left);
	Tokens::insert((currency, to), balance(currency, to) + amount);
	Ok(())
}

/// Swaps at two for one and a fee of one.
pub struct TestPayments;
impl Payments<AccountId> for TestPayments {
	fn choose(prices: &[Price], swaps: bool, pay_with: Currency) -> Result<Quote, DispatchError> {
		if let Some(price) = prices.iter().find(|price| price.currency == pay_with) {
			let path = vec![];
			return Ok(Quote { price: *price, pay_with, amount_in: price.amount, path });
		}
		ensure!(swaps, NOT_ACCEPTED);
		let price = *prices.iter().min_by_key(|price| price.amount).ok_or(NOT_ACCEPTED)?;
		let amount_in = price.amount * 2 + 1;
		Ok(Quote { price, pay_with, amount_in, path: vec![pay_with, price.currency] })
	}

	fn settle(
		payer: &AccountId,
		quote: Quote,
		max_amount: u128,
		shares: Vec<Share<AccountId>>,
		purpose: Purpose,
	) -> Result<u128, DispatchError> {
		let Quote { price, pay_with, .. } = quote;
		ensure!(!FailPayment::get(), PAYMENT_FAILS);
		assert_eq!(shares.iter().map(|share| share.amount).sum::<u128>(), price.amount);
		let mut spent = price.amount;
		if pay_with != price.currency {
			spent = price.amount * 2 + 1;
			pay(pay_with, *payer, POOL, spent)?;
			pay(price.currency, POOL, *payer, price.amount)?;
		}
		assert!(spent <= max_amount);
		for share in &shares {
			pay(price.currency, *payer, share.payee, share.amount)?;
		}
		LastPaid::put((purpose, price, shares));
		Ok(spent)
	}

	fn check(price: Price, shares: &[Share<AccountId>]) -> DispatchResult {
		assert_eq!(shares.iter().map(|share| share.amount).sum::<u128>(), price.amount);
		ensure!(shares.iter().all(|share| share.amount != DUST), SHARE_TOO_SMALL);
		Ok(())
	}

	fn is_settling() -> bool {
		Settling::get()
	}

	fn weight(payees: u32, _: Currency) -> Weight {
		Weight::from_parts(1_000, 0).saturating_mul(payees.into())
	}

	fn weight_of(quote: &Quote, prices: u32, payees: u32) -> Weight {
		let swapped = if quote.path.is_empty() { 0 } else { prices };
		Weight::from_parts((10 * swapped + 100 * payees).into(), 0)
	}
}

/// [`Now`].
pub struct TestTime;
impl UnixTime for TestTime {
	fn now() -> Duration {
		Duration::from_secs(Now::get())
	}
}

impl pallet_market::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type UnixTime = TestTime;
	type Items = TestItems;
	type Publishers = TestItems;
	type Payments = TestPayments;
	type DepositBase = DepositBase;
	type DepositPerByte = DepositPerByte;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = TestItems;
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper<AccountId> for TestItems {
	fn collection(publisher: &AccountId) -> u32 {
		PublisherOf::insert(7, publisher);
		7
	}

	fn asset(collection: u32, owner: &AccountId) -> metahub_assets::AssetId {
		let asset = metahub_assets::AssetId::new(collection, 0);
		Owners::insert(Item::Asset(asset), owner);
		asset
	}
}

/// What each account of [`new_test_ext`] begins with, of the native token and of two others.
pub const ENDOWMENT: Balance = 1_000_000;
/// A token.
pub const GOLD: Currency = Currency::Token(1);
/// A contract's token.
pub const SILVER: Currency = Currency::Erc20(primitive_types::H160([7; 20]));

/// A publisher.
pub const ALICE: AccountId = 1;
/// Who sells.
pub const BOB: AccountId = 2;
/// Who buys.
pub const CAROL: AccountId = 3;
/// Who has nothing.
pub const NOBODY: AccountId = 9;

/// A chain at block 1 with some funded accounts.
pub fn new_test_ext() -> TestExternalities {
	let mut storage = frame_system::GenesisConfig::<Test>::default()
		.build_storage()
		.expect("the default genesis builds");
	pallet_balances::GenesisConfig::<Test> {
		balances: [ALICE, BOB, CAROL, POOL].map(|who| (who, ENDOWMENT)).to_vec(),
		..Default::default()
	}
	.assimilate_storage(&mut storage)
	.expect("the genesis balances build");
	let mut ext = TestExternalities::new(storage);
	ext.execute_with(|| {
		System::set_block_number(1);
		for who in [ALICE, BOB, CAROL, POOL] {
			Tokens::insert((GOLD, who), ENDOWMENT);
			Tokens::insert((SILVER, who), ENDOWMENT);
		}
		DepositBase::set(1_000);
		DepositPerByte::set(10);
		Now::set(1_000);
		FailTransfer::set(false);
		FailPayment::set(false);
		Settling::set(false);
	});
	ext
}

/// Runs a test on a new chain and checks the pallet's invariants after it.
pub fn checked<R>(test: impl FnOnce() -> R) -> R {
	new_test_ext().execute_with(|| {
		let result = test();
		Market::do_try_state().expect("the invariants hold");
		result
	})
}
