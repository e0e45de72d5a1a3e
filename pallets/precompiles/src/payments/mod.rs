//! Payments, for contracts: `IPayments` at one fixed address.

use crate::{
	common::{self, charge, charge_arguments, dispatch, Checked, Interface},
	money, nonzero,
	weights::payments::WeightInfo,
	Config,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use metahub_assets::{
	ids::PAYMENTS_CONTRACT,
	pay::{PaymentError, Price, Quote},
};
use pallet_payments::{Call, Error as Refusal, NextEscrow, Pallet};
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
		use pallet_licensing::Payments as _;
		let pay_with = money::currency(call.payWith);
		env.charge(<T as pallet_licensing::Config>::Payments::weight(0, pay_with))?;
		money::few(call.prices.len())?;
		let prices = call
			.prices
			.iter()
			.map(|price| money::price(price.currency, price.amount))
			.collect::<Result<Vec<_>, _>>()?;
		let quote = Pallet::<T>::quote(&prices, call.swaps, pay_with).map_err(unquoted::<T>)?;
		Ok(sol::quoteCall::abi_encode_returns(&quote_out(quote)))
	}

	fn claimable(call: &sol::claimableCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::claimable())?;
		let claims = Pallet::<T>::claimable(&common::account::<T>(call.account));
		let claims =
			claims.into_iter().map(|(currency, amount)| price_out(Price::new(currency, amount)));
		Ok(sol::claimableCall::abi_encode_returns(&claims.collect()))
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
