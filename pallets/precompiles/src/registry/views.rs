//! What reads the registry. Each function pays for the most it may find before it looks, and gets
//! back what it did not find.

use super::{
	convert::{
		asset_id, asset_out, collection_out, direction, edge_out, filter, node_out, refusal,
		revision_out, unanswered, view_refusal,
	},
	AssetRegistry, IAssetRegistry as sol, WeightOf,
};
use crate::{
	common::{self, charge, own},
	weights::registry::WeightInfo,
	Config,
};
use alloc::{string::ToString, vec::Vec};
use frame_system::pallet_prelude::BlockNumberFor;
use metahub_assets::{
	ids::{collection_address, collection_at},
	AssetId, Did, MAX_PROOF_LEN,
};
use pallet_asset_registry::{
	query::AssetInfoOf, AssetInspect, Error as Refusal, Pallet as Registry, RolesOf,
};
use pallet_revive::precompiles::{
	alloy::{primitives::Address, sol_types::SolCall},
	Error, Ext,
};
use sp_core::H256;
use sp_runtime::traits::Zero;

/// Most assets and revisions in one answer.
pub(super) const MAX_ANSWER: u32 = 20;
/// Most records that one page of a list looks at.
pub(super) const MAX_LOOKS: u32 = 256;
/// Most assets in a lineage.
pub(super) const MAX_NODES: u32 = 64;
/// Most links in a lineage.
pub(super) const MAX_EDGES: u32 = 256;

/// How many to answer when so many are asked for.
fn capped(limit: u32) -> u32 {
	match limit {
		0 => MAX_ANSWER,
		_ => limit.min(MAX_ANSWER),
	}
}

/// The cursor in the interface: zero is none.
pub(super) fn cursor_out(next: Option<AssetId>) -> u128 {
	next.map_or(0, |id| (u128::from(id.collection) << 64 | u128::from(id.item)).saturating_add(1))
}

/// What [`cursor_out`] was given, unless the cursor is of no asset's.
pub(super) fn cursor_in(cursor: u128) -> Option<Option<AssetId>> {
	let Some(id) = cursor.checked_sub(1) else { return Some(None) };
	let collection = u32::try_from(id >> 64).ok()?;
	let item = u64::try_from(id & u128::from(u64::MAX)).ok()?;
	Some(Some(AssetId::new(collection, item)))
}

