//! What transactions cost, in what, and who gets it.

use super::{dev, evm, next_block, send, signed, tipped, total};
use crate::{
	configs::money::Treasury,
	constants::{
		block,
		currency::{EXISTENTIAL_DEPOSIT, HUB},
		fee,
	},
	genesis::{dev_token, ETHEREUM_DEV_ADDRESSES},
	AccountId, AssetConversion, Assets, Balance, Balances, Executive, Revive, Runtime,
	RuntimeEvent, System, TransactionPayment, UncheckedExtrinsic,
};
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	storage::with_transaction,
	traits::{fungible::NativeOrWithId, fungibles},
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
};
use pallet_revive::{
	evm::{Account, GenericTransaction},
	H160,
};
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use sp_core::H256;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};
use sp_runtime::{
	traits::One,
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, TransactionValidityError,
	},
	DispatchError, TransactionOutcome,
};

const TOKEN: NativeOrWithId<u32> = NativeOrWithId::WithId(dev_token::ID);

fn remark() -> frame_system::Call<Runtime> {
	frame_system::Call::remark { remark: b"hello".to_vec() }
}

fn transfer(to: &AccountId, value: Balance) -> pallet_balances::Call<Runtime> {
	pallet_balances::Call::transfer_keep_alive { dest: to.clone().into(), value }
}

/// What a fee event of this block says was paid in the native token.
fn fee_paid() -> Option<Balance> {
	super::events().into_iter().rev().find_map(|event| match event {
		RuntimeEvent::TransactionPayment(
			pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
		) => Some(actual_fee),
		_ => None,
	})
}

/// What the treasury and the author have, Alice, who makes the blocks.
fn received() -> [Balance; 2] {
	[total(&Treasury::get()), total(&Alice.to_account_id())]
}

/// What they get of what `act` pays.
fn shares(act: impl FnOnce()) -> [Balance; 2] {
	let before = received();
	act();
	let after = received();
	[after[0] - before[0], after[1] - before[1]]
}

/// What the treasury and the author are to get of a fee and a tip.
fn owed(fee: Balance, tip: Balance) -> [Balance; 2] {
	let to_treasury = (fee * 4).div_ceil(5);
	[to_treasury, fee - to_treasury + tip]
}

#[test]
fn four_fifths_of_a_fee_go_to_the_treasury_and_the_rest_to_the_author() {
	dev().execute_with(|| {
		let before = total(&Bob.to_account_id());
		let got = shares(|| {
			assert_ok!(send(Bob, remark()).expect("is valid"));
		});
		let paid = before - total(&Bob.to_account_id());
		assert_eq!(fee_paid(), Some(paid));
		assert!(paid > 0 && got[0] > 3 * got[1]);
		assert_eq!(got, owed(paid, 0));
	});
}

#[test]
fn a_tip_goes_to_the_author() {
	dev().execute_with(|| {
		for asset in [None, Some(NativeOrWithId::Native), Some(TOKEN)] {
			let issued = Balances::total_issuance();
			let tip = HUB / 100;
			let tx = tipped(Bob, remark(), asset.clone(), tip);
			let got = shares(|| {
				assert_ok!(Executive::apply_extrinsic(tx).expect("is valid"));
			});
			assert_eq!(got, owed(got[0] + got[1] - tip, tip), "{asset:?}");
			assert_eq!(Balances::total_issuance(), issued, "nothing is burnt");
		}
	});
}

#[test]
fn an_author_pays_for_what_it_fills_its_blocks_with() {
	dev().execute_with(|| {
		let before = total(&Alice.to_account_id());
		assert_ok!(send(Alice, remark()).expect("is valid"));
		let fee = fee_paid().expect("a fee was paid");
		assert_eq!(before - total(&Alice.to_account_id()), owed(fee, 0)[0]);
	});
}

#[test]
fn the_treasury_takes_amounts_that_make_no_account() {
	dev().execute_with(|| {
		assert_eq!(total(&Treasury::get()), EXISTENTIAL_DEPOSIT);
		let got = shares(|| {
			assert_ok!(send(Bob, remark()).expect("is valid"));
		});
		assert!(0 < got[0] && got[0] < EXISTENTIAL_DEPOSIT);
	});
}

#[test]
fn a_transfer_costs_less_than_a_ten_thousandth_of_a_hub() {
	dev().execute_with(|| {
		assert_ok!(send(Bob, transfer(&Charlie.to_account_id(), HUB)).expect("is valid"));
		let paid = fee_paid().expect("a fee was paid");
		assert!(paid > HUB / 100_000, "paid only {paid}");
		assert!(paid < HUB / 10_000, "paid {paid}");
	});
}

