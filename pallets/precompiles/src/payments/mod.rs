//! Payments, for contracts: `IPayments` at one fixed address.

use crate::{
	common::{self, charge, charge_arguments, dispatch, own, Checked, Interface},
	money, nonzero,
	weights::payments::WeightInfo,
	Config,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use metahub_assets::{
	ids::PAYMENTS_CONTRACT,
	pay::{Currency, PaymentError, Price, Quote},
};
use pallet_payments::{query::MAX_CLAIMS_LISTED, Call, Error as Refusal, NextEscrow, Pallet};
use pallet_revive::precompiles::{
	alloy::{
		primitives::{Address, U256},
		sol_types::SolCall,
	},
	AddressMatcher, Error, Ext, Precompile,
};

#[allow(missing_docs)]
mod interface {
	pallet_revive::precompiles::alloy::sol! {
		#![sol(all_derives)]
		"src/payments/IPayments.sol"
	}
}

pub use interface::IPayments;
use IPayments as sol;
use IPayments::IPaymentsCalls as Calls;

/// What this chain's functions weigh.
type WeightOf<T> = <T as Config>::PaymentsWeights;

/// Payments' contract.
pub struct Payments<T>(PhantomData<T>);

impl<T: Config> Precompile for Payments<T> {
	type T = T;
	type Interface = Checked<Calls>;
	const MATCHER: AddressMatcher = AddressMatcher::Fixed(nonzero(PAYMENTS_CONTRACT));
	const HAS_CONTRACT_INFO: bool = false;

	fn call(
		_address: &[u8; 20],
		input: &Self::Interface,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let call = input.open(env, writes)?;
		charge_arguments(env, call)?;
		match call {
			Calls::pay(call) => Self::pay(call, env),
			Calls::claim(call) => Self::claim(call, env),
			Calls::claimTo(call) => Self::claim_to(call, env),
			Calls::writeOff(call) => Self::write_off(call, env),
			Calls::authorise(call) => Self::authorise(call, env),
			Calls::revokeAuthorisation(call) => Self::revoke_authorisation(call, env),
			Calls::lock(call) => Self::lock(call, env),
			Calls::claimLock(call) => Self::claim_lock(call, env),
			Calls::release(call) => Self::release(call, env),
			Calls::quote(call) => Self::quote(call, env),
			Calls::claimable(call) => Self::claimable(call, env),
			Calls::escrowOf(call) => Self::escrow_of(call, env),
		}
	}
}

impl Interface for Calls {
	fn name_of(selector: [u8; 4]) -> Option<&'static str> {
		Self::name_by_selector(selector)
	}
}

/// Whether a function changes state.
fn writes(call: &Calls) -> bool {
	match call {
		Calls::pay(_)
		| Calls::claim(_)
		| Calls::claimTo(_)
		| Calls::writeOff(_)
		| Calls::authorise(_)
		| Calls::revokeAuthorisation(_)
		| Calls::lock(_)
		| Calls::claimLock(_)
		| Calls::release(_) => true,
		Calls::quote(_) | Calls::claimable(_) | Calls::escrowOf(_) => false,
	}
}

fn price_out(price: Price) -> sol::Price {
	sol::Price { currency: money::currency_out(price.currency), amount: U256::from(price.amount) }
}

fn quote_out(quote: Quote) -> sol::Quote {
	sol::Quote {
		price: price_out(quote.price),
		payWith: money::currency_out(quote.pay_with),
		amountIn: U256::from(quote.amount_in),
		path: quote.path.into_iter().map(money::currency_out).collect(),
	}
}

/// What tells tokens and contracts from HUB in a cursor. A token's own contract is told from the
/// token: both may have claims.
const TOKEN_CURSOR: u8 = 1;
const CONTRACT_CURSOR: u8 = 2;
/// Bits of a cursor below that: an address.
const KIND_BITS: usize = 160;

