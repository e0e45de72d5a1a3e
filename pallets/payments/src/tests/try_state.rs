//! The invariants are checked: each broken once.

use super::*;

/// Sets up a claim, an authorisation and an escrow, breaks something, and expects that it shows.
fn broken(what: &str, breaks: fn()) {
	new_test_ext().execute_with(|| {
		assert_ok!(settle(price(SHY, 500), vec![seller(nobody(), 500)]));
		assert_ok!(Payments::authorise(by(alice()), bob(), TOKEN, 1_000, 60, 2));
		assert_ok!(Payments::lock(by(bob()), alice(), TOKEN, 300, 60, H256::zero()));
		Payments::do_try_state().expect("sound so far");
		breaks();
		assert!(Payments::do_try_state().is_err(), "{what} goes unnoticed");
	});
}

fn escrow(change: fn(&mut EscrowRecordOf<Test>)) {
	Escrows::<Test>::mutate(0, |record| change(record.as_mut().expect("is there")));
}

fn authorisation(change: fn(&mut AuthorisationRecordOf<Test>)) {
	let key = (alice(), bob(), TOKEN);
	Authorisations::<Test>::mutate(key, |record| change(record.as_mut().expect("is there")));
}

fn claim(change: fn(&mut ClaimRecordOf<Test>)) {
	Claimables::<Test>::mutate(nobody(), SHY, |record| change(record.as_mut().expect("is there")));
}

#[test]
fn what_is_broken_shows() {
	broken("a settlement without end", || Settling::<Test>::put(true));
	broken("a claim on more than the pot owes", || claim(|record| record.amount += 1));
	broken("a claim's deposit", || claim(|record| record.deposit += 1));
	broken("a claim without a pot", || Pots::<Test>::remove(SHY));
	broken("a pot without a claim", || Claimables::<Test>::remove(nobody(), SHY));
	broken("a native pot with less than it owes", || {
		assert_ok!(Payments::open_pot(Native, 300));
		let deposit = Payments::add_claim(&alice(), &bob(), Native, 300).expect("has a price");
		assert_ok!(Payments::hold_deposit(HoldReason::Claim, &alice(), deposit));
		fund(Native, &Payments::pot(Native), 299 - EXISTENTIAL_DEPOSIT);
	});
	broken("a claim on nothing", || {
		claim(|record| record.amount = 0);
		Pots::<Test>::remove(SHY);
	});
	broken("an escrow of more than is held", || escrow(|record| record.left += 1));
	broken("an escrow of nothing", || escrow(|record| record.left = 0));
	broken("an escrow's deposit", || escrow(|record| record.deposit -= 1));
	broken("an escrow without an authorisation", || {
		Authorisations::<Test>::remove((alice(), bob(), TOKEN))
	});
	broken("an escrow from the future", || NextEscrow::<Test>::put(0));
	broken("an authorisation that counts wrong", || authorisation(|record| record.locked += 1));
	broken("locks that are counted wrong", || authorisation(|record| record.locks += 1));
	broken("an authorisation's deposit", || authorisation(|record| record.deposit += 1));
	broken("an authorisation for nothing", || {
		escrow(|record| record.payee = carol());
		authorisation(|record| (record.max_locks, record.locks, record.locked) = (0, 0, 0));
	});
}
