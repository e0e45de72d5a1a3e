//! What is paid: currencies, prices, quotes, and how an amount is shared out.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::{H160, H256};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// Most prices that one offer lists.
pub const MAX_PRICES: u32 = 8;
/// The highest price. Twice as much can still be counted, so that no sum of two amounts that are held
/// to it overflows.
pub const MAX_PRICE: u128 = u128::MAX / 2;
/// Most payees of one settlement, the licensor included.
pub const MAX_PAYEES: u32 = 16;
/// The whole, in parts per million.
pub const PPM: u32 = 1_000_000;

/// What something is paid in.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Hash,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Currency {
	/// The chain's own token.
	#[codec(index = 0)]
	Native,
	/// A pallet-assets token.
	#[codec(index = 1)]
	Token(u32),
	/// An ERC-20 contract on this chain.
	#[codec(index = 2)]
	Erc20(H160),
}

/// An amount of a currency.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Price {
	/// What it is paid in.
	pub currency: Currency,
	/// How much, in the currency's smallest unit.
	pub amount: u128,
}

impl Price {
	/// An amount of a currency.
	pub const fn new(currency: Currency, amount: u128) -> Self {
		Self { currency, amount }
	}
}

/// What a payment is for: an accountant's handle on it.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Purpose {
	/// A licence was bought.
	#[codec(index = 0)]
	Licence(u64),
	/// A licence was renewed.
	#[codec(index = 1)]
	Renewal(u64),
	/// An asset changed hands.
	#[codec(index = 2)]
	Asset(crate::AssetId),
	/// A licence changed hands.
	#[codec(index = 3)]
	LicenceSale(u64),
	/// A claim on an escrow.
	#[codec(index = 4)]
	Escrow(u64),
	/// Something that the payer names.
	#[codec(index = 5)]
	Other(H256),
}

/// Why a payee gets a share.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum ShareKind {
	/// The seller: what the others leave.
	#[codec(index = 0)]
	Seller,
	/// The licensor of the licence that was sub-licensed, or one further up.
	#[codec(index = 1)]
	Upstream(u64),
	/// The owner of an asset that the sold one was made from.
	#[codec(index = 2)]
	Ancestor(crate::AssetId),
	/// The fee of the collection, to its publisher.
	#[codec(index = 3)]
	Collection(u32),
	/// A royalty on a resale.
	#[codec(index = 4)]
	Royalty,
}

/// One payee's part of a payment.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub struct Share<AccountId> {
	/// Who gets it.
	pub payee: AccountId,
	/// In the currency of the price, smallest unit.
	pub amount: u128,
	/// Why.
	pub kind: ShareKind,
}

/// What became of one payee's share of a payment.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum ShareOutcome {
	/// The payee has it.
	#[codec(index = 0)]
	Paid,
	/// The payee could not be paid, and may claim it.
	#[codec(index = 1)]
	Claimable,
}

/// What paying a price in some currency would take at this block.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
	/// The price that would be paid.
	pub price: Price,
	/// The currency that the payer spends.
	pub pay_with: Currency,
	/// What the payer spends of it. Equal to the price's amount when no swap is needed.
	pub amount_in: u128,
	/// The currencies that the swap goes through, both ends included; empty without one.
	pub path: Vec<Currency>,
}

/// Why a payment has no quote.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum PaymentError {
	/// There are no prices to choose from.
	#[codec(index = 0)]
	NoPrices,
	/// There are more than [`MAX_PRICES`] prices.
	#[codec(index = 1)]
	TooManyPrices,
	/// A price is more than half of what 128 bits count.
	#[codec(index = 2)]
	PriceTooHigh,
	/// No price is in the currency, and swaps are not wanted.
	#[codec(index = 3)]
	CurrencyNotAccepted,
	/// ERC-20 tokens are paid as they are: no pool swaps them.
	#[codec(index = 4)]
	CurrencyNotSwappable,
	/// No pool, or none that can be used, lies between the currencies.
	#[codec(index = 5)]
	NoPool,
	/// The pools between the currencies do not hold enough.
	#[codec(index = 6)]
	PoolTooShallow,
}

/// A page of what an account can claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct ClaimPage {
	/// The claims, one for each currency.
	pub items: Vec<Price>,
	/// The last currency of this page, when more may follow: the cursor of the next page.
	pub next: Option<Currency>,
}

/// What is locked for a payee, as queries answer it.
#[derive(
	Clone,
	Debug,
	PartialEq,
	Eq,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct EscrowInfo<AccountId> {
	/// Its id.
	pub id: u64,
	/// Whose money it is.
	pub payer: AccountId,
	/// Who may claim it.
	pub payee: AccountId,
	/// What is locked, and how much of it is left.
	pub left: Price,
	/// When the payer may take it back, in Unix seconds.
	pub deadline: u64,
	/// What the payee locked it for.
	pub job: H256,
}

/// `amount` times `ppm` millionths, rounded down. Exact, never overflows for `ppm` up to [`PPM`];
/// a larger `ppm` counts as [`PPM`].
pub fn portion(amount: u128, ppm: u32) -> u128 {
	let (ppm, whole) = (u128::from(ppm.min(PPM)), u128::from(PPM));
	// amount = q * whole + r, with r * ppm < whole^2.
	(amount / whole) * ppm + (amount % whole) * ppm / whole
}

/// `amount` times `ppm` millionths, rounded up: what is owed to others. Exact, never more than
/// `amount`; a larger `ppm` counts as [`PPM`].
pub fn portion_up(amount: u128, ppm: u32) -> u128 {
	let (ppm, whole) = (u128::from(ppm.min(PPM)), u128::from(PPM));
	// As in `portion`; the last term is below the whole.
	(amount / whole) * ppm + ((amount % whole) * ppm).div_ceil(whole)
}

#[cfg(test)]
mod tests {
	use super::*;
	use proptest::prelude::*;

	#[test]
	fn the_whole_is_all_of_it() {
		for amount in [0, 1, 999_999, 1_000_000, u128::MAX] {
			assert_eq!(portion(amount, PPM), amount);
			assert_eq!(portion(amount, u32::MAX), amount);
			assert_eq!(portion(amount, 0), 0);
			assert_eq!(portion_up(amount, PPM), amount);
			assert_eq!(portion_up(amount, u32::MAX), amount);
			assert_eq!(portion_up(amount, 0), 0);
		}
		assert_eq!(portion(u128::MAX, 500_000), u128::MAX / 2);
	}

	proptest! {
		#[test]
		fn it_is_rounded_down(amount: u128, ppm in 0..=PPM) {
			let exact = primitive_types::U256::from(amount) * ppm / PPM;
			prop_assert_eq!(primitive_types::U256::from(portion(amount, ppm)), exact);
		}

		#[test]
		fn what_is_owed_is_rounded_up(amount: u128, ppm in 0..=PPM) {
			let product = primitive_types::U256::from(amount) * ppm;
			let exact = (product + (PPM - 1)) / PPM;
			prop_assert_eq!(primitive_types::U256::from(portion_up(amount, ppm)), exact);
			// A share of something is never nothing.
			prop_assert_eq!(portion_up(amount, ppm) == 0, amount == 0 || ppm == 0);
		}
	}
}
