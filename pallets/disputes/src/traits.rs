//! What disputes ask of others.

use crate::Subject;
use frame_support::weights::Weight;
use sp_runtime::DispatchResult;

/// What claims are made against.
pub trait Subjects<AccountId> {
	/// Whether a subject exists still.
	fn exists(subject: Subject) -> bool;

	/// Who answers for a subject, and is compensated when a bond is forfeited.
	fn respondent(subject: Subject) -> Option<AccountId>;

	/// Revokes a subject for good, or refuses with the reason and changes nothing.
	fn revoke(subject: Subject) -> DispatchResult;

	/// Hears that a subject has other tags than before.
	fn tags_changed(subject: Subject);

	/// Weight of one call of each of the others at most.
	fn weight() -> Weight;
}

/// Sets the stage for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper<AccountId> {
	/// A subject that `respondent` answers for, of the kind that takes longest to revoke.
	fn subject(respondent: &AccountId) -> Subject;
}
