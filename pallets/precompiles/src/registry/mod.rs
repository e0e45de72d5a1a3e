//! The asset registry, for contracts: `IAssetRegistry` at one fixed address.
//!
//! Writing functions are calls of the registry's pallet in the caller's name. Views read what its
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
use metahub_assets::ids::REGISTRY_CONTRACT;
use pallet_revive::precompiles::{AddressMatcher, Error, Ext, Precompile};

#[allow(missing_docs)]
mod interface {
	pallet_revive::precompiles::alloy::sol! {
		#![sol(all_derives)]
		"src/registry/IAssetRegistry.sol"
	}
}

pub use interface::IAssetRegistry;
use IAssetRegistry::IAssetRegistryCalls as Calls;

/// What this chain's functions weigh.
type WeightOf<T> = <T as Config>::RegistryWeights;

/// The registry's contract.
pub struct AssetRegistry<T>(PhantomData<T>);

impl<T: Config> Precompile for AssetRegistry<T> {
	type T = T;
	type Interface = Checked<Calls>;
	const MATCHER: AddressMatcher = AddressMatcher::Fixed(nonzero(REGISTRY_CONTRACT));
	const HAS_CONTRACT_INFO: bool = false;

	fn call(
		_address: &[u8; 20],
		input: &Self::Interface,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let call = input.open(env, writes)?;
		charge_arguments(env, call)?;
		match call {
			Calls::createCollection(call) => Self::create_collection(call, env),
			Calls::setRoles(call) => Self::set_roles(call, env),
			Calls::nominatePublisher(call) => Self::nominate_publisher(call, env),
			Calls::acceptPublisher(call) => Self::accept_publisher(call, env),
			Calls::destroyCollection(call) => Self::destroy_collection(call, env),
			Calls::register(call) => Self::register(call, env),
			Calls::revise(call) => Self::revise(call, env),
			Calls::addUri(call) => Self::add_uri(call, env),
			Calls::withdrawUri(call) => Self::withdraw_uri(call, env),
			Calls::setState(call) => Self::set_state(call, env),
			Calls::link(call) => Self::link(call, env),
			Calls::unlink(call) => Self::unlink(call, env),
			Calls::pruneRevisions(call) => Self::prune_revisions(call, env),
			Calls::retire(call) => Self::retire(call, env),
			Calls::setManaged(call) => Self::set_managed(call, env),
			Calls::exists(call) => Self::exists(call, env),
			Calls::resolve(call) => Self::resolve(call, env),
			Calls::resolveDid(call) => Self::resolve_did(call, env),
			Calls::did(call) => Self::did(call, env),
			Calls::collectionInfo(call) => Self::collection_info(call, env),
			Calls::collectionOf(call) => Self::collection_of(call, env),
			Calls::collectionAddress(call) => Self::collection_address(call, env),
			Calls::rolesOf(call) => Self::roles_of(call, env),
			Calls::revision(call) => Self::revision(call, env),
			Calls::revisions(call) => Self::revisions(call, env),
			Calls::lineage(call) => Self::lineage(call, env),
			Calls::list(call) => Self::list(call, env),
			Calls::verifyPath(call) => Self::verify_path(call, env),
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
		Calls::createCollection(_)
		| Calls::setRoles(_)
		| Calls::nominatePublisher(_)
		| Calls::acceptPublisher(_)
		| Calls::destroyCollection(_)
		| Calls::register(_)
		| Calls::revise(_)
		| Calls::addUri(_)
		| Calls::withdrawUri(_)
		| Calls::setState(_)
		| Calls::link(_)
		| Calls::unlink(_)
		| Calls::pruneRevisions(_)
		| Calls::retire(_)
		| Calls::setManaged(_) => true,
		Calls::exists(_)
		| Calls::resolve(_)
		| Calls::resolveDid(_)
		| Calls::did(_)
		| Calls::collectionInfo(_)
		| Calls::collectionOf(_)
		| Calls::collectionAddress(_)
		| Calls::rolesOf(_)
		| Calls::revision(_)
		| Calls::revisions(_)
		| Calls::lineage(_)
		| Calls::list(_)
		| Calls::verifyPath(_) => false,
	}
}
