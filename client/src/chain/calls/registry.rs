//! The registry's calls.

use super::{Call, REGISTRY};
use codec::Encode;
use metahub_assets::{AssetId, AssetKind, ContentInput, LifecycleState, Link, NewLink};
use subxt::utils::AccountId32;

fn registry(name: &'static str, arguments: impl Encode) -> Call {
	Call::new(REGISTRY, name, arguments)
}

/// What an account may do in a collection besides what it owns, as bits.
pub mod roles {
	/// Register assets.
	pub const REGISTRAR: u8 = 1;
	/// Change content, places and dependencies of the assets whose owners agreed to that.
	pub const EDITOR: u8 = 2;
	/// Set the state of these assets.
	pub const CURATOR: u8 = 4;
}

/// Creates a collection; the signer becomes its publisher.
pub fn create_collection(name: &str, metadata: Option<&[u8]>) -> Call {
	registry("create_collection", (name, metadata.map(<[u8]>::to_vec)))
}

/// Gives an account roles in a collection, in place of those it has.
pub fn set_roles(collection: u32, who: &AccountId32, roles: u8) -> Call {
	registry("set_roles", (collection, who, roles))
}

/// Names who may take a collection over, or nobody.
pub fn nominate_publisher(collection: u32, new: Option<&AccountId32>) -> Call {
	registry("nominate_publisher", (collection, new))
}

/// Takes a collection over.
pub fn accept_publisher(collection: u32) -> Call {
	registry("accept_publisher", (collection,))
}

/// Destroys an empty collection.
pub fn destroy_collection(collection: u32) -> Call {
	registry("destroy_collection", (collection,))
}

/// Registers an asset with its first revision.
pub fn register(
	collection: u32,
	kind: AssetKind,
	content: &ContentInput,
	links: &[NewLink],
) -> Call {
	registry("register", (collection, kind, content, links))
}

/// Gives an asset a new revision.
pub fn revise(asset: AssetId, content: &ContentInput) -> Call {
	registry("revise", (asset, content))
}

/// Adds a place where a revision can be had.
pub fn add_uri(asset: AssetId, revision: u32, uri: &[u8]) -> Call {
	registry("add_uri", (asset, revision, uri))
}

/// Withdraws a place where a revision can be had.
pub fn withdraw_uri(asset: AssetId, revision: u32, uri: &[u8]) -> Call {
	registry("withdraw_uri", (asset, revision, uri))
}

/// Sets an asset's lifecycle state.
pub fn set_state(asset: AssetId, state: LifecycleState) -> Call {
	registry("set_state", (asset, state))
}

/// Links an asset to another.
pub fn link(asset: AssetId, new: NewLink) -> Call {
	registry("link", (asset, new))
}

/// Cuts a link.
pub fn unlink(asset: AssetId, link: Link) -> Call {
	registry("unlink", (asset, link))
}

/// Gives an asset to another owner.
pub fn transfer(asset: AssetId, to: &AccountId32) -> Call {
	registry("transfer", (asset, to))
}

/// Drops an asset's oldest revisions.
pub fn prune_revisions(asset: AssetId, count: u32) -> Call {
	registry("prune_revisions", (asset, count))
}

/// Retires an asset for good.
pub fn retire(asset: AssetId) -> Call {
	registry("retire", (asset,))
}

/// Lets the collection's editors and curators act on an asset, or stops them.
pub fn set_managed(asset: AssetId, managed: bool) -> Call {
	registry("set_managed", (asset, managed))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;
	use metahub_assets::{Permit, Relation};

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
		let link = Link { relation: Relation::TrainedOn, object: AssetId::new(1, 2) };
		let new = NewLink { link, permit: Some(Permit::Licence(3)), max_owed_ppm: 4 };
		let call = register(9, AssetKind::Model, &content, &[new]);
		let decoded =
			<(u32, AssetKind, ContentInput, Vec<NewLink>)>::decode(&mut &call.arguments[..]);
		assert_eq!(decoded, Ok((9, AssetKind::Model, content, vec![new])));
	}
}
