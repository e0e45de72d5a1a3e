//! Weights of [`erc721`](crate::erc721).

use frame_support::weights::Weight;

/// What the functions of a collection weigh.
pub trait WeightInfo {
	/// A call to a collection that is not there.
	fn absent() -> Weight;
	/// `supportsInterface`.
	fn supports_interface() -> Weight;
	/// `balanceOf`.
	fn balance_of() -> Weight;
	/// `ownerOf`.
	fn owner_of() -> Weight;
	/// `transferFrom`.
	fn transfer_from() -> Weight;
	/// `safeTransferFrom` with this many bytes for the receiver, without calling it.
	fn safe_transfer_from(b: u32) -> Weight;
	/// `approve`.
	fn approve() -> Weight;
	/// `setApprovalForAll`.
	fn set_approval_for_all() -> Weight;
	/// `getApproved`.
	fn get_approved() -> Weight;
	/// `isApprovedForAll`.
	fn is_approved_for_all() -> Weight;
	/// `name`.
	fn collection_name() -> Weight;
	/// `symbol`.
	fn symbol() -> Weight;
	/// `tokenURI` of an asset.
	fn asset_uri() -> Weight;
	/// `tokenURI` of a licence.
	fn licence_uri() -> Weight;
	/// `totalSupply`.
	fn total_supply() -> Weight;
	/// `tokenByIndex`.
	fn token_by_index() -> Weight;
	/// `tokenOfOwnerByIndex`.
	fn token_of_owner_by_index() -> Weight;
	/// `royaltyInfo`.
	fn royalty_info() -> Weight;
	/// `contractURI`.
	fn contract_uri() -> Weight;
	/// `userOf`.
	fn user_of() -> Weight;
	/// `userExpires`.
	fn user_expires() -> Weight;
	/// `locked`.
	fn locked() -> Weight;
	/// `owner`.
	fn collection_owner() -> Weight;
	/// `emitLog` of this many bytes.
	fn emit_log(b: u32) -> Weight;
}
