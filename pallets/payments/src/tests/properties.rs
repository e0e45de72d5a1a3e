//! Random sequences of everything that moves money: what is paid out is the price, nothing comes
//! into being or goes, refusals change nothing, and nothing is left when everything has ended.

use super::*;
use frame_support::storage::with_storage_layer;
use proptest::prelude::*;

/// The currencies that payments are made in.
const CURRENCIES: [Currency; 5] = [Native, TOKEN, SHY, ODD, ERC20];
/// A token with an odd minimum balance, which may be destroyed.
const ODD: Currency = Currency::Token(4);
/// Its minimum balance.
const ODD_MINIMUM: Balance = 97;
/// The accounts that take part: three with funds, and five without an account.
const ACCOUNTS: u8 = 8;

/// Something that somebody does, with small numbers that are taken modulo what there is.
#[derive(Clone, Debug)]
enum Op {
	Settle { currency: u8, pay_with: u8, shares: Vec<(u8, u8, u16)>, most: Option<u16> },
	Pay { to: u8, currency: u8, pay_with: u8, amount: u16 },
	Claim { currency: u8, payee: u8 },
	ClaimTo { currency: u8, to: u8 },
	Authorise { payee: u8, currency: u8, amount: u16, secs: u8, locks: u8 },
	Revoke { payee: u8, currency: u8 },
	Lock { payer: u8, currency: u8, amount: u16, secs: u8 },
	ClaimLock { escrow: u8, amount: u16, last: bool },
	Release { escrow: u8 },
	Wait { secs: u8 },
	Block { currency: u8, who: u8 },
	Unblock { currency: u8, who: u8 },
	Live { who: u8 },
	Behave { conduct: u8 },
	Destroy,
	WriteOff { currency: u8, payee: u8 },
}

fn op() -> impl Strategy<Value = Op> {
	let n = || any::<u8>();
	// Often less than a minimum, sometimes nothing.
	let amount = || prop_oneof![1 => Just(0u16), 3 => 1..120u16, 3 => any::<u16>()];
	let shares = || prop::collection::vec((n(), 0..4u8, amount()), 0..18);
	let most = prop_oneof![3 => Just(None), 1 => any::<u16>().prop_map(Some)];
	prop_oneof![
		12 => (n(), n(), shares(), most).prop_map(|(currency, pay_with, shares, most)| {
			Op::Settle { currency, pay_with, shares, most }
		}),
		3 => (n(), n(), n(), amount()).prop_map(|(to, currency, pay_with, amount)| {
			Op::Pay { to, currency, pay_with, amount }
		}),
		4 => (n(), n()).prop_map(|(currency, payee)| Op::Claim { currency, payee }),
		3 => (n(), n()).prop_map(|(currency, to)| Op::ClaimTo { currency, to }),
		4 => (n(), n(), amount(), 0..50u8, 0..4u8).prop_map(
			|(payee, currency, amount, secs, locks)| {
				Op::Authorise { payee, currency, amount, secs, locks }
			}
		),
		1 => (n(), n()).prop_map(|(payee, currency)| Op::Revoke { payee, currency }),
		6 => (n(), n(), amount(), 0..50u8).prop_map(|(payer, currency, amount, secs)| {
			Op::Lock { payer, currency, amount, secs }
		}),
		4 => (n(), amount(), any::<bool>())
			.prop_map(|(escrow, amount, last)| Op::ClaimLock { escrow, amount, last }),
		3 => n().prop_map(|escrow| Op::Release { escrow }),
		2 => (0..50u8).prop_map(|secs| Op::Wait { secs }),
		2 => (n(), n()).prop_map(|(currency, who)| Op::Block { currency, who }),
		2 => (n(), n()).prop_map(|(currency, who)| Op::Unblock { currency, who }),
		1 => n().prop_map(|who| Op::Live { who }),
		2 => n().prop_map(|conduct| Op::Behave { conduct }),
		1 => Just(Op::Destroy),
		2 => (n(), n()).prop_map(|(currency, payee)| Op::WriteOff { currency, payee }),
	]
}

