//! Weights of [`payments`](crate::payments).

use frame_support::weights::Weight;

/// What the functions of payments weigh.
pub trait WeightInfo {
	/// `pay`.
	fn pay() -> Weight;
	/// `claim`.
	fn claim() -> Weight;
	/// `claimTo`.
	fn claim_to() -> Weight;
	/// `writeOff`.
	fn write_off() -> Weight;
	/// `authorise`.
	fn authorise() -> Weight;
	/// `revokeAuthorisation`.
	fn revoke_authorisation() -> Weight;
	/// `lock`.
	fn lock() -> Weight;
	/// `claimLock`.
	fn claim_lock() -> Weight;
	/// `release`.
	fn release() -> Weight;
	/// `quote`, of prices of nothing: what it takes to choose one is added.
	fn quote() -> Weight;
	/// `claimable` of somebody for whom `n` claims wait.
	fn claimable(n: u32) -> Weight;
	/// `escrowOf`.
	fn escrow_of() -> Weight;
}
