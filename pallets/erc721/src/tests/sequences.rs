//! Random sequences of everything, with the invariants checked after each step.

use super::Erc721;
use crate::mock::{account, address, collection, destroy, new_test_ext};
use frame_support::traits::tokens::nonfungibles_v2::{Mutate, Transfer};
use pallet_nfts::ItemConfig;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
	Mint(u64, u8),
	Burn(u64),
	Transfer { caller: u8, item: u64, to: u8 },
	Move { item: u64, to: u8 },
	Approve { caller: u8, item: u64, spender: Option<u8> },
	Operator { caller: u8, operator: u8, approved: bool },
}

fn step() -> impl Strategy<Value = Step> {
	let (item, who) = (0..6u64, 1..5u8);
	prop_oneof![
		4 => (item.clone(), who.clone()).prop_map(|(item, who)| Step::Mint(item, who)),
		1 => item.clone().prop_map(Step::Burn),
		4 => (who.clone(), item.clone(), who.clone())
			.prop_map(|(caller, item, to)| Step::Transfer { caller, item, to }),
		1 => (item.clone(), who.clone()).prop_map(|(item, to)| Step::Move { item, to }),
		2 => (who.clone(), item, proptest::option::of(who.clone()))
			.prop_map(|(caller, item, spender)| Step::Approve { caller, item, spender }),
		2 => (who.clone(), who, any::<bool>())
			.prop_map(|(caller, operator, approved)| Step::Operator { caller, operator, approved }),
	]
}

fn apply(id: u32, step: Step) {
	let _ = match step {
		Step::Mint(item, who) => {
			let config = ItemConfig::default();
			<Erc721 as Mutate<_, _>>::mint_into(&id, &item, &account(who), &config, true)
		}
		Step::Burn(item) => <Erc721 as Mutate<_, _>>::burn(&id, &item, None),
		Step::Transfer { caller, item, to } => {
			let from = Erc721::owner_of(id, item).map(|owner| address(&owner)).unwrap_or_default();
			Erc721::do_transfer(&account(caller), id, item, from, account(to))
		}
		Step::Move { item, to } => <Erc721 as Transfer<_>>::transfer(&id, &item, &account(to)),
		Step::Approve { caller, item, spender } => {
			Erc721::do_approve(&account(caller), id, item, spender.map(account))
		}
		Step::Operator { caller, operator, approved } => {
			Erc721::do_set_approval_for_all(&account(caller), id, account(operator), approved)
		}
	};
}

proptest! {
	#[test]
	fn the_invariants_hold(steps in proptest::collection::vec(step(), 1..60)) {
		new_test_ext().execute_with(|| {
			let id = collection();
			for step in steps {
				apply(id, step.clone());
				let state = Erc721::do_try_state();
				assert!(state.is_ok(), "after {step:?}: {state:?}");
			}
			// In the end everything goes, and nothing stays.
			while let Some(item) = Erc721::token_by_index(id, 0) {
				apply(id, Step::Burn(item));
			}
			for (owner, operator) in (1..5).flat_map(|a| (1..5).map(move |b| (a, b))) {
				apply(id, Step::Operator { caller: owner, operator, approved: false });
			}
			destroy(id);
			assert_eq!(crate::Balances::<crate::mock::Test>::iter().count(), 0);
			assert_eq!(crate::Operators::<crate::mock::Test>::iter().count(), 0);
			assert!(Erc721::do_try_state().is_ok());
		});
	}
}
