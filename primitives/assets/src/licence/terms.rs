//! Terms, and whether they grant more than others.

use super::{at_most, ensure, implies, MAX_LICENCE_DEPTH, MAX_ROYALTY_PPM};
use crate::{pay::PPM, MultiUri};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use primitive_types::H256;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// How a revenue share travels on when derivatives have derivatives of their own.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
#[serde(rename_all = "camelCase")]
pub enum RoyaltyPolicy {
	/// The share is of every sale of every descendant, however far down (Story's LAP).
	#[default]
	#[codec(index = 0)]
	Absolute,
	/// The share is of what the direct derivative takes in, royalties from its own derivatives
	/// included: it thins out further down (Story's LRP).
	#[codec(index = 1)]
	Relative,
}

/// What may be made from the asset.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub struct Derivatives {
	/// Derivatives have to name the asset.
	pub attribution: bool,
	/// The licensor has to approve the holder before it makes derivatives.
	pub approval: bool,
	/// Derivatives are licensed under the same terms only (share-alike).
	pub reciprocal: bool,
	/// What the asset's owner gets of a derivative's sales, parts per million.
	pub revenue_share_ppm: u32,
	/// How that share travels on.
	pub policy: RoyaltyPolicy,
}

/// Which sub-licences a licensee may give.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
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
pub struct SubLicensing {
	/// How many levels may hang below the licence; 1 allows sub-licences but none of theirs.
	pub depth: u8,
	/// How many sub-licences the licence may give in its life.
	pub count: u32,
	/// What the licensor gets of each sub-licence's price, parts per million.
	pub upstream_ppm: u32,
}

/// Where the wording is that a court would read.
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
pub struct LegalText {
	/// Where it can be read.
	pub uri: MultiUri,
	/// SHA-256 of its bytes.
	pub sha256: H256,
}

/// The terms of a licence. Immutable and content-addressed: identical terms have the same id.
/// The default grants personal use for ever and nothing else.
#[derive(
	Clone,
	Debug,
	Default,
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
pub struct Terms {
	/// Seconds from purchase to expiry; `None` does not expire.
	pub duration_secs: Option<u64>,
	/// Whether the holder may pass the licence on.
	pub transferable: bool,
	/// Whether the asset may be used to earn money.
	pub commercial_use: bool,
	/// Whether users have to name the licensor.
	pub attribution: bool,
	/// What may be made from the asset; `None` forbids derivatives.
	pub derivatives: Option<Derivatives>,
	/// Which sub-licences may be given; `None` forbids them.
	pub sub_licensing: Option<SubLicensing>,
	/// Accounts that the holder may give access beside itself.
	pub seats: u32,
	/// How many uses are granted; `None` does not count them.
	pub uses: Option<u32>,
	/// Whether the licensor may revoke on breach.
	pub revocable: bool,
	/// What the licensor gets of each resale of the licence, parts per million.
	pub resale_royalty_ppm: u32,
	/// The wording.
	pub legal_text: Option<LegalText>,
}

/// The field in which terms are wrong, or wider than others.
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
	thiserror::Error,
)]
#[serde(rename_all = "camelCase")]
pub enum TermsField {
	/// `duration_secs`.
	#[error("the duration")]
	Duration,
	/// `transferable`.
	#[error("transferability")]
	Transferable,
	/// `commercial_use`.
	#[error("commercial use")]
	CommercialUse,
	/// `attribution`.
	#[error("attribution")]
	Attribution,
	/// `derivatives`.
	#[error("derivatives")]
	Derivatives,
	/// `derivatives.revenue_share_ppm`.
	#[error("the revenue share")]
	RevenueShare,
	/// `sub_licensing`.
	#[error("sub-licensing")]
	SubLicensing,
	/// `seats`.
	#[error("seats")]
	Seats,
	/// `uses`.
	#[error("uses")]
	Uses,
	/// `resale_royalty_ppm`.
	#[error("the resale royalty")]
	ResaleRoyalty,
	/// `legal_text`.
	#[error("the legal text")]
	LegalText,
	/// `revocable`.
	#[error("revocability")]
	Revocable,
}

/// What identifies terms: BLAKE2b-256 of their SCALE encoding.
pub type TermsId = H256;

