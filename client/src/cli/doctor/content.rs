//! The content store and the gateways.

use super::Findings;
use crate::{
	cli::Context,
	content::unixfs::blocking,
	output::bytes,
	pull::DEFAULT_GATEWAY,
	store::{open_source, FolderStore, StoreError},
};
use metahub_assets::ContentId;
use std::{
	fs,
	path::{Path, PathBuf},
};

/// How many blocks are read and hashed.
const SAMPLE: usize = 64;
/// Free space that is too little to put anything in, and that is soon too little.
const FREE: (u64, u64) = (100 << 20, 1 << 30);
/// How much of a health page is read.
const MAX_HEALTH: usize = 4_096;

/// Looks at the store; gives some of the blocks in it.
pub(super) async fn look_at_store(ctx: &Context) -> (Findings, Vec<ContentId>) {
	let mut found = Findings::of("store");
	let text = &ctx.settings.store;
	if text.starts_with("kubo:") {
		look_at_kubo(ctx, &mut found).await;
		return (found, Vec::new());
	}
	let root = PathBuf::from(text.strip_prefix("folder:").unwrap_or(text));
	if !root.exists() {
		// Nothing is made here: only looked at.
		match nearest(&root) {
			Some(folder) if folder.is_dir() => match writable(&folder) {
				Ok(()) => found.ok("folder", format!("{} will be made", root.display())),
				Err(error) => found.fail(
					"writable",
					format!("{} cannot be made: {error}", root.display()),
					"name another folder with --store, or make this one writable",
				),
			},
			_ => found.fail(
				"folder",
				format!("{} cannot be made: there is a file in its way", root.display()),
				"name another folder with --store",
			),
		}
		return (found, Vec::new());
	}
	let store = match FolderStore::open_existing(&root) {
		Ok(store) => store,
		Err(error) => {
			let advice = "name the store with --store: the folder has a file metahub-store in it";
			found.fail("folder", error.to_string(), advice);
			return (found, Vec::new());
		}
	};
	found.ok("folder", root.display().to_string());
	match writable(&root.join("tmp")) {
		Ok(()) => found.ok("writable", "yes"),
		Err(error) => found.fail(
			"writable",
			format!("{}: {error}", root.join("tmp").display()),
			"make the folder yours (chown, chmod u+w), or mount it writable",
		),
	}
	look_at_space(&root, &mut found);
	let sample = look_at_blocks(&store, &mut found).await;
	(found, sample)
}

async fn look_at_kubo(ctx: &Context, found: &mut Findings) {
	let store = match open_source(&ctx.settings.store, ctx.settings.timeout) {
		Ok(store) => store,
		Err(error) => return found.fail("kubo", error.to_string(), "write kubo:http://host:5001"),
	};
	match store.has(&some_cid()).await {
		Ok(_) | Err(StoreError::NotFound { .. }) => found.ok("kubo", store.describe()),
		Err(error) => {
			found.fail(
				"kubo",
				error.to_string(),
				"start it (ipfs daemon), or name another --store",
			);
		}
	}
}

/// The folder that is there and that the path would be made in.
fn nearest(path: &Path) -> Option<PathBuf> {
	let absolute = std::path::absolute(path).ok()?;
	absolute.ancestors().find(|folder| folder.symlink_metadata().is_ok()).map(Path::to_path_buf)
}

fn writable(folder: &Path) -> std::io::Result<()> {
	tempfile::NamedTempFile::new_in(folder).map(drop)
}

fn look_at_space(root: &Path, found: &mut Findings) {
	#[cfg(unix)]
	match rustix::fs::statvfs(root) {
		Ok(stat) => {
			let free = stat.f_bavail.saturating_mul(stat.f_frsize);
			let message = format!("{} free", bytes(free));
			let advice = "free some, or move the store to another disk (--store)";
			match free {
				_ if free < FREE.0 => found.fail("space", message, advice),
				_ if free < FREE.1 => found.warn("space", message, advice),
				_ => found.ok("space", message),
			}
		}
		Err(error) => found.warn("space", error.to_string(), "check the disk"),
	}
	#[cfg(not(unix))]
	let _ = (root, found);
}

/// Reads some blocks, of all folders, and checks them.
async fn look_at_blocks(store: &FolderStore, found: &mut Findings) -> Vec<ContentId> {
	let root = store.root().join("blocks");
	let names = blocking(move || sample(&root)).await;
	let source: &dyn crate::store::BlockSource = store;
	let (mut good, mut bad) = (Vec::new(), Vec::new());
	for cid in names {
		match source.get(&cid).await {
			Ok(_) => good.push(cid),
			// Collected in the meantime.
			Err(StoreError::NotFound { .. }) => {}
			Err(error) => bad.push(error.to_string()),
		}
	}
	match bad.first() {
		None if good.is_empty() => found.ok("blocks", "none yet"),
		None => found.ok("blocks", format!("{} looked at, all intact", good.len())),
		Some(first) => found.fail(
			"blocks",
			format!("{} of {} looked at are damaged: {first}", bad.len(), bad.len() + good.len()),
			"check the disk; publish or pull the asset again: damaged blocks are replaced",
		),
	}
	good
}

