//! What royalties ask of licensing.

use frame_support::weights::Weight;
use metahub_assets::{
	licence::{Inherited, Terms, TermsId},
	AssetId, Permit,
};
use sp_runtime::{DispatchError, DispatchResult};

/// Who may make what from an asset.
pub trait Permits<AccountId> {
	/// Who owns an asset; `None` when it does not exist, or no longer.
	fn owner(asset: AssetId) -> Option<AccountId>;

	/// The terms under which `who` may make something from `parent`, by the licence or the free
	/// terms that `permit` names; never asked for [`Permit::Owner`]. Refuses with the reason: the
	/// licence is not theirs, not of this asset or has ended, the asset is not free under these
	/// terms, or they allow no derivatives.
	fn permit(
		who: &AccountId,
		parent: AssetId,
		permit: Permit,
	) -> Result<(TermsId, Terms), DispatchError>;

	/// Refuses while something that is licensed of `subject` is wider than what it will have
	/// inherited. Asked before a link narrows that.
	fn ensure_within(subject: AssetId, inherited: &Inherited) -> DispatchResult;

	/// The terms with an id, where they are still stored.
	fn terms(id: TermsId) -> Option<Terms>;

	/// Weight of one call of each of the others at most.
	fn permit_weight() -> Weight;
}
