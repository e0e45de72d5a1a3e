//! Arguments of calls as JSON, by the chain's metadata.

use super::{Call, Chain, ChainError};
use serde_json::{Map, Value as Json};
use subxt::ext::scale_value::{Composite, Primitive, Value, ValueDef};

impl Chain {
	/// A call's arguments, as this chain reads them.
	pub async fn arguments(&self, call: &Call) -> Result<Json, ChainError> {
		let fail = |error: subxt::Error| ChainError::from_subxt(&self.url, error);
		let at = self.online().await?.at_current_block().await;
		let at = at.map_err(|error| fail(error.into()))?;
		let bytes = call.to_bytes(at.metadata_ref())?;
		let payload = at.transactions().from_call_data_bytes(&bytes);
		Ok(fields(payload.map_err(|error| fail(error.into()))?.call_data()))
	}
}

/// Arguments as JSON: large numbers are strings of digits, bytes hexadecimal.
fn json<T>(value: &Value<T>) -> Json {
	match &value.value {
		ValueDef::Composite(composite) => fields(composite),
		ValueDef::Variant(variant) => match (&*variant.name, variant.values.is_empty()) {
			("None", true) => Json::Null,
			("Some", false) => match fields(&variant.values) {
				Json::Array(mut one) if one.len() == 1 => one.remove(0),
				other => other,
			},
			(name, true) => name.into(),
			(name, false) => {
				let inner = match fields(&variant.values) {
					Json::Array(mut one) if one.len() == 1 => one.remove(0),
					other => other,
				};
				Json::Object(Map::from_iter([(name.to_owned(), inner)]))
			}
		},
		ValueDef::Primitive(primitive) => match primitive {
			Primitive::Bool(value) => (*value).into(),
			Primitive::Char(value) => value.to_string().into(),
			Primitive::String(value) => value.clone().into(),
			Primitive::U128(value) => match u32::try_from(*value) {
				Ok(small) => small.into(),
				Err(_) => value.to_string().into(),
			},
			Primitive::I128(value) => value.to_string().into(),
			Primitive::U256(value) | Primitive::I256(value) => {
				format!("0x{}", hex::encode(value)).into()
			}
		},
		ValueDef::BitSequence(bits) => format!("{bits:?}").into(),
	}
}

pub(super) fn fields<T>(composite: &Composite<T>) -> Json {
	match composite {
		Composite::Named(values) => {
			Json::Object(values.iter().map(|(name, value)| (name.clone(), json(value))).collect())
		}
		Composite::Unnamed(values) => match bytes(values) {
			Some(bytes) => printed(&bytes).into(),
			None => {
				let mut all: Vec<Json> = values.iter().map(json).collect();
				match &all[..] {
					// A type around bytes.
					[Json::String(_)] => all.remove(0),
					_ => all.into(),
				}
			}
		},
	}
}

/// Whether there is one of these calls, as pallet and name, in the arguments of another.
pub(super) fn mentions(arguments: &Json, calls: &[(&str, &str)]) -> bool {
	let is_one = |(pallet, inner): (&String, &Json)| {
		calls.iter().any(|(of, name)| pallet == of && inner.get(name).is_some())
	};
	match arguments {
		Json::Object(fields) => {
			fields.iter().any(is_one) || fields.values().any(|inner| mentions(inner, calls))
		}
		Json::Array(all) => all.iter().any(|inner| mentions(inner, calls)),
		_ => false,
	}
}

/// Whether a part of the arguments is a call that only its hash names.
pub(crate) fn hides_calls(call: &Call, arguments: &Json) -> bool {
	const HASHED: [(&str, &str); 2] = [("Multisig", "approve_as_multi"), ("Proxy", "announce")];
	let label = call.label();
	let own = HASHED.iter().any(|(pallet, name)| label == format!("{pallet}.{name}"));
	own || mentions(arguments, &HASHED)
}

/// Characters that change how those around them are shown.
fn reorders(c: char) -> bool {
	matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Text where it is one, else hexadecimal.
fn printed(bytes: &[u8]) -> String {
	match std::str::from_utf8(bytes) {
		Ok(text) if bytes.len() != 32 && text.chars().all(|c| !c.is_control() && !reorders(c)) => {
			text.into()
		}
		_ => format!("0x{}", hex::encode(bytes)),
	}
}

fn bytes<T>(values: &[Value<T>]) -> Option<Vec<u8>> {
	let byte = |value: &Value<T>| match &value.value {
		ValueDef::Primitive(Primitive::U128(byte)) => u8::try_from(*byte).ok(),
		_ => None,
	};
	// A few small numbers could be anything.
	(values.len() >= 4).then(|| values.iter().map(byte).collect())?
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn calls_inside_of_calls_are_found() {
		let batch = serde_json::json!({ "calls": [{ "Proxy": { "proxy": { "call": {
			"Multisig": { "approve_as_multi": { "call_hash": "0x00" } }
		} } } }] });
		let call = Call::new("Utility", "batch_all", ());
		assert!(mentions(&batch, &[("Proxy", "proxy")]));
		assert!(!mentions(&batch, &[("Proxy", "approve_as_multi")]));
		assert!(hides_calls(&call, &batch));
		assert!(!hides_calls(&call, &serde_json::json!({ "calls": [] })));
		assert!(hides_calls(&Call::new("Proxy", "announce", ()), &Json::Null));
	}

	#[test]
	fn text_that_would_be_shown_in_another_order_is_hexadecimal() {
		assert_eq!(printed("bird".as_bytes()), "bird");
		assert_eq!(printed("b\u{202e}ird".as_bytes()), "0x62e280ae697264");
	}

	#[test]
	fn arguments_read_as_json() {
		let account = Value::unnamed_composite(vec![Value::unnamed_composite(
			[0xab; 32].map(|byte: u8| Value::u128(byte.into())),
		)]);
		let value = Value::named_composite([
			("who", account),
			("name", Value::unnamed_composite(b"birds".map(|byte| Value::u128(byte.into())))),
			("amount", Value::u128(1 << 40)),
			("none", Value::unnamed_variant("None", [])),
			("some", Value::unnamed_variant("Some", [Value::u128(1)])),
			("state", Value::unnamed_variant("Active", [])),
		]);
		let expected = serde_json::json!({
			"who": format!("0x{}", "ab".repeat(32)),
			"name": "birds",
			"amount": "1099511627776",
			"none": null,
			"some": 1,
			"state": "Active",
		});
		assert_eq!(json(&value), expected);
	}
}
