//! Payments.

use super::*;
use crate::payments::IPayments as sol;
use frame_benchmarking::v2::*;
use frame_support::dispatch::DispatchResult;
use metahub_assets::pay::{Currency, MAX_PRICES};
use pallet_payments::{
	query::MAX_CLAIMS_LISTED, ClaimRecord, Claimables, NextEscrow, Pallet as Payments,
};
use pallet_revive::precompiles::alloy::primitives::{B256, U256 as Word};

/// What is measured here.
pub struct Pallet<T>(core::marker::PhantomData<T>);

fn price() -> sol::Price {
	sol::Price { currency: Address::ZERO, amount: Word::from(1) }
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn pay() {
		let call = payments::<T>(&sol::payCall {
			payee: address(1),
			price: price(),
			payWith: Address::ZERO,
			maxAmount: Word::MAX,
			memo: B256::ZERO,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn claim() {
		let call = payments::<T>(&sol::claimCall { currency: Address::ZERO, payee: address(1) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn claim_to() {
		let call = payments::<T>(&sol::claimToCall { currency: Address::ZERO, to: address(1) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn write_off() {
		let call = payments::<T>(&sol::writeOffCall { currency: Address::ZERO, payee: address(1) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn authorise() {
		let call = payments::<T>(&sol::authoriseCall {
			payee: address(1),
			currency: Address::ZERO,
			maxAmount: Word::from(1),
			maxSecs: 1,
			maxLocks: 1,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn revoke_authorisation() {
		let call = payments::<T>(&sol::revokeAuthorisationCall {
			payee: address(1),
			currency: Address::ZERO,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn lock() {
		let call = payments::<T>(&sol::lockCall {
			payer: address(1),
			currency: Address::ZERO,
			amount: Word::from(1),
			secs: 1,
			job: B256::ZERO,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn claim_lock() {
		let call =
			payments::<T>(&sol::claimLockCall { escrow: 0, amount: Word::from(1), last: true });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn release() {
		let call = payments::<T>(&sol::releaseCall { escrow: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn quote() {
		let free = |n| sol::Price { currency: address(n), amount: Word::ZERO };
		let prices = (1..MAX_PRICES as u8).map(free).chain([sol::Price::default()]).collect();
		let call = payments::<T>(&sol::quoteCall { prices, swaps: false, payWith: Address::ZERO });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn claimable(n: Linear<1, MAX_CLAIMS_LISTED>) {
		let payee = person::<T>(0x9a);
		for n in 0..n {
			let (depositor, deposit) = (payee.clone(), Default::default());
			let record = ClaimRecord { amount: u128::MAX, depositor, deposit };
			Claimables::<T>::insert(&payee, Currency::Token(n), record);
		}
		let call = payments::<T>(&sol::claimableCall {
			account: address(0x9a),
			cursor: Word::ZERO,
			limit: n,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn escrow_of() {
		let (payer, payee) = (funded::<T>(0x9a), funded::<T>(0x9b));
		let (native, id) = (Currency::Native, NextEscrow::<T>::get());
		let escrow = |payer: &AccountIdOf<T>, payee: &AccountIdOf<T>| -> DispatchResult {
			let amount = 1_000_000_000;
			Payments::<T>::authorise(signed::<T>(payer), payee.clone(), native, amount, 3_600, 1)?;
			let job = H256::repeat_byte(1);
			Payments::<T>::lock(signed::<T>(payee), payer.clone(), native, amount, 3_600, job)
		};
		assert_ok!(escrow(&payer, &payee));
		let call = payments::<T>(&sol::escrowOfCall { id });

		#[block]
		{
			call.run();
		}
	}
}