fn who(n: u8) -> AccountId {
	account(1 + n % ACCOUNTS)
}

fn currency(n: u8) -> Currency {
	CURRENCIES[usize::from(n) % CURRENCIES.len()]
}

/// The id of an escrow that is there, if one is.
fn escrow(n: u8) -> u64 {
	let mut ids: Vec<_> = Escrows::<Test>::iter_keys().collect();
	ids.sort();
	ids.get(usize::from(n) % ids.len().max(1)).copied().unwrap_or(0)
}

/// What every account, the pots included, has in all, in escrow included.
fn wealth(currency: Currency) -> Vec<Balance> {
	let total = |who: AccountId| match TokenIdOf::convert(currency) {
		Some(token) => NativeAndAssets::total_balance(token, &who),
		None => balance(currency, &who),
	};
	(0..ACCOUNTS).map(who).chain([Payments::pot(currency)]).map(total).collect()
}

/// What every account has or can claim.
fn due(currency: Currency) -> Vec<Balance> {
	let waits = (0..ACCOUNTS).map(|n| waiting(currency, &who(n))).chain([0]);
	let mut due: Vec<_> =
		wealth(currency).into_iter().zip(waits).map(|(has, waits)| has + waits).collect();
	// The pot's is the payees'.
	due.pop();
	due
}

/// Does it.
fn run(by_whom: AccountId, op: &Op) -> DispatchResult {
	let caller = || by(by_whom.clone());
	match op.clone() {
		Op::Settle { currency: c, pay_with, shares, most } => {
			settle_some(&by_whom, currency(c), currency(pay_with), &shares, most)
		}
		Op::Pay { to, currency: c, pay_with, amount } => {
			let price = price(currency(c), amount.into());
			Payments::pay(caller(), who(to), price, currency(pay_with), u128::MAX, H256::zero())
		}
		Op::Claim { currency: c, payee } => Payments::claim(caller(), currency(c), who(payee)),
		Op::ClaimTo { currency: c, to } => Payments::claim_to(caller(), currency(c), who(to)),
		Op::Authorise { payee, currency: c, amount, secs, locks } => Payments::authorise(
			caller(),
			who(payee),
			currency(c),
			amount.into(),
			secs.into(),
			locks.into(),
		),
		Op::Revoke { payee, currency: c } => {
			Payments::revoke_authorisation(caller(), who(payee), currency(c))
		}
		Op::Lock { payer, currency: c, amount, secs } => Payments::lock(
			caller(),
			who(payer),
			currency(c),
			amount.into(),
			secs.into(),
			H256::zero(),
		),
		Op::ClaimLock { escrow: id, amount, last } => {
			Payments::claim_lock(caller(), escrow(id), amount.into(), last)
		}
		Op::Release { escrow: id } => Payments::release(caller(), escrow(id)),
		Op::Wait { secs } => {
			Now::mutate(|now| *now += u64::from(secs));
			Ok(())
		}
		Op::Block { currency: c, who: n } => match currency(c) {
			Native => Ok(()),
			Currency::Token(id) => Assets::block(by(issuer()), id, who(n)),
			Currency::Erc20(_) => {
				Refused::mutate(|refused| refused.push(who(n)));
				Ok(())
			}
		},
		Op::Unblock { currency: c, who: n } => match currency(c) {
			Native => Ok(()),
			Currency::Token(id) => Assets::thaw(by(issuer()), id, who(n)),
			Currency::Erc20(_) => {
				Refused::mutate(|refused| refused.retain(|refused| *refused != who(n)));
				Ok(())
			}
		},
		Op::Live { who: n } => Balances::transfer_keep_alive(by(issuer()), who(n), 10_000),
		Op::Destroy => with_storage_layer(destroy_odd),
		Op::WriteOff { currency: c, payee } => {
			Payments::write_off(caller(), currency(c), who(payee))
		}
		Op::Behave { conduct } => {
			use Behaviour::*;
			let all = [Honest, Honest, Honest, MovesNothing, TakesFee, CallsBack, MovesAndFails];
			Conduct::set(all[usize::from(conduct) % all.len()]);
			Ok(())
		}
	}
}

