//! `metahub revise`: an asset gets a new revision.

use super::{
	pack::{pack_folder, MetadataArgs},
	publish::{content_input, vouch, PlaceArgs, Published},
	Context, Inclusion, Outcome,
};
use crate::{
	chain::{calls, AssetRef, ChainError},
	error::Error,
};
use clap::Args;
use std::path::PathBuf;

/// Arguments of `revise`.
#[derive(Args, Debug)]
pub struct ReviseArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// The folder
	folder: PathBuf,
	/// Where it can be had.
	#[command(flatten)]
	places: PlaceArgs,
	/// Metadata that the folder's README does not say.
	#[command(flatten)]
	metadata: MetadataArgs,
}

/// Runs `revise`.
pub async fn run(ctx: &Context, args: ReviseArgs) -> Result<Outcome, Error> {
	args.places.check()?;
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let resolved = chain.resolve(&args.asset, None).await?;
	let asset = resolved.asset.id;

	let ddo = args.metadata.options(Some(resolved.asset.kind));
	let packed = pack_folder(ctx, &args.folder, ddo, true).await?;
	let uris = args.places.resolve(&packed)?;
	let call = calls::revise(asset, &content_input(&packed, &uris));
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let revision = receipt
		.new_revision()
		.ok_or_else(|| ChainError::Incompatible("it did not say which revision it made".into()))?;
	vouch(ctx, &chain, asset, &packed).await?;
	let published =
		Published::new(&chain, asset, revision, &packed, uris, Inclusion::from(&receipt)).await?;
	ctx.out.result(&published, Published::text);
	Ok(Outcome::Yes)
}
