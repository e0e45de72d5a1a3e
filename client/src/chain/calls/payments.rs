//! The calls of payments.

use super::Call;
use codec::Encode;
use metahub_assets::pay::{Currency, Price};
use subxt::utils::{AccountId32, H256};

/// Payments' name in the runtime.
pub const PAYMENTS: &str = "Payments";

fn payments(name: &'static str, arguments: impl Encode) -> Call {
	Call::new(PAYMENTS, name, arguments)
}

/// Pays out to an account what could not be delivered to it before.
pub fn claim(currency: Currency, payee: &AccountId32) -> Call {
	payments("claim", (currency, payee))
}

/// Pays out what could not be delivered to the signer, to another account.
pub fn claim_to(currency: Currency, to: &AccountId32) -> Call {
	payments("claim_to", (currency, to))
}

/// Writes off an account's claim in a token that is gone.
pub fn write_off(currency: Currency, payee: &AccountId32) -> Call {
	payments("write_off", (currency, payee))
}

/// Allows a payee to lock amounts of the signer's.
pub fn authorise(
	payee: &AccountId32,
	currency: Currency,
	max_amount: u128,
	max_secs: u64,
	max_locks: u32,
) -> Call {
	payments("authorise", (payee, currency, max_amount, max_secs, max_locks))
}

/// Takes such a permission back.
pub fn revoke_authorisation(payee: &AccountId32, currency: Currency) -> Call {
	payments("revoke_authorisation", (payee, currency))
}

/// Locks an amount of a payer's who allowed it.
pub fn lock(payer: &AccountId32, currency: Currency, amount: u128, secs: u64, job: H256) -> Call {
	payments("lock", (payer, currency, amount, secs, job))
}

/// Claims of what is locked, for the last time if `finish`: the rest then goes back.
pub fn claim_lock(escrow: u64, amount: u128, finish: bool) -> Call {
	payments("claim_lock", (escrow, amount, finish))
}

/// Gives back what is locked.
pub fn release(escrow: u64) -> Call {
	payments("release", (escrow,))
}

/// Pays one payee.
pub fn pay(
	payee: &AccountId32,
	price: Price,
	pay_with: Currency,
	max_amount: u128,
	memo: H256,
) -> Call {
	payments("pay", (payee, price, pay_with, max_amount, memo))
}
