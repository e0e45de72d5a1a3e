//! What transactions cost, in what, and who gets it.

use super::{dev, next_block, send, signed, total};
use crate::{
	constants::{block, currency::HUB, fee},
	genesis::{dev_token, ETHEREUM_DEV_ADDRESSES},
	AccountId, AssetConversion, Assets, Balance, Executive, Revive, Runtime, RuntimeEvent, System,
	TransactionPayment,
};
use frame_support::{
	assert_ok,
	dispatch::DispatchClass,
	traits::{fungible::NativeOrWithId, fungibles},
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
};
use pallet_revive::{evm::GenericTransaction, H160};
use pallet_transaction_payment::{Multiplier, NextFeeMultiplier};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave};
use sp_runtime::{
	traits::One,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
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

#[test]
fn a_fee_in_the_native_token_goes_to_the_author_to_the_last_planck() {
	dev().execute_with(|| {
		let (bob, author) = (Bob.to_account_id(), Alice.to_account_id());
		let (before, had) = (total(&bob), total(&author));
		assert_ok!(send(Bob, remark()).expect("is valid"));
		let paid = before - total(&bob);
		assert!(paid > 0);
		assert_eq!(fee_paid(), Some(paid));
		assert_eq!(total(&author) - had, paid);
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
		let (dave, author) = (Dave.to_account_id(), Alice.to_account_id());
		// Dave gives everything away, and has the token only.
		let all = pallet_balances::Call::transfer_all {
			dest: Bob.to_account_id().into(),
			keep_alive: false,
		};
		assert_ok!(Executive::apply_extrinsic(signed(Dave, all, Some(TOKEN))).expect("is valid"));
		assert_eq!(total(&dave), 0);

		let (token, had) = (Assets::balance(dev_token::ID, &dave), total(&author));
		assert_ok!(
			Executive::apply_extrinsic(signed(Dave, remark(), Some(TOKEN))).expect("is valid")
		);
		let in_token = token - Assets::balance(dev_token::ID, &dave);
		let in_hub = total(&author) - had;
		assert!(in_token > 0);
		assert_eq!(total(&dave), 0);
		assert!(in_hub > 0, "the author is paid in the native token");
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
