//! `metahub publish`: a folder becomes an asset.

use super::{
	pack::{pack_folder, MetadataArgs},
	permit::PermitArgs,
	reachable,
	text::lines,
	values::{self, LinkArg},
	Context, Inclusion, Outcome,
};
use crate::{
	chain::{calls, Call, Chain, ChainError, Fate, Intent},
	config,
	content::pack::Packed,
	error::Error,
	keys::Account,
	output::{bytes, fields},
	store::open_store,
};
use clap::Args;
use metahub_assets::{AssetId, AssetKind, ContentInput, Did, Link, MultiUri, MAX_URIS};
use serde::Serialize;
use std::{
	path::PathBuf,
	time::{Duration, Instant},
};
use subxt::utils::H256;

/// Arguments of `publish`.
#[derive(Args, Debug)]
pub struct PublishArgs {
	/// The folder
	folder: PathBuf,
	/// The collection to register it in
	#[arg(long, value_name = "ID")]
	collection: u32,
	/// What it is
	#[arg(long, value_parser = values::kind(), default_value = "dataset")]
	kind: AssetKind,
	/// A link to another asset, as <relation>:<asset>; can be given more than once
	#[arg(long = "link", value_name = "LINK")]
	links: Vec<LinkArg>,
	/// What permits the links.
	#[command(flatten)]
	permits: PermitArgs,
	/// Where it can be had.
	#[command(flatten)]
	places: PlaceArgs,
	/// Metadata that the folder's README does not say.
	#[command(flatten)]
	metadata: MetadataArgs,
}

/// Where a revision can be had.
#[derive(Args, Clone, Debug, Default)]
pub struct PlaceArgs {
	/// A place where it can be had, best first; can be given up to eight times. {manifest} stands for
	/// the manifest's CID [default: /ipfs/{manifest}]
	#[arg(long = "uri", value_name = "URI")]
	uris: Vec<String>,
}

impl PlaceArgs {
	/// The multiURIs, once the manifest's CID is known.
	pub fn resolve(&self, packed: &Packed) -> Result<Vec<MultiUri>, Error> {
		let cid = packed.manifest_cid.to_string();
		let given = match self.uris.as_slice() {
			[] => &["/ipfs/{manifest}".to_owned()][..],
			uris => uris,
		};
		let parse = |text: &String| {
			let text = text.replace("{manifest}", &cid);
			text.parse().map_err(|error| Error::Usage(format!("--uri {text}: {error}")))
		};
		given.iter().map(parse).collect()
	}

	/// Refuses what cannot become a multiURI before any long work is done.
	pub fn check(&self) -> Result<(), Error> {
		if self.uris.len() > MAX_URIS as usize {
			return Err(Error::Usage(format!("a revision has at most {MAX_URIS} multiURIs")));
		}
		let example = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
		for text in &self.uris {
			if let Err(error) = text.replace("{manifest}", example).parse::<MultiUri>() {
				return Err(Error::Usage(format!("--uri {text}: {error}")));
			}
		}
		Ok(())
	}
}

/// What a call says about a packed folder.
pub fn content_input(packed: &Packed, uris: &[MultiUri]) -> ContentInput {
	ContentInput {
		root: packed.root,
		entries: packed.entries,
		total_bytes: packed.total_bytes,
		manifest: packed.manifest_cid.as_bytes().to_vec(),
		uris: uris.iter().map(|uri| uri.as_bytes().to_vec()).collect(),
	}
}

/// Says in the store that the manifest is the asset's, so that a gated gateway serves its files. The
/// asset is registered by now: what fails here is no more than a warning.
pub async fn vouch(ctx: &Context, did: &Did, packed: &Packed) {
	let vouched = async {
		let store = open_store(&ctx.settings.store, ctx.settings.timeout)?;
		store.vouch(did, &packed.manifest_cid).await
	};
	if let Err(error) = vouched.await {
		ctx.out.warn(format!("a gated gateway will not serve it from this store: {error}"));
	}
}

/// What `publish` and `revise` report.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Published {
	asset: AssetId,
	did: String,
	revision: u32,
	root: H256,
	entries: u32,
	total_bytes: String,
	manifest: String,
	uris: Vec<MultiUri>,
	/// Why others may not be able to fetch it.
	warnings: Vec<String>,
	/// Absent when nothing was sent, because it is on the chain already.
	#[serde(flatten)]
	inclusion: Option<Inclusion>,
}

