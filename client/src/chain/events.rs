//! What a transaction that succeeded tells.

use super::calls::REGISTRY;
use metahub_assets::AssetId;
use subxt::{
	config::SubstrateConfig, events::DecodeAsEvent, ext::scale_decode::DecodeAsType,
	extrinsics::ExtrinsicEvents, utils::H256,
};

/// A transaction in a finalised block.
#[derive(Debug)]
pub struct Receipt {
	/// The transaction's hash.
	pub transaction: H256,
	/// The block's hash.
	pub block: H256,
	/// The block's number.
	pub block_number: u64,
	/// Planck, if the chain says.
	pub fee: Option<u128>,
	pub(super) events: ExtrinsicEvents<SubstrateConfig>,
}

impl Receipt {
	pub(super) fn new(block: H256, number: u64, events: ExtrinsicEvents<SubstrateConfig>) -> Self {
		let fee = events.find_first::<FeePaid>().and_then(Result::ok).map(|paid| paid.actual_fee);
		Self { transaction: events.extrinsic_hash(), block, block_number: number, fee, events }
	}

	/// Every event, as `Pallet.Event`, in order.
	pub fn event_names(&self) -> Vec<String> {
		let name = |event: subxt::events::Event<'_, SubstrateConfig>| {
			format!("{}.{}", event.pallet_name(), event.event_name())
		};
		self.events.iter().filter_map(Result::ok).map(name).collect()
	}

	/// All events, to be decoded.
	pub fn events(&self) -> &ExtrinsicEvents<SubstrateConfig> {
		&self.events
	}

	/// The collection that was created.
	pub fn created_collection(&self) -> Option<u32> {
		Some(self.events.find_first::<CollectionCreated>()?.ok()?.collection)
	}

	/// The asset that was registered.
	pub fn registered_asset(&self) -> Option<AssetId> {
		Some(self.events.find_first::<Registered>()?.ok()?.asset.into())
	}

	/// The number of the revision that was made.
	pub fn new_revision(&self) -> Option<u32> {
		Some(self.events.find_first::<Revised>()?.ok()?.revision)
	}
}

// Only the fields that are looked at; the chain's events have more.

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct AssetIdFields {
	collection: u32,
	item: u64,
}

impl From<AssetIdFields> for AssetId {
	fn from(fields: AssetIdFields) -> Self {
		Self::new(fields.collection, fields.item)
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct FeePaid {
	actual_fee: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct CollectionCreated {
	collection: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Registered {
	asset: AssetIdFields,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Revised {
	revision: u32,
}

macro_rules! events {
	($($fields:ty = $pallet:expr, $event:literal;)+) => {$(
		impl DecodeAsEvent for $fields {
			fn is_event(pallet: &str, event: &str) -> bool {
				pallet == $pallet && event == $event
			}
		}
	)+};
}

events! {
	FeePaid = "TransactionPayment", "TransactionFeePaid";
	CollectionCreated = REGISTRY, "CollectionCreated";
	Registered = REGISTRY, "Registered";
	Revised = REGISTRY, "Revised";
}
