//! What marketplaces and wallets show: JSON, made of what the chain knows.
//!
//! Every list in it is bounded where it is stored: a name of 64 bytes, 8 URIs of 512, one text of
//! terms, 16 tags.

use super::{words, Contract, ICollection, Kind, Weights};
use crate::{
	common::{address, reason},
	weights::erc721::WeightInfo as _,
	Config,
};
use alloc::{
	collections::BTreeSet,
	format,
	string::{String, ToString},
	vec::Vec,
};
use base64::{engine::general_purpose::STANDARD, Engine};
use frame_support::traits::Get;
use metahub_assets::{
	dispute::{Claim, Subject, Tag},
	ids::collection_address,
	licence::Ended,
	AssetId, Did, MultiUri,
};
use pallet_asset_registry::Pallet as Registry;
use pallet_disputes::Pallet as Disputes;
use pallet_licensing::Pallet as Licensing;
use pallet_revive::precompiles::{
	alloy::{primitives::Address, sol_types::SolCall},
	Error, Ext, H256,
};
use serde_json::{json, Value};
use sp_runtime::traits::Zero;

impl<T: Config> Contract<T> {
	pub(super) fn token_uri(
		&self,
		call: &ICollection::tokenURICall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(
			env,
			match self.kind {
				Kind::Assets => Weights::<T>::asset_uri(),
				Kind::Licences(_) => Weights::<T>::licence_uri(),
			},
		)?;
		let (item, _) = self.token(call.tokenId)?;
		let metadata = match self.kind {
			Kind::Assets => self.asset(AssetId::new(self.id, item)),
			Kind::Licences(_) => licence::<T>(item),
		};
		let metadata = metadata.ok_or_else(|| reason(words::NO_TOKEN))?;
		Ok(ICollection::tokenURICall::abi_encode_returns(&data_url(&metadata)))
	}

	pub(super) fn contract_uri(&self, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::contract_uri())?;
		let record = pallet_asset_registry::Collections::<T>::get(self.assets());
		let described = record.and_then(|record| record.metadata);
		let assets = self.assets();
		let description = match self.kind {
			Kind::Assets => format!("Machine-learning assets: collection {assets}."),
			Kind::Licences(_) => {
				format!("Licences to use the machine-learning assets of collection {assets}.")
			}
		};
		let mut metadata = json!({
			"name": self.title(),
			"symbol": self.short_title(),
			"description": description,
			"collaborators": [self.publisher().to_string()],
			"collection": { "id": self.id, "assets": assets },
		});
		insert(&mut metadata, "external_link", described.map(|uri| uri.to_url()));
		Ok(ICollection::contractURICall::abi_encode_returns(&data_url(&metadata)))
	}

	/// An asset with its current revision.
	fn asset(&self, id: AssetId) -> Option<Value> {
		let info = Registry::<T>::asset_info(id)?;
		let revision = info.revision;
		let (kind, title) = (json!(info.kind), self.title());
		let kind_name = kind.as_str().unwrap_or_default();
		let urls: Vec<String> = revision.uris.iter().map(MultiUri::to_url).collect();
		let tags = tags::<T>(Subject::Asset(id));
		let mut attributes = Vec::from([
			text("Kind", &kind),
			text("State", &json!(info.state)),
			number("Revision", revision.number.into()),
			number("Files", revision.entries.into()),
			number("Bytes", revision.total_bytes),
			number("Links", info.links.into()),
		]);
		attributes.extend(upheld(&tags));
		let mut metadata = json!({
			"name": format!("{title} #{}", id.item),
			"description": format!(
				"A {kind_name} of the collection {title}. Revision {}: {} files, {} bytes.",
				revision.number, revision.entries, revision.total_bytes,
			),
			"attributes": attributes,
			"asset": {
				"id": id.to_string(),
				"kind": kind,
				"state": info.state,
				"revision": revision.number,
				"root": revision.root,
				"entries": revision.entries,
				"totalBytes": revision.total_bytes,
				"manifest": revision.manifest.to_string(),
				"uris": urls,
				"tags": told(&tags),
			},
			"ids": ids::<T>(id),
		});
		insert(&mut metadata, "external_url", urls.into_iter().next());
		Some(metadata)
	}
}