/// The currency that a page goes on after. Zero is the start.
fn cursor_in(cursor: U256) -> Result<Option<Currency>, Error> {
	let Some(cursor) = cursor.checked_sub(U256::from(1)) else { return Ok(None) };
	let unknown = || common::reason("no such cursor");
	let kind = u8::try_from(cursor >> KIND_BITS).map_err(|_| unknown())?;
	let address = cursor.to_be_bytes::<32>().last_chunk::<20>().copied().unwrap_or_default();
	let currency = match kind {
		0 => Currency::Native,
		TOKEN_CURSOR => {
			let id = address.last_chunk().copied().unwrap_or_default();
			Currency::Token(u32::from_be_bytes(id))
		}
		CONTRACT_CURSOR => Currency::Erc20(address.into()),
		_ => return Err(unknown()),
	};
	// One spelling only.
	let same = cursor_out(Some(currency)).checked_sub(U256::from(1)) == Some(cursor);
	same.then_some(Some(currency)).ok_or_else(unknown)
}

/// The cursor in the interface: zero is the end.
fn cursor_out(next: Option<Currency>) -> U256 {
	let (kind, payload) = match next {
		None => return U256::ZERO,
		Some(Currency::Native) => (0, U256::ZERO),
		Some(Currency::Token(id)) => (TOKEN_CURSOR, U256::from(id)),
		Some(Currency::Erc20(contract)) => (CONTRACT_CURSOR, U256::from_be_slice(&contract.0)),
	};
	let cursor = (U256::from(kind) << KIND_BITS) | payload;
	cursor.saturating_add(U256::from(1))
}

/// Why there is no quote, in the words that `pay` would end with.
fn unquoted<T: Config>(error: PaymentError) -> Error {
	common::revert::<T>(
		match error {
			PaymentError::NoPrices => Refusal::<T>::NoPrices,
			PaymentError::TooManyPrices => Refusal::TooManyPrices,
			PaymentError::PriceTooHigh => Refusal::PriceTooHigh,
			PaymentError::CurrencyNotAccepted => Refusal::CurrencyNotAccepted,
			PaymentError::CurrencyNotSwappable => Refusal::CurrencyNotSwappable,
			PaymentError::NoPool => Refusal::NoPool,
			PaymentError::PoolTooShallow => Refusal::PoolTooShallow,
		}
		.into(),
	)
}

