//! The runtime's types as JSON's; CAIP names.

use crate::rpc::names::ss58;
use metahub_assets::{
	collection_address, AssetId, AssetInfo, CollectionInfo, Did, Direction, LineageGraph, Link,
	RevisionInfo,
};
use metahub_rpc_api::types::{
	Asset, BlockRef, Change, Collection, Deposit, Lineage, LineageEdge, LineageNode, Revision,
};
use metahub_runtime::{AccountId, Balance, BlockNumber, Hash};
use sp_core::{Hasher, KeccakHasher, H160};

/// A change as the runtime tells it.
pub type RuntimeChange = metahub_assets::Change<AccountId>;

/// An address in the spelling of EIP-55: a hexadecimal letter is upper case where the hash of the
/// lower-case text has a digit of 8 or more.
pub fn checksum_address(address: H160) -> String {
	let lower = format!("{address:x}");
	let hash = KeccakHasher::hash(lower.as_bytes()).0;
	let digits = lower.chars().enumerate().map(|(i, digit)| {
		let nibble = if i % 2 == 0 { hash[i / 2] >> 4 } else { hash[i / 2] & 0x0f };
		if nibble >= 8 {
			digit.to_ascii_uppercase()
		} else {
			digit
		}
	});
	"0x".chars().chain(digits).collect()
}

/// An asset's CAIP-19 id, as an ERC-721 token on the chain with this EIP-155 id.
pub fn caip19(chain: u64, id: AssetId) -> String {
	let address = checksum_address(collection_address(id.collection));
	format!("eip155:{chain}/erc721:{address}/{}", id.item)
}

/// An account's CAIP-10 id. CAIP-2's namespace `polkadot` names a chain by the first 16 bytes of
/// its genesis hash.
pub fn caip10(genesis: &Hash, account: &AccountId) -> String {
	format!("polkadot:{}:{}", &format!("{genesis:x}")[..32], ss58(account))
}

/// A name. The registry takes UTF-8 only.
pub fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// A deposit.
pub fn deposit(deposit: metahub_assets::Deposit<AccountId, Balance>) -> Deposit {
	Deposit { depositor: ss58(&deposit.depositor), amount: deposit.amount }
}

/// An asset.
pub fn asset(genesis: &Hash, info: AssetInfo<AccountId, Balance, BlockNumber>) -> Asset {
	Asset {
		id: info.id,
		did: Did::new(genesis, info.id).to_string(),
		owner: ss58(&info.owner),
		kind: info.kind,
		state: info.state,
		registered_at: info.registered_at,
		oldest_revision: info.oldest_revision,
		links: info.links,
		dependants: info.dependants,
		descendants: info.descendants,
		managed: info.managed,
		deposit: deposit(info.deposit),
		revision: revision(info.revision),
	}
}

/// A revision.
pub fn revision(info: RevisionInfo<AccountId, Balance, BlockNumber>) -> Revision {
	Revision {
		number: info.number,
		root: info.root,
		entries: info.entries,
		total_bytes: info.total_bytes,
		manifest: info.manifest,
		uris: info.uris,
		author: ss58(&info.author),
		created_at: info.created_at,
		deposit: info.deposit,
	}
}

/// A collection.
pub fn collection(info: CollectionInfo<AccountId, Balance>, block: BlockRef) -> Collection {
	Collection {
		id: info.id,
		address: checksum_address(collection_address(info.id)),
		name: text(&info.name),
		publisher: ss58(&info.publisher),
		nominee: info.nominee.as_ref().map(ss58),
		metadata: info.metadata,
		items: info.items,
		next_item: info.next_item,
		roles: info.roles,
		deposit: deposit(info.deposit),
		block,
	}
}

/// A lineage.
pub fn lineage(id: AssetId, direction: Direction, graph: LineageGraph, block: BlockRef) -> Lineage {
	let node = |node: metahub_assets::LineageNode| {
		let (kind, state) = node.live.unzip();
		LineageNode { id: node.id, kind, state, depth: node.depth }
	};
	let edge = |edge: metahub_assets::LineageEdge| LineageEdge {
		subject: edge.subject,
		relation: edge.relation,
		object: edge.object,
	};
	Lineage {
		id,
		direction,
		nodes: graph.nodes.into_iter().map(node).collect(),
		edges: graph.edges.into_iter().map(edge).collect(),
		truncated: graph.truncated,
		block,
	}
}

/// A change.
pub fn change(change: RuntimeChange) -> Change {
	use metahub_assets::Change as Runtime;
	match change {
		Runtime::CollectionCreated { collection, publisher } => {
			Change::CollectionCreated { collection, publisher: ss58(&publisher) }
		}
		Runtime::PublisherChanged { collection, from, to } => {
			Change::PublisherChanged { collection, from: ss58(&from), to: ss58(&to) }
		}
		Runtime::RolesSet { collection, who, roles } => {
			Change::RolesSet { collection, who: ss58(&who), roles }
		}
		Runtime::CollectionDestroyed { collection } => Change::CollectionDestroyed { collection },
		Runtime::Registered { asset, owner, kind, root } => {
			Change::Registered { asset, owner: ss58(&owner), kind, root }
		}
		Runtime::Revised { asset, revision, root } => Change::Revised { asset, revision, root },
		Runtime::UriAdded { asset, revision, uri } => Change::UriAdded { asset, revision, uri },
		Runtime::UriWithdrawn { asset, revision, uri } => {
			Change::UriWithdrawn { asset, revision, uri }
		}
		Runtime::StateSet { asset, from, to } => Change::StateSet { asset, from, to },
		Runtime::ManagedSet { asset, managed } => Change::ManagedSet { asset, managed },
		Runtime::Linked { subject, link: Link { relation, object } } => {
			Change::Linked { subject, relation, object }
		}
		Runtime::Unlinked { subject, link: Link { relation, object } } => {
			Change::Unlinked { subject, relation, object }
		}
		Runtime::Transferred { asset, from, to } => {
			Change::Transferred { asset, from: ss58(&from), to: ss58(&to) }
		}
		Runtime::RevisionsPruned { asset, oldest } => Change::RevisionsPruned { asset, oldest },
		Runtime::Retired { asset } => Change::Retired { asset },
	}
}
