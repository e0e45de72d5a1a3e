//! Pools with a fault.

use super::{AccountId, AssetConversion, Balance, Fault, NativeAndAssets, TokenId};
use frame_support::traits::fungibles::Credit;
use pallet_asset_conversion::{QuotePrice, SwapCredit};
use sp_runtime::DispatchError;

/// What pools do beside swapping honestly.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub enum SwapFault {
	/// Nothing.
	#[default]
	None,
	/// Takes the credit and fails.
	Fails,
	/// Gives one less.
	GivesLess,
	/// Asks for seven more than it takes.
	QuotesMore,
}

/// The pools, with a fault.
pub struct FaultySwaps;

impl SwapCredit<AccountId> for FaultySwaps {
	type Balance = Balance;
	type AssetKind = TokenId;
	type Credit = Credit<AccountId, NativeAndAssets>;

	fn max_path_len() -> u32 {
		<AssetConversion as SwapCredit<AccountId>>::max_path_len()
	}

	fn swap_exact_tokens_for_tokens(
		path: Vec<TokenId>,
		credit_in: Self::Credit,
		amount_out_min: Option<Balance>,
	) -> Result<Self::Credit, (Self::Credit, DispatchError)> {
		<AssetConversion as SwapCredit<AccountId>>::swap_exact_tokens_for_tokens(
			path,
			credit_in,
			amount_out_min,
		)
	}

	fn swap_tokens_for_exact_tokens(
		path: Vec<TokenId>,
		credit_in: Self::Credit,
		amount_out: Balance,
	) -> Result<(Self::Credit, Self::Credit), (Self::Credit, DispatchError)> {
		if Fault::get() == SwapFault::Fails {
			return Err((credit_in, DispatchError::Exhausted));
		}
		let less = u128::from(Fault::get() == SwapFault::GivesLess);
		<AssetConversion as SwapCredit<AccountId>>::swap_tokens_for_exact_tokens(
			path,
			credit_in,
			amount_out - less,
		)
	}
}

impl QuotePrice for FaultySwaps {
	type Balance = Balance;
	type AssetKind = TokenId;

	fn quote_price_tokens_for_exact_tokens(
		asset1: TokenId,
		asset2: TokenId,
		amount: Balance,
		include_fee: bool,
	) -> Option<Balance> {
		let more = if Fault::get() == SwapFault::QuotesMore { 7 } else { 0 };
		AssetConversion::quote_price_tokens_for_exact_tokens(asset1, asset2, amount, include_fee)
			.map(|amount_in| amount_in + more)
	}

	fn quote_price_exact_tokens_for_tokens(
		asset1: TokenId,
		asset2: TokenId,
		amount: Balance,
		include_fee: bool,
	) -> Option<Balance> {
		AssetConversion::quote_price_exact_tokens_for_tokens(asset1, asset2, amount, include_fee)
	}
}
