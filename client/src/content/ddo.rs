//! The metadata document (DDO) of a folder, as far as the folder itself knows it.
//!
//! The form is Ocean's DDO 4.5. What only the chain knows (`id`, `chainId`, `nftAddress`) and what
//! a seller decides (`services`, `credentials`) is left out, to be filled in by whoever resolves the
//! asset; so is everything that nobody has said, and the time of packing: the same folder gives the
//! same DDO. Sources, best first: what the caller says, the YAML front matter of `README.md`
//! (Hugging Face's dataset and model cards are understood), the README's text, the folder's name.

use super::{ContentError, PROFILE};
use metahub_assets::{AssetKind, Entry};
use serde_json::{json, Map, Value};
use serde_yaml_ng as yaml;
use std::collections::BTreeMap;

/// How much of a README is looked at, in bytes.
pub const MAX_README_LEN: usize = 256 << 10;
/// Longest description that is taken from a README's text, in characters.
const MAX_DESCRIPTION: usize = 1_000;
/// What Ocean's schema asks of every asset's metadata and a folder can know.
const EXPECTED: [&str; 4] = ["name", "description", "author", "license"];

/// What the caller says of a folder. It goes before what the folder says of itself.
#[derive(Clone, Debug, Default)]
pub struct DdoOptions {
	/// What the asset is; a dataset if nothing is said.
	pub kind: Option<AssetKind>,
	/// Its name.
	pub name: Option<String>,
	/// What it is about.
	pub description: Option<String>,
	/// Who made it.
	pub author: Option<String>,
	/// Its licence, best as an SPDX identifier.
	pub license: Option<String>,
	/// Words to find it by.
	pub tags: Vec<String>,
	/// When it was made, ISO 8601.
	pub created: Option<String>,
	/// When it was last changed, ISO 8601.
	pub updated: Option<String>,
}

/// A folder's README.
#[derive(Clone, Copy, Debug)]
pub struct Readme<'a> {
	/// Its path, for messages.
	pub path: &'a str,
	/// Its text, or the beginning of it.
	pub text: &'a str,
}

/// Makes the DDO of a folder.
pub fn skeleton(
	folder_name: &str,
	readme: Option<Readme>,
	files: &[Entry],
	options: &DdoOptions,
) -> Result<Value, ContentError> {
	let (mut card, body) = match readme {
		Some(readme) => front_matter(readme)?,
		None => (Map::new(), ""),
	};
	let mut metadata = Map::new();
	let mut set = |key: &str, value: Option<Value>| {
		if let Some(value) = value {
			metadata.insert(key.into(), value);
		}
	};
	let own = |text: &Option<String>| text.clone().map(Value::String);

	let name = take_text(&mut card, &["title", "pretty_name", "name"])
		.or_else(|| heading(body))
		.unwrap_or_else(|| folder_name.into());
	set("name", own(&options.name).or(Some(name.into())));
	let description =
		take_text(&mut card, &["description", "summary"]).or_else(|| first_paragraph(body));
	set("description", own(&options.description).or(description.map(Value::String)));
	set("type", Some(type_name(options.kind.unwrap_or(AssetKind::Dataset)).into()));
	let author = take_text(&mut card, &["author", "authors", "creator", "creators"]);
	set("author", own(&options.author).or(author.map(Value::String)));
	let license = take_text(&mut card, &["license"]);
	set("license", own(&options.license).or(license.map(Value::String)));
	let holder = take_text(&mut card, &["copyrightHolder", "copyright"]);
	set("copyrightHolder", holder.map(Value::String));
	let created = take_text(&mut card, &["created", "date"]);
	set("created", own(&options.created).or(created.map(Value::String)));
	let updated = take_text(&mut card, &["updated", "last_modified"]);
	set("updated", own(&options.updated).or(updated.map(Value::String)));

	let mut tags = options.tags.clone();
	tags.extend(take_list(&mut card, &["tags", "keywords"]));
	set("tags", list(tags));
	let categories = take_list(&mut card, &["categories", "task_categories", "task_ids"]);
	set("categories", list(categories));
	set("links", list(take_list(&mut card, &["links", "homepage", "repository"])));
	// Ocean has room for one language; the others are kept beside it.
	let languages = take_list(&mut card, &["contentLanguage", "language", "languages"]);
	set("contentLanguage", languages.first().map(|language| language.as_str().into()));

	let mut more = Map::new();
	more.insert("profile".into(), PROFILE.into());
	let splits = splits(files);
	if !splits.is_empty() {
		more.insert("splits".into(), Value::Object(splits));
	}
	if languages.len() > 1 {
		more.insert("languages".into(), languages.into());
	}
	if !card.is_empty() {
		more.insert("card".into(), Value::Object(card));
	}
	set("additionalInformation", Some(Value::Object(more)));
	Ok(json!({
		"@context": ["https://w3id.org/did/v1"],
		"version": "4.5.0",
		"metadata": metadata,
	}))
}

