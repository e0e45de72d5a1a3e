//! Contracts small enough to be written in EVM bytecode.

use super::*;
use pallet_revive::Code;

pub const CALL: u8 = 0xf1;
pub const CALLCODE: u8 = 0xf2;
pub const DELEGATECALL: u8 = 0xf4;
pub const STATICCALL: u8 = 0xfa;

/// What a contract that takes tokens answers.
pub const MAGIC: [u8; 4] = [0x15, 0x0b, 0x7a, 0x02];

/// Puts code on the chain, in Dave's name.
pub fn deploy(code: &[u8]) -> H160 {
	let [high, low] = u16::try_from(code.len()).expect("is short").to_be_bytes();
	// Copies what follows it to memory and returns it.
	let mut init = vec![0x61, high, low, 0x80, 0x60, 12, 0x60, 0, 0x39, 0x60, 0, 0xf3];
	init.extend_from_slice(code);
	let dave = account(Sr25519Keyring::Dave);
	// As a transaction does before it runs: the address follows from it.
	System::inc_account_nonce(&dave);
	let answer = Revive::bare_instantiate(
		RuntimeOrigin::signed(dave),
		U256::zero(),
		TransactionLimits::WeightAndDeposit { weight_limit: PLENTY, deposit_limit: HUB },
		Code::Upload(init),
		vec![],
		None,
		&ExecConfig::new_substrate_tx_without_bump(),
	);
	answer.result.expect("is deployed").addr
}

/// A contract that hands what follows the first word of its calldata, and its value, to the
/// address in that word, by one of the four instructions, and gives back what comes back.
pub fn relay(instruction: u8) -> Vec<u8> {
	let mut code = vec![
		0x60, 32, 0x36, 0x03, // the size of the rest
		0x80, 0x60, 32, 0x60, 0, 0x37, // the rest, to memory
		0x60, 0, 0x60, 0, 0x82, 0x60, 0, // no answer, the rest
	];
	if matches!(instruction, CALL | CALLCODE) {
		code.push(0x34);
	}
	code.extend([0x60, 0, 0x35, 0x5a, instruction]);
	// What came back, to memory; an answer if the call succeeded, a revert if not.
	code.extend([0x3d, 0x60, 0, 0x60, 0, 0x3e]);
	let succeeded = code.len() as u8 + 7;
	code.extend([0x60, succeeded, 0x57, 0x3d, 0x60, 0, 0xfd, 0x5b, 0x3d, 0x60, 0, 0xf3]);
	code
}

/// Calldata of a [`relay`].
pub fn relayed(to: H160, input: &[u8]) -> Vec<u8> {
	[&[0; 12], to.as_bytes(), input].concat()
}

/// A contract that answers every call with a word that begins with these bytes.
pub fn answers(word: [u8; 4]) -> Vec<u8> {
	let [a, b, c, d] = word;
	vec![0x63, a, b, c, d, 0x60, 0xe0, 0x1b, 0x60, 0, 0x52, 0x60, 32, 0x60, 0, 0xf3]
}

/// A contract that reverts with these bytes.
pub fn reverts(data: &[u8]) -> Vec<u8> {
	let [high, low] = u16::try_from(data.len()).expect("is short").to_be_bytes();
	let mut code = vec![0x61, high, low, 0x60, 14, 0x60, 0, 0x39]; // the data, to memory
	code.extend([0x61, high, low, 0x60, 0, 0xfd]);
	code.extend_from_slice(data);
	code
}

/// A contract that takes tokens, but first calls the collection with what came as data.
pub fn reenters() -> Vec<u8> {
	let mut code = vec![
		0x60, 0x84, 0x35, // the data's length
		0x80, 0x60, 0xa4, 0x60, 0, 0x37, // the data, to memory
		0x60, 0, 0x60, 0, 0x82, 0x60, 0, 0x60, 0, 0x33, 0x5a, CALL,
	];
	// A revert with what came back, unless it succeeded.
	let succeeded = code.len() as u8 + 13;
	code.extend([0x60, succeeded, 0x57, 0x3d, 0x60, 0, 0x60, 0, 0x3e, 0x3d, 0x60, 0, 0xfd, 0x5b]);
	code.extend(answers(MAGIC));
	code
}
