//! Between the registry's types and those of the interface.

use super::IAssetRegistry as sol;
use crate::{
	common::{self, AccountIdOf},
	Config,
};
use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use frame_support::traits::PalletInfoAccess;
use metahub_assets::{
	ids::collection_address, AssetFilter, AssetId, AssetKind, ContentInput, Direction,
	LifecycleState, LineageEdge, LineageNode, Link, MultiUri, NewLink, Permit, QueryError,
	Relation,
};
use pallet_asset_registry::{
	query::{AssetInfoOf, CollectionInfoOf, RevisionInfoOf},
	BalanceOf, Error as Refusal, Pallet as Registry,
};
use pallet_revive::precompiles::{
	alloy::{
		primitives::{Address, U256},
		sol_types::PanicKind,
	},
	Error,
};
use sp_runtime::traits::UniqueSaturatedInto;

/// What has no place in the interface: cannot come about, since both sides count alike.
const OUT_OF_RANGE: Error = Error::Panic(PanicKind::EnumConversionError);

/// The member of a native enum with the number that the interface's has.
fn member<E: Copy>(all: &[E], number: u8) -> Result<E, Error> {
	all.get(usize::from(number)).copied().ok_or(OUT_OF_RANGE)
}

pub(super) fn kind(kind: sol::AssetKind) -> Result<AssetKind, Error> {
	member(AssetKind::ALL, kind.into())
}

pub(super) fn state(state: sol::LifecycleState) -> Result<LifecycleState, Error> {
	member(LifecycleState::ALL, state.into())
}

pub(super) fn relation(relation: sol::Relation) -> Result<Relation, Error> {
	member(Relation::ALL, relation.into())
}

pub(super) fn direction(direction: sol::Direction) -> Result<Direction, Error> {
	member(Direction::ALL, direction.into())
}

fn kind_out(kind: AssetKind) -> Result<sol::AssetKind, Error> {
	sol::AssetKind::try_from(kind as u8).map_err(|_| OUT_OF_RANGE)
}

fn state_out(state: LifecycleState) -> Result<sol::LifecycleState, Error> {
	sol::LifecycleState::try_from(state as u8).map_err(|_| OUT_OF_RANGE)
}

fn relation_out(relation: Relation) -> Result<sol::Relation, Error> {
	sol::Relation::try_from(relation as u8).map_err(|_| OUT_OF_RANGE)
}

pub(super) fn asset_id(collection: u32, item: u64) -> AssetId {
	AssetId::new(collection, item)
}

fn id_out(id: AssetId) -> sol::Id {
	sol::Id { collection: id.collection, item: id.item }
}

/// An account, or `None` for the zero address.
pub(super) fn account_unless_zero<T: Config>(address: Address) -> Option<AccountIdOf<T>> {
	(!address.is_zero()).then(|| common::account::<T>(address))
}

pub(super) fn link(link: &sol::Link) -> Result<Link, Error> {
	let object = asset_id(link.object.collection, link.object.item);
	Ok(Link { relation: relation(link.relation)?, object })
}

/// A link to be made.
pub(super) fn new_link(new: &sol::NewLink) -> Result<NewLink, Error> {
	let link = link(&sol::Link { relation: new.relation, object: new.object.clone() })?;
	let permit = match new.permit {
		sol::Permit::None => None,
		sol::Permit::Owner => Some(Permit::Owner),
		sol::Permit::Licence => Some(Permit::Licence(new.licence)),
		sol::Permit::Free => Some(Permit::Free(new.terms.0.into())),
		sol::Permit::__Invalid => return Err(OUT_OF_RANGE),
	};
	Ok(NewLink { link, permit, max_owed_ppm: new.maxOwedPpm })
}

pub(super) fn content(content: &sol::Content) -> ContentInput {
	ContentInput {
		root: content.root.0.into(),
		entries: content.entries,
		total_bytes: content.totalBytes,
		manifest: content.manifest.to_vec(),
		uris: content.uris.iter().map(|uri| uri.to_vec()).collect(),
	}
}

pub(super) fn filter<T: Config>(
	filter: &sol::Filter,
) -> Result<AssetFilter<AccountIdOf<T>>, Error> {
	Ok(AssetFilter {
		collection: filter.byCollection.then_some(filter.collection),
		owner: account_unless_zero::<T>(filter.owner),
		kind: filter.byKind.then(|| kind(filter.kind)).transpose()?,
		state: filter.byState.then(|| state(filter.state)).transpose()?,
	})
}

