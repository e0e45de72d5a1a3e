//! What may be done with an asset: terms, how they compare and combine, and who has access.
//!
//! Terms follow Story's PIL (Programmable IP Licence) where it has a word for the thing;
//! docs/licensing.md gives each field's meaning beside the PIL field it corresponds to.
//!
//! Two operations matter, and both are here so that chain and clients agree on them:
//! [`Terms::check_within`] decides whether a sub-licence is no wider than the licence above it, and
//! [`Inherited::add`] combines what the origins of an asset demand of everything made from it.

mod access;
mod changes;
mod info;
mod inherited;
mod terms;

pub use access::*;
pub use changes::*;
pub use info::*;
pub use inherited::*;
pub use terms::*;

/// Deepest chain of sub-licences: a licence from the owner has depth 0.
pub const MAX_LICENCE_DEPTH: u8 = 4;
/// Most assets that share in the revenue of one asset.
pub const MAX_ANCESTORS: u32 = 8;
/// Most that a publisher takes of each sale in a collection, parts per million.
pub const MAX_COLLECTION_FEE_PPM: u32 = 100_000;
/// Most that a royalty takes of a resale, parts per million.
pub const MAX_ROYALTY_PPM: u32 = 250_000;

/// `a` implies `b`.
const fn implies(a: bool, b: bool) -> bool {
	!a || b
}

/// Whether a limit is no wider than another, `None` being no limit.
fn at_most<N: PartialOrd>(limit: Option<N>, other: Option<N>) -> bool {
	match (limit, other) {
		(_, None) => true,
		(None, Some(_)) => false,
		(Some(limit), Some(other)) => limit <= other,
	}
}

/// Refuses, naming a field.
fn ensure(holds: bool, field: TermsField) -> Result<(), TermsField> {
	holds.then_some(()).ok_or(field)
}
