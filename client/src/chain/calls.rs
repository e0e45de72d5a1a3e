//! The registry's calls, as the chain takes them.
//!
//! Arguments are encoded here by the types that the registry itself is made of; before a call is
//! signed it is decoded again with the chain's own metadata, so that a runtime whose calls differ
//! is refused instead of misunderstood.

use super::ChainError;
use codec::Encode;
use metahub_assets::{AssetId, AssetKind, ContentInput, LifecycleState, Link};
use subxt::{utils::AccountId32, Metadata};

/// The registry's name in the runtime.
pub const REGISTRY: &str = "AssetRegistry";

/// A call of any pallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
	pallet: &'static str,
	name: &'static str,
	arguments: Vec<u8>,
}

impl Call {
	/// A call with its arguments, a tuple in the pallet's order.
	pub fn new(pallet: &'static str, name: &'static str, arguments: impl Encode) -> Self {
		Self { pallet, name, arguments: arguments.encode() }
	}

	fn registry(name: &'static str, arguments: impl Encode) -> Self {
		Self::new(REGISTRY, name, arguments)
	}

	/// `Pallet.call`, for messages.
	pub fn label(&self) -> String {
		format!("{}.{}", self.pallet, self.name)
	}

	/// Pallet index, call index, arguments.
	pub(super) fn to_bytes(&self, metadata: &Metadata) -> Result<Vec<u8>, ChainError> {
		let missing = || ChainError::Incompatible(format!("it has no call {}", self.label()));
		let pallet = metadata.pallet_by_name(self.pallet).ok_or_else(missing)?;
		let call = pallet.call_variant_by_name(self.name).ok_or_else(missing)?;
		let mut bytes = vec![pallet.call_index(), call.index];
		bytes.extend_from_slice(&self.arguments);
		Ok(bytes)
	}
}

/// What an account may do in a collection besides what it owns, as bits.
pub mod roles {
	/// Register assets.
	pub const REGISTRAR: u8 = 1;
	/// Change content, places and links of any asset.
	pub const EDITOR: u8 = 2;
	/// Set the state of any asset.
	pub const CURATOR: u8 = 4;
}

/// Creates a collection; the signer becomes its publisher.
pub fn create_collection(name: &str, metadata: Option<&[u8]>) -> Call {
	Call::registry("create_collection", (name, metadata.map(<[u8]>::to_vec)))
}

/// Gives an account roles in a collection, in place of those it has.
pub fn set_roles(collection: u32, who: &AccountId32, roles: u8) -> Call {
	Call::registry("set_roles", (collection, who, roles))
}

/// Names who may take a collection over, or nobody.
pub fn nominate_publisher(collection: u32, new: Option<&AccountId32>) -> Call {
	Call::registry("nominate_publisher", (collection, new))
}

/// Takes a collection over.
pub fn accept_publisher(collection: u32) -> Call {
	Call::registry("accept_publisher", (collection,))
}

/// Destroys an empty collection.
pub fn destroy_collection(collection: u32) -> Call {
	Call::registry("destroy_collection", (collection,))
}

/// Registers an asset with its first revision.
pub fn register(collection: u32, kind: AssetKind, content: &ContentInput, links: &[Link]) -> Call {
	Call::registry("register", (collection, kind, content, links))
}

/// Gives an asset a new revision.
pub fn revise(asset: AssetId, content: &ContentInput) -> Call {
	Call::registry("revise", (asset, content))
}

/// Adds a place where a revision can be had.
pub fn add_uri(asset: AssetId, revision: u32, uri: &[u8]) -> Call {
	Call::registry("add_uri", (asset, revision, uri))
}

/// Withdraws a place where a revision can be had.
pub fn withdraw_uri(asset: AssetId, revision: u32, uri: &[u8]) -> Call {
	Call::registry("withdraw_uri", (asset, revision, uri))
}

/// Sets an asset's lifecycle state.
pub fn set_state(asset: AssetId, state: LifecycleState) -> Call {
	Call::registry("set_state", (asset, state))
}

/// Links an asset to another.
pub fn link(asset: AssetId, link: Link) -> Call {
	Call::registry("link", (asset, link))
}

/// Cuts a link.
pub fn unlink(asset: AssetId, link: Link) -> Call {
	Call::registry("unlink", (asset, link))
}

/// Gives an asset to another owner.
pub fn transfer(asset: AssetId, to: &AccountId32) -> Call {
	Call::registry("transfer", (asset, to))
}

/// Drops an asset's oldest revisions.
pub fn prune_revisions(asset: AssetId, count: u32) -> Call {
	Call::registry("prune_revisions", (asset, count))
}

/// Retires an asset for good.
pub fn retire(asset: AssetId) -> Call {
	Call::registry("retire", (asset,))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;

	#[test]
	fn arguments_are_the_plain_concatenation() {
		let asset = AssetId::new(1, 2);
		let call = add_uri(asset, 3, b"\xe3\x01");
		let mut rest = &call.arguments[..];
		assert_eq!(AssetId::decode(&mut rest).unwrap(), asset);
		assert_eq!(u32::decode(&mut rest).unwrap(), 3);
		assert_eq!(Vec::<u8>::decode(&mut rest).unwrap(), b"\xe3\x01");
		assert!(rest.is_empty());
	}

	#[test]
	fn content_and_links_decode_as_what_they_were() {
		let content =
			ContentInput { entries: 1, uris: vec![vec![1], vec![2, 3]], ..Default::default() };
		let call = register(9, AssetKind::Model, &content, &[]);
		let decoded =
			<(u32, AssetKind, ContentInput, Vec<Link>)>::decode(&mut &call.arguments[..]).unwrap();
		assert_eq!(decoded, (9, AssetKind::Model, content, vec![]));
	}
}