#[test]
fn a_fee_can_be_paid_in_a_token_with_a_pool_without_owning_any_hub() {
	dev().execute_with(|| {
		let dave = Dave.to_account_id();
		// Dave gives everything away, and has the token only.
		let all = pallet_balances::Call::transfer_all {
			dest: Bob.to_account_id().into(),
			keep_alive: false,
		};
		assert_ok!(Executive::apply_extrinsic(signed(Dave, all, Some(TOKEN))).expect("is valid"));
		assert_eq!(total(&dave), 0);

		let token = Assets::balance(dev_token::ID, &dave);
		let tx = signed(Dave, remark(), Some(TOKEN));
		let got = shares(|| {
			assert_ok!(Executive::apply_extrinsic(tx).expect("is valid"));
		});
		let in_token = token - Assets::balance(dev_token::ID, &dave);
		let in_hub = got[0] + got[1];
		assert!(in_token > 0);
		assert_eq!(total(&dave), 0);
		assert!(in_hub > 0, "the fee arrives in the native token");
		assert_eq!(got, owed(in_hub, 0));
		// Two dollars a HUB, and the pool's share; a token's smallest unit is worth 5 * 10^11
		// planck, which is how exact a fee in it can be.
		let worth = in_hub * 2 * dev_token::UNIT / HUB;
		assert!(in_token >= worth && in_token <= worth + worth / 50 + 2, "{in_token} for {worth}");
	});
}

#[test]
fn a_token_without_a_pool_does_not_pay_fees() {
	dev().execute_with(|| {
		let id = 77;
		assert_ok!(Assets::force_create(
			crate::RuntimeOrigin::root(),
			id.into(),
			Bob.to_account_id().into(),
			true,
			1
		));
		assert_ok!(<Assets as fungibles::Mutate<_>>::mint_into(id, &Bob.to_account_id(), HUB));
		let before = total(&Bob.to_account_id());
		let refused = TransactionValidityError::Invalid(InvalidTransaction::Payment);
		for asset in [id, 78] {
			let tx = signed(Bob, remark(), Some(NativeOrWithId::WithId(asset)));
			assert_eq!(Executive::apply_extrinsic(tx), Err(refused));
		}
		assert_eq!(total(&Bob.to_account_id()), before);
		assert_eq!(Assets::balance(id, Bob.to_account_id()), HUB);
	});
}

#[test]
fn a_fee_that_cannot_be_paid_is_refused() {
	dev().execute_with(|| {
		let refused = TransactionValidityError::Invalid(InvalidTransaction::Payment);
		assert_eq!(send(sp_keyring::Sr25519Keyring::One, remark()), Err(refused));
	});
}

#[test]
fn a_pool_cannot_be_made_without_the_native_token() {
	dev().execute_with(|| {
		let result = AssetConversion::create_pool(
			crate::RuntimeOrigin::signed(Bob.to_account_id()),
			Box::new(TOKEN),
			Box::new(NativeOrWithId::WithId(2)),
		);
		assert_eq!(result, Err(pallet_asset_conversion::Error::<Runtime>::InvalidAssetPair.into()));
	});
}

#[test]
fn gas_is_what_the_fees_say() {
	dev().execute_with(|| {
		assert_eq!(Revive::evm_base_fee(), u128::from(fee::GAS_PRICE).into());
		// No weight costs more than a whole block's.
		let part = Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND / 10, 0);
		assert_eq!(TransactionPayment::weight_to_fee(part), HUB / 100);
		// A block's share for users' transactions, in gas.
		let block = TransactionPayment::weight_to_fee(block::NORMAL_RATIO * block::WEIGHT);
		assert_eq!(block / u128::from(fee::GAS_PRICE), 12_499_999);
		assert_eq!(TransactionPayment::length_to_fee(1) / u128::from(fee::GAS_PRICE), 16);
	});
}

#[test]
fn fees_rise_while_blocks_are_full_and_never_fall_below_one() {
	dev().execute_with(|| {
		let fill = || {
			System::register_extra_weight_unchecked(
				block::NORMAL_RATIO * block::WEIGHT,
				DispatchClass::Normal,
			);
		};
		next_block();
		assert_eq!(NextFeeMultiplier::<Runtime>::get(), One::one());
		fill();
		next_block();
		let raised = NextFeeMultiplier::<Runtime>::get();
		assert!(raised > One::one());
		for _ in 0..10 {
			next_block();
		}
		assert_eq!(NextFeeMultiplier::<Runtime>::get(), One::one());
	});
}