impl<T: Config> AssetRegistry<T> {
	pub(super) fn exists(
		call: &sol::existsCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::exists())?;
		let there = Registry::<T>::owner(asset_id(call.collection, call.item)).is_some();
		Ok(sol::existsCall::abi_encode_returns(&there))
	}

	pub(super) fn resolve(
		call: &sol::resolveCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::resolve())?;
		let info = Self::find(asset_id(call.collection, call.item))?;
		Ok(sol::resolveCall::abi_encode_returns(&asset_out::<T>(info)?))
	}

	pub(super) fn resolve_did(
		call: &sol::resolveDidCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::resolve_did())?;
		let did: Did = call.id.parse().map_err(|_| view_refusal::<T>("InvalidDid"))?;
		if !did.is_on(&Self::genesis_hash()) {
			return Err(view_refusal::<T>("ForeignDid"));
		}
		let info = Self::find(did.asset)?;
		Ok(sol::resolveDidCall::abi_encode_returns(&asset_out::<T>(info)?))
	}

	pub(super) fn did(call: &sol::didCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::did())?;
		let asset = asset_id(call.collection, call.item);
		if Registry::<T>::owner(asset).is_none() {
			return Err(refusal::<T>(Refusal::AssetUnknown));
		}
		let did = Did::new(&Self::genesis_hash(), asset).to_string();
		Ok(sol::didCall::abi_encode_returns(&did))
	}

	pub(super) fn collection_info(
		call: &sol::collectionInfoCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::collection_info())?;
		let info = Registry::<T>::collection_info(call.collection)
			.ok_or_else(|| refusal::<T>(Refusal::CollectionUnknown))?;
		Ok(sol::collectionInfoCall::abi_encode_returns(&collection_out::<T>(info)))
	}

	pub(super) fn collection_of(
		call: &sol::collectionOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::collection_of())?;
		let collection = collection_at(call.token.into_array().into())
			.filter(|collection| Registry::<T>::is_registry_collection(*collection))
			.ok_or_else(|| refusal::<T>(Refusal::CollectionUnknown))?;
		Ok(sol::collectionOfCall::abi_encode_returns(&collection))
	}

	pub(super) fn collection_address(
		call: &sol::collectionAddressCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::collection_address())?;
		if !Registry::<T>::is_registry_collection(call.collection) {
			return Err(refusal::<T>(Refusal::CollectionUnknown));
		}
		let token = Address::from(collection_address(call.collection).0);
		Ok(sol::collectionAddressCall::abi_encode_returns(&token))
	}

	pub(super) fn roles_of(
		call: &sol::rolesOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::roles_of())?;
		let who = common::account::<T>(call.account);
		let roles = RolesOf::<T>::get(call.collection, who).map_or(0, |record| record.roles.0);
		Ok(sol::rolesOfCall::abi_encode_returns(&roles))
	}

	pub(super) fn revision(
		call: &sol::revisionCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::revision())?;
		let asset = asset_id(call.collection, call.item);
		let number = match call.number {
			0 => Registry::<T>::current_revision(asset)
				.ok_or_else(|| refusal::<T>(Refusal::AssetUnknown))?,
			number => number,
		};
		let info = Registry::<T>::revision_info(asset, number).map_err(unanswered::<T>)?;
		Ok(sol::revisionCall::abi_encode_returns(&revision_out::<T>(info)))
	}

	pub(super) fn revisions(
		call: &sol::revisionsCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let limit = capped(call.limit);
		let weight = |count| own::<T>(WeightOf::<T>::revisions(count));
		let charged = env.charge(weight(limit))?;
		let asset = asset_id(call.collection, call.item);
		let found = Registry::<T>::revisions_page(asset, Some(call.first), limit)
			.map_err(unanswered::<T>)?;
		let count = found.revisions.len() as u32;
		env.adjust_gas(charged, weight(count));
		// Numbers begin at 1: zero is none.
		let next = found.next.unwrap_or_default();
		let page = found.revisions.into_iter().map(revision_out::<T>).collect();
		Ok(sol::revisionsCall::abi_encode_returns(&sol::revisionsReturn { page, next }))
	}

	pub(super) fn lineage(
		call: &sol::lineageCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		// Of the links, each asset's one to the first is measured with the asset.
		let weight = |nodes, links| {
			let links = WeightOf::<T>::lineage_links(links);
			own::<T>(WeightOf::<T>::lineage(nodes))
				.saturating_add(links.saturating_sub(WeightOf::<T>::lineage_links(0)))
		};
		let charged = env.charge(weight(MAX_NODES, MAX_EDGES))?;
		let asset = asset_id(call.collection, call.item);
		let direction = direction(call.direction)?;
		let graph =
			Registry::<T>::lineage_within(asset, direction, call.depth, MAX_NODES, MAX_EDGES)
				.map_err(unanswered::<T>)?;
		// What was cut short has looked at links that are not told.
		let links = if graph.truncated { MAX_EDGES } else { graph.edges.len() as u32 };
		env.adjust_gas(charged, weight(graph.nodes.len() as u32, links));
		Ok(sol::lineageCall::abi_encode_returns(&sol::lineageReturn {
			nodes: graph.nodes.into_iter().map(node_out).collect::<Result<_, _>>()?,
			edges: graph.edges.into_iter().map(edge_out).collect::<Result<_, _>>()?,
			truncated: graph.truncated,
		}))
	}

	pub(super) fn list(call: &sol::listCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		let weight = |looks, found| {
			let looks = WeightOf::<T>::list_looks(looks);
			own::<T>(WeightOf::<T>::list(found))
				.saturating_add(looks.saturating_sub(WeightOf::<T>::list_looks(0)))
		};
		let limit = capped(call.limit);
		// One more may be found, to know whether there are more.
		let charged = env.charge(weight(MAX_LOOKS, limit.saturating_add(1)))?;
		let cursor = cursor_in(call.cursor).ok_or_else(|| view_refusal::<T>("InvalidCursor"))?;
		let filter = filter::<T>(&call.filter)?;
		let (found, looks) = Registry::<T>::list_within(filter, cursor, limit, MAX_LOOKS);
		let count = found.items.len() as u32;
		env.adjust_gas(charged, weight(looks, count.saturating_add(1)));
		let page = found.items.into_iter().map(asset_out::<T>).collect::<Result<_, _>>()?;
		let next = cursor_out(found.next);
		Ok(sol::listCall::abi_encode_returns(&sol::listReturn { page, next }))
	}

	pub(super) fn verify_path(
		call: &sol::verifyPathCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		// A longer proof is refused unread.
		let hashes = call.proof.len().min(MAX_PROOF_LEN) as u32;
		charge(env, WeightOf::<T>::verify_path(hashes))?;
		let asset = asset_id(call.collection, call.item);
		let number = (call.number != 0).then_some(call.number);
		let proof: Vec<H256> = call.proof.iter().map(|hash| H256(hash.0)).collect();
		let verdict = Registry::<T>::verify_path(
			asset,
			number,
			call.path.as_bytes(),
			&call.cid,
			call.size,
			&proof,
		)
		.map_err(unanswered::<T>)?;
		Ok(sol::verifyPathCall::abi_encode_returns(&verdict.valid))
	}

	/// An asset, if it exists.
	fn find(asset: AssetId) -> Result<AssetInfoOf<T>, Error> {
		Registry::<T>::asset_info(asset).ok_or_else(|| refusal::<T>(Refusal::AssetUnknown))
	}

	/// What the chain's DIDs begin with. frame-system never prunes it.
	fn genesis_hash() -> H256 {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let mut genesis = H256::zero();
		let bytes = hash.as_ref();
		let length = bytes.len().min(32);
		genesis.as_bytes_mut()[..length].copy_from_slice(&bytes[..length]);
		genesis
	}
}