/// Destroys the odd token, if nothing of it is in escrow.
fn destroy_odd() -> DispatchResult {
	let id = token(ODD);
	Assets::start_destroy(by(issuer()), id)?;
	while Assets::asset_details(id).is_some_and(|details| details.accounts > 0) {
		Assets::destroy_accounts(by(issuer()), id).map_err(|failed| failed.error)?;
	}
	Assets::finish_destroy(by(issuer()), id)
}

/// The least that an account has of a currency.
fn least_share(currency: Currency) -> Balance {
	// The native token's pot keeps any.
	let token = TokenIdOf::convert(currency).filter(|_| currency != Native);
	token.map_or(1, NativeAndAssets::minimum_balance)
}

/// Settles, and checks who has how much more.
fn settle_some(
	payer: &AccountId,
	currency: Currency,
	pay_with: Currency,
	shares: &[(u8, u8, u16)],
	most: Option<u16>,
) -> DispatchResult {
	let shares: Vec<_> = shares
		.iter()
		.map(|(payee, kind, amount)| match kind {
			0 => seller(who(*payee), (*amount).into()),
			_ => royalty(who(*payee), (*amount).into()),
		})
		.collect();
	let amount = shares.iter().map(|share| share.amount).sum();
	let (price, most) = (price(currency, amount), most.map_or(u128::MAX, u128::from));
	let before = due(currency);
	let spent = settle_by(payer, price, pay_with, most, shares.clone())?;
	assert!(spent <= most);
	let of_others = shares.iter().filter(|share| share.kind != ShareKind::Seller);
	let least = of_others.map(|share| share.amount).filter(|amount| *amount > 0).min();
	assert!(least.is_none_or(|least| least >= least_share(currency)));

	let mut events = events();
	let receipt = events.pop().expect("there is a receipt");
	let Event::Paid { shares: paid, price: of, spent: told, .. } = receipt else {
		panic!("{receipt:?}")
	};
	// Deposits for claims are bought, if at all, beside what is paid.
	let (mut got, mut for_it) = (0, 0);
	for event in events {
		if let Event::ToppedUp { amount, spent, .. } = event {
			(got, for_it) = (got + amount, for_it + spent.amount);
		}
	}
	assert_eq!((of, told), (price, Price::new(pay_with, spent - for_it)));
	assert_eq!(paid.iter().map(|(share, _)| share.amount).sum::<u128>(), amount);

	// What each payee has or can claim more is what the receipt says.
	let mut expected = before;
	let index = |who: &AccountId| (0..ACCOUNTS).position(|n| self::who(n) == *who);
	for (share, _) in &paid {
		expected[index(&share.payee).expect("takes part")] += share.amount;
	}
	if pay_with == currency {
		expected[index(payer).expect("takes part")] -= spent;
	}
	if currency == Native {
		expected[index(payer).expect("takes part")] += got;
	}
	// Deposits change nothing: what is on hold counts.
	assert_eq!(due(currency), expected);
	Ok(())
}

