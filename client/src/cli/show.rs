//! `metahub show`: all about an asset, on one page.

use super::{
	licence, money::Units, pull, pull::FetchArgs, text, tree, values::spelled, Context, Outcome,
};
use crate::{
	chain::{calls::disputes::Subject, AssetRef, Chain, Record},
	content::Manifest,
	error::Error,
	output::{bytes, fields, table},
};
use clap::Args;
use metahub_assets::Direction;
use metahub_rpc_api::types::{AccessMode, Lineage, Offer, ResolvedAsset, Revision, Terms};
use serde::Serialize;
use serde_json::{json, Value};
use std::{
	collections::{btree_map::Entry, BTreeMap},
	path::Path,
};
use subxt::utils::H256;

/// The most offers that are shown.
const MAX_OFFERS: usize = 100;
/// The most files that the tree shows.
const MAX_FILES: usize = 200;
/// The most neighbours in the lineage that are shown.
const MAX_LINKS: usize = 20;

/// Arguments of `show`.
#[derive(Args, Debug)]
pub struct ShowArgs {
	/// The asset: <collection>:<item> or its DID
	asset: AssetRef,
	/// Do not fetch the manifest: leave the file tree out
	#[arg(long)]
	no_files: bool,
	/// Which revision, and from where.
	#[command(flatten)]
	pub fetch: FetchArgs,
}

/// What the page says.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page {
	#[serde(flatten)]
	asset: ResolvedAsset,
	/// The revision that was asked for, if it is not the current one.
	#[serde(skip_serializing_if = "Option::is_none")]
	shown_revision: Option<Revision>,
	fingerprint: H256,
	access_mode: AccessMode,
	offers: Vec<Offer>,
	/// Whether there are more.
	more_offers: bool,
	/// The terms that offers and access name.
	terms: BTreeMap<H256, Terms>,
	ancestors: Lineage,
	open_disputes: Vec<metahub_rpc_api::types::Id>,
	/// `null` if they were not asked for or could not be fetched.
	files: Option<Vec<File>>,
	/// Why the files are not here.
	files_error: Option<Value>,
}

#[derive(Serialize)]
struct File {
	path: String,
	size: String,
	cid: metahub_assets::ContentId,
}

/// Runs `show`.
pub async fn run(ctx: &Context, args: ShowArgs) -> Result<Outcome, Error> {
	let chain = ctx.chain().await?;
	let at = args.fetch.at(&chain).await?;
	let asset = chain.resolve(&args.asset, at).await?;
	// Everything else as of the same block.
	let at = Some(asset.block.hash);
	let id = AssetRef::Id(asset.asset.id);
	let shown_revision = match args.fetch.revision {
		Some(number) if number != asset.asset.revision.number => {
			Some(chain.revision(&id, Some(number), at).await?.1)
		}
		_ => None,
	};
	let item = chain.market_item(&id.to_string(), at).await?;
	let access_mode = chain.access_mode(&id, at).await?.mode;
	let (offers, more_offers) = offers(&chain, &id, at).await?;
	let ids = offers.iter().map(|offer| offer.terms).chain(match &access_mode {
		AccessMode::Free { terms } => Some(*terms),
		_ => None,
	});
	let mut terms = BTreeMap::new();
	for id in ids {
		if let Entry::Vacant(free) = terms.entry(id) {
			free.insert(chain.terms(id, at).await?.terms);
		}
	}
	let ancestors = chain.lineage(&id, Direction::Ancestors, Some(1), at).await?;
	let Record { open, .. } = chain.record(Subject::Asset(asset.asset.id)).await?;
	let manifest = match args.no_files {
		true => None,
		false => Some(manifest(ctx, &chain, &id, args.fetch.revision, at).await),
	};
	let (files, files_error) = match &manifest {
		None => (None, None),
		Some(Ok(manifest)) => (Some(files(manifest)), None),
		Some(Err(error)) => {
			let error = json!({ "code": error.code(), "message": error.to_string() });
			(None, Some(error))
		}
	};
	let prices = offers.iter().flat_map(|offer| offer.prices.iter().copied());
	let units = Units::of(ctx, &chain, prices).await?;
	let page = Page {
		asset,
		shown_revision,
		fingerprint: item.fingerprint,
		access_mode,
		offers,
		more_offers,
		terms,
		ancestors,
		open_disputes: open,
		files,
		files_error,
	};
	ctx.out.result(&page, |page| page_text(page, &units));
	Ok(Outcome::Yes)
}