/// A balance: no more than 128 bits here, nothing is cut off.
fn wei<T: Config>(amount: BalanceOf<T>) -> U256 {
	U256::from(UniqueSaturatedInto::<u128>::unique_saturated_into(amount))
}

/// A block number: no more than 64 bits, nothing is cut off.
fn block(number: impl UniqueSaturatedInto<u64>) -> u64 {
	number.unique_saturated_into()
}

pub(super) fn asset_out<T: Config>(info: AssetInfoOf<T>) -> Result<sol::Asset, Error> {
	Ok(sol::Asset {
		id: id_out(info.id),
		owner: common::address::<T>(&info.owner),
		kind: kind_out(info.kind)?,
		state: state_out(info.state)?,
		registeredAt: block(info.registered_at),
		oldestRevision: info.oldest_revision,
		links: info.links,
		dependants: info.dependants,
		descendants: info.descendants,
		managed: info.managed,
		depositor: common::address::<T>(&info.deposit.depositor),
		deposit: wei::<T>(info.deposit.amount),
		revision: revision_out::<T>(info.revision),
	})
}

pub(super) fn revision_out<T: Config>(info: RevisionInfoOf<T>) -> sol::Revision {
	sol::Revision {
		number: info.number,
		root: info.root.0.into(),
		entries: info.entries,
		totalBytes: info.total_bytes,
		manifest: Vec::from(info.manifest).into(),
		uris: info.uris.into_iter().map(|uri| MultiUri::into_bytes(uri).into()).collect(),
		author: common::address::<T>(&info.author),
		createdAt: block(info.created_at),
		deposit: wei::<T>(info.deposit),
	}
}

pub(super) fn collection_out<T: Config>(info: CollectionInfoOf<T>) -> sol::Collection {
	sol::Collection {
		id: info.id,
		token: collection_address(info.id).0.into(),
		// Names are checked to be UTF-8 when they are given.
		name: String::from_utf8_lossy(&info.name).to_string(),
		metadata: info.metadata.map(MultiUri::into_bytes).unwrap_or_default().into(),
		publisher: common::address::<T>(&info.publisher),
		nominee: info.nominee.map(|who| common::address::<T>(&who)).unwrap_or_default(),
		items: info.items,
		nextItem: info.next_item,
		roles: info.roles,
		deposit: wei::<T>(info.deposit.amount),
	}
}

pub(super) fn node_out(node: LineageNode) -> Result<sol::Node, Error> {
	let live = node.live.is_some();
	// A retired asset's are the zeros of the interface.
	let (kind, state) = node.live.unwrap_or((AssetKind::Dataset, LifecycleState::Active));
	Ok(sol::Node {
		id: id_out(node.id),
		live,
		kind: kind_out(kind)?,
		state: state_out(state)?,
		depth: node.depth,
	})
}

pub(super) fn edge_out(edge: LineageEdge) -> Result<sol::Edge, Error> {
	Ok(sol::Edge {
		subject: id_out(edge.subject),
		relation: relation_out(edge.relation)?,
		object: id_out(edge.object),
	})
}

/// A refusal that calls have as well: the same words.
pub(super) fn refusal<T: Config>(error: Refusal<T>) -> Error {
	common::revert::<T>(error.into())
}

/// A refusal that only views have, in the form of the others.
pub(super) fn view_refusal<T: Config>(what: &str) -> Error {
	common::reason(format!("{}: {what}", Registry::<T>::name()))
}

/// Why a view has no answer.
pub(super) fn unanswered<T: Config>(error: QueryError) -> Error {
	match error {
		QueryError::UnknownAsset => refusal::<T>(Refusal::AssetUnknown),
		QueryError::UnknownCollection => refusal::<T>(Refusal::CollectionUnknown),
		QueryError::UnknownRevision => refusal::<T>(Refusal::RevisionUnknown),
		QueryError::InvalidPath => view_refusal::<T>("InvalidPath"),
		QueryError::InvalidCid => view_refusal::<T>("InvalidCid"),
		QueryError::ProofTooLong => view_refusal::<T>("ProofTooLong"),
	}
}
