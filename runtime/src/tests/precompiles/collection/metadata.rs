//! What marketplaces and wallets show.

use super::*;
use base64::{engine::general_purpose::STANDARD, Engine};
use serde_json::Value;

/// The JSON that a data URL holds.
fn json(url: &str) -> Value {
	let data = url.strip_prefix("data:application/json;base64,").expect("is JSON");
	serde_json::from_slice(&STANDARD.decode(data).expect("is base64")).expect("parses")
}

pub fn token(tokens: &Tokens, token: u64) -> Value {
	json(&tokens.ask(sol::tokenURICall { tokenId: Word::from(token) }))
}

pub fn attribute<'a>(metadata: &'a Value, name: &str) -> &'a Value {
	let attributes = metadata["attributes"].as_array().expect("is a list");
	let found = attributes.iter().find(|attribute| attribute["trait_type"] == name);
	&found.unwrap_or(&Value::Null)["value"]
}

#[test]
fn an_asset_is_described() {
	dev().execute_with(|| {
		let tokens = assets();
		let metadata = token(&tokens, tokens.tokens[0]);
		let info = AssetRegistry::asset_info(tokens.asset).expect("exists");
		assert_eq!(metadata["name"], "Plant leaves #0");
		assert_eq!(
			metadata["description"],
			"A model of the collection Plant leaves. Revision 1: 3 files, 4096 bytes."
		);
		assert_eq!(attribute(&metadata, "Kind"), "model");
		assert_eq!(attribute(&metadata, "State"), "active");
		assert_eq!(attribute(&metadata, "Revision"), 1);
		let asset = &metadata["asset"];
		assert_eq!(asset["id"], tokens.asset.to_string());
		assert_eq!(asset["root"], format!("0x{}", "01".repeat(32)));
		assert_eq!(asset["manifest"], info.revision.manifest.to_string());
		assert_eq!(asset["uris"][0], info.revision.uris[0].to_url());
		assert_eq!(metadata["external_url"], asset["uris"][0]);
		let genesis = System::block_hash(0);
		let did = metahub_assets::Did::new(&genesis, tokens.asset);
		assert_eq!(metadata["ids"]["did"], did.to_string());
		let contract = Address::from(tokens.at.0);
		let caip = format!("eip155:{EVM_CHAIN_ID}/erc721:{contract}/{}", tokens.tokens[0]);
		assert_eq!(metadata["ids"]["caip19"], caip);

		// It follows the asset.
		let state = metahub_assets::LifecycleState::Deprecated;
		assert_ok!(AssetRegistry::set_state(by(Bob), tokens.asset, state));
		assert_eq!(attribute(&token(&tokens, tokens.tokens[0]), "State"), "deprecated");
	});
}

#[test]
fn a_licence_is_described() {
	dev().execute_with(|| {
		let tokens = licences();
		let licence = tokens.tokens[0];
		let metadata = token(&tokens, licence);
		let asset = tokens.asset;
		assert_eq!(metadata["name"], format!("Licence #{licence} of asset {asset}"));
		assert_eq!(attribute(&metadata, "Asset"), &asset.to_string());
		assert_eq!(attribute(&metadata, "Status"), "active");
		assert_eq!(attribute(&metadata, "Seats"), 2);
		assert_eq!(attribute(&metadata, "Transferable"), "yes");
		assert_eq!(attribute(&metadata, "Uses left"), &Value::Null, "they are not counted");
		let expires = Licensing::licence_info(licence).expect("exists").expires.expect("does");
		assert_eq!(attribute(&metadata, "Expires"), expires);
		assert_eq!(metadata["licence"]["expires"], expires);
		assert_eq!(metadata["licence"]["ended"], Value::Null);
		let terms = serde_json::to_value(terms()).expect("is JSON");
		assert_eq!(metadata["licence"]["terms"], terms);
		assert_eq!(metadata["licence"]["licensor"], key(Alice).to_string());

		pallet_timestamp::Now::<Runtime>::mutate(|now| *now += MONTH * 1_000);
		let metadata = token(&tokens, licence);
		assert_eq!(attribute(&metadata, "Status"), "expired");
		assert_eq!(metadata["licence"]["ended"], "expired");
	});
}

#[test]
fn collections_are_described() {
	on_both(|tokens| {
		let (name, symbol) = if tokens.licences {
			("Licences of Plant leaves", format!("MHL{}", tokens.id))
		} else {
			("Plant leaves", format!("MHA{}", tokens.id))
		};
		assert_eq!(tokens.ask(sol::nameCall {}), name);
		assert_eq!(tokens.ask(sol::symbolCall {}), symbol);
		assert_eq!(tokens.ask(sol::ownerCall {}), key(Alice));
		let metadata = json(&tokens.ask(sol::contractURICall {}));
		assert_eq!(metadata["name"], name);
		assert_eq!(metadata["symbol"], symbol);
		assert_eq!(metadata["collaborators"][0], key(Alice).to_string());
		assert_eq!(metadata["collection"]["id"], tokens.id);
		assert_eq!(metadata["collection"]["assets"], tokens.asset.collection);
		assert_eq!(metadata["external_link"], Value::Null, "it has none");
	});
}

#[test]
fn what_people_write_stays_text() {
	dev().execute_with(|| {
		let name = "\"},{\"name\":\"<b>Blätter\\";
		let uri: metahub_assets::MultiUri =
			"https://example.org/a?b='c'&d".parse().expect("is one");
		assert_ok!(AssetRegistry::create_collection(
			by(Alice),
			name.as_bytes().to_vec(),
			Some(uri.as_bytes().to_vec())
		));
		let id = pallet_asset_registry::NewestCollection::<Runtime>::get().expect("is one");
		let asset = registry::register_as(Alice, id, AssetKind::Dataset, vec![]).expect("is made");
		let at = collection_address(id);
		let tokens = Tokens { at, id, tokens: [asset.item; 3], asset, licences: false };
		assert_eq!(tokens.ask(sol::nameCall {}), name);
		let metadata = json(&tokens.ask(sol::contractURICall {}));
		assert_eq!(metadata["name"], name);
		assert_eq!(metadata["external_link"], uri.to_url());
		assert_eq!(token(&tokens, asset.item)["name"], format!("{name} #0"));
	});
}

#[test]
fn the_largest_metadata_there_is_fits() {
	dev().execute_with(|| {
		assert_ok!(AssetRegistry::create_collection(by(Alice), vec![b'"'; 64], None));
		let id = pallet_asset_registry::NewestCollection::<Runtime>::get().expect("is one");
		let asset = registry::register_as(Alice, id, AssetKind::Dataset, vec![]).expect("is made");
		for n in 0..7 {
			let mut uri = vec![0xbb, 0x03];
			uri.extend(format!("example.org/{n}").bytes());
			uri.resize(metahub_assets::MultiUri::MAX_LEN, b'x');
			assert_ok!(AssetRegistry::add_uri(by(Alice), asset, 1, uri));
		}
		let at = collection_address(id);
		let tokens = Tokens { at, id, tokens: [asset.item; 3], asset, licences: false };
		let metadata = token(&tokens, asset.item);
		assert_eq!(metadata["asset"]["uris"].as_array().map(Vec::len), Some(8));
	});
}
