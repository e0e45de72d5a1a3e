//! How the calls inside of a successful extrinsic ended. Several calls of the runtime dispatch others
//! and succeed even if those fail: only their events tell.

use super::{ChainError, HubConfig};
use subxt::{
	dynamic::Value,
	error::EventsError,
	events::{DecodeAsEvent, Event},
	ext::scale_decode::DecodeAsType,
	extrinsics::ExtrinsicEvents,
	metadata::ArcMetadata,
};

/// The event of a proxy's call.
pub(super) const PROXIED: &str = "Proxy.ProxyExecuted";
/// The event of a multisig account's call.
pub(super) const MULTISIG: &str = "Multisig.MultisigExecuted";
/// The event of an Ethereum transaction whose call failed and was rolled back.
const REVERTED: &str = "Revive.EthExtrinsicRevert";

/// How a call inside of an extrinsic ended.
#[derive(Debug)]
pub(super) struct Inner {
	/// The event that tells, as `Pallet.Event`.
	event: String,
	/// What it tells.
	result: Result<(), Value>,
}

/// What an extrinsic did, by the calls inside of it.
#[derive(Debug, PartialEq)]
pub(super) enum Verdict<'a> {
	/// All of them succeeded.
	Done,
	/// The call that was to be made failed.
	Failed(&'a Value),
	/// A call inside of that one failed, as this event tells; others may have succeeded.
	Partly(&'a str, &'a Value),
	/// The event that has to tell of the call is not there.
	Missing,
}

/// The ends of calls inside of an extrinsic, in order: the outermost is the last.
pub(super) fn inner(events: &ExtrinsicEvents<HubConfig>) -> Result<Vec<Inner>, String> {
	let mut found = Vec::new();
	for event in events.iter() {
		let event = event.map_err(|error| error.to_string())?;
		if let Some(result) = result(&event) {
			let name = format!("{}.{}", event.pallet_name(), event.event_name());
			let result = result.map_err(|error| error.to_string())?;
			found.push(Inner { event: name, result });
		}
	}
	Ok(found)
}

fn result(event: &Event<'_, HubConfig>) -> Option<Result<Result<(), Value>, EventsError>> {
	if let Some(reverted) = event.decode_fields_as::<Reverted>() {
		return Some(reverted.map(|event| Err(event.dispatch_error)));
	}
	if let Some(executed) = event.decode_fields_as::<Executed>() {
		return Some(executed.map(|event| event.result));
	}
	if let Some(done) = event.decode_fields_as::<Sudid>() {
		return Some(done.map(|event| event.sudo_result));
	}
	let failed = event.decode_fields_as::<ItemFailed>()?;
	Some(failed.map(|event| Err(event.error)))
}

/// Judges them. `wrapper`: the event that tells of the outermost call, if it is wrapped in another.
pub(super) fn judge<'a>(inner: &'a [Inner], wrapper: Option<&str>) -> Verdict<'a> {
	let reverted = inner.iter().find(|one| one.event == REVERTED);
	if let Some(Inner { result: Err(error), .. }) = reverted {
		return Verdict::Failed(error);
	}
	if let Some(wrapper) = wrapper {
		match inner.iter().rfind(|one| one.event == wrapper).map(|one| &one.result) {
			Some(Ok(())) => {}
			Some(Err(error)) => return Verdict::Failed(error),
			None => return Verdict::Missing,
		}
	}
	let failed = |one: &'a Inner| one.result.as_ref().err().map(|error| (&*one.event, error));
	match inner.iter().find_map(failed) {
		Some((event, error)) => Verdict::Partly(event, error),
		None => Verdict::Done,
	}
}

impl Verdict<'_> {
	/// Nothing, or the error that it stands for; `missing` if the chain does not tell.
	pub fn into_result(
		self,
		metadata: &ArcMetadata,
		missing: impl FnOnce() -> ChainError,
	) -> Result<(), ChainError> {
		match self {
			Self::Done => Ok(()),
			Self::Failed(error) => Err(ChainError::from_value(error, metadata)),
			Self::Partly(event, error) => Err(ChainError::Inside {
				event: event.to_owned(),
				error: Box::new(ChainError::from_value(error, metadata)),
			}),
			Self::Missing => Err(missing()),
		}
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Reverted {
	dispatch_error: Value,
}

impl DecodeAsEvent for Reverted {
	fn is_event(pallet: &str, event: &str) -> bool {
		(pallet, event) == ("Revive", "EthExtrinsicRevert")
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Executed {
	result: Result<(), Value>,
}

impl DecodeAsEvent for Executed {
	fn is_event(pallet: &str, event: &str) -> bool {
		matches!(
			(pallet, event),
			("Proxy", "ProxyExecuted")
				| ("Multisig", "MultisigExecuted")
				| ("Utility", "DispatchedAs")
		)
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Sudid {
	sudo_result: Result<(), Value>,
}

impl DecodeAsEvent for Sudid {
	fn is_event(pallet: &str, event: &str) -> bool {
		pallet == "Sudo" && matches!(event, "Sudid" | "SudoAsDone")
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ItemFailed {
	error: Value,
}

impl DecodeAsEvent for ItemFailed {
	fn is_event(pallet: &str, event: &str) -> bool {
		pallet == "Utility" && matches!(event, "BatchInterrupted" | "ItemFailed")
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn ok(event: &str) -> Inner {
		Inner { event: event.into(), result: Ok(()) }
	}

	fn failed(event: &str, name: &str) -> Inner {
		Inner { event: event.into(), result: Err(error(name)) }
	}

	fn error(name: &str) -> Value {
		Value::unnamed_variant(name, [])
	}

	#[test]
	fn a_reverted_ethereum_transaction_is_a_failure() {
		let reverted = [failed(REVERTED, "BadOrigin")];
		for wrapper in [None, Some(PROXIED), Some(MULTISIG)] {
			assert_eq!(judge(&reverted, wrapper), Verdict::Failed(&error("BadOrigin")));
		}
	}

	#[test]
	fn a_failure_inside_of_a_call_is_no_success() {
		for event in ["Utility.BatchInterrupted", "Utility.ItemFailed", PROXIED, MULTISIG] {
			let inner = [failed(event, "BadOrigin"), ok(MULTISIG)];
			let expected = Verdict::Partly(event, &error("BadOrigin"));
			assert_eq!(judge(&inner, Some(MULTISIG)), expected);
			assert_eq!(judge(&inner[..1], None), expected);
		}
		assert_eq!(judge(&[ok(PROXIED), ok(MULTISIG)], Some(MULTISIG)), Verdict::Done);
		assert_eq!(judge(&[], None), Verdict::Done);
	}

	/// A multisig account may sign for another, and a proxy for a proxy.
	#[test]
	fn the_outermost_call_is_the_last_to_end() {
		let inner = [ok(MULTISIG), failed(MULTISIG, "BadOrigin")];
		assert_eq!(judge(&inner, Some(MULTISIG)), Verdict::Failed(&error("BadOrigin")));
		assert_eq!(judge(&inner, Some(PROXIED)), Verdict::Missing);
	}
}
