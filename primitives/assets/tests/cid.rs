//! ContentId: the CIDs that files have, and what is refused with which error.

use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use metahub_assets::{CidError as E, ContentId};

const EMPTY_FILE: &str = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const EMPTY_SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn read(hex: &str) -> Result<ContentId, E> {
	ContentId::from_bytes(&hex::decode(hex.replace(' ', "")).expect("test data is hexadecimal"))
}

fn parse(text: &str) -> Result<ContentId, E> {
	text.parse()
}

#[test]
fn forms_of_the_empty_file() {
	let cid = parse(EMPTY_FILE).unwrap();
	assert_eq!(cid, read(&format!("01551220{EMPTY_SHA256}")).unwrap());
	assert_eq!(hex::encode(cid.digest()), EMPTY_SHA256);
	assert_eq!(ContentId::raw(cid.digest()), cid);
	assert!(cid.is_raw() && !ContentId::dag_pb(cid.digest()).is_raw());
	assert_eq!(cid.to_string(), EMPTY_FILE);
	assert_eq!(format!("{cid:?}"), format!("ContentId({EMPTY_FILE})"));
	assert_eq!(cid.encode(), cid.as_bytes().to_vec().encode());
	assert_eq!(cid.encoded_size(), ContentId::max_encoded_len());
	assert_eq!(ContentId::decode_all(&mut &cid.encode()[..]), Ok(cid));
	assert_eq!(serde_json::to_string(&cid).unwrap(), format!("{EMPTY_FILE:?}"));
	assert_eq!(serde_json::from_str::<ContentId>(&format!("{EMPTY_FILE:?}")).unwrap(), cid);
	// Other bases are read, one is written.
	for text in [format!("f01551220{EMPTY_SHA256}"), EMPTY_FILE.to_uppercase()] {
		assert_eq!(parse(&text), Ok(cid), "{text}");
	}
}

#[test]
fn refusals_of_bytes() {
	let digest = EMPTY_SHA256;
	for (hex, error) in [
		(String::new(), E::Empty),
		("00".repeat(65), E::TooLong { max: 64 }),
		("01".into(), E::Truncated),
		(format!("01551220{}", &digest[2..]), E::Truncated),
		(format!("01551220{digest}00"), E::TrailingBytes),
		(format!("1220{digest}"), E::NotV1),
		(format!("03551220{digest}"), E::NotV1),
		(format!("8100551220{digest}"), E::NonCanonicalVarint),
		(format!("01d5001220{digest}"), E::NonCanonicalVarint),
		(format!("01559200 20{digest}"), E::NonCanonicalVarint),
		(format!("015512a000{digest}"), E::NonCanonicalVarint),
		(format!("01711220{digest}"), E::UnsupportedCodec(0x71)),
		(format!("01721220{digest}"), E::UnsupportedCodec(0x72)),
		(format!("01551b20{digest}"), E::UnsupportedHash(0x1b)),
		("0155000161".into(), E::UnsupportedHash(0)),
		(format!("0155121f{}", &digest[2..]), E::DigestLength(31)),
	] {
		assert_eq!(read(&hex), Err(error), "{hex}");
		let bytes = hex::decode(hex.replace(' ', "")).unwrap();
		assert!(ContentId::decode(&mut &bytes.encode()[..]).is_err(), "{hex}");
	}
}

#[test]
fn refusals_of_text() {
	for (text, error) in [
		("", E::Empty),
		("QmRAQB6YaCyidP37UdDnjFY5vQuiBrcqdyoW1CuDgwxkD4", E::NotV1),
		("hello", E::Text),
		("b", E::Empty),
		("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyk1", E::Text),
		("\0abc", E::Text),
		(&"b".repeat(10_000), E::TooLong { max: 64 }),
	] {
		assert_eq!(parse(text), Err(error), "{text}");
		assert!(serde_json::from_str::<ContentId>(&format!("{text:?}")).is_err());
	}
}
