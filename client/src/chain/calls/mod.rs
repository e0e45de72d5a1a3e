//! Calls, as the chain takes them: the registry's here, those of other pallets in modules of their
//! own.
//!
//! Arguments are encoded here by the types that the pallets themselves are made of; before a call is
//! signed it is decoded again with the chain's own metadata, so that a runtime whose calls differ
//! is refused instead of misunderstood.

pub mod disputes;
pub mod licensing;
pub mod market;
pub mod payments;
mod registry;

pub use registry::*;

use super::ChainError;
use codec::Encode;
use std::borrow::Cow;
use subxt::Metadata;

/// The registry's name in the runtime.
pub const REGISTRY: &str = "AssetRegistry";

/// A call of any pallet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
	pallet: Cow<'static, str>,
	name: Cow<'static, str>,
	arguments: Vec<u8>,
}

impl Call {
	/// A call with its arguments, a tuple in the pallet's order.
	pub fn new(pallet: &'static str, name: &'static str, arguments: impl Encode) -> Self {
		Self { pallet: pallet.into(), name: name.into(), arguments: arguments.encode() }
	}

	/// A call from its encoding, by the names that the chain has for its numbers.
	pub(super) fn from_bytes(bytes: &[u8], metadata: &Metadata) -> Option<Self> {
		let [pallet, call, arguments @ ..] = bytes else { return None };
		let pallet = metadata.pallet_by_call_index(*pallet)?;
		let name = pallet.call_variant_by_index(*call)?.name.clone();
		let pallet = pallet.name().to_owned();
		Some(Self { pallet: pallet.into(), name: name.into(), arguments: arguments.to_vec() })
	}

	/// `Pallet.call`, for messages.
	pub fn label(&self) -> String {
		format!("{}.{}", self.pallet, self.name)
	}

	/// Pallet index, call index, arguments.
	pub(super) fn to_bytes(&self, metadata: &Metadata) -> Result<Vec<u8>, ChainError> {
		let missing = || ChainError::Incompatible(format!("it has no call {}", self.label()));
		let pallet = metadata.pallet_by_name(&self.pallet).ok_or_else(missing)?;
		let call = pallet.call_variant_by_name(&self.name).ok_or_else(missing)?;
		let mut bytes = vec![pallet.call_index(), call.index];
		bytes.extend_from_slice(&self.arguments);
		Ok(bytes)
	}
}