impl Published {
	/// Says in the store whose the files are, looks whether others can fetch them, and puts the report
	/// together.
	pub async fn complete(
		ctx: &Context,
		did: Did,
		revision: u32,
		packed: &Packed,
		uris: Vec<MultiUri>,
		inclusion: Option<Inclusion>,
	) -> Self {
		vouch(ctx, &did, packed).await;
		let warnings = reachable::warnings(ctx, did, packed, &uris).await;
		for warning in &warnings {
			ctx.out.warn(warning);
		}
		Self {
			asset: did.asset,
			did: did.to_string(),
			revision,
			root: packed.root,
			entries: packed.entries,
			total_bytes: packed.total_bytes.to_string(),
			manifest: packed.manifest_cid.to_string(),
			uris,
			warnings,
			inclusion,
		}
	}

	/// For people.
	pub fn text(&self) -> String {
		let size = bytes(self.total_bytes.parse().unwrap_or_default());
		fields(&[
			("asset", self.asset.to_string()),
			("DID", self.did.clone()),
			("revision", self.revision.to_string()),
			("root", format!("{:?}", self.root)),
			("files", format!("{}, {size}", self.entries)),
			("manifest", self.manifest.clone()),
			("at", lines(&self.uris)),
		])
	}
}

/// Runs `publish`.
pub async fn run(ctx: &Context, args: PublishArgs) -> Result<Outcome, Error> {
	args.places.check()?;
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	// What would be refused later anyway is found out before the folder is read.
	chain.collection(args.collection, None).await?;
	let mut links = Vec::with_capacity(args.links.len());
	let mut linking = args.permits.links_of(ctx, &chain, account.id(), None).await?;
	for link in &args.links {
		let object = chain.asset_id(&link.object).await?;
		links.push(linking.complete(Link { relation: link.relation, object }).await?);
	}

	let ddo = args.metadata.options(Some(args.kind));
	let packed = pack_folder(ctx, &args.folder, ddo, true).await?;
	let uris = args.places.resolve(&packed)?;
	let content = content_input(&packed, &uris);
	let call = calls::register(args.collection, args.kind, &content, &links);
	let (root, manifest) = (packed.root, packed.manifest_cid);
	let intent =
		Intent::new(&chain, args.collection, account.id(), account.signer(), root, manifest)
			.await?;
	let (asset, inclusion) = register(ctx, &chain, &call, &account, intent).await?;
	let did = chain.did(asset).await?;
	let published = Published::complete(ctx, did, 1, &packed, uris, inclusion).await;
	ctx.out.result(&published, Published::text);
	Ok(Outcome::Yes)
}

/// Registers an asset, unless an earlier run has done so and did not see it.
async fn register(
	ctx: &Context,
	chain: &Chain,
	call: &Call,
	account: &Account,
	intent: Intent,
) -> Result<(AssetId, Option<Inclusion>), Error> {
	let folder = config::data_dir()?.join("publishing");
	let io_error = |source| Error::File { path: folder.clone(), source };
	let Some(_held) = intent.hold(&folder).map_err(io_error)? else {
		return Err(Error::Usage("another process is publishing the same files there".into()));
	};
	if let Some(earlier) = intent.left(&folder).map_err(io_error)? {
		match settled(ctx, chain, &earlier).await? {
			Fate::Registered(asset) => {
				ctx.out.note(format!("an earlier run has registered it as {asset}"));
				earlier.forget(&folder);
				return Ok((asset, None));
			}
			Fate::Pending => {
				return Err(Error::Usage(
					"an earlier run has sent this registration, and it is not final yet; try again later"
						.into(),
				))
			}
			Fate::Nothing => earlier.forget(&folder),
		}
	}
	intent.keep(&folder).map_err(io_error)?;
	let receipt = match ctx.submit(chain, call, account).await {
		// Refused, or never sent.
		Err(error @ Error::Chain(ChainError::Dispatch { .. } | ChainError::Pool(_))) => {
			intent.forget(&folder);
			return Err(error);
		}
		// It may be on the chain or get there: the next run finds out.
		Err(error @ Error::Chain(_)) => return Err(error),
		Err(other) => {
			intent.forget(&folder);
			return Err(other);
		}
		Ok(receipt) => receipt,
	};
	let asset = receipt.registered_asset().ok_or_else(|| {
		ChainError::Incompatible("it did not say which asset it registered".into())
	})?;
	intent.forget(&folder);
	ctx.out.note(format!("registered as {asset}"));
	Ok((asset, Some(Inclusion::from(&receipt))))
}

/// Waits a while for a registration that is not final yet.
async fn settled(ctx: &Context, chain: &Chain, intent: &Intent) -> Result<Fate, Error> {
	let until = Instant::now() + ctx.settings.timeout;
	loop {
		let fate = chain.fate(intent).await?;
		if fate != Fate::Pending || Instant::now() >= until {
			return Ok(fate);
		}
		tokio::time::sleep(Duration::from_secs(1)).await;
	}
}
