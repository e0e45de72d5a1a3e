//! Benchmarks of every call, each in its worst case: swaps over two pools, payees that cannot be
//! paid, the last record of its kind. What ERC-20 contracts take comes on top, by
//! [`Erc20::weight`](crate::Erc20::weight).

#![allow(clippy::arithmetic_side_effects)]

use super::*;
use crate::pallet::*;
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
	assert_ok,
	traits::{
		fungible::{Inspect, Unbalanced},
		fungibles::Inspect as _,
		tokens::Precision::Exact,
	},
};
use frame_system::RawOrigin;
use metahub_assets::pay::{
	Currency, Price, Purpose, Quote, Share, ShareKind, MAX_PAYEES, MAX_PRICES,
};
use sp_core::H256;

/// What is paid to each payee.
const SHARE: u128 = 10_000;
/// What payers have.
const FUNDS: u128 = 1_000_000_000;

/// An account with funds for any deposit here.
fn funded<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	let funds = Pallet::<T>::price(1_000, 1_000_000).expect("deposits can be priced")
		+ T::Currency::minimum_balance();
	assert_ok!(T::Currency::increase_balance(&who, funds, Exact));
	T::Currency::set_total_issuance(T::Currency::total_issuance() + funds);
	who
}

/// A payer, what it has, and what it pays: two tokens, two swaps apart.
fn payer<T: Config>() -> (T::AccountId, Currency, Currency) {
	let payer = funded::<T>("payer");
	let (has, pays) =
		(T::BenchmarkHelper::token_with_pool(0), T::BenchmarkHelper::token_with_pool(1));
	T::BenchmarkHelper::fund(has, &payer, FUNDS);
	(payer, has, pays)
}

/// Payees without an account, which cannot have the token.
fn payee<T: Config>(n: u32) -> T::AccountId {
	account("payee", n, 0)
}

/// What a price takes.
fn quote<T: Config>(price: Price, pay_with: Currency) -> Quote {
	Pallet::<T>::do_choose(&[price], true, pay_with).expect("can be had")
}

/// As many shares, of payees that cannot be paid.
fn shares<T: Config>(n: u32) -> Vec<Share<T::AccountId>> {
	let kind = ShareKind::Royalty;
	(0..n).map(|n| Share { payee: payee::<T>(n), amount: SHARE, kind }).collect()
}

/// A claim of a payee's; its token.
fn claim_of<T: Config>(payee: &T::AccountId) -> Currency {
	let (payer, has, _) = payer::<T>();
	let shares = vec![Share { payee: payee.clone(), amount: SHARE, kind: ShareKind::Seller }];
	let quote = quote::<T>(Price::new(has, SHARE), has);
	let purpose = Purpose::Other(H256::zero());
	assert_ok!(Pallet::<T>::do_settle(&payer, quote, SHARE, shares, purpose));
	assert!(Claimables::<T>::contains_key(payee, has));
	has
}

/// A payer and a payee that it has authorised for a token.
fn authorised<T: Config>() -> (T::AccountId, T::AccountId, Currency) {
	let (payer, token, _) = payer::<T>();
	let payee = funded::<T>("worker");
	assert_ok!(Pallet::<T>::do_authorise(payer.clone(), payee.clone(), token, FUNDS, 1_000, 1));
	(payer, payee, token)
}

