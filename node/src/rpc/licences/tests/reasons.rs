//! What refusals are called.

use super::super::convert::{no_quote, reason};
use metahub_assets::pay::Currency;
use metahub_rpc_api::{types::Id, Error};
use metahub_runtime::Runtime;
use sp_runtime::{ArithmeticError, DispatchError, ModuleError, TokenError};

#[test]
fn refusals_have_the_names_that_clients_know() {
	let module = |error: frame_system::Error<Runtime>| DispatchError::from(error);
	assert_eq!(reason(module(frame_system::Error::CallFiltered)), "System.CallFiltered");
	assert_eq!(reason(TokenError::FundsUnavailable.into()), "Token.FundsUnavailable");
	assert_eq!(reason(ArithmeticError::Overflow.into()), "Arithmetic.Overflow");
	assert_eq!(reason(DispatchError::BadOrigin), "System.BadOrigin");
	assert_eq!(reason(DispatchError::Other("x")), "System.Other");
	let unknown = ModuleError { index: 255, error: [3, 0, 0, 0], message: None };
	assert_eq!(reason(DispatchError::Module(unknown)), "Unknown.255.3");
}

#[test]
fn a_refusal_is_about_the_offer_and_the_currency() {
	let error = no_quote(Id(4), Currency::Native, TokenError::Frozen.into());
	let expected =
		Error::NoQuote { offer: Id(4), pay_with: Currency::Native, reason: "Token.Frozen".into() };
	assert_eq!(error, expected);
}
