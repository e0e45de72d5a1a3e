//! A block that brings a new runtime is read with the runtime that wrote it.

use jsonrpsee::{core::client::ClientT, rpc_params, ws_client::WsClientBuilder};
use metahub_client::{
	chain::{calls, Call, Chain, ChainOptions, Watch},
	keys::Account,
};
use metahub_e2e::Node;
use metahub_rpc_api::types::{Change, SubscribeOptions};
use serde_json::Value;
use subxt::ext::codec::{Compact, Encode, Output};

/// `:code`.
const CODE: &str = "0x3a636f6465";
/// A module without a single function: a runtime that answers nothing.
const EMPTY_RUNTIME: [u8; 8] = *b"\0asm\x01\0\0\0";

/// What is encoded already.
#[derive(Clone)]
struct Encoded(Vec<u8>);

impl Encode for Encoded {
	fn encode_to<T: Output + ?Sized>(&self, to: &mut T) {
		to.write(&self.0);
	}
}

/// A call inside of another call.
async fn inner(chain: &Chain, pallet: &str, name: &str, arguments: impl Encode) -> Encoded {
	let online = chain.online().await.unwrap();
	let at = online.at_current_block().await.unwrap();
	let pallet = at.metadata_ref().pallet_by_name(pallet).unwrap();
	let call = pallet.call_variant_by_name(name).unwrap();
	Encoded([&[pallet.call_index(), call.index][..], &arguments.encode()].concat())
}

/// Creates a collection and sets the chain's code, in one transaction.
async fn upgrade(chain: &Chain, code: Vec<u8>) -> u32 {
	let name = b"Last".to_vec();
	let create = inner(chain, "AssetRegistry", "create_collection", (name, None::<Vec<u8>>)).await;
	let set = inner(chain, "System", "set_code_without_checks", (code,)).await;
	let no_weight = (Compact(0u64), Compact(0u64));
	let sudo = inner(chain, "Sudo", "sudo_unchecked_weight", (set, no_weight)).await;
	let both = Call::new("Utility", "batch_all", (Compact(2u32), create, sudo));
	let alice = Account::development("alice").unwrap();
	let receipt = chain.submit(&both, &alice).await.expect("it succeeds, and is understood");
	let names = receipt.event_names();
	assert!(names.iter().any(|name| name == "System.CodeUpdated"), "{names:?}");
	assert!(receipt.created_collection().is_some() && receipt.fee.is_some());
	receipt.block_number as u32
}

/// The registry's changes in a block, as a follower sees them that begins there.
async fn changes(node: &Node, block: u32) -> Vec<Change> {
	let options = SubscribeOptions { from_block: Some(block), all_blocks: true };
	let mut watch = Watch::start(&node.ws(), ChainOptions::default(), options).await.unwrap();
	let changes = watch.next().await.expect("the block can be read");
	assert_eq!(changes.block.number, block);
	changes.changes
}

#[tokio::test(flavor = "multi_thread")]
async fn the_block_of_an_upgrade_is_read_with_the_runtime_that_wrote_it() {
	let node = Node::start();
	let chain = Chain::connect(&node.ws()).await.unwrap();
	// No block follows this one; what is in it has to be told all the same.
	let block = upgrade(&chain, EMPTY_RUNTIME.to_vec()).await;
	let told = changes(&node, block).await;
	assert!(matches!(told[..], [Change::CollectionCreated { .. }]), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_goes_on_after_an_upgrade() {
	let node = Node::start();
	let chain = Chain::connect(&node.ws()).await.unwrap();
	let rpc = WsClientBuilder::default().build(node.ws()).await.unwrap();
	let code: String = rpc.request("state_getStorage", rpc_params![CODE]).await.unwrap();
	let bytes = (2..code.len()).step_by(2).map(|at| u8::from_str_radix(&code[at..at + 2], 16));
	let block = upgrade(&chain, bytes.collect::<Result<_, _>>().unwrap()).await;
	assert_eq!(changes(&node, block).await.len(), 1);
	let alice = Account::development("alice").unwrap();
	let next = chain.submit(&calls::create_collection("Next", None), &alice).await.unwrap();
	assert_eq!(changes(&node, next.block_number as u32).await.len(), 1);
	// The new code was in force from the next block on, and waits no longer.
	let waiting: Value =
		rpc.request("state_getStorage", rpc_params!["0x3a70656e64696e675f636f6465"]).await.unwrap();
	assert_eq!(waiting, Value::Null);
}
