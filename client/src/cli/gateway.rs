//! `metahub gateway`: serve the content store to IPFS clients.

use super::{Context, Outcome};
use crate::error::Error;
use clap::Args;

/// Arguments of `gateway`.
#[derive(Args, Debug)]
pub struct GatewayArgs {}

/// Runs `gateway`.
pub async fn run(_ctx: &Context, _args: GatewayArgs) -> Result<Outcome, Error> {
	Ok(Outcome::Yes)
}
