//! What its origins demand of an asset, and what they get of its sales.

use super::{at_most, ensure, implies, RoyaltyPolicy, Terms, TermsField, TermsId};
use crate::AssetId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// How an asset came under the terms of another.
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
pub enum Bond {
	/// It was made from the other: modified, trained on, sampled.
	#[codec(index = 0)]
	Provenance,
	/// It contains the other: who gets it gets the other, too.
	#[codec(index = 1)]
	Containment,
}

/// What its origins demand of everything that is licensed of an asset: the intersection of the
/// terms under which it was made. The default demands nothing.
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
pub struct Inherited {
	/// Whether it may earn money: every origin allows it.
	pub commercial_use: bool,
	/// Whether users have to name the licensors: some origin demands it.
	pub attribution: bool,
	/// The only terms under which it may be licensed, where an origin demands the same.
	pub reciprocal: Option<TermsId>,
	/// Longest licence: that of the shortest one under which a part was included.
	pub duration_secs: Option<u64>,
	/// Most uses.
	pub uses: Option<u32>,
	/// Most seats; `None` is no limit.
	pub seats: Option<u32>,
	/// Whether licences may be transferable: those of all parts are.
	pub transferable: bool,
	/// Whether sub-licences may be given: those of all parts may.
	pub sub_licensing: bool,
	/// Whether derivatives may be made: of all parts.
	pub derivatives: bool,
	/// Whether each derivation needs the licensor's approval: that of some part does.
	pub approval: bool,
}

impl Default for Inherited {
	fn default() -> Self {
		Self {
			commercial_use: true,
			attribution: false,
			reciprocal: None,
			duration_secs: None,
			uses: None,
			seats: None,
			transferable: true,
			sub_licensing: true,
			derivatives: true,
			approval: false,
		}
	}
}

/// Why an asset cannot come under further terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
	/// Two origins demand the same terms of it, each its own.
	#[error("two origins each demand their own terms")]
	Reciprocal,
}

/// The smaller of two limits, `None` being no limit.
fn tighter<N: Ord>(a: Option<N>, b: Option<N>) -> Option<N> {
	match (a, b) {
		(Some(a), Some(b)) => Some(a.min(b)),
		(a, b) => a.or(b),
	}
}

impl Inherited {
	/// Brings the asset under one more origin's terms. Changes nothing on error.
	pub fn add(&mut self, bond: Bond, id: TermsId, terms: &Terms) -> Result<(), Contradiction> {
		let derivatives = terms.derivatives.unwrap_or_default();
		if derivatives.reciprocal {
			if self.reciprocal.is_some_and(|present| present != id) {
				return Err(Contradiction::Reciprocal);
			}
			self.reciprocal = Some(id);
		}
		self.commercial_use &= terms.commercial_use;
		self.attribution |= derivatives.attribution;
		if bond == Bond::Containment {
			self.attribution |= terms.attribution;
			self.duration_secs = tighter(self.duration_secs, terms.duration_secs);
			self.uses = tighter(self.uses, terms.uses);
			self.seats = tighter(self.seats, Some(terms.seats));
			self.transferable &= terms.transferable;
			self.sub_licensing &= terms.sub_licensing.is_some();
			self.derivatives &= terms.derivatives.is_some();
			self.approval |= derivatives.approval;
		}
		Ok(())
	}

	/// Brings the asset under what an origin has itself inherited, as part of being made from it.
	/// Changes nothing on error.
	pub fn absorb(&mut self, bond: Bond, other: &Self) -> Result<(), Contradiction> {
		match (self.reciprocal, other.reciprocal) {
			(Some(a), Some(b)) if a != b => return Err(Contradiction::Reciprocal),
			(a, b) => self.reciprocal = a.or(b),
		}
		self.commercial_use &= other.commercial_use;
		self.attribution |= other.attribution;
		if bond == Bond::Containment {
			self.duration_secs = tighter(self.duration_secs, other.duration_secs);
			self.uses = tighter(self.uses, other.uses);
			self.seats = tighter(self.seats, other.seats);
			self.transferable &= other.transferable;
			self.sub_licensing &= other.sub_licensing;
			self.derivatives &= other.derivatives;
			self.approval |= other.approval;
		}
		Ok(())
	}

	/// Refuses a sub-licence's terms that grant more than the asset's origins allow. `only` are the
	/// terms that [`Inherited::reciprocal`] names, where they are known: they also stand for the
	/// same terms with less sub-licensing, since no sub-licence can have those very terms.
	pub fn check_sub_licence(
		&self,
		id: TermsId,
		terms: &Terms,
		only: Option<&Terms>,
	) -> Result<(), TermsField> {
		let same = only.is_some_and(|only| terms.is_same_with_less_sub_licensing(only));
		self.check(self.reciprocal.filter(|_| same).unwrap_or(id), terms)
	}

	/// Refuses access that no terms limit, as an owner's list gives it, where the asset's origins
	/// limit time or uses, or demand terms of their own.
	pub fn check_unlimited(&self) -> Result<(), TermsField> {
		ensure(self.duration_secs.is_none(), TermsField::Duration)?;
		ensure(self.uses.is_none(), TermsField::Uses)?;
		ensure(self.reciprocal.is_none(), TermsField::Derivatives)
	}

	/// Refuses terms that grant more than the asset's origins allow.
	pub fn check(&self, id: TermsId, terms: &Terms) -> Result<(), TermsField> {
		ensure(implies(terms.commercial_use, self.commercial_use), TermsField::CommercialUse)?;
		ensure(implies(self.attribution, terms.attribution), TermsField::Attribution)?;
		ensure(self.reciprocal.is_none_or(|only| only == id), TermsField::Derivatives)?;
		ensure(at_most(terms.duration_secs, self.duration_secs), TermsField::Duration)?;
		ensure(at_most(terms.uses, self.uses), TermsField::Uses)?;
		ensure(self.seats.is_none_or(|most| terms.seats <= most), TermsField::Seats)?;
		ensure(implies(terms.transferable, self.transferable), TermsField::Transferable)?;
		ensure(
			implies(terms.sub_licensing.is_some(), self.sub_licensing),
			TermsField::SubLicensing,
		)?;
		ensure(implies(terms.derivatives.is_some(), self.derivatives), TermsField::Derivatives)?;
		let approved = terms.derivatives.is_none_or(|derivatives| derivatives.approval);
		ensure(implies(self.approval, approved), TermsField::Derivatives)
	}
}

/// What an ancestor gets of an asset's sales.
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
pub struct RevenueShare {
	/// The ancestor, whose owner at the time of a sale is paid.
	pub ancestor: AssetId,
	/// Of the seller's revenue, parts per million.
	pub ppm: u32,
	/// How it travels on to what is made from the asset.
	pub policy: RoyaltyPolicy,
}
