//! `metahub revise`: an asset gets a new revision.

use super::{
	pack::{pack_folder, MetadataArgs},
	publish::{content_input, PlaceArgs, Published},
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
	let did = chain.did(asset).await?;
	let current = &resolved.asset.revision;
	let owned = resolved.asset.owner.as_str() == account.id().to_string();
	let same = (current.root, current.manifest, &current.uris)
		== (packed.root, packed.manifest_cid, &uris);
	if owned && same {
		ctx.out.note(format!("this is revision {} already", current.number));
		let published = Published::complete(ctx, did, current.number, &packed, uris, None).await;
		ctx.out.result(&published, Published::text);
		return Ok(Outcome::Yes);
	}
	let call = calls::revise(asset, &content_input(&packed, &uris));
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let revision = receipt
		.new_revision()
		.ok_or_else(|| ChainError::Incompatible("it did not say which revision it made".into()))?;
	ctx.out.note(format!("revision {revision} of {asset}"));
	let inclusion = Some(Inclusion::from(&receipt));
	let published = Published::complete(ctx, did, revision, &packed, uris, inclusion).await;
	ctx.out.result(&published, Published::text);
	Ok(Outcome::Yes)
}
