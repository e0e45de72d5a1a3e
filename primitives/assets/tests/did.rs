//! Did: one spelling, and an error for every other.

use codec::{DecodeAll, Encode};
use metahub_assets::{AssetId, AssetIdError, Did, DidError as E};
use primitive_types::H256;

const HEX: &str = "00112233445566778899aabbccddeeff";

fn parse(text: &str) -> Result<Did, E> {
	text.parse()
}

#[test]
fn forms() {
	let did = parse(&format!("did:metahub:{HEX}:4294967295:18446744073709551615")).unwrap();
	assert_eq!(did.asset, AssetId::new(u32::MAX, u64::MAX));
	assert_eq!(hex::encode(did.genesis), HEX);
	assert_eq!(did.to_string(), format!("did:metahub:{HEX}:4294967295:18446744073709551615"));
	assert_eq!(Did::decode_all(&mut &did.encode()[..]), Ok(did));
	let json = serde_json::to_string(&did).unwrap();
	assert_eq!(json, format!("\"{did}\""));
	assert_eq!(serde_json::from_str::<Did>(&json).unwrap(), did);
	assert!(serde_json::from_str::<Did>("\"did:metahub:0:0\"").is_err());
}

#[test]
fn names_its_chain() {
	let mut genesis = H256::repeat_byte(7);
	let did = Did::new(&genesis, AssetId::new(1, 2));
	assert_eq!(did.to_string(), format!("did:metahub:{}:1:2", "07".repeat(16)));
	assert!(did.is_on(&genesis));
	genesis.0[16] = 0;
	assert!(did.is_on(&genesis), "only the first 16 bytes are in it");
	genesis.0[15] = 0;
	assert!(!did.is_on(&genesis), "another chain");
}

#[test]
fn malformed() {
	let number = E::Asset(AssetIdError::Number);
	let form = E::Asset(AssetIdError::Form);
	for (text, error) in [
		(String::new(), E::Method),
		("did:metahub".into(), E::Method),
		("0:0".into(), E::Method),
		(format!("did:other:{HEX}:0:0"), E::Method),
		(format!("DID:metahub:{HEX}:0:0"), E::Method),
		(format!(" did:metahub:{HEX}:0:0"), E::Method),
		("did:metahub:".into(), E::Genesis),
		(format!("did:metahub:{HEX}"), E::Genesis),
		(format!("did:metahub:{}:0:0", &HEX[1..]), E::Genesis),
		(format!("did:metahub:0{HEX}:0:0"), E::Genesis),
		(format!("did:metahub:0x{}:0:0", &HEX[2..]), E::Genesis),
		(format!("did:metahub:{}:0:0", HEX.to_uppercase()), E::Genesis),
		(format!("did:metahub:{}g:0:0", &HEX[1..]), E::Genesis),
		(format!("did:metahub:{}é:0:0", &HEX[2..]), E::Genesis),
		(format!("did:metahub:{HEX}:"), form),
		(format!("did:metahub:{HEX}:0"), form),
		(format!("did:metahub:{HEX}:0:0:0"), form),
		(format!("did:metahub:{HEX}::"), number),
		(format!("did:metahub:{HEX}:0:"), number),
		(format!("did:metahub:{HEX}::0"), number),
		(format!("did:metahub:{HEX}:00:0"), number),
		(format!("did:metahub:{HEX}:0:01"), number),
		(format!("did:metahub:{HEX}:+1:0"), number),
		(format!("did:metahub:{HEX}:-1:0"), number),
		(format!("did:metahub:{HEX}:1:0 "), number),
		(format!("did:metahub:{HEX}:1:0#files"), number),
		(format!("did:metahub:{HEX}:0x1:0"), number),
		(format!("did:metahub:{HEX}:4294967296:0"), number),
		(format!("did:metahub:{HEX}:0:18446744073709551616"), number),
	] {
		assert_eq!(parse(&text), Err(error), "{text}");
	}
}
