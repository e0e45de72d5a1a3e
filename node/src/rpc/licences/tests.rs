//! The methods against a chain made up for it, through the JSON-RPC module.

mod mock;
mod queries;
mod reasons;
mod subscriptions;
