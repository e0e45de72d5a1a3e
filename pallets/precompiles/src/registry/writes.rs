//! What changes the registry: each function is one call of its pallet.

use super::{
	convert::{account_unless_zero, asset_id, content, kind, link, new_link, refusal, state},
	AssetRegistry, IAssetRegistry as sol, WeightOf,
};
use crate::{
	common::{self, charge, dispatch},
	weights::registry::WeightInfo,
	Config,
};
use alloc::vec::Vec;
use metahub_assets::ids::collection_address;
use pallet_asset_registry::{Assets, Call, Collections, Error as Refusal, NewestCollection, Roles};
use pallet_revive::precompiles::{
	alloy::{primitives::Address, sol_types::SolCall},
	Error, Ext,
};

impl<T: Config> AssetRegistry<T> {
	pub(super) fn create_collection(
		call: &sol::createCollectionCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::create_collection())?;
		let metadata = (!call.metadata.is_empty()).then(|| call.metadata.to_vec());
		let name = call.name.as_bytes().to_vec();
		dispatch(env, Call::<T>::create_collection { name, metadata })?;
		// What the call wrote: it runs no code of others.
		let collection =
			NewestCollection::<T>::get().ok_or_else(|| refusal::<T>(Refusal::CollectionUnknown))?;
		let token = Address::from(collection_address(collection).0);
		Ok(sol::createCollectionCall::abi_encode_returns(&sol::createCollectionReturn {
			collection,
			token,
		}))
	}

	pub(super) fn set_roles(
		call: &sol::setRolesCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_roles())?;
		let &sol::setRolesCall { collection, account, roles } = call;
		let who = common::account::<T>(account);
		dispatch(env, Call::<T>::set_roles { collection, who, roles: Roles(roles) })?;
		Ok(Vec::new())
	}

	pub(super) fn nominate_publisher(
		call: &sol::nominatePublisherCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::nominate_publisher())?;
		let &sol::nominatePublisherCall { collection, nominee } = call;
		let new = account_unless_zero::<T>(nominee);
		dispatch(env, Call::<T>::nominate_publisher { collection, new })?;
		Ok(Vec::new())
	}

	pub(super) fn accept_publisher(
		call: &sol::acceptPublisherCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::accept_publisher())?;
		let &sol::acceptPublisherCall { collection } = call;
		dispatch(env, Call::<T>::accept_publisher { collection })?;
		Ok(Vec::new())
	}

	pub(super) fn destroy_collection(
		call: &sol::destroyCollectionCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::destroy_collection())?;
		let &sol::destroyCollectionCall { collection } = call;
		dispatch(env, Call::<T>::destroy_collection { collection })?;
		Ok(Vec::new())
	}

	pub(super) fn register(
		call: &sol::registerCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::register())?;
		let links = call.links.iter().map(new_link).collect::<Result<_, _>>()?;
		let (collection, kind) = (call.collection, kind(call.kind)?);
		// The call takes this number before it does anything else: whatever it sets off after that
		// finds another. Without a collection there is none, and the call says so.
		let item = Collections::<T>::get(collection).map(|record| record.next_item);
		let content = content(&call.content);
		dispatch(env, Call::<T>::register { collection, kind, content, links })?;
		let item = item.ok_or_else(|| refusal::<T>(Refusal::CollectionUnknown))?;
		Ok(sol::registerCall::abi_encode_returns(&item))
	}

	pub(super) fn revise(
		call: &sol::reviseCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::revise())?;
		let asset = asset_id(call.collection, call.item);
		let content = content(&call.content);
		dispatch(env, Call::<T>::revise { asset, content })?;
		// What the call wrote: it runs no code of others.
		let number =
			Assets::<T>::get(asset).ok_or_else(|| refusal::<T>(Refusal::AssetUnknown))?.revision;
		Ok(sol::reviseCall::abi_encode_returns(&number))
	}

	pub(super) fn add_uri(
		call: &sol::addUriCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::add_uri())?;
		let asset = asset_id(call.collection, call.item);
		let uri = call.uri.to_vec();
		dispatch(env, Call::<T>::add_uri { asset, revision: call.number, uri })?;
		Ok(Vec::new())
	}

	pub(super) fn withdraw_uri(
		call: &sol::withdrawUriCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::withdraw_uri())?;
		let asset = asset_id(call.collection, call.item);
		let uri = call.uri.to_vec();
		dispatch(env, Call::<T>::withdraw_uri { asset, revision: call.number, uri })?;
		Ok(Vec::new())
	}

	pub(super) fn set_state(
		call: &sol::setStateCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_state())?;
		let asset = asset_id(call.collection, call.item);
		let state = state(call.state)?;
		dispatch(env, Call::<T>::set_state { asset, state })?;
		Ok(Vec::new())
	}

	pub(super) fn link(call: &sol::linkCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::link())?;
		let asset = asset_id(call.collection, call.item);
		let new = new_link(&call.to)?;
		dispatch(env, Call::<T>::link { asset, new })?;
		Ok(Vec::new())
	}

	pub(super) fn unlink(
		call: &sol::unlinkCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::unlink())?;
		let asset = asset_id(call.collection, call.item);
		let link = link(&call.to)?;
		dispatch(env, Call::<T>::unlink { asset, link })?;
		Ok(Vec::new())
	}

	pub(super) fn prune_revisions(
		call: &sol::pruneRevisionsCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::prune_revisions())?;
		let asset = asset_id(call.collection, call.item);
		dispatch(env, Call::<T>::prune_revisions { asset, count: call.count })?;
		Ok(Vec::new())
	}

	pub(super) fn retire(
		call: &sol::retireCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::retire())?;
		let asset = asset_id(call.collection, call.item);
		dispatch(env, Call::<T>::retire { asset })?;
		Ok(Vec::new())
	}

	pub(super) fn set_managed(
		call: &sol::setManagedCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_managed())?;
		let asset = asset_id(call.collection, call.item);
		dispatch(env, Call::<T>::set_managed { asset, managed: call.managed })?;
		Ok(Vec::new())
	}
}
