//! What royalties ask of licensing.

use frame_support::weights::Weight;
use metahub_assets::{
	licence::{Terms, TermsId},
	AssetId,
};
use sp_runtime::DispatchError;

/// Who may make what from an asset.
pub trait Permits<AccountId> {
	/// Who owns an asset; `None` when it does not exist, or no longer.
	fn owner(asset: AssetId) -> Option<AccountId>;

	/// The terms under which `who` may make something from `parent`: those of a live licence of
	/// theirs, or those under which it is free to everyone. Refuses with the reason.
	fn permit(who: &AccountId, parent: AssetId) -> Result<(TermsId, Terms), DispatchError>;

	/// The terms with an id, where they are still stored.
	fn terms(id: TermsId) -> Option<Terms>;

	/// Weight of one call of each of the others at most.
	fn permit_weight() -> Weight;
}
