//! Payments' contract.

use super::*;
use crate::{genesis::dev_token, Assets, Balances, Payments, TOKEN_PREFIX};
use frame_support::traits::fungible::{Inspect, InspectHold};
use metahub_assets::{
	ids::{contract_address, PAYMENTS_CONTRACT},
	pay::Currency,
};
use metahub_precompiles::payments::IPayments as sol;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};

fn payments() -> H160 {
	contract_address(PAYMENTS_CONTRACT)
}

fn ask<C: SolCall>(who: &AccountId, query: C) -> C::Return {
	call(who, payments(), &query).expect("answers")
}

fn refuse<C: SolCall>(who: &AccountId, query: C, why: &str) {
	refused(who, payments(), &query, why);
}

fn dusd() -> Address {
	let mut address = [0; 20];
	address[..4].copy_from_slice(&dev_token::ID.to_be_bytes());
	address[16..18].copy_from_slice(&TOKEN_PREFIX.to_be_bytes());
	address.into()
}

fn price(currency: Address, amount: u128) -> sol::Price {
	sol::Price { currency, amount: Word::from(amount) }
}

fn pay(price: sol::Price, with: Address, most: u128) -> sol::payCall {
	sol::payCall {
		payee: address(&account(Charlie)),
		price,
		payWith: with,
		maxAmount: Word::from(most),
		memo: Default::default(),
	}
}

#[test]
fn a_price_is_paid() {
	dev().execute_with(|| {
		let (bob, charlie) = (account(Bob), account(Charlie));
		let had = Balances::total_balance(&charlie);
		ask(&bob, pay(price(Address::ZERO, HUB), Address::ZERO, HUB));
		assert_eq!(Balances::total_balance(&charlie) - had, HUB);
		// In another currency than it is asked in.
		let quote = sol::quoteCall {
			prices: vec![price(Address::ZERO, HUB)],
			swaps: true,
			payWith: dusd(),
		};
		let quote = ask(&bob, quote);
		let spent = u128::try_from(quote.amountIn).expect("fits");
		assert_eq!(quote.path, [dusd(), Address::ZERO]);
		let before = Assets::balance(dev_token::ID, &bob);
		let less = pay(price(Address::ZERO, HUB), dusd(), spent - 1);
		refuse(&bob, less, "Payments: SlippageExceeded");
		ask(&bob, pay(price(Address::ZERO, HUB), dusd(), spent));
		assert_eq!(before - Assets::balance(dev_token::ID, &bob), spent);
		assert_eq!(Balances::total_balance(&charlie) - had, 2 * HUB);
	});
}

#[test]
fn payments_that_are_refused() {
	dev().execute_with(|| {
		let bob = account(Bob);
		let hub = |amount| price(Address::ZERO, amount);
		let over = sol::Price { currency: Address::ZERO, amount: Word::from(1) << 128 };
		refuse(&bob, pay(over, Address::ZERO, u128::MAX), "amount too large");
		let most = pay(hub(u128::MAX), Address::ZERO, u128::MAX);
		refuse(&bob, most, "Payments: PriceTooHigh");
		let much = pay(hub(u128::MAX / 2), Address::ZERO, u128::MAX);
		refuse(&bob, much, "Payments: InsufficientFunds");
		let nobody = sol::payCall { payee: Address::ZERO, ..pay(hub(HUB), Address::ZERO, HUB) };
		refuse(&bob, nobody, "payee is the zero address");
		let itself = sol::payCall { payee: address(&bob), ..pay(hub(HUB), Address::ZERO, HUB) };
		refuse(&bob, itself, "Payments: PayeeIsPayer");
		let claim = sol::claimCall { currency: Address::ZERO, payee: address(&bob) };
		refuse(&bob, claim, "Payments: NothingToClaim");
		let prices = vec![hub(1); 9];
		let quote = sol::quoteCall { prices, swaps: false, payWith: Address::ZERO };
		refuse(&bob, quote, "too many prices");
		let quote = sol::quoteCall { prices: vec![hub(1)], swaps: false, payWith: dusd() };
		refuse(&bob, quote, "Payments: CurrencyNotAccepted");
		let contract = Address::repeat_byte(9);
		let quote = sol::quoteCall { prices: vec![hub(1)], swaps: true, payWith: contract };
		refuse(&bob, quote, "Payments: CurrencyNotSwappable");
		let claimable = |cursor| sol::claimableCall { account: address(&bob), cursor, limit: 0 };
		let page = ask(&bob, claimable(Word::ZERO));
		assert!(page.claims.is_empty() && page.next.is_zero());
		refuse(&bob, claimable(Word::MAX), "no such cursor");
		let off = sol::writeOffCall { currency: dusd(), payee: address(&bob) };
		refuse(&bob, off, "Payments: NothingToClaim");
	});
}

