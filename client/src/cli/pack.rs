//! `metahub pack`: what a folder is, without a chain.

use super::{values, Context, Outcome};
use crate::{
	content::{
		ddo::DdoOptions,
		layout::Shape,
		pack::{pack, PackOptions, Packed},
		unixfs::{file_chunks, import},
		ContentError,
	},
	error::Error,
	output::{bytes, table},
	store::open_store,
};
use clap::Args;
use futures::TryStreamExt;
use metahub_assets::{AssetKind, ContentId};
use std::path::{Path, PathBuf};

/// Arguments of `pack`.
#[derive(Args, Debug)]
pub struct PackArgs {
	/// The folder
	folder: PathBuf,
	/// What it is
	#[arg(long, value_parser = values::kind(), default_value = "dataset")]
	kind: AssetKind,
	/// Only compute; put nothing into the store
	#[arg(long)]
	no_store: bool,
	/// Also write the manifest to this file. A static web server that has it at
	/// .metahub/manifest.json below the folder's files can be pulled from
	#[arg(long, value_name = "FILE")]
	manifest_file: Option<PathBuf>,
	/// Metadata that the folder's README does not say.
	#[command(flatten)]
	metadata: MetadataArgs,
}

/// Metadata for the DDO; it goes before what the README's front matter says.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Metadata (by default from README.md)")]
pub struct MetadataArgs {
	/// Name for people
	#[arg(long)]
	name: Option<String>,
	/// What it is about
	#[arg(long)]
	description: Option<String>,
	/// Who made it
	#[arg(long)]
	author: Option<String>,
	/// Licence, as SPDX expression or URL
	#[arg(long)]
	license: Option<String>,
	/// A tag; can be given more than once
	#[arg(long = "tag", value_name = "TAG")]
	tags: Vec<String>,
}

impl MetadataArgs {
	/// As options of the DDO.
	pub fn options(&self, kind: Option<AssetKind>) -> DdoOptions {
		DdoOptions {
			kind,
			name: self.name.clone(),
			description: self.description.clone(),
			author: self.author.clone(),
			license: self.license.clone(),
			tags: self.tags.clone(),
			..DdoOptions::default()
		}
	}
}

/// Packs a folder into the settings' store, or only computes.
pub async fn pack_folder(
	ctx: &Context,
	folder: &Path,
	ddo: DdoOptions,
	into_store: bool,
) -> Result<Packed, Error> {
	// A dry run of `publish` or `revise` leaves the store alone, too.
	let store = if into_store && ctx.signing.dry_run.is_none() {
		Some(open_store(&ctx.settings.store, ctx.settings.timeout)?)
	} else {
		None
	};
	let options = PackOptions { store: store.as_deref(), ddo };
	let packed = pack(folder, &options, &ctx.progress()).await?;
	if !packed.missing.is_empty() {
		ctx.out.note(format!(
			"note: the metadata says nothing about: {} (front matter of README.md, or options)",
			packed.missing.join(", ")
		));
	}
	Ok(packed)
}

/// The CID and the size of a single file.
pub async fn file_cid(ctx: &Context, file: &Path) -> Result<(ContentId, u64), Error> {
	let fail = |source| Error::File { path: file.into(), source };
	let opened = std::fs::File::open(file).map_err(fail)?;
	let bar = ctx.progress().bar("hashing", opened.metadata().map(|found| found.len()).ok());
	let shape = Shape::PROFILE;
	let chunks = file_chunks(opened, shape.chunk_len)
		.map_err(|error| ContentError::Io { path: file.into(), error })
		.inspect_ok(|chunk| bar.inc(chunk.len() as u64));
	let imported = import(chunks, shape, None).await?;
	bar.finish();
	Ok((imported.cid, imported.size))
}

/// Runs `pack`.
pub async fn run(ctx: &Context, args: PackArgs) -> Result<Outcome, Error> {
	let ddo = args.metadata.options(Some(args.kind));
	let packed = pack_folder(ctx, &args.folder, ddo, !args.no_store).await?;
	if let Some(path) = &args.manifest_file {
		let fail = |source| Error::File { path: path.clone(), source };
		if let Some(folder) = path.parent() {
			std::fs::create_dir_all(folder).map_err(fail)?;
		}
		std::fs::write(path, &packed.manifest_bytes).map_err(fail)?;
	}
	ctx.out.result(&packed.to_json(), |_| {
		let mut rows: Vec<Vec<String>> = packed
			.manifest
			.files()
			.iter()
			.map(|file| vec![file.cid.to_string(), bytes(file.size), file.path.clone()])
			.collect();
		rows.push(vec![
			packed.manifest_cid.to_string(),
			bytes(packed.manifest_bytes.len() as u64),
			"(manifest)".into(),
		]);
		format!(
			"{}root   {:?}\nfiles  {}, {}",
			table(&rows),
			packed.root,
			packed.entries,
			bytes(packed.total_bytes)
		)
	});
	Ok(Outcome::Yes)
}