/// An escrow whose authorisation has been revoked; its payer and payee.
fn escrow<T: Config>() -> (T::AccountId, T::AccountId, u64) {
	let (payer, payee, token) = authorised::<T>();
	let job = H256::zero();
	let id = Pallet::<T>::do_lock(payee.clone(), payer.clone(), token, SHARE, 0, job)
		.expect("is authorised");
	assert_ok!(Pallet::<T>::do_revoke_authorisation(payer.clone(), payee.clone(), token));
	(payer, payee, id)
}

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Prices in tokens, all two swaps away from the payer's.
	#[benchmark]
	fn choose(p: Linear<1, MAX_PRICES>) {
		let has = T::BenchmarkHelper::token_with_pool(0);
		let prices: Vec<_> =
			(1..=p).map(|n| Price::new(T::BenchmarkHelper::token_with_pool(n), SHARE)).collect();

		let quote;
		#[block]
		{
			quote = Pallet::<T>::do_choose(&prices, true, has);
		}

		assert_eq!(quote.map(|quote| quote.path.len()), Ok(3));
	}

	/// Every share is a claim that waits from now on.
	#[benchmark]
	fn settle(n: Linear<1, MAX_PAYEES>) {
		let (payer, has, pays) = payer::<T>();
		let quote = quote::<T>(Price::new(pays, SHARE * u128::from(n)), has);
		let (shares, purpose) = (shares::<T>(n), Purpose::Other(H256::zero()));

		let spent;
		#[block]
		{
			spent = Pallet::<T>::do_settle(&payer, quote, u128::MAX, shares, purpose);
		}

		assert!(spent.is_ok());
		assert!(Claimables::<T>::contains_key(payee::<T>(n - 1), pays));
	}

	/// The same in the currency that the payer has.
	#[benchmark]
	fn settle_direct(n: Linear<1, MAX_PAYEES>) {
		let (payer, has, _) = payer::<T>();
		let quote = quote::<T>(Price::new(has, SHARE * u128::from(n)), has);
		let (shares, purpose) = (shares::<T>(n), Purpose::Other(H256::zero()));

		let spent;
		#[block]
		{
			spent = Pallet::<T>::do_settle(&payer, quote, u128::MAX, shares, purpose);
		}

		assert!(spent.is_ok());
		assert!(Claimables::<T>::contains_key(payee::<T>(n - 1), has));
	}

	/// For a deposit that is more than the payer has.
	#[benchmark]
	fn top_up() {
		let (payer, has, _) = payer::<T>();
		let native = Pallet::<T>::token_id(Currency::Native).unwrap_or_else(|_| panic!("is one"));
		let minimum = T::Tokens::minimum_balance(native.clone());
		let amount = T::Tokens::balance(native, &payer) - minimum + SHARE;

		let spent;
		#[block]
		{
			spent = Pallet::<T>::do_top_up(&payer, amount, has, u128::MAX);
		}

		assert!(spent.is_ok_and(|spent| spent > 0));
	}

	#[benchmark]
	fn pay() {
		let (payer, has, pays) = payer::<T>();
		let to = payee::<T>(0);
		let price = Price::new(pays, SHARE);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), to.clone(), price, has, u128::MAX, H256::zero());

		assert!(Claimables::<T>::contains_key(to, pays));
	}

	/// To another account, which had none of it: [`Pallet::claim`] does as much.
	#[benchmark]
	fn claim() {
		let from = payee::<T>(0);
		let token = claim_of::<T>(&from);
		let to = funded::<T>("purse");

		#[extrinsic_call]
		claim_to(RawOrigin::Signed(from.clone()), token, to);

		assert!(!Claimables::<T>::contains_key(from, token));
	}

	#[benchmark]
	fn write_off() {
		let from = payee::<T>(0);
		let token = claim_of::<T>(&from);
		T::BenchmarkHelper::destroy(token);
		let caller = funded::<T>("caller");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), token, from.clone());

		assert!(!Claimables::<T>::contains_key(from, token));
	}

	#[benchmark]
	fn authorise() {
		let (payer, token, _) = payer::<T>();
		let payee = payee::<T>(0);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer.clone()), payee.clone(), token, u128::MAX, u64::MAX, u32::MAX);

		assert!(Authorisations::<T>::contains_key((payer, payee, token)));
	}

	#[benchmark]
	fn revoke_authorisation() {
		let (payer, payee, token) = authorised::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(payer.clone()), payee.clone(), token);

		assert!(!Authorisations::<T>::contains_key((payer, payee, token)));
	}

	#[benchmark]
	fn lock() {
		let (payer, payee, token) = authorised::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(payee), payer, token, SHARE, 1_000, H256::zero());

		assert!(Escrows::<T>::contains_key(0));
	}

	/// The escrow ends, and with it the authorisation.
	#[benchmark]
	fn claim_lock() {
		let (payer, payee, id) = escrow::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(payee), id, SHARE / 2, true);

		assert!(!Escrows::<T>::contains_key(id));
		assert_eq!(Authorisations::<T>::iter_key_prefix((payer,)).count(), 0);
	}

	/// By the payer; with the escrow the authorisation ends.
	#[benchmark]
	fn release() {
		let (payer, _, id) = escrow::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(payer.clone()), id);

		assert!(!Escrows::<T>::contains_key(id));
		assert_eq!(Authorisations::<T>::iter_key_prefix((payer,)).count(), 0);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