fn sample(blocks: &Path) -> Vec<ContentId> {
	let entries = |folder: &Path| -> Vec<PathBuf> {
		let found = fs::read_dir(folder).into_iter().flatten().flatten();
		found.map(|entry| entry.path()).collect()
	};
	let mut shards = entries(blocks);
	// An order of its own for each run, so that runs look at other blocks.
	shards.sort_by_cached_key(|path| {
		let mut salt = [0; 8];
		// Without randomness, the order of the folder will do.
		let _ = getrandom::fill(&mut salt);
		(u64::from_le_bytes(salt), path.clone())
	});
	let each = SAMPLE.div_ceil(shards.len().max(1));
	let cid = |path: PathBuf| path.file_name()?.to_str()?.parse().ok();
	let found = shards.iter().flat_map(|shard| {
		let files = fs::read_dir(shard).into_iter().flatten().flatten();
		files.filter_map(|entry| cid(entry.path())).take(each).collect::<Vec<_>>()
	});
	found.take(SAMPLE).collect()
}

/// A CID that some source has or has not: of the empty file.
fn some_cid() -> ContentId {
	ContentId::raw(sha2_256(b""))
}

fn sha2_256(bytes: &[u8]) -> [u8; 32] {
	use sha2::Digest;
	sha2::Sha256::digest(bytes).into()
}

/// Looks at the gateways, with blocks that the store has.
pub(super) async fn look_at_gateways(ctx: &Context, sample: &[ContentId]) -> Findings {
	let mut found = Findings::of("gateway");
	let configured = !ctx.settings.gateways.is_empty();
	let gateways = match configured {
		true => ctx.settings.gateways.clone(),
		false => vec![DEFAULT_GATEWAY.to_owned()],
	};
	for gateway in &gateways {
		look_at_gateway(ctx, gateway, configured, sample, &mut found).await;
	}
	found
}

async fn look_at_gateway(
	ctx: &Context,
	gateway: &str,
	configured: bool,
	sample: &[ContentId],
	found: &mut Findings,
) {
	let source = match open_source(gateway, ctx.settings.timeout) {
		Ok(source) => source,
		Err(error) => {
			let advice = "correct it in config.toml, METAHUB_GATEWAYS or --gateway";
			return found.fail("address", format!("{gateway}: {error}"), advice);
		}
	};
	let cid = sample.first().copied().unwrap_or_else(some_cid);
	match source.has(&cid).await {
		Ok(true) if !sample.is_empty() => {
			found.ok("serves", format!("{gateway} gives a block of the store"));
		}
		Ok(false) | Err(StoreError::NotFound { .. }) if !sample.is_empty() => found.warn(
			"serves",
			format!("{gateway} does not have {cid}, which the store has"),
			"if it should serve this store, start it with the same --store",
		),
		Ok(_) | Err(StoreError::NotFound { .. }) => {
			found.ok("reachable", format!("{gateway}; the store has no block to ask for"));
		}
		Err(StoreError::Unreachable { .. }) if !configured => found.warn(
			"reachable",
			format!("none runs at {gateway}"),
			"to serve the store to others: metahub gateway",
		),
		Err(error @ StoreError::Unreachable { .. }) => found.fail(
			"reachable",
			format!("{gateway}: {error}"),
			"start it, or take it out of config.toml or METAHUB_GATEWAYS",
		),
		Err(error) => found.warn(
			"serves",
			format!("{gateway}: {error}"),
			"a gated gateway gives blocks to accounts that have access only",
		),
	}
	if gateway.starts_with("http") {
		look_at_health(ctx, gateway, found).await;
	}
}

/// The page of a gateway that says how it is; others have none.
async fn look_at_health(ctx: &Context, gateway: &str, found: &mut Findings) {
	let url = format!("{}/health", gateway.trim_end_matches('/'));
	let client = reqwest::Client::builder()
		.timeout(ctx.settings.timeout)
		.redirect(reqwest::redirect::Policy::none())
		.build();
	let Ok(client) = client else { return };
	let Ok(mut response) = client.get(&url).send().await else { return };
	let status = response.status();
	let mut body = Vec::new();
	while let Ok(Some(chunk)) = response.chunk().await {
		body.extend_from_slice(&chunk);
		if body.len() > MAX_HEALTH {
			return;
		}
	}
	let page = serde_json::from_slice::<serde_json::Value>(&body).ok();
	let Some(page) = page.filter(serde_json::Value::is_object) else { return };
	let page = page.to_string();
	if status.is_success() {
		found.ok("health", page);
	} else if status.is_server_error() {
		found.fail("health", page, "its own log says more");
	}
}