#[test]
fn a_raised_multiplier_raises_what_gas_costs_in_all() {
	dev().execute_with(|| {
		let cost = |multiplier: Multiplier| {
			NextFeeMultiplier::<Runtime>::put(multiplier);
			let tx = GenericTransaction {
				from: Some(H160(ETHEREUM_DEV_ADDRESSES[0])),
				to: Some(H160(ETHEREUM_DEV_ADDRESSES[1])),
				value: Some(HUB.into()),
				..Default::default()
			};
			let gas = Revive::dry_run_eth_transact(tx, None, true, None).expect("runs").eth_gas;
			(Revive::evm_base_fee().as_u128(), (gas * Revive::evm_base_fee()).as_u128())
		};
		let price = u128::from(fee::GAS_PRICE);
		let (at_one, plain) = cost(Multiplier::one());
		// The price moves in whole multiples of itself; between them the gas does.
		let (at_one_and_a_half, more) = cost(Multiplier::from_rational(3, 2));
		let (at_three, most) = cost(Multiplier::from_u32(3));
		assert_eq!((at_one, at_one_and_a_half, at_three), (price, price, 3 * price));
		assert!(plain < more && more < most, "{plain}, {more}, {most}");
	});
}

#[test]
fn full_blocks_double_the_fee_in_139_blocks() {
	dev().execute_with(|| {
		let mut blocks = 0;
		while NextFeeMultiplier::<Runtime>::get() < Multiplier::from_u32(2) {
			let most = block::NORMAL_RATIO * block::WEIGHT;
			let taken = System::block_weight().get(DispatchClass::Normal).ref_time();
			let rest = Weight::from_parts(most.ref_time() - taken, 0);
			System::register_extra_weight_unchecked(rest, DispatchClass::Normal);
			next_block();
			blocks += 1;
		}
		assert_eq!(blocks, 139);
	});
}

/// The priority of a transaction in the pool.
fn priority(tx: UncheckedExtrinsic) -> TransactionPriority {
	let source = TransactionSource::External;
	// It begins a block, which is not to stay.
	let validity = with_transaction(|| {
		let validity = Executive::validate_transaction(source, tx, H256::zero());
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
	});
	validity.expect("is no deep nesting").expect("is valid").priority
}

/// A transfer by Bob with a tip.
fn native(tip: Balance) -> UncheckedExtrinsic {
	tipped(Bob, transfer(&Charlie.to_account_id(), HUB), None, tip)
}

/// A transfer by an Ethereum wallet with so much gas.
fn ethereum(gas: u64) -> UncheckedExtrinsic {
	let wallet = Account::default();
	let to = H160(ETHEREUM_DEV_ADDRESSES[1]);
	evm::extrinsic(&wallet, evm::transaction(&wallet, to, HUB, gas))
}

#[test]
fn a_tip_counts_for_as_much_as_it_adds_to_the_fee() {
	dev().execute_with(|| {
		assert_ok!(Executive::apply_extrinsic(native(0)).expect("is valid"));
		let fee = fee_paid().expect("a fee was paid");
		let plain = priority(native(0));
		assert_eq!(priority(native(1)), plain, "a planck more is no reason to come first");
		let ratio = priority(native(fee)) as f64 / plain as f64;
		assert!((1.5..=2.1).contains(&ratio), "a tip as large as the fee: {ratio}");
		assert!(priority(native(fee / 10)) > plain);
		// However much it is.
		assert!(priority(native(1_000_000 * HUB)) > priority(native(1_000 * HUB)));
	});
}

#[test]
fn ethereum_transactions_have_the_priority_of_what_they_pay() {
	dev().execute_with(|| {
		for gas in [60_000, 1_000_000, 10_000_000] {
			let ratio = priority(ethereum(gas)) as f64 / priority(native(0)) as f64;
			assert!((0.6..=1.7).contains(&ratio), "gas {gas}: {ratio}");
			assert!(priority(ethereum(gas)) > 0);
			assert!(priority(native(HUB)) > priority(ethereum(gas)), "a real tip comes first");
		}
		// More gas than is used is no way to the front: it takes room, too.
		assert!(priority(ethereum(10_000_000)) <= priority(ethereum(60_000)));
	});
}

#[test]
fn priorities_grow_with_the_fee_multiplier_and_do_not_saturate() {
	dev().execute_with(|| {
		let plain = priority(native(0));
		NextFeeMultiplier::<Runtime>::put(Multiplier::from_u32(1_000));
		let dear = priority(native(0));
		assert!(dear > 100 * plain && dear < TransactionPriority::MAX / 1_000);
	});
}

#[test]
fn operational_transactions_come_before_others() {
	dev().execute_with(|| {
		let call = pallet_sudo::Call::<Runtime>::remove_key {};
		let sudo = priority(signed(Alice, call, None));
		let operational = frame_system::Call::<Runtime>::set_heap_pages { pages: 64 };
		let info = crate::RuntimeCall::from(operational.clone()).get_dispatch_info();
		assert_eq!(info.class, DispatchClass::Operational);
		assert!(priority(signed(Alice, operational, None)) > 2 * sudo);
	});
}