#[test]
fn money_is_locked_and_claimed() {
	dev().execute_with(|| {
		let (bob, charlie) = (account(Bob), account(Charlie));
		let lock = |amount: u128| sol::lockCall {
			payer: address(&bob),
			currency: Address::ZERO,
			amount: Word::from(amount),
			secs: 60,
			job: B256::repeat_byte(3),
		};
		refuse(&charlie, lock(HUB), "Payments: NotAuthorised");
		let authorise = sol::authoriseCall {
			payee: address(&charlie),
			currency: Address::ZERO,
			maxAmount: Word::from(3 * HUB),
			maxSecs: 60,
			maxLocks: 1,
		};
		let over = sol::authoriseCall { maxAmount: Word::MAX, ..authorise.clone() };
		refuse(&bob, over, "amount too large");
		ask(&bob, authorise);
		refuse(&charlie, lock(4 * HUB), "Payments: OverAuthorisation");
		let escrow = ask(&charlie, lock(2 * HUB));
		let there = ask(&bob, sol::escrowOfCall { id: escrow });
		assert_eq!((there.payer, there.payee), (address(&bob), address(&charlie)));
		assert_eq!(there.left, price(Address::ZERO, 2 * HUB));
		let native = Payments::escrow_info(escrow).expect("is there");
		assert_eq!((native.left.currency, native.left.amount), (Currency::Native, 2 * HUB));
		assert!(Balances::total_balance_on_hold(&bob) >= 2 * HUB);

		let had = Balances::total_balance(&charlie);
		let claim =
			|amount: u128, last| sol::claimLockCall { escrow, amount: Word::from(amount), last };
		refuse(&bob, claim(HUB, false), "Payments: NotPayee");
		refuse(&charlie, claim(3 * HUB, false), "Payments: OverLock");
		ask(&charlie, claim(HUB, false));
		assert_eq!(Balances::total_balance(&charlie) - had, HUB);
		refuse(&bob, sol::releaseCall { escrow }, "Payments: DeadlineNotReached");
		refuse(&account(Alice), sol::releaseCall { escrow }, "Payments: NotParty");
		ask(&charlie, sol::releaseCall { escrow });
		refuse(&bob, sol::escrowOfCall { id: escrow }, "Payments: EscrowUnknown");
		let revoke =
			sol::revokeAuthorisationCall { payee: address(&charlie), currency: Address::ZERO };
		ask(&bob, revoke.clone());
		refuse(&bob, revoke, "Payments: NotAuthorised");
		assert_eq!(Balances::total_balance_on_hold(&bob), 0);
	});
}

type B256 = alloy_core::primitives::B256;

#[test]
fn doors_that_are_closed() {
	dev().execute_with(|| {
		let bob = account(Bob);
		let input = pay(price(Address::ZERO, HUB), Address::ZERO, HUB).abi_encode();
		for (instruction, why) in [
			(bytecode::DELEGATECALL, Some("delegatecall denied")),
			// No instruction of this chain's.
			(bytecode::CALLCODE, None),
			(bytecode::STATICCALL, None),
		] {
			let relay = bytecode::deploy(&bytecode::relay(instruction));
			let before = root();
			let answer = call_raw(&bob, relay, bytecode::relayed(payments(), &input));
			match why {
				Some(why) => assert_eq!(answer, Err(reason(why))),
				None => assert!(answer.is_err()),
			}
			assert!(root() == before);
		}
		let value = call_with(&bob, payments(), 1, PLENTY, input);
		assert_eq!(value, Err(reason("value not accepted")));
	});
}