/// Which of the metadata that a marketplace expects nobody has given.
pub fn missing(ddo: &Value) -> Vec<&'static str> {
	EXPECTED.into_iter().filter(|key| ddo["metadata"].get(key).is_none()).collect()
}

fn type_name(kind: AssetKind) -> &'static str {
	match kind {
		AssetKind::Dataset => "dataset",
		AssetKind::Model => "model",
		// Ocean's word for code that runs on data.
		AssetKind::Function => "algorithm",
		AssetKind::Bundle => "bundle",
		AssetKind::Service => "service",
	}
}

/// Splits a README into its front matter and the text after it.
fn front_matter<'a>(readme: Readme<'a>) -> Result<(Map<String, Value>, &'a str), ContentError> {
	let text = readme.text.strip_prefix('\u{feff}').unwrap_or(readme.text);
	let mut lines = text.split_inclusive('\n');
	if lines.next().map(str::trim_end) != Some("---") {
		return Ok((Map::new(), text));
	}
	let start = text.find('\n').map_or(text.len(), |at| at + 1);
	let mut end = start;
	for line in lines {
		if matches!(line.trim_end(), "---" | "...") {
			let body = &text[end + line.len()..];
			return Ok((parse_yaml(readme.path, &text[start..end])?, body));
		}
		end += line.len();
	}
	// A line of dashes without a second one is just that.
	Ok((Map::new(), text))
}

fn parse_yaml(path: &str, text: &str) -> Result<Map<String, Value>, ContentError> {
	let wrong = |reason: String| ContentError::FrontMatter { path: path.into(), reason };
	match yaml::from_str::<yaml::Value>(text).map_err(|e| wrong(e.to_string()))? {
		yaml::Value::Null => Ok(Map::new()),
		value => match to_json(value).map_err(wrong)? {
			Value::Object(map) => Ok(map),
			_ => Err(wrong("it is not a mapping".into())),
		},
	}
}

fn to_json(value: yaml::Value) -> Result<Value, String> {
	Ok(match value {
		yaml::Value::Null => Value::Null,
		yaml::Value::Bool(value) => Value::Bool(value),
		yaml::Value::String(text) => Value::String(text),
		yaml::Value::Number(number) => match (number.as_u64(), number.as_i64()) {
			(Some(number), _) => number.into(),
			(None, Some(number)) => number.into(),
			// Only integers have one way to write them.
			(None, None) => number.to_string().into(),
		},
		yaml::Value::Sequence(values) => {
			Value::Array(values.into_iter().map(to_json).collect::<Result<_, _>>()?)
		}
		yaml::Value::Mapping(map) => {
			let members = map.into_iter().map(|(key, value)| {
				let key = match to_json(key)? {
					Value::String(key) => key,
					key @ (Value::Number(_) | Value::Bool(_)) => key.to_string(),
					_ => return Err("a key is not a plain value".to_string()),
				};
				Ok((key, to_json(value)?))
			});
			Value::Object(members.collect::<Result<_, String>>()?)
		}
		yaml::Value::Tagged(tagged) => to_json(tagged.value)?,
	})
}

