//! `dev_*`: what only a development chain can do.

use crate::service::DevClock;
use jsonrpsee::{
	core::RpcResult,
	proc_macros::rpc,
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned},
	Extensions,
};
use std::time::Duration;

/// Most seconds that the clock of a development chain runs ahead: a century, well below what a
/// timestamp in milliseconds holds.
const MOST: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Methods of a development chain.
#[rpc(server)]
pub trait DevApi {
	/// Lets the chain's clock run ahead by so many seconds more, and returns by how many it then
	/// does in all. Counts from the next block on (`engine_createBlock` makes one), until the node
	/// stops. Unsafe: refused where the node is exposed.
	#[method(name = "dev_increaseTime", with_extensions)]
	fn increase_time(&self, seconds: u64) -> RpcResult<u64>;
}

/// The methods on the clock of instant sealing.
pub struct Dev(pub DevClock);

impl DevApiServer for Dev {
	fn increase_time(&self, extensions: &Extensions, seconds: u64) -> RpcResult<u64> {
		sc_rpc_api::check_if_safe(extensions)?;
		self.0.advance(Duration::from_secs(seconds), MOST).map(|ahead| ahead.as_secs()).ok_or_else(
			|| {
				ErrorObjectOwned::owned(
					INVALID_PARAMS_CODE,
					format!("the clock runs ahead by {} seconds at most", MOST.as_secs()),
					None::<()>,
				)
			},
		)
	}
}