impl<T: Config> Payments<T> {
	fn pay(call: &sol::payCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::pay())?;
		let price = money::price(call.price.currency, call.price.amount)?;
		let payee = Self::payee(call.payee)?;
		dispatch(
			env,
			Call::<T>::pay {
				payee,
				price,
				pay_with: money::currency(call.payWith),
				max_amount: money::at_most(call.maxAmount),
				memo: call.memo.0.into(),
			},
		)?;
		Ok(Vec::new())
	}

	/// Who gets money: not the zero address, which nobody has the key of.
	fn payee(address: Address) -> Result<common::AccountIdOf<T>, Error> {
		match address.is_zero() {
			true => Err(common::reason("payee is the zero address")),
			false => Ok(common::account::<T>(address)),
		}
	}

	fn claim(call: &sol::claimCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::claim())?;
		let currency = money::currency(call.currency);
		let payee = common::account::<T>(call.payee);
		dispatch(env, Call::<T>::claim { currency, payee })?;
		Ok(Vec::new())
	}

	fn claim_to(call: &sol::claimToCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::claim_to())?;
		let currency = money::currency(call.currency);
		let to = Self::payee(call.to)?;
		dispatch(env, Call::<T>::claim_to { currency, to })?;
		Ok(Vec::new())
	}

	fn write_off(call: &sol::writeOffCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::write_off())?;
		let currency = money::currency(call.currency);
		let payee = common::account::<T>(call.payee);
		dispatch(env, Call::<T>::write_off { currency, payee })?;
		Ok(Vec::new())
	}

	fn authorise(call: &sol::authoriseCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::authorise())?;
		let payee = Self::payee(call.payee)?;
		dispatch(
			env,
			Call::<T>::authorise {
				payee,
				currency: money::currency(call.currency),
				max_amount: money::amount(call.maxAmount)?,
				max_secs: call.maxSecs,
				max_locks: call.maxLocks,
			},
		)?;
		Ok(Vec::new())
	}

	fn revoke_authorisation(
		call: &sol::revokeAuthorisationCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::revoke_authorisation())?;
		let payee = common::account::<T>(call.payee);
		let currency = money::currency(call.currency);
		dispatch(env, Call::<T>::revoke_authorisation { payee, currency })?;
		Ok(Vec::new())
	}

	fn lock(call: &sol::lockCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::lock())?;
		let payer = common::account::<T>(call.payer);
		let amount = money::amount(call.amount)?;
		// Locking calls nobody's contract: nothing takes a number in between.
		let escrow = NextEscrow::<T>::get();
		dispatch(
			env,
			Call::<T>::lock {
				payer,
				currency: money::currency(call.currency),
				amount,
				secs: call.secs,
				job: call.job.0.into(),
			},
		)?;
		Ok(sol::lockCall::abi_encode_returns(&escrow))
	}

	fn claim_lock(call: &sol::claimLockCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::claim_lock())?;
		let amount = money::amount(call.amount)?;
		let &sol::claimLockCall { escrow, last, .. } = call;
		dispatch(env, Call::<T>::claim_lock { escrow, amount, last })?;
		Ok(Vec::new())
	}

	fn release(call: &sol::releaseCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::release())?;
		dispatch(env, Call::<T>::release { escrow: call.escrow })?;
		Ok(Vec::new())
	}

	fn quote(call: &sol::quoteCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::quote())?;
		let pay_with = money::currency(call.payWith);
		money::few(call.prices.len())?;
		env.charge(Pallet::<T>::choose_weight(pay_with, call.prices.len() as u32))?;
		let prices = call
			.prices
			.iter()
			.map(|price| money::price(price.currency, price.amount))
			.collect::<Result<Vec<_>, _>>()?;
		let quote = Pallet::<T>::quote(&prices, call.swaps, pay_with).map_err(unquoted::<T>)?;
		Ok(sol::quoteCall::abi_encode_returns(&quote_out(quote)))
	}

	fn claimable(call: &sol::claimableCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		let limit = match call.limit {
			0 => MAX_CLAIMS_LISTED,
			limit => limit.min(MAX_CLAIMS_LISTED),
		};
		let weight = |count| own::<T>(WeightOf::<T>::claimable(count));
		let charged = env.charge(weight(limit))?;
		let account = common::account::<T>(call.account);
		let page = Pallet::<T>::claimable(&account, cursor_in(call.cursor)?, limit);
		env.adjust_gas(charged, weight(page.items.len() as u32));
		Ok(sol::claimableCall::abi_encode_returns(&sol::claimableReturn {
			claims: page.items.into_iter().map(price_out).collect(),
			next: cursor_out(page.next),
		}))
	}

	fn escrow_of(call: &sol::escrowOfCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::escrow_of())?;
		let info = Pallet::<T>::escrow_info(call.id)
			.ok_or_else(|| common::revert::<T>(Refusal::<T>::EscrowUnknown.into()))?;
		Ok(sol::escrowOfCall::abi_encode_returns(&sol::Escrow {
			id: info.id,
			payer: common::address::<T>(&info.payer),
			payee: common::address::<T>(&info.payee),
			left: price_out(info.left),
			deadline: info.deadline,
			job: info.job.0.into(),
		}))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use pallet_revive::H160;

	#[test]
	fn cursors_come_back_as_they_went() {
		let own_contract = {
			let address = money::currency_out(Currency::Token(7)).into_array();
			Currency::Erc20(H160(address))
		};
		let all = [
			None,
			Some(Currency::Native),
			Some(Currency::Token(0)),
			Some(Currency::Token(7)),
			Some(Currency::Token(u32::MAX)),
			Some(own_contract),
			Some(Currency::Erc20(H160::zero())),
			Some(Currency::Erc20(H160::repeat_byte(0xff))),
		];
		for (n, one) in all.into_iter().enumerate() {
			assert_eq!(cursor_in(cursor_out(one)), Ok(one));
			for other in &all[n + 1..] {
				assert_ne!(cursor_out(one), cursor_out(*other));
			}
		}
		let one = U256::from(1);
		for wrong in [U256::MAX, U256::from(2), (one << 161) - one, (one << 160) + (one << 40)] {
			assert!(cursor_in(wrong).is_err(), "{wrong}");
		}
	}
}
