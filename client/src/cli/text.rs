//! How answers of the node read for people, and small helpers for JSON ones.

use super::values::spelled;
use crate::output::{bytes, hub};
use jiff::{tz::TimeZone, Timestamp};
use metahub_rpc_api::types::{Asset, ResolvedAsset, Revision, Seconds, Tag};
use serde::Serialize;
use serde_json::Value;

/// Adds the members of one object to another.
pub fn merge(into: &mut Value, from: &impl Serialize) {
	if let (Some(into), Ok(Value::Object(from))) =
		(into.as_object_mut(), serde_json::to_value(from))
	{
		into.extend(from);
	}
}

/// Lines of text, one for each of these; `-` for none.
pub fn lines<T: ToString>(values: &[T]) -> String {
	if values.is_empty() {
		return "-".into();
	}
	values.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// A time in the local time zone, with its distance from UTC.
pub fn when(at: Seconds) -> String {
	when_in(at, TimeZone::system())
}

fn when_in(at: Seconds, zone: TimeZone) -> String {
	let time = i64::try_from(at.0).ok().and_then(|at| Timestamp::from_second(at).ok());
	match time {
		Some(time) => time.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S %:z").to_string(),
		// Later than any calendar.
		None => format!("{at} seconds after 1970"),
	}
}

/// The same; `-` for never.
pub fn when_or_dash(at: Option<Seconds>) -> String {
	at.map_or_else(|| "-".into(), when)
}

/// Claims that were upheld, one on a line.
pub fn tags(tags: &[Tag]) -> String {
	let tags: Vec<String> = tags
		.iter()
		.map(|tag| format!("{} (dispute {})", spelled(&tag.claim), tag.dispute))
		.collect();
	lines(&tags)
}

/// What a revision says.
pub fn revision(revision: &Revision) -> Vec<(&'static str, String)> {
	let files = format!("{}, {}", revision.entries, bytes(revision.total_bytes));
	vec![
		("revision", revision.number.to_string()),
		("root", format!("{:?}", revision.root)),
		("files", files),
		("manifest", revision.manifest.to_string()),
		("at", lines(&revision.uris)),
		("made by", format!("{} in block {}", revision.author, revision.created_at)),
		("deposit", hub(revision.deposit)),
	]
}

/// An asset with its current revision, and the block that this is true of.
pub fn resolved(resolved: &ResolvedAsset) -> Vec<(&'static str, String)> {
	let ResolvedAsset { asset, collection, block, .. } = resolved;
	let collection = format!("{} {:?}", collection.id, collection.name);
	let links = format!(
		"{} of its own, {} dependants, {} descendants",
		asset.links, asset.dependants, asset.descendants
	);
	let roles = if asset.managed { "count" } else { "do not count" };
	let sure = if block.finalized { "final" } else { "not yet final" };
	let mut fields = vec![
		("asset", asset.id.to_string()),
		("DID", asset.did.clone()),
		("also", lines(&resolved.also_known_as)),
		("kind", spelled(&asset.kind)),
		("state", spelled(&asset.state)),
		("owner", asset.owner.to_string()),
		("collection", collection),
		("publisher", resolved.collection.publisher.to_string()),
		("links", links),
		("roles", roles.to_owned()),
		("upheld", tags(&resolved.tags)),
		("asset held", format!("{} on {}", hub(asset.deposit.amount), asset.deposit.depositor)),
		("revisions", format!("{} to {}", asset.oldest_revision, asset.revision.number)),
	];
	fields.extend(revision(&asset.revision));
	fields.push(("as of", format!("block {} ({sure}) {:?}", block.number, block.hash)));
	fields
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

#[cfg(test)]
mod tests {
	use super::*;
	use jiff::tz;

	#[test]
	fn times_are_those_of_the_clock_on_the_wall() {
		let at = Seconds(1_795_277_500);
		assert_eq!(when_in(at, TimeZone::UTC), "2026-11-21 16:11:40 +00:00");
		let india = TimeZone::fixed(tz::Offset::from_seconds(19_800).unwrap());
		assert_eq!(when_in(at, india), "2026-11-21 21:41:40 +05:30");
		assert_eq!(when_in(Seconds(0), TimeZone::UTC), "1970-01-01 00:00:00 +00:00");
		for at in [1 << 60, u64::MAX] {
			assert_eq!(when_in(Seconds(at), TimeZone::UTC), format!("{at} seconds after 1970"));
		}
	}
}
