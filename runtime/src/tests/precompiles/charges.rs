//! No function is free, whatever it answers.

use super::{collection::on_both, *};
use alloy_core::sol_types::SolInterface;
use metahub_assets::ids::{
	contract_address, LICENSING_CONTRACT, PAYMENTS_CONTRACT, REGISTRY_CONTRACT,
};
use metahub_precompiles::{
	erc721::ICollection::ICollectionCalls, licensing::ILicensing::ILicensingCalls,
	payments::IPayments::IPaymentsCalls, registry::IAssetRegistry::IAssetRegistryCalls,
};

/// Words of zeros: the arguments of any function here.
const ARGUMENTS: usize = 64 * 32;
/// More than decoding them is charged, picoseconds; less than any function is measured to take.
const LEAST: u64 = 3_000_000;

/// What a call is charged, and why it was refused, if it was.
fn charged(to: H160, input: Vec<u8>) -> (u64, Option<String>) {
	let answer = Revive::bare_call(
		RuntimeOrigin::signed(account(Sr25519Keyring::Bob)),
		to,
		U256::zero(),
		TransactionLimits::WeightAndDeposit { weight_limit: PLENTY, deposit_limit: HUB },
		input,
		&ExecConfig::new_substrate_tx_without_bump(),
	);
	let value = answer.result.expect("runs");
	let reason = value.did_revert().then(|| Revert::abi_decode_validate(&value.data));
	let reason = reason.map(|revert| revert.expect("says why").reason);
	(answer.weight_consumed.ref_time(), reason)
}

fn none_is_free<I: SolInterface>(to: H160) {
	for selector in I::selectors() {
		let input = [&selector[..], &[0; ARGUMENTS]].concat();
		let (charged, reason) = charged(to, input);
		let malformed = reason.as_ref().is_some_and(|reason| reason.contains("malformed"));
		assert!(!malformed, "{selector:02x?}: {reason:?}");
		assert!(charged > LEAST, "{selector:02x?}: {charged} ps, {reason:?}");
	}
	// What is no function is: whoever makes the call has paid for that much.
	let (charged, _) = charged(to, vec![0xff; 4]);
	assert!(charged <= LEAST, "{charged} ps");
}

#[test]
fn no_function_is_free() {
	on_both(|tokens| {
		none_is_free::<ICollectionCalls>(tokens.at);
		none_is_free::<IAssetRegistryCalls>(contract_address(REGISTRY_CONTRACT));
		none_is_free::<ILicensingCalls>(contract_address(LICENSING_CONTRACT));
		none_is_free::<IPaymentsCalls>(contract_address(PAYMENTS_CONTRACT));
	});
}
