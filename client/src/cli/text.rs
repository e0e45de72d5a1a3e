//! How answers of the node read for people, and small helpers for JSON ones.

use super::values::spelled;
use crate::output::{bytes, hub};
use metahub_rpc_api::types::{Asset, BlockRef, Revision};
use serde::Serialize;
use serde_json::Value;

/// Adds the members of one object to another.
pub fn merge(into: &mut Value, from: &impl Serialize) {
	if let (Some(into), Ok(Value::Object(from))) = (into.as_object_mut(), serde_json::to_value(from))
	{
		into.extend(from);
	}
}

/// A revision, in lines.
pub fn revision(revision: &Revision) -> String {
	let uris: Vec<String> = revision.uris.iter().map(ToString::to_string).collect();
	let places = if uris.is_empty() { "-".into() } else { uris.join("\n            ") };
	format!(
		"revision    {}\nroot        {:?}\nfiles       {}, {}\nmanifest    {}\nat          {places}\nmade by     {} in block {}\ndeposit     {}",
		revision.number,
		revision.root,
		revision.entries,
		bytes(revision.total_bytes),
		revision.manifest,
		revision.author,
		revision.created_at,
		hub(revision.deposit),
	)
}

/// The block that an answer is about.
pub fn block(block: &BlockRef) -> String {
	let sure = if block.finalized { "final" } else { "not yet final" };
	format!("as of       block {} ({sure}) {:?}", block.number, block.hash)
}

/// An asset as the cells of a table.
pub fn row(asset: &Asset) -> Vec<String> {
	vec![
		asset.id.to_string(),
		spelled(&asset.kind),
		spelled(&asset.state),
		asset.revision.number.to_string(),
		bytes(asset.revision.total_bytes),
		asset.owner.to_string(),
	]
}
