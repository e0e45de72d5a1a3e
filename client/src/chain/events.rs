//! What a transaction that succeeded tells.

use super::{
	calls::{disputes::DISPUTES, licensing::LICENSING, payments::PAYMENTS, REGISTRY},
	HubConfig,
};
use metahub_assets::{
	pay::{Currency, Price},
	AssetId,
};
use subxt::{
	events::DecodeAsEvent,
	ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType},
	extrinsics::ExtrinsicEvents,
	utils::{H160, H256},
};

/// What was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
	/// The number of its receipt.
	pub receipt: u64,
	/// What was to be paid.
	pub price: Price,
	/// What the payer spent.
	pub spent: Price,
}

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
	pub(super) events: ExtrinsicEvents<HubConfig>,
}

impl Receipt {
	pub(super) fn new(block: H256, number: u64, events: ExtrinsicEvents<HubConfig>) -> Self {
		let fee = events.find_first::<FeePaid>().and_then(Result::ok).map(|paid| paid.actual_fee);
		Self { transaction: events.extrinsic_hash(), block, block_number: number, fee, events }
	}

	/// Every event, as `Pallet.Event`, in order.
	pub fn event_names(&self) -> Vec<String> {
		let name = |event: subxt::events::Event<'_, HubConfig>| {
			format!("{}.{}", event.pallet_name(), event.event_name())
		};
		self.events.iter().filter_map(Result::ok).map(name).collect()
	}

	/// All events, to be decoded.
	pub fn events(&self) -> &ExtrinsicEvents<HubConfig> {
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

	/// The offer that was made.
	pub fn created_offer(&self) -> Option<u64> {
		Some(self.events.find_first::<OfferCreated>()?.ok()?.offer)
	}

	/// The licence that was issued.
	pub fn issued_licence(&self) -> Option<u64> {
		Some(self.events.find_first::<Issued>()?.ok()?.licence)
	}

	/// The dispute that was raised.
	pub fn raised_dispute(&self) -> Option<u64> {
		Some(self.events.find_first::<Raised>()?.ok()?.dispute)
	}

	/// What was paid.
	pub fn payment(&self) -> Option<Payment> {
		let paid = self.events.find_first::<Paid>()?.ok()?;
		Some(Payment { receipt: paid.receipt, price: paid.price.into(), spent: paid.spent.into() })
	}
}

// Only the fields that are looked at; the chain's events have more.

#[derive(Clone, Copy, DecodeAsType, EncodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
#[encode_as_type(crate_path = "subxt::ext::scale_encode")]
pub(super) struct AssetIdFields {
	collection: u32,
	item: u64,
}

impl From<AssetId> for AssetIdFields {
	fn from(asset: AssetId) -> Self {
		Self { collection: asset.collection, item: asset.item }
	}
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

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct OfferCreated {
	offer: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Issued {
	licence: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Raised {
	dispute: u64,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) enum CurrencyFields {
	Native,
	Token(u32),
	Erc20(H160),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub(super) struct PriceFields {
	currency: CurrencyFields,
	amount: u128,
}

impl From<PriceFields> for Price {
	fn from(fields: PriceFields) -> Self {
		let currency = match fields.currency {
			CurrencyFields::Native => Currency::Native,
			CurrencyFields::Token(id) => Currency::Token(id),
			CurrencyFields::Erc20(address) => Currency::Erc20(address),
		};
		Self::new(currency, fields.amount)
	}
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Paid {
	receipt: u64,
	price: PriceFields,
	spent: PriceFields,
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
	OfferCreated = LICENSING, "OfferCreated";
	Issued = LICENSING, "Issued";
	Raised = DISPUTES, "Raised";
	Paid = PAYMENTS, "Paid";
}