/// Takes the first of some keys that has text in it; a list becomes one text.
fn take_text(card: &mut Map<String, Value>, keys: &[&str]) -> Option<String> {
	let found = keys.iter().find(|key| card.get(**key).is_some_and(|v| !texts(v).is_empty()))?;
	card.remove(*found).map(|value| texts(&value).join(", "))
}

/// Takes all of some keys, each a text or a list of them.
fn take_list(card: &mut Map<String, Value>, keys: &[&str]) -> Vec<String> {
	let mut all = Vec::new();
	for key in keys {
		if card.get(*key).is_some_and(|value| !texts(value).is_empty()) {
			all.extend(card.remove(*key).iter().flat_map(texts));
		}
	}
	all
}

fn texts(value: &Value) -> Vec<String> {
	match value {
		Value::String(text) if !text.trim().is_empty() => vec![text.trim().into()],
		Value::Number(number) => vec![number.to_string()],
		Value::Array(values) => values.iter().flat_map(texts).collect(),
		// An author is often written as a mapping.
		Value::Object(map) => map.get("name").map(texts).unwrap_or_default(),
		_ => Vec::new(),
	}
}

fn list(mut texts: Vec<String>) -> Option<Value> {
	let mut seen = std::collections::HashSet::new();
	texts.retain(|text| seen.insert(text.clone()));
	(!texts.is_empty()).then(|| texts.into())
}

fn heading(body: &str) -> Option<String> {
	let title = body.lines().find_map(|line| line.strip_prefix("# "))?.trim();
	(!title.is_empty()).then(|| title.into())
}

/// The first lines of running text: no heading, picture, table, list, quote, code or HTML.
fn first_paragraph(body: &str) -> Option<String> {
	let is_text = |line: &&str| {
		let line = line.trim();
		!line.is_empty() && !line.starts_with(['#', '!', '[', '<', '|', '-', '*', '>', '`', '='])
	};
	let lines: Vec<&str> =
		body.lines().skip_while(|line| !is_text(line)).take_while(is_text).map(str::trim).collect();
	let text: String = lines.join(" ").chars().take(MAX_DESCRIPTION).collect();
	(!text.is_empty()).then_some(text)
}

/// The parts of a dataset that are told apart by the names of folders or files: how many files and
/// bytes each has.
fn splits(files: &[Entry]) -> Map<String, Value> {
	let mut found: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
	for file in files {
		if let Some(split) = split_of(&file.path) {
			let (count, bytes) = found.entry(split).or_default();
			*count += 1;
			// Sizes in a folder add up to a u64: the tree has checked that.
			*bytes = bytes.saturating_add(file.size);
		}
	}
	let describe =
		|(count, bytes): (u64, u64)| json!({ "files": count, "totalBytes": bytes.to_string() });
	found.into_iter().map(|(name, numbers)| (name.into(), describe(numbers))).collect()
}

/// `train/…`, `data/test/…`, `validation.csv`, `train-00000-of-00002.parquet`.
fn split_of(path: &str) -> Option<&'static str> {
	let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
	let stem_len = file.find(|c: char| !c.is_alphabetic()).unwrap_or(file.len());
	let (stem, rest) = file.split_at(stem_len);
	let is_shard = |rest: &str| rest.strip_prefix('-').is_some_and(|r| r.starts_with(is_digit));
	let stem = if rest.starts_with('.') || is_shard(rest) { stem } else { "" };
	folders.split('/').chain([stem]).find_map(|word| match word.to_lowercase().as_str() {
		"train" | "training" => Some("train"),
		"test" | "testing" => Some("test"),
		"val" | "valid" | "validation" | "dev" => Some("validation"),
		_ => None,
	})
}

fn is_digit(c: char) -> bool {
	c.is_ascii_digit()
}