/// Ends everything that is left, as those may who have it.
fn end() {
	Conduct::set(Behaviour::Honest);
	Refused::set(vec![]);
	for n in 0..ACCOUNTS {
		assert_ok!(Balances::transfer_keep_alive(by(issuer()), who(n), 10_000));
		for currency in [TOKEN, SHY, ODD] {
			let known =
				NativeAndAssets::balance(TokenIdOf::convert(currency).expect("is"), &who(n));
			if known > 0 {
				unblock(currency, &who(n));
			}
		}
	}
	for (payee, currency, _) in Claimables::<Test>::iter().collect::<Vec<_>>() {
		if currency == ODD && !Assets::asset_exists(token(ODD)) {
			assert_ok!(Payments::write_off(by(carol()), currency, payee));
		} else {
			assert_ok!(Payments::claim(by(carol()), currency, payee));
		}
	}
	for (id, record) in Escrows::<Test>::iter().collect::<Vec<_>>() {
		assert_ok!(Payments::release(by(record.payee), id));
	}
	for ((payer, payee, currency), _) in Authorisations::<Test>::iter().collect::<Vec<_>>() {
		assert_ok!(Payments::revoke_authorisation(by(payer), payee, currency));
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

	#[test]
	fn money_is_moved_and_nothing_else(
		ops in prop::collection::vec((any::<u8>(), op()), 1..60),
	) {
		new_test_ext().execute_with_checks(|| {
			create_token(token(ODD), false, ODD_MINIMUM);
			for who in [alice(), bob(), carol()] {
				fund(ODD, &who, ENDOWMENT);
			}
			fund(ODD, &issuer(), 2 * LIQUIDITY);
			create_pool(NativeOrWithId::Native, NativeOrWithId::WithId(token(ODD)), LIQUIDITY, LIQUIDITY);
			let issued = issuance();
			let odd = Assets::total_supply(token(ODD));
			for (n, op) in ops {
				// Mostly those with funds, and the payee of an escrow when it is its turn.
				let by_whom = match op {
					Op::ClaimLock { escrow: id, .. } | Op::Release { escrow: id } if n % 4 > 0 => {
						Escrows::<Test>::get(escrow(id)).map_or(alice(), |record| record.payee)
					}
					_ if n % 8 == 0 => who(n / 8),
					_ => account(1 + n % 3),
				};
				System::reset_events();
				let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
				if run(by_whom, &op).is_err() {
					assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
				}
				assert!(CalledBack::take().iter().all(|e| *e == Err(Error::Reentrancy.into())));
				assert_eq!(issuance(), issued);
				if Assets::asset_exists(token(ODD)) {
					assert_eq!(Assets::total_supply(token(ODD)), odd);
				}
				for (currency, pot) in Pots::<Test>::iter() {
					let alive = currency != ODD || Assets::asset_exists(token(ODD));
					assert!(!alive || balance(currency, &Payments::pot(currency)) >= pot.owed);
				}
				Payments::do_try_state().expect("the invariants hold");
			}
			end();
			for n in 0..ACCOUNTS {
				assert_eq!(Balances::total_balance_on_hold(&who(n)), 0);
				for currency in [TOKEN, SHY, ODD] {
					assert_eq!(in_escrow(currency, &who(n)), 0);
				}
			}
			for currency in CURRENCIES {
				let pot = Payments::pot(currency);
				let left = if currency == Native { EXISTENTIAL_DEPOSIT } else { 0 };
				assert_eq!(balance(currency, &pot), left);
				assert_eq!(System::account_exists(&pot), currency == Native);
			}
			assert_eq!(Claimables::<Test>::iter().count(), 0);
			assert_eq!(Pots::<Test>::iter().count(), 0);
			assert_eq!(Escrows::<Test>::iter().count(), 0);
			assert_eq!(Authorisations::<Test>::iter().count(), 0);
			assert_eq!(issuance(), issued);
		});
	}

	#[test]
	fn everyone_gets_what_it_is_owed_or_nothing_happens(
		minimum in 1..2_000u128,
		shares in prop::collection::vec((0..4u8, any::<bool>(), 0..3_000u128), 1..17),
		pay_with in 0..3usize,
	) {
		new_test_ext().execute_with_checks(|| {
			create_token(token(ODD), false, minimum);
			fund(ODD, &alice(), LIQUIDITY);
			fund(ODD, &issuer(), 2 * LIQUIDITY);
			create_pool(NativeOrWithId::Native, NativeOrWithId::WithId(token(ODD)), LIQUIDITY, LIQUIDITY);
			// One that has some of it already, one that can have it, one that cannot, one blocked.
			fund(Native, &account(8), EXISTENTIAL_DEPOSIT);
			fund(ODD, &bob(), minimum);
			fund(ODD, &account(8), minimum);
			block(ODD, &account(8));
			let payees = [bob(), carol(), nobody(), account(8)];
			let shares: Vec<_> = shares
				.iter()
				.map(|(n, is_seller, amount)| {
					let payee = payees[usize::from(*n)].clone();
					if *is_seller { seller(payee, *amount) } else { royalty(payee, *amount) }
				})
				.collect();
			let amount = shares.iter().map(|share| share.amount).sum();
			let of = |who: &AccountId| balance(ODD, who) + waiting(ODD, who);
			let (before, pay_with) = (payees.clone().map(|who| of(&who)), [ODD, Native, TOKEN][pay_with]);
			let too_small = |share: &Share<_>| {
				share.kind != ShareKind::Seller && (1..minimum).contains(&share.amount)
			};
			let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
			let result = settle_with(price(ODD, amount), pay_with, u128::MAX, shares.clone());
			if shares.iter().any(too_small) {
				assert_eq!(result, Err(Error::ShareBelowMinimum.into()));
			}
			match result {
				Ok(_) => {
					for (n, who) in payees.iter().enumerate() {
						let own = shares.iter().filter(|share| share.payee == *who);
						let owed: Balance = own.map(|share| share.amount).sum();
						assert_eq!(of(who), before[n] + owed);
					}
				}
				Err(_) => assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root),
			}
		});
	}

	#[test]
	fn a_quote_is_paid_to_the_last_unit(
		currency in 0..3usize,
		pay_with in 0..3usize,
		amount in 1..ENDOWMENT / 4,
		slack in 0..3u128,
	) {
		new_test_ext().execute_with_checks(|| {
			let (currency, pay_with) = (CURRENCIES[currency], CURRENCIES[pay_with]);
			let issued = issuance();
			let price = price(currency, amount);
			let quote = Payments::do_choose(&[price], true, pay_with).expect("can be had");
			let shares = vec![seller(bob(), amount)];
			let before = balance(pay_with, &alice());
			assert_noop!(
				settle_with(price, pay_with, quote.amount_in - 1, shares.clone()),
				Error::SlippageExceeded
			);
			let spent = settle_with(price, pay_with, quote.amount_in + slack, shares);
			assert_eq!(spent, Ok(quote.amount_in));
			assert_eq!(balance(pay_with, &alice()), before - quote.amount_in);
			assert_eq!(balance(currency, &bob()), ENDOWMENT + amount);
			assert_eq!(issuance(), issued);
		});
	}

	#[test]
	fn whatever_it_is_asked_it_answers(
		prices in prop::collection::vec((0..5usize, any::<u128>()), 0..10),
		pay_with in 0..5usize,
		swaps: bool,
		shares in prop::collection::vec(any::<u128>(), 0..20),
	) {
		new_test_ext().execute_with_checks(|| {
			let all = [Native, TOKEN, SHY, POOLLESS, ERC20];
			let prices: Vec<_> = prices.iter().map(|(n, amount)| price(all[*n], *amount)).collect();
			let _ = Payments::do_choose(&prices, swaps, all[pay_with]);
			let shares: Vec<_> = shares.iter().map(|amount| royalty(bob(), *amount)).collect();
			for price in prices {
				let root = sp_io::storage::root(sp_runtime::StateVersion::V1);
				if settle_with(price, all[pay_with], u128::MAX, shares.clone()).is_err() {
					assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), root);
				}
			}
		});
	}
}
