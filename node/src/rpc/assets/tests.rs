//! The methods against a chain made up for it: through the JSON-RPC module where what a caller
//! sees is at stake, in parts where that is enough.

mod conversion;
pub(in crate::rpc) mod mock;
mod queries;
mod subscriptions;