async fn offers(
	chain: &Chain,
	asset: &AssetRef,
	at: Option<H256>,
) -> Result<(Vec<Offer>, bool), Error> {
	let mut all = Vec::new();
	let mut after = None;
	loop {
		let page = chain.offers(asset, after, None, at).await?;
		all.extend(page.items);
		match page.next {
			None => return Ok((all, false)),
			Some(_) if all.len() >= MAX_OFFERS => return Ok((all, true)),
			Some(next) => after = Some(next.0),
		}
	}
}

async fn manifest(
	ctx: &Context,
	chain: &Chain,
	asset: &AssetRef,
	revision: Option<u32>,
	at: Option<H256>,
) -> Result<Manifest, Error> {
	let (_, _, request) = pull::request(ctx, chain, asset, revision, at, Path::new("")).await?;
	pull::manifest(&request).await
}

fn files(manifest: &Manifest) -> Vec<File> {
	let file = |entry: &metahub_assets::Entry| File {
		path: entry.path.clone(),
		size: entry.size.to_string(),
		cid: entry.cid,
	};
	manifest.files().iter().map(file).collect()
}

fn page_text(page: &Page, units: &Units) -> String {
	let mut pairs = text::resolved(&page.asset);
	let block = pairs.pop();
	if let Some(revision) = &page.shown_revision {
		pairs
			.push(("shown", format!("revision {}, which is not the current one", revision.number)));
		pairs.extend(text::revision(revision).into_iter().skip(1));
	}
	pairs.extend([
		("fingerprint", format!("{:?}", page.fingerprint)),
		("access", licence::mode_text(&page.access_mode)),
		("open disputes", text::lines(&page.open_disputes)),
	]);
	pairs.extend(block);
	let sections = [
		Some(fields(&pairs)),
		Some(format!("Licence offers\n{}", offers_text(page, units))),
		Some(format!("Made from\n{}", lineage_text(page))),
		files_text(page),
	];
	sections.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn offers_text(page: &Page, units: &Units) -> String {
	let free = match &page.access_mode {
		AccessMode::Free { terms } => Some(("free", terms)),
		_ => None,
	};
	if page.offers.is_empty() && free.is_none() {
		return "none\n".into();
	}
	let head = ["OFFER", "PRICE", "DURATION", "USES", "SHARE", "LEFT", "MAY", "TERMS"];
	let mut rows = vec![head.map(String::from).to_vec()];
	let row = |offer: String, price: String, left: String, id: &H256| {
		let terms = page.terms.get(id).map(licence::terms_cells).unwrap_or_default();
		let [duration, uses, share, may] = terms;
		let id = format!("{id:?}");
		// Enough to tell them apart; `licence offer show` has the whole.
		let short = id.get(..10).unwrap_or_default().to_owned();
		vec![offer, price, duration, uses, share, left, may, short]
	};
	if let Some((name, terms)) = free {
		rows.push(row(name.into(), "0".into(), "-".into(), terms));
	}
	rows.extend(page.offers.iter().map(|offer| {
		let left = offer.supply.map_or_else(|| "-".into(), |left| left.to_string());
		let price = units.texts(&offer.prices).replace('\n', " or ");
		let name = match &offer.parent {
			None => offer.id.to_string(),
			Some(parent) => format!("{} (of {parent})", offer.id),
		};
		row(name, price, left, &offer.terms)
	}));
	let more = if page.more_offers { "and more: metahub licence offer list\n" } else { "" };
	format!("{}{more}", table(&rows))
}

fn lineage_text(page: &Page) -> String {
	let edges: Vec<_> =
		page.ancestors.edges.iter().filter(|edge| edge.subject == page.ancestors.id).collect();
	if edges.is_empty() {
		return "nothing\n".into();
	}
	let rows: Vec<Vec<String>> = edges
		.iter()
		.take(MAX_LINKS)
		.map(|edge| vec![spelled(&edge.relation), edge.object.to_string()])
		.collect();
	let more = match edges.len() {
		count if count > MAX_LINKS => format!("and {} more\n", count - MAX_LINKS),
		_ => String::new(),
	};
	format!("{}{more}", table(&rows))
}

fn files_text(page: &Page) -> Option<String> {
	if let Some(error) = &page.files_error {
		let reason = error["message"].as_str().unwrap_or_default();
		return Some(format!("Files\nthe manifest cannot be fetched now: {reason}\n"));
	}
	let files = page.files.as_ref()?;
	let revision = page.shown_revision.as_ref().unwrap_or(&page.asset.asset.revision);
	let sizes = files.iter().map(|file| {
		// Written by us a moment ago.
		(file.path.as_str(), file.size.parse().unwrap_or_default())
	});
	let root = format!("{} revision {}", page.asset.asset.id, revision.number);
	let tree = tree::files(&root, sizes, MAX_FILES).text();
	Some(format!("Files ({}, {})\n{tree}", files.len(), bytes(revision.total_bytes)))
}
