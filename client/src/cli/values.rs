//! How arguments are spelled: kinds, states, relations, links, roles, hashes.

use crate::chain::{calls::roles, AssetRef};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use metahub_assets::{AssetKind, LifecycleState, MultiUri, Relation};
use serde::Serialize;
use std::str::FromStr;
use subxt::utils::H256;

/// The spelling of a value on the command line: its JSON name with hyphens.
pub fn spelled<T: Serialize>(value: &T) -> String {
	let json = serde_json::to_value(value).unwrap_or_default();
	let mut out = String::new();
	for c in json.as_str().unwrap_or_default().chars() {
		if c.is_ascii_uppercase() {
			out.push('-');
		}
		out.push(c.to_ascii_lowercase());
	}
	out
}

fn one_of<T>(all: &'static [T]) -> impl TypedValueParser<Value = T>
where
	T: Serialize + Copy + Send + Sync + 'static,
{
	let names: Vec<String> = all.iter().map(spelled).collect();
	PossibleValuesParser::new(names).try_map(move |text| {
		all.iter().copied().find(|value| spelled(value) == text).ok_or("unknown value")
	})
}

/// `dataset`, `model`, …
pub fn kind() -> impl TypedValueParser<Value = AssetKind> {
	one_of(AssetKind::ALL)
}

/// `active`, `end-of-life`, …
pub fn state() -> impl TypedValueParser<Value = LifecycleState> {
	one_of(LifecycleState::ALL)
}

/// `derived-from`, `contains`, …
pub fn relation() -> impl TypedValueParser<Value = Relation> {
	one_of(Relation::ALL)
}

/// `registrar`, `editor`, `curator`: the bit of each.
pub fn role() -> impl TypedValueParser<Value = u8> {
	PossibleValuesParser::new(ROLES.map(|(name, _)| name)).try_map(|text| {
		ROLES.iter().find(|(name, _)| *name == text).map(|(_, bit)| *bit).ok_or("unknown role")
	})
}

const ROLES: [(&str, u8); 3] =
	[("registrar", roles::REGISTRAR), ("editor", roles::EDITOR), ("curator", roles::CURATOR)];

/// The names of the roles in a sum of bits.
pub fn role_names(bits: u8) -> Vec<&'static str> {
	ROLES.iter().filter(|(_, bit)| bits & bit != 0).map(|(name, _)| *name).collect()
}

/// `<relation>:<asset>`, for example `derived-from:3:14`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkArg {
	/// How the new asset stands to the other.
	pub relation: Relation,
	/// The other.
	pub object: AssetRef,
}

impl FromStr for LinkArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (name, object) =
			text.split_once(':').ok_or("a link has the form <relation>:<asset>")?;
		let relation = Relation::ALL.iter().find(|relation| spelled(*relation) == name);
		let relation = relation.ok_or_else(|| {
			let known: Vec<_> = Relation::ALL.iter().map(spelled).collect();
			format!("{name:?} is no relation; there are {}", known.join(", "))
		})?;
		let object = object.parse().map_err(|error| format!("{error}"))?;
		Ok(Self { relation: *relation, object })
	}
}

/// A multiURI, in either text form.
pub fn multi_uri(text: &str) -> Result<MultiUri, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// A block's hash.
pub fn hash(text: &str) -> Result<H256, String> {
	let digits = text.strip_prefix("0x").unwrap_or(text);
	let bytes = hex::decode(digits).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
	bytes.map(H256).ok_or_else(|| "a hash is 64 hexadecimal digits".into())
}

#[cfg(test)]
mod tests {
	use super::*;
	use metahub_assets::AssetId;

	#[test]
	fn spellings() {
		assert_eq!(spelled(&LifecycleState::EndOfLife), "end-of-life");
		assert_eq!(spelled(&Relation::DerivedFrom), "derived-from");
		assert_eq!(spelled(&AssetKind::Dataset), "dataset");
	}

	#[test]
	fn links() {
		let link: LinkArg = "trained-on:3:14".parse().unwrap();
		assert_eq!(link.relation, Relation::TrainedOn);
		assert_eq!(link.object, AssetRef::Id(AssetId::new(3, 14)));
		let did = "contains:did:metahub:00112233445566778899aabbccddeeff:1:2";
		assert!(matches!(did.parse::<LinkArg>().unwrap().object, AssetRef::Did(_)));
		for wrong in ["", "contains", "likes:1:2", "contains:1"] {
			assert!(wrong.parse::<LinkArg>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn roles_add_up() {
		assert_eq!(role_names(0), [] as [&str; 0]);
		assert_eq!(role_names(5), ["registrar", "curator"]);
	}

	#[test]
	fn hashes() {
		assert!(hash(&format!("0x{}", "ab".repeat(32))).is_ok());
		assert!(hash("0xab").is_err());
	}
}
