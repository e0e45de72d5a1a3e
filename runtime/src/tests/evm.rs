//! Ethereum transactions and the contracts that the runtime itself provides.

use super::{dev, total};
use crate::{
	configs::money::Treasury,
	constants::{
		currency::{deposit, EXISTENTIAL_DEPOSIT, HUB},
		fee,
	},
	genesis::{dev_token, ethereum_account, ETHEREUM_DEV_ADDRESSES},
	AccountId, Assets, Balance, Executive, PoolAssets, Revive, Runtime, RuntimeCall, RuntimeOrigin,
	System, UncheckedExtrinsic, POOL_SHARE_PREFIX, TOKEN_PREFIX,
};
use frame_support::{assert_ok, weights::Weight};
use metahub_assets::ids::EVM_CHAIN_ID;
use pallet_revive::{
	evm::{Account, GenericTransaction, TransactionLegacyUnsigned},
	AddressMapper, ExecConfig, TransactionLimits, H160, U256,
};
use sp_keyring::Sr25519Keyring;
use sp_runtime::{
	generic,
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	ApplyExtrinsicResult,
};

type Mapper = <Runtime as pallet_revive::Config>::AddressMapper;

/// The address of a token's contract.
pub fn contract(prefix: u16, id: u32) -> H160 {
	let mut address = [0; 20];
	address[..4].copy_from_slice(&id.to_be_bytes());
	address[16..18].copy_from_slice(&prefix.to_be_bytes());
	H160(address)
}

/// A word of an ABI encoding.
fn word(value: impl Into<U256>) -> [u8; 32] {
	value.into().to_big_endian()
}

fn address_word(address: H160) -> [u8; 32] {
	let mut word = [0; 32];
	word[12..].copy_from_slice(address.as_bytes());
	word
}

/// Calls a contract as `who`; its answer, or `None` if it reverted or failed.
fn call(who: &AccountId, to: H160, input: &[&[u8]]) -> Option<Vec<u8>> {
	let result = Revive::bare_call(
		RuntimeOrigin::signed(who.clone()),
		to,
		U256::zero(),
		TransactionLimits::WeightAndDeposit {
			weight_limit: Weight::from_parts(500_000_000_000, u64::MAX / 2),
			deposit_limit: HUB,
		},
		input.concat(),
		&ExecConfig::new_substrate_tx(),
	);
	result.result.ok().filter(|value| !value.did_revert()).map(|value| value.data)
}

const BALANCE_OF: &[u8] = &[0x70, 0xa0, 0x82, 0x31];
const TRANSFER: &[u8] = &[0xa9, 0x05, 0x9c, 0xbb];
const TOTAL_SUPPLY: &[u8] = &[0x18, 0x16, 0x0d, 0xdd];

/// A signed legacy transaction of an account that has an Ethereum key.
pub fn transaction(
	from: &Account,
	to: H160,
	value: Balance,
	gas: u64,
) -> TransactionLegacyUnsigned {
	TransactionLegacyUnsigned {
		chain_id: Some(EVM_CHAIN_ID.into()),
		gas: gas.into(),
		gas_price: u128::from(fee::GAS_PRICE).into(),
		nonce: System::account_nonce(from.substrate_account()).into(),
		to: Some(to),
		value: value.into(),
		..Default::default()
	}
}

/// The signed transaction as it enters the pool.
pub fn extrinsic(from: &Account, tx: TransactionLegacyUnsigned) -> UncheckedExtrinsic {
	let payload = from.sign_transaction(tx.into()).signed_payload();
	let call = RuntimeCall::Revive(pallet_revive::Call::eth_transact { payload });
	generic::UncheckedExtrinsic::new_bare(call).into()
}

fn send(from: &Account, tx: TransactionLegacyUnsigned) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(extrinsic(from, tx))
}

#[test]
fn a_token_is_an_erc20_contract_at_its_address() {
	dev().execute_with(|| {
		let (bob, charlie) =
			(Sr25519Keyring::Bob.to_account_id(), Sr25519Keyring::Charlie.to_account_id());
		let token = contract(TOKEN_PREFIX, dev_token::ID);
		assert_eq!(format!("{token:?}"), "0x0000000100000000000000000000000001200000");

		let balance = |who: &AccountId| {
			call(&bob, token, &[BALANCE_OF, &address_word(Mapper::to_address(who))])
		};
		assert_eq!(balance(&bob), Some(word(dev_token::ENDOWMENT).to_vec()));

		let to = address_word(Mapper::to_address(&charlie));
		assert!(call(&bob, token, &[TRANSFER, &to, &word(5 * dev_token::UNIT)]).is_some());
		assert_eq!(
			Assets::balance(dev_token::ID, &charlie),
			dev_token::ENDOWMENT + 5 * dev_token::UNIT
		);
		assert_eq!(balance(&bob), Some(word(dev_token::ENDOWMENT - 5 * dev_token::UNIT).to_vec()));

		// More than there is.
		assert!(call(&bob, token, &[TRANSFER, &to, &word(U256::MAX)]).is_none());
		assert!(call(&bob, token, &[TRANSFER, &to, &word(dev_token::ENDOWMENT)]).is_none());
	});
}

