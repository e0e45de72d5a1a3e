//! Prices, quotes, receipts, claims, escrows.

use super::{decimal, BlockRef, Id, Seconds, Ss58};
use metahub_assets::{
	pay::{self, Currency, ShareOutcome},
	AssetId,
};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// An amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Price {
	/// `"native"`, `{"token": <id>}` or `{"erc20": "0x…"}`.
	pub currency: Currency,
	/// How much, in the currency's smallest unit.
	#[serde(with = "decimal")]
	pub amount: u128,
}

impl From<pay::Price> for Price {
	fn from(price: pay::Price) -> Self {
		Self { currency: price.currency, amount: price.amount }
	}
}

impl From<Price> for pay::Price {
	fn from(price: Price) -> Self {
		Self::new(price.currency, price.amount)
	}
}

/// What a payment is for; `type` says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Purpose {
	/// A licence was bought.
	Licence {
		/// The licence.
		licence: Id,
	},
	/// A licence was renewed.
	Renewal {
		/// The licence.
		licence: Id,
	},
	/// An asset changed hands.
	Asset {
		/// The asset.
		asset: AssetId,
	},
	/// A licence changed hands.
	LicenceSale {
		/// The licence.
		licence: Id,
	},
	/// A claim on an escrow.
	Escrow {
		/// The escrow.
		escrow: Id,
	},
	/// Something that the payer names.
	Other {
		/// Its name.
		memo: H256,
	},
}

impl From<pay::Purpose> for Purpose {
	fn from(purpose: pay::Purpose) -> Self {
		match purpose {
			pay::Purpose::Licence(licence) => Self::Licence { licence: Id(licence) },
			pay::Purpose::Renewal(licence) => Self::Renewal { licence: Id(licence) },
			pay::Purpose::Asset(asset) => Self::Asset { asset },
			pay::Purpose::LicenceSale(licence) => Self::LicenceSale { licence: Id(licence) },
			pay::Purpose::Escrow(escrow) => Self::Escrow { escrow: Id(escrow) },
			pay::Purpose::Other(memo) => Self::Other { memo },
		}
	}
}

/// Why a payee gets a share; `type` says which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ShareKind {
	/// The seller: what the others leave.
	Seller,
	/// The licensor of the licence that was sub-licensed, or one further up.
	Upstream {
		/// The licence.
		licence: Id,
	},
	/// The owner of an asset that the sold one was made from.
	Ancestor {
		/// The asset.
		asset: AssetId,
	},
	/// The fee of the collection, to its publisher.
	Collection {
		/// The collection.
		collection: u32,
	},
	/// A royalty on a resale.
	Royalty,
}

impl From<pay::ShareKind> for ShareKind {
	fn from(kind: pay::ShareKind) -> Self {
		match kind {
			pay::ShareKind::Seller => Self::Seller,
			pay::ShareKind::Upstream(licence) => Self::Upstream { licence: Id(licence) },
			pay::ShareKind::Ancestor(asset) => Self::Ancestor { asset },
			pay::ShareKind::Collection(collection) => Self::Collection { collection },
			pay::ShareKind::Royalty => Self::Royalty,
		}
	}
}

/// One payee's part of a payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PaidShare {
	/// Who gets it.
	pub payee: Ss58,
	/// In the currency of the price, smallest unit.
	#[serde(with = "decimal")]
	pub amount: u128,
	/// Why.
	pub kind: ShareKind,
	/// What became of it.
	pub outcome: ShareOutcome,
}

/// The answer of `licences_quote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuoteAnswer {
	/// The offer asked about.
	pub offer: Id,
	/// The price that would be paid.
	pub price: Price,
	/// What the payer would spend; the same as the price when no swap is needed.
	pub spend: Price,
	/// The currencies that the swap goes through, both ends included; empty without one.
	pub path: Vec<Currency>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `licences_claimable`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimableAnswer {
	/// The account asked about.
	pub account: Ss58,
	/// What it may claim, one amount for each currency.
	pub amounts: Vec<Price>,
	/// The currency that the next page goes on after, when more may follow.
	pub next: Option<Currency>,
	/// The block this is true of.
	pub block: BlockRef,
}

/// The answer of `licences_escrow`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EscrowAnswer {
	/// Its number.
	pub id: Id,
	/// On whose balance it is held.
	pub payer: Ss58,
	/// Who may claim it.
	pub payee: Ss58,
	/// What is left of it.
	pub left: Price,
	/// What the payee named it.
	pub job: H256,
	/// From when on the payer may take it back, Unix seconds.
	pub deadline: Seconds,
	/// The block this is true of.
	pub block: BlockRef,
}
