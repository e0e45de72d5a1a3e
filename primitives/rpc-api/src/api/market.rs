//! The `market_*` methods.

use crate::types::*;
use jsonrpsee::proc_macros::rpc;
use primitive_types::H256;

/// Reads what is for sale.
#[cfg_attr(all(feature = "client", feature = "server"), rpc(client, server, namespace = "market"))]
#[cfg_attr(all(feature = "client", not(feature = "server")), rpc(client, namespace = "market"))]
#[cfg_attr(all(feature = "server", not(feature = "client")), rpc(server, namespace = "market"))]
pub trait MarketApi {
	/// What a buyer of an item relies on, the fingerprint that it names, and what the item is for
	/// sale for. `item` is an asset id (`<collection>:<item>`), a DID of this chain, or
	/// `licence:<number>`. `at` is the hash of the block whose state is asked about; without it, the
	/// best block's is.
	#[method(name = "item", blocking)]
	fn item(&self, item: String, at: Option<H256>) -> Result<ItemAnswer, crate::Error>;
}