#[test]
fn a_pool_share_is_an_erc20_contract_at_another_address() {
	dev().execute_with(|| {
		let alice = Sr25519Keyring::Alice.to_account_id();
		let supply = PoolAssets::total_supply(0);
		assert!(supply > 0);
		assert_eq!(
			call(&alice, contract(POOL_SHARE_PREFIX, 0), &[TOTAL_SUPPLY]),
			Some(word(supply).to_vec())
		);
	});
}

#[test]
fn an_ethereum_transaction_moves_hub_and_pays_the_treasury_and_the_author() {
	dev().execute_with(|| {
		let alith = Account::default();
		assert_eq!(alith.address().0, ETHEREUM_DEV_ADDRESSES[0]);
		assert_eq!(alith.substrate_account(), ethereum_account(ETHEREUM_DEV_ADDRESSES[0]));
		let (bob, author) =
			(Sr25519Keyring::Bob.to_account_id(), Sr25519Keyring::Alice.to_account_id());
		let treasury = Treasury::get();
		let had = [&bob, &alith.substrate_account(), &author, &treasury].map(total);

		let tx = transaction(&alith, Mapper::to_address(&bob), 3 * HUB, 100_000);
		assert_ok!(send(&alith, tx).expect("is valid"));
		let [bob_has, alith_has, author_has, treasury_has] =
			[&bob, &alith.substrate_account(), &author, &treasury].map(total);
		assert_eq!(bob_has - had[0], 3 * HUB);
		let paid = had[1] - alith_has - 3 * HUB;
		let (to_author, to_treasury) = (author_has - had[2], treasury_has - had[3]);
		assert_eq!(to_author + to_treasury, paid, "nothing is burnt");
		// The fee and what rounding gas up left over are shared one by one.
		assert!(to_treasury * 5 >= paid * 4 && to_treasury * 5 <= paid * 4 + 10);
		assert!(paid > 0 && paid <= 100_000 * u128::from(fee::GAS_PRICE));
		assert_eq!(System::account_nonce(alith.substrate_account()), 1);
	});
}

#[test]
fn an_ethereum_transaction_for_another_chain_is_refused() {
	dev().execute_with(|| {
		let alith = Account::default();
		let to = H160(ETHEREUM_DEV_ADDRESSES[1]);
		let refused = |error| Err(TransactionValidityError::Invalid(error));

		let mut tx = transaction(&alith, to, HUB, 100_000);
		tx.chain_id = Some((EVM_CHAIN_ID + 1).into());
		assert_eq!(send(&alith, tx), refused(InvalidTransaction::Call));

		let mut tx = transaction(&alith, to, HUB, 100_000);
		tx.gas_price = (u128::from(fee::GAS_PRICE) - 1).into();
		assert_eq!(send(&alith, tx), refused(InvalidTransaction::Payment));

		let mut tx = transaction(&alith, to, HUB, 100_000);
		tx.nonce = 7.into();
		assert_eq!(
			send(&alith, tx),
			Err(InvalidTransaction::Future.into()),
			"a nonce ahead waits in the pool"
		);
		assert_eq!(System::account_nonce(alith.substrate_account()), 0);
	});
}

#[test]
fn gas_estimates_are_of_ethereums_order() {
	dev().execute_with(|| {
		let estimate = |tx: GenericTransaction| {
			Revive::dry_run_eth_transact(tx, None, true, None).expect("runs").eth_gas.as_u64()
		};
		let plain = estimate(GenericTransaction {
			from: Some(H160(ETHEREUM_DEV_ADDRESSES[0])),
			to: Some(H160(ETHEREUM_DEV_ADDRESSES[1])),
			value: Some(HUB.into()),
			..Default::default()
		});
		// 21,000 on Ethereum.
		assert!((5_000..60_000).contains(&plain), "{plain}");
	});
}

#[test]
fn accounts_get_their_ethereum_address_as_they_come_to_be_and_lose_it_as_they_go() {
	dev().execute_with(|| {
		use frame_support::traits::fungible::Mutate;
		let new: AccountId = [7; 32].into();
		assert!(!Mapper::is_mapped(&new));
		assert_ok!(crate::Balances::mint_into(&new, HUB));
		assert!(Mapper::is_mapped(&new));
		assert_eq!(Mapper::to_account_id(&Mapper::to_address(&new)), new);
		assert_ok!(crate::Balances::transfer_all(
			RuntimeOrigin::signed(new.clone()),
			Sr25519Keyring::Bob.to_account_id().into(),
			false
		));
		assert!(!Mapper::is_mapped(&new));
	});
}

#[test]
fn a_planck_is_a_wei() {
	dev().execute_with(|| {
		let balance = Revive::evm_balance(&H160(ETHEREUM_DEV_ADDRESSES[0]));
		let account = ethereum_account(ETHEREUM_DEV_ADDRESSES[0]);
		assert_eq!(balance, (total(&account) - EXISTENTIAL_DEPOSIT).into());
		// A slot of a contract is held for about what Ethereum takes for it, 22,100 gas.
		let slot = deposit(1, 0) / 100 + deposit(0, 64);
		let gas = slot / u128::from(fee::GAS_PRICE);
		assert!((15_000..25_000).contains(&gas), "{gas}");
	});
}
