//! Collections as ERC-721 contracts, for assets and for licences alike.
//!
//! | file | what |
//! |---|---|
//! | `ICollection.sol` | the interface |
//! | `views.rs` | what is read from pallet-erc721 and, of licences, from licensing |
//! | `writes.rs` | moves and approvals: pallet-erc721's calls |
//! | `receiver.rs` | asking a contract whether it wants a token |
//! | `metadata.rs` | the JSON of `tokenURI` and `contractURI` |
//!
//! Checks that pallet-erc721 makes as well are made here before, for the sake of the reasons that
//! Ethereum's tools know. The pallet's are the ones that count.

mod metadata;
mod receiver;
mod views;
mod writes;

#[cfg(test)]
mod tests;

use crate::{
	common::{charge, reason, Checked, Interface},
	logs, nonzero,
	weights::erc721::WeightInfo as _,
	Config,
};
use alloc::vec::Vec;
use core::marker::PhantomData;
use frame_support::weights::Weight;
use metahub_assets::ids::ASSET_COLLECTION_PREFIX;
use pallet_revive::precompiles::{AddressMatcher, Error, Ext, Precompile, H160, H256};

#[allow(missing_docs)]
mod interface {
	pallet_revive::precompiles::alloy::sol!("src/erc721/ICollection.sol");
}

pub use interface::ICollection;
use ICollection::ICollectionCalls;

/// What a collection says that no pallet says: OpenZeppelin's words, which tools look for.
mod words {
	pub const NO_TOKEN: &str = "ERC721: invalid token ID";
	pub const NO_OWNER: &str = "ERC721: address zero is not a valid owner";
	pub const MAY_NOT_MOVE: &str = "ERC721: caller is not token owner or approved";
	pub const WRONG_OWNER: &str = "ERC721: transfer from incorrect owner";
	pub const TO_NOBODY: &str = "ERC721: transfer to the zero address";
	pub const NO_RECEIVER: &str = "ERC721: transfer to non ERC721Receiver implementer";
	pub const APPROVAL_TO_OWNER: &str = "ERC721: approval to current owner";
	pub const APPROVAL_TO_CALLER: &str = "ERC721: approve to caller";
	pub const MAY_NOT_APPROVE: &str =
		"ERC721: approve caller is not token owner or approved for all";
	pub const NO_OWNERS_INDEX: &str = "ERC721Enumerable: owner index out of bounds";
	pub const NO_INDEX: &str = "ERC721Enumerable: global index out of bounds";
	pub const NO_COLLECTION: &str = "no such collection";
	pub const NO_LICENCES: &str = "not a collection of licences";
	pub const NO_LOGGER: &str = "only the chain itself emits logs";
	pub const LOG_TOO_LARGE: &str = "a log has up to 4 topics and 4096 bytes";
}

/// Most bytes of a collection's log. Those that there are have 32 at most.
const MAX_LOG_DATA: usize = 4_096;
/// Most topics of a log.
const MAX_TOPICS: usize = 4;

/// The contract of every collection.
pub struct Collection<T>(PhantomData<T>);

/// A collection that exists.
struct Contract<T> {
	id: u32,
	kind: Kind,
	runtime: PhantomData<T>,
}

/// What a collection is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
	Assets,
	/// Of the assets of this collection.
	Licences(u32),
}

type Weights<T> = <T as Config>::CollectionWeights;

impl Interface for ICollectionCalls {
	fn name_of(selector: [u8; 4]) -> Option<&'static str> {
		Self::name_by_selector(selector)
	}
}

/// Which functions change state.
fn writes(call: &ICollectionCalls) -> bool {
	use ICollectionCalls as Call;
	matches!(
		call,
		Call::safeTransferFrom_0(_)
			| Call::safeTransferFrom_1(_)
			| Call::transferFrom(_)
			| Call::approve(_)
			| Call::setApprovalForAll(_)
			| Call::emitLog(_)
	)
}

impl<T: Config> Precompile for Collection<T> {
	type T = T;
	type Interface = Checked<ICollectionCalls>;
	const MATCHER: AddressMatcher = AddressMatcher::Prefix(nonzero(ASSET_COLLECTION_PREFIX));
	const HAS_CONTRACT_INFO: bool = false;

