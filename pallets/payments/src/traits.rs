//! What the pallet asks of the runtime.

use frame_support::weights::Weight;
#[cfg(feature = "runtime-benchmarks")]
use metahub_assets::pay::Currency;
use sp_core::{H160, U256};
use sp_runtime::DispatchError;

/// The ERC-20 contracts of a chain. All of it runs foreign code, reading balances included.
pub trait Erc20<AccountId> {
	/// What an account has, as the contract tells. Nothing that it does meanwhile counts, and nobody
	/// pays for it: the account need not know of this.
	fn balance(token: H160, who: &AccountId) -> Result<U256, DispatchError>;

	/// Moves tokens, called as `from`. `sponsor` pays for what the contract stores. `false` if the
	/// contract refused; the caller undoes then what else was done. An error ends the settlement: the
	/// contract refused, and what it did cannot be undone alone.
	fn transfer(
		token: H160,
		from: &AccountId,
		to: &AccountId,
		amount: u128,
		sponsor: &AccountId,
	) -> Result<bool, DispatchError>;

	/// Who keeps what waits for payees, if not an account of this pallet's.
	fn pot(_token: H160) -> Option<AccountId> {
		None
	}

	/// The least that an account has of it, where this is known without asking the contract. Less
	/// owed to a payee makes a price be refused.
	fn minimum(_token: H160) -> u128 {
		0
	}

	/// Whether there is such a contract. What payees can claim of one that is gone can be written
	/// off.
	fn exists(token: H160) -> bool;

	/// The most that one of these calls takes.
	fn weight() -> Weight;
}

/// None: everything is refused.
impl<AccountId> Erc20<AccountId> for () {
	fn balance(_: H160, _: &AccountId) -> Result<U256, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn transfer(
		_: H160,
		_: &AccountId,
		_: &AccountId,
		_: u128,
		_: &AccountId,
	) -> Result<bool, DispatchError> {
		Ok(false)
	}

	fn exists(_: H160) -> bool {
		false
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Sets up what benchmarks pay with.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// A token, the `n`th of nine, which accounts without a provider reference cannot have, with a
	/// minimum balance of at most 1,000; and a pool of it and the native token, where some 10^12
	/// of each can be had. Asked for once per `n` and benchmark.
	fn token_with_pool(n: u32) -> Currency;

	/// Gives an account some of a currency.
	fn fund(currency: Currency, who: &AccountId, amount: u128);

	/// Destroys a token that [`Self::token_with_pool`] made, for good.
	fn destroy(currency: Currency);
}
