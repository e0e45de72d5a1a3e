//! ERC-20 contracts that can misbehave.

use super::{
	bob, carol, nobody, AccountId, Balance, CalledBack, Conduct, Gone, Minimum, Payments, Refused,
	RuntimeOrigin, Sponsor, Test, Told, ERC20,
};
use crate::Erc20;
use frame_support::{storage_alias, weights::Weight, Blake2_128Concat};
use metahub_assets::pay::{Currency, Price, Purpose, Quote};
use sp_core::{H160, H256, U256};
use sp_runtime::DispatchError;

/// What ERC-20 contracts do beside what they are asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Behaviour {
	/// Nothing.
	#[default]
	Honest,
	/// Says that it moved, and moves nothing.
	MovesNothing,
	/// Moves one less, to Bob.
	MovesLessToBob,
	/// Takes one more from the sender than it gives.
	TakesFee,
	/// Keeps one of what the receiver should get.
	ChargesReceiver,
	/// Tells every time that there is one more.
	Inflates,
	/// Has no answer about balances.
	NoBalances,
	/// Fails after it has moved.
	MovesAndFails,
	/// The same, but only for Carol.
	MovesAndFailsForCarol,
	/// Fails so that what it did cannot be undone alone.
	CannotBeUndone,
	/// Tries to move money here while it moves.
	CallsBack,
	/// The same while it answers about balances.
	CallsBackFromBalance,
}

/// Balances in ERC-20 contracts.
#[storage_alias]
pub type Erc20Balances = StorageDoubleMap<
	MockErc20,
	Blake2_128Concat,
	H160,
	Blake2_128Concat,
	AccountId,
	Balance,
	frame_support::pallet_prelude::ValueQuery,
>;

/// ERC-20 contracts.
pub struct MockErc20;

impl Erc20<AccountId> for MockErc20 {
	fn balance(token: H160, who: &AccountId) -> Result<U256, DispatchError> {
		let told = Told::get();
		match Conduct::get() {
			Behaviour::NoBalances => return Err(DispatchError::Exhausted),
			Behaviour::Inflates => Told::set(told + U256::one()),
			Behaviour::CallsBackFromBalance => call_back(who),
			_ => (),
		}
		Ok(told.saturating_add(Erc20Balances::get(token, who).into()))
	}

	fn transfer(
		token: H160,
		from: &AccountId,
		to: &AccountId,
		amount: u128,
		sponsor: &AccountId,
	) -> Result<bool, DispatchError> {
		Sponsor::set(Some(sponsor.clone()));
		if Refused::get().contains(to) {
			return Ok(false);
		}
		let (taken, given) = match Conduct::get() {
			Behaviour::MovesNothing => (0, 0),
			Behaviour::MovesLessToBob if *to == bob() => (amount - 1, amount - 1),
			Behaviour::TakesFee => (amount + 1, amount),
			Behaviour::ChargesReceiver => (amount, amount - 1),
			_ => (amount, amount),
		};
		let Some(left) = Erc20Balances::get(token, from).checked_sub(taken) else {
			return Ok(false);
		};
		Erc20Balances::insert(token, from, left);
		Erc20Balances::mutate(token, to, |balance| *balance += given);
		match Conduct::get() {
			Behaviour::MovesAndFails => return Ok(false),
			Behaviour::MovesAndFailsForCarol if *to == carol() => return Ok(false),
			Behaviour::CannotBeUndone => return Err(crate::Error::<Test>::TokenMisbehaved.into()),
			Behaviour::CallsBack => call_back(to),
			_ => (),
		}
		Ok(true)
	}

	fn minimum(_: H160) -> u128 {
		Minimum::get()
	}

	fn exists(token: H160) -> bool {
		!Gone::get().contains(&token)
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000_000, 1_000)
	}
}

/// Tries everything that moves money, as `who`, and writes down how it ended.
fn call_back(who: &AccountId) {
	let origin = || RuntimeOrigin::signed(who.clone());
	let (native, price) = (Currency::Native, Price::new(Currency::Native, 1_000));
	let job = H256::zero();
	let quote = Quote { price, pay_with: native, amount_in: 1_000, path: vec![] };
	let other = nobody();
	let ends = vec![
		Payments::do_choose(&[price], true, native).map(|_| ()),
		Payments::do_settle(who, quote, 1_000, vec![], Purpose::Other(job)).map(|_| ()),
		Payments::pay(origin(), other.clone(), price, native, 1_000, job),
		Payments::claim(origin(), ERC20, carol()),
		Payments::claim_to(origin(), ERC20, other.clone()),
		Payments::write_off(origin(), ERC20, carol()),
		Payments::authorise(origin(), other.clone(), native, 1, 1, 1),
		Payments::revoke_authorisation(origin(), other.clone(), native),
		Payments::lock(origin(), other, native, 1, 1, job),
		Payments::claim_lock(origin(), 0, 1, false),
		Payments::release(origin(), 0),
	];
	CalledBack::mutate(|all| all.extend(ends));
}