impl Terms {
	/// Refuses terms that contradict themselves or leave the bounds.
	pub fn check(&self) -> Result<(), TermsField> {
		ensure(self.duration_secs != Some(0), TermsField::Duration)?;
		ensure(self.uses != Some(0), TermsField::Uses)?;
		ensure(self.resale_royalty_ppm <= MAX_ROYALTY_PPM, TermsField::ResaleRoyalty)?;
		ensure(self.resale_royalty_ppm == 0 || self.transferable, TermsField::ResaleRoyalty)?;
		if let Some(derivatives) = &self.derivatives {
			ensure(derivatives.revenue_share_ppm <= PPM, TermsField::RevenueShare)?;
			// A share of what may not earn anything.
			ensure(
				derivatives.revenue_share_ppm == 0 || self.commercial_use,
				TermsField::RevenueShare,
			)?;
			// Else no derivative could be licensed: under these terms only, and not under these.
			ensure(
				!derivatives.reciprocal || implies(derivatives.attribution, self.attribution),
				TermsField::Attribution,
			)?;
		}
		if let Some(sub) = &self.sub_licensing {
			ensure(
				sub.depth > 0
					&& sub.depth <= MAX_LICENCE_DEPTH
					&& sub.count > 0
					&& sub.upstream_ppm <= PPM,
				TermsField::SubLicensing,
			)?;
		}
		Ok(())
	}

	/// Refuses if a licence under these terms, given by the holder of one under `above`, would
	/// grant more than that one in any field. The first such field is named.
	pub fn check_within(&self, above: &Self) -> Result<(), TermsField> {
		let sub = above.sub_licensing.ok_or(TermsField::SubLicensing)?;
		if let Some(own) = &self.sub_licensing {
			ensure(
				own.depth < sub.depth
					&& own.count <= sub.count
					&& own.upstream_ppm >= sub.upstream_ppm,
				TermsField::SubLicensing,
			)?;
		}
		self.check_grants_no_more(above)
	}

	/// Whether these are the other terms with fewer sub-licences, or fewer levels of them, and the
	/// same in everything else. A sub-licence cannot come closer to the licence above it, because
	/// each level takes one off the depth.
	pub fn is_same_with_less_sub_licensing(&self, other: &Self) -> bool {
		let Some(above) = other.sub_licensing else { return false };
		let less = self.sub_licensing.is_none_or(|own| {
			own.depth < above.depth
				&& own.count <= above.count
				&& own.upstream_ppm == above.upstream_ppm
		});
		less && *self == Self { sub_licensing: self.sub_licensing, ..other.clone() }
	}

	/// As [`Terms::check_within`], but for sub-licensing, which is left out.
	fn check_grants_no_more(&self, above: &Self) -> Result<(), TermsField> {
		ensure(at_most(self.duration_secs, above.duration_secs), TermsField::Duration)?;
		ensure(implies(self.transferable, above.transferable), TermsField::Transferable)?;
		ensure(implies(self.commercial_use, above.commercial_use), TermsField::CommercialUse)?;
		ensure(implies(above.attribution, self.attribution), TermsField::Attribution)?;
		match (&self.derivatives, &above.derivatives) {
			(None, _) => (),
			(Some(_), None) => return Err(TermsField::Derivatives),
			(Some(own), Some(above)) => {
				ensure(
					implies(above.attribution, own.attribution)
						&& implies(above.approval, own.approval)
						&& implies(above.reciprocal, own.reciprocal)
						&& own.policy == above.policy,
					TermsField::Derivatives,
				)?;
				ensure(own.revenue_share_ppm >= above.revenue_share_ppm, TermsField::RevenueShare)?;
			}
		}
		ensure(self.seats <= above.seats, TermsField::Seats)?;
		ensure(at_most(self.uses, above.uses), TermsField::Uses)?;
		// Nobody makes final what can be taken from them.
		ensure(implies(above.revocable, self.revocable), TermsField::Revocable)?;
		ensure(
			!self.transferable || self.resale_royalty_ppm >= above.resale_royalty_ppm,
			TermsField::ResaleRoyalty,
		)?;
		// Nobody can compare wordings: it has to be the same one.
		ensure(
			above.legal_text.is_none() || self.legal_text == above.legal_text,
			TermsField::LegalText,
		)
	}
}