	fn call(
		address: &[u8; 20],
		input: &Self::Interface,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let call = input.open(env, writes)?;
		// Before it is known whether the collection exists: the last log of one may come when it
		// no longer does.
		if let ICollectionCalls::emitLog(call) = call {
			return emit_log(call, env);
		}
		Contract::<T>::enter(address, env)?.answer(call, env)
	}
}

impl<T: Config> Contract<T> {
	/// The collection at an address.
	fn enter(address: &[u8; 20], env: &mut impl Ext<T = T>) -> Result<Self, Error> {
		charge(env, Weights::<T>::absent())?;
		let [a, b, c, d, ..] = *address;
		let id = u32::from_be_bytes([a, b, c, d]);
		let kind = match pallet_licensing::LicenceCollectionOf::<T>::get(id) {
			Some(assets) => Kind::Licences(assets),
			None if pallet_asset_registry::Collections::<T>::contains_key(id) => Kind::Assets,
			None => return Err(reason(words::NO_COLLECTION)),
		};
		Ok(Self { id, kind, runtime: PhantomData })
	}

	/// Charges what a whole call of a function weighs, but for what came before it.
	fn charge(&self, env: &mut impl Ext<T = T>, measured: Weight) -> Result<(), Error> {
		env.charge(measured.saturating_sub(Weights::<T>::absent()))?;
		Ok(())
	}

	fn answer(&self, call: &ICollectionCalls, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		use ICollectionCalls as Call;
		match call {
			Call::supportsInterface(call) => self.supports_interface(call, env),
			Call::balanceOf(call) => self.balance_of(call, env),
			Call::ownerOf(call) => self.owner_of(call, env),
			Call::safeTransferFrom_0(call) => self.safe_transfer_from(call, env),
			Call::safeTransferFrom_1(call) => {
				let ICollection::safeTransferFrom_1Call { from, to, tokenId } = *call;
				let data = Default::default();
				let call = ICollection::safeTransferFrom_0Call { from, to, tokenId, data };
				self.safe_transfer_from(&call, env)
			}
			Call::transferFrom(call) => {
				self.transfer_from(call, env)?;
				Ok(Vec::new())
			}
			Call::approve(call) => self.approve(call, env),
			Call::setApprovalForAll(call) => self.set_approval_for_all(call, env),
			Call::getApproved(call) => self.get_approved(call, env),
			Call::isApprovedForAll(call) => self.is_approved_for_all(call, env),
			Call::name(_) => self.name(env),
			Call::symbol(_) => self.symbol(env),
			Call::tokenURI(call) => self.token_uri(call, env),
			Call::totalSupply(_) => self.total_supply(env),
			Call::tokenByIndex(call) => self.token_by_index(call, env),
			Call::tokenOfOwnerByIndex(call) => self.token_of_owner_by_index(call, env),
			Call::royaltyInfo(call) => self.royalty_info(call, env),
			Call::contractURI(_) => self.contract_uri(env),
			Call::userOf(call) => self.user_of(call, env),
			Call::userExpires(call) => self.user_expires(call, env),
			Call::locked(call) => self.locked(call, env),
			Call::owner(_) => self.owner(env),
			Call::emitLog(call) => emit_log(call, env),
		}
	}
}

/// Emits a log in the collection's name: for the chain, see [`logs`].
fn emit_log<T: Config>(
	call: &ICollection::emitLogCall,
	env: &mut impl Ext<T = T>,
) -> Result<Vec<u8>, Error> {
	charge(env, Weights::<T>::emit_log(call.data.len() as u32))?;
	let caller = crate::common::address::<T>(&crate::common::caller(env)?);
	if !logs::is_ours(&h160(caller)) {
		return Err(reason(words::NO_LOGGER));
	}
	if call.topics.len() > MAX_TOPICS || call.data.len() > MAX_LOG_DATA {
		return Err(reason(words::LOG_TOO_LARGE));
	}
	let topics = call.topics.iter().map(|topic| H256(topic.0)).collect();
	logs::emit(env, topics, call.data.to_vec())?;
	Ok(Vec::new())
}

/// An address in the pallets' type.
fn h160(address: pallet_revive::precompiles::alloy::primitives::Address) -> H160 {
	H160(address.into_array())
}
