//! How things are paid, and how the other pallets see that.

use super::{assets::NativeAndAssets, erc20::Contracts};
use crate::{
	constants::currency::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM},
	weights, AccountId, AssetConversion, AssetsHolder, Balances, Payments, Runtime,
	RuntimeHoldReason, Timestamp,
};
use alloc::vec::Vec;
use frame_support::{
	parameter_types,
	traits::{
		fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
		ConstU128,
	},
	weights::Weight,
	PalletId,
};
use metahub_assets::pay::{Currency, Price, Purpose, Quote, Share};
use sp_runtime::{traits::Convert, DispatchError, DispatchResult};

parameter_types! {
	pub const PaymentsPalletId: PalletId = PalletId(*b"hub/paym");
}

/// The native token and the tokens, where they are held.
type NativeAndAssetHolds =
	UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<u32>, AccountId>;

/// Currencies that can be swapped and held.
pub struct TokenOf;

impl Convert<Currency, Option<NativeOrWithId<u32>>> for TokenOf {
	fn convert(currency: Currency) -> Option<NativeOrWithId<u32>> {
		match currency {
			Currency::Native => Some(NativeOrWithId::Native),
			Currency::Token(id) => Some(NativeOrWithId::WithId(id)),
			Currency::Erc20(_) => None,
		}
	}
}

impl pallet_payments::Config for Runtime {
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::PaymentsHelper;
	type Currency = Balances;
	type DepositBase = ConstU128<DEPOSIT_PER_ITEM>;
	type DepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
	type Erc20 = Contracts;
	type PalletId = PaymentsPalletId;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Swaps = AssetConversion;
	type TokenHolds = NativeAndAssetHolds;
	type TokenId = NativeOrWithId<u32>;
	type TokenIdOf = TokenOf;
	type Tokens = NativeAndAssets;
	type UnixTime = Timestamp;
	type WeightInfo = weights::pallet_payments::WeightInfo<Runtime>;
}

/// Payments, as those see it who take them.
pub struct Till;

macro_rules! takes_payments {
	($pallet:ident $($more:tt)*) => {
		impl $pallet::Payments<AccountId> for Till {
			fn choose(
				prices: &[Price],
				swaps: bool,
				pay_with: Currency,
			) -> Result<Quote, DispatchError> {
				Payments::do_choose(prices, swaps, pay_with)
			}

			fn settle(
				payer: &AccountId,
				quote: Quote,
				max_amount: u128,
				shares: Vec<Share<AccountId>>,
				purpose: Purpose,
			) -> Result<u128, DispatchError> {
				Payments::do_settle(payer, quote, max_amount, shares, purpose)
			}

			fn check(price: Price, shares: &[Share<AccountId>]) -> DispatchResult {
				Ok(Payments::ensure_shareable(price, shares)?)
			}

			fn is_settling() -> bool {
				Payments::is_settling()
			}

			$($more)*

			fn weight(payees: u32, pay_with: Currency) -> Weight {
				Payments::settle_weight(pay_with, payees)
			}

			fn weight_of(quote: &Quote, prices: u32, payees: u32) -> Weight {
				Payments::settle_weight_of(quote, prices, payees)
			}
		}
	};
}

takes_payments!(
	pallet_licensing
	fn top_up(
		who: &AccountId,
		amount: u128,
		pay_with: Currency,
		max_amount: u128,
	) -> Result<u128, DispatchError> {
		Payments::do_top_up(who, amount, pay_with, max_amount)
	}

	fn top_up_weight(pay_with: Currency) -> Weight {
		Payments::top_up_weight(pay_with)
	}
);
takes_payments!(pallet_market);
