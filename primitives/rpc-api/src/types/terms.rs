//! Terms of licences.

use super::{BlockRef, Deposit, Seconds};
use metahub_assets::licence::{self, Derivatives, LegalText, SubLicensing};
use primitive_types::H256;
use serde::{Deserialize, Serialize};

/// The terms of a licence. What is left out is as in [`licence::Terms::default`]: nothing is
/// granted but personal use, for ever.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Terms {
	/// Seconds from purchase to expiry; `null` does not expire.
	pub duration_secs: Option<Seconds>,
	/// Whether the holder may pass the licence on.
	pub transferable: bool,
	/// Whether the asset may be used to earn money.
	pub commercial_use: bool,
	/// Whether users have to name the licensor.
	pub attribution: bool,
	/// What may be made from the asset; `null` forbids derivatives.
	pub derivatives: Option<Derivatives>,
	/// Which sub-licences may be given; `null` forbids them.
	pub sub_licensing: Option<SubLicensing>,
	/// Accounts that the holder may give access beside itself.
	pub seats: u32,
	/// How many uses are granted; `null` does not count them.
	pub uses: Option<u32>,
	/// Whether the licensor may revoke on breach.
	pub revocable: bool,
	/// What the licensor gets of each resale of the licence, parts per million.
	pub resale_royalty_ppm: u32,
	/// The wording.
	pub legal_text: Option<LegalText>,
}

impl From<licence::Terms> for Terms {
	fn from(terms: licence::Terms) -> Self {
		Self {
			duration_secs: terms.duration_secs.map(Seconds),
			transferable: terms.transferable,
			commercial_use: terms.commercial_use,
			attribution: terms.attribution,
			derivatives: terms.derivatives,
			sub_licensing: terms.sub_licensing,
			seats: terms.seats,
			uses: terms.uses,
			revocable: terms.revocable,
			resale_royalty_ppm: terms.resale_royalty_ppm,
			legal_text: terms.legal_text,
		}
	}
}

impl From<Terms> for licence::Terms {
	fn from(terms: Terms) -> Self {
		Self {
			duration_secs: terms.duration_secs.map(|secs| secs.0),
			transferable: terms.transferable,
			commercial_use: terms.commercial_use,
			attribution: terms.attribution,
			derivatives: terms.derivatives,
			sub_licensing: terms.sub_licensing,
			seats: terms.seats,
			uses: terms.uses,
			revocable: terms.revocable,
			resale_royalty_ppm: terms.resale_royalty_ppm,
			legal_text: terms.legal_text,
		}
	}
}

/// The answer of `licences_terms`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TermsAnswer {
	/// What identifies them: BLAKE2b-256 of their SCALE encoding.
	pub id: H256,
	/// The terms.
	pub terms: Terms,
	/// Offers, licences and free assets under them.
	pub references: u32,
	/// On hold for them.
	pub deposit: Deposit,
	/// The block this is true of.
	pub block: BlockRef,
}