/// A licence, as of now.
fn licence<T: Config>(id: u64) -> Option<Value> {
	let info = Licensing::<T>::licence_info(id)?;
	let terms = Licensing::<T>::terms_info(info.terms)?.terms;
	let asset = info.asset;
	let status = status(info.ended);
	let mut attributes = Vec::from([
		text("Asset", &json!(asset.to_string())),
		text("Status", &json!(status)),
		text("Transferable", &yes_no(terms.transferable)),
		text("Commercial use", &yes_no(terms.commercial_use)),
		text("Derivatives", &yes_no(terms.derivatives.is_some())),
		text("Sub-licences", &yes_no(terms.sub_licensing.is_some())),
		number("Seats", terms.seats.into()),
	]);
	attributes.extend(info.expires.map(
		|expires| json!({ "display_type": "date", "trait_type": "Expires", "value": expires }),
	));
	attributes.extend(info.uses_left.map(|uses| number("Uses left", uses.into())));
	let tags = tags::<T>(Subject::Licence(id));
	attributes.extend(upheld(&tags));
	Some(json!({
		"name": format!("Licence #{id} of asset {asset}"),
		"description": format!("A licence to use the machine-learning asset {asset}: {status}."),
		"attributes": attributes,
		"licence": {
			"id": id,
			"status": status,
			"ended": info.ended,
			"termsId": info.terms,
			"terms": terms,
			"licensor": info.licensor.map(|licensor| address::<T>(&licensor).to_string()),
			"parent": info.parent,
			"issuedAt": info.issued_at,
			"expires": info.expires,
			"usesLeft": info.uses_left,
			"seatsTaken": info.seats_taken,
			"tags": told(&tags),
		},
		"asset": { "id": asset.to_string(), "ids": ids::<T>(asset) },
	}))
}

/// The claims that a judge upheld.
fn tags<T: Config>(subject: Subject) -> Vec<Tag> {
	Disputes::<T>::tags(subject)
}

/// Each claim once, as marketplaces show it.
fn upheld(tags: &[Tag]) -> impl Iterator<Item = Value> {
	let claims: BTreeSet<Claim> = tags.iter().map(|tag| tag.claim).collect();
	claims.into_iter().map(|claim| text("Upheld claim", &json!(claim)))
}

/// Tags with the disputes that they come from.
fn told(tags: &[Tag]) -> Value {
	let tag = |tag: &Tag| json!({ "dispute": tag.dispute, "claim": tag.claim });
	tags.iter().map(tag).collect()
}

/// What an asset is called elsewhere.
fn ids<T: Config>(asset: AssetId) -> Value {
	let genesis = frame_system::BlockHash::<T>::get(
		frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
	);
	let mut hash = H256::zero();
	if genesis.as_ref().len() == hash.0.len() {
		hash.0.copy_from_slice(genesis.as_ref());
	}
	// Displays as EIP-55 spells it.
	let contract = Address::from(collection_address(asset.collection).0);
	let chain = <T as pallet_revive::Config>::ChainId::get();
	json!({
		"did": Did::new(&hash, asset).to_string(),
		"caip19": format!("eip155:{chain}/erc721:{contract}/{}", asset.item),
	})
}

/// How a licence stands.
fn status(ended: Option<Ended>) -> &'static str {
	match ended {
		None => "active",
		Some(Ended::Expired) => "expired",
		Some(Ended::Revoked(_)) => "revoked",
		Some(Ended::Above(_)) => "ended with the licence above it",
		Some(Ended::AssetGone) => "ended with the asset",
		Some(Ended::UsedUp) => "used up",
	}
}

fn text(name: &str, value: &Value) -> Value {
	json!({ "trait_type": name, "value": value })
}

fn number(name: &str, value: u64) -> Value {
	json!({ "display_type": "number", "trait_type": name, "value": value })
}

fn yes_no(is: bool) -> Value {
	json!(if is { "yes" } else { "no" })
}

/// Adds a field, if there is something to put in it.
fn insert(object: &mut Value, name: &str, value: Option<String>) {
	if let (Some(fields), Some(value)) = (object.as_object_mut(), value) {
		fields.insert(name.into(), value.into());
	}
}

/// JSON as a URL that holds it.
fn data_url(json: &Value) -> String {
	format!("data:application/json;base64,{}", STANDARD.encode(json.to_string()))
}
