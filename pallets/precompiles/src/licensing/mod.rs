//! Licensing, for contracts: `ILicensing` at one fixed address.
//!
//! Writing functions are calls of the licensing pallet in the caller's name. Views read what its
//! runtime API reads, within bounds of their own, since a transaction pays for them.

mod convert;
mod views;
mod writes;

#[cfg(test)]
mod tests;

use crate::{
	common::{charge_arguments, Checked, Interface},
	nonzero, Config,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use metahub_assets::ids::LICENSING_CONTRACT;
use pallet_revive::precompiles::{AddressMatcher, Error, Ext, Precompile};

#[allow(missing_docs)]
mod interface {
	pallet_revive::precompiles::alloy::sol! {
		#![sol(all_derives)]
		"src/licensing/ILicensing.sol"
	}
}

#[cfg(feature = "runtime-benchmarks")]
pub(crate) use convert::terms_out;
pub use interface::ILicensing;
use ILicensing::ILicensingCalls as Calls;

/// What this chain's functions weigh.
type WeightOf<T> = <T as Config>::LicensingWeights;

/// Licensing's contract.
pub struct Licensing<T>(PhantomData<T>);

impl<T: Config> Precompile for Licensing<T> {
	type T = T;
	type Interface = Checked<Calls>;
	const MATCHER: AddressMatcher = AddressMatcher::Fixed(nonzero(LICENSING_CONTRACT));
	const HAS_CONTRACT_INFO: bool = false;

	fn call(
		_address: &[u8; 20],
		input: &Self::Interface,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let call = input.open(env, writes)?;
		charge_arguments(env, call)?;
		match call {
			Calls::createTerms(call) => Self::create_terms(call, env),
			Calls::removeTerms(call) => Self::remove_terms(call, env),
			Calls::setAccessMode(call) => Self::set_access_mode(call, env),
			Calls::setListed(call) => Self::set_listed(call, env),
			Calls::setCollectionFee(call) => Self::set_collection_fee(call, env),
			Calls::createOffer(call) => Self::create_offer(call, env),
			Calls::createSubOffer(call) => Self::create_sub_offer(call, env),
			Calls::closeOffer(call) => Self::close_offer(call, env),
			Calls::buy(call) => Self::buy(call, env),
			Calls::grant(call) => Self::grant(call, env),
			Calls::grantSub(call) => Self::grant_sub(call, env),
			Calls::renew(call) => Self::renew(call, env),
			Calls::revoke(call) => Self::revoke(call, env),
			Calls::consume(call) => Self::consume(call, env),
			Calls::setSeat(call) => Self::set_seat(call, env),
			Calls::approveDerivatives(call) => Self::approve_derivatives(call, env),
			Calls::close(call) => Self::close(call, env),
			Calls::destroyLicenceCollection(call) => Self::destroy_licence_collection(call, env),
			Calls::termsId(call) => Self::terms_id(call, env),
			Calls::termsOf(call) => Self::terms_of(call, env),
			Calls::accessMode(call) => Self::access_mode(call, env),
			Calls::offerOf(call) => Self::offer_of(call, env),
			Calls::offersOf(call) => Self::offers_of(call, env),
			Calls::quote(call) => Self::quote(call, env),
			Calls::licenceCollection(call) => Self::licence_collection(call, env),
			Calls::licenceOf(call) => Self::licence_of(call, env),
			Calls::licencesOn(call) => Self::licences_on(call, env),
			Calls::access(call) => Self::access(call, env),
			Calls::accessAt(call) => Self::access_at(call, env),
			Calls::accessBy(call) => Self::access_by(call, env),
		}
	}
}

impl Interface for Calls {
	fn name_of(selector: [u8; 4]) -> Option<&'static str> {
		Self::name_by_selector(selector)
	}
}

/// Whether a function changes state.
fn writes(call: &Calls) -> bool {
	match call {
		Calls::createTerms(_)
		| Calls::removeTerms(_)
		| Calls::setAccessMode(_)
		| Calls::setListed(_)
		| Calls::setCollectionFee(_)
		| Calls::createOffer(_)
		| Calls::createSubOffer(_)
		| Calls::closeOffer(_)
		| Calls::buy(_)
		| Calls::grant(_)
		| Calls::grantSub(_)
		| Calls::renew(_)
		| Calls::revoke(_)
		| Calls::consume(_)
		| Calls::setSeat(_)
		| Calls::approveDerivatives(_)
		| Calls::close(_)
		| Calls::destroyLicenceCollection(_) => true,
		Calls::termsId(_)
		| Calls::termsOf(_)
		| Calls::accessMode(_)
		| Calls::offerOf(_)
		| Calls::offersOf(_)
		| Calls::quote(_)
		| Calls::licenceCollection(_)
		| Calls::licenceOf(_)
		| Calls::licencesOn(_)
		| Calls::access(_)
		| Calls::accessAt(_)
		| Calls::accessBy(_) => false,
	}
}
