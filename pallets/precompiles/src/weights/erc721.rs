//! Weights of [`erc721`](crate::erc721).

use super::SubstrateWeight;
use crate::{common::reads, Config};
use frame_support::weights::Weight;

/// What the functions of a collection weigh. Views are weighed as a whole, writes without the
/// call that they dispatch.
pub trait WeightInfo {
	/// What a collection holds; part of every function, not in the other weights.
	fn kind() -> Weight;
	/// `supportsInterface`, and what is known without a read.
	fn supports_interface() -> Weight;
	/// `balanceOf`, `totalSupply`.
	fn balance_of() -> Weight;
	/// `ownerOf`.
	fn owner_of() -> Weight;
	/// The checks of `transferFrom`.
	fn transfer_from() -> Weight;
	/// What `safeTransferFrom` does beside that: looks for the receiver's code, and hands on this
	/// many bytes.
	fn receiver(bytes: u32) -> Weight;
	/// The checks of `approve`.
	fn approve() -> Weight;
	/// The checks of `setApprovalForAll`.
	fn set_approval_for_all() -> Weight;
	/// `getApproved`.
	fn get_approved() -> Weight;
	/// `isApprovedForAll`.
	fn is_approved_for_all() -> Weight;
	/// `name`, `symbol`, `owner`.
	fn name() -> Weight;
	/// `tokenURI` of an asset.
	fn asset_uri() -> Weight;
	/// `tokenURI` of a licence.
	fn licence_uri() -> Weight;
	/// `tokenByIndex`.
	fn token_by_index() -> Weight;
	/// `tokenOfOwnerByIndex`.
	fn token_of_owner_by_index() -> Weight;
	/// `royaltyInfo`.
	fn royalty_info() -> Weight;
	/// `contractURI`.
	fn contract_uri() -> Weight;
	/// `userOf`, `userExpires`, `locked`.
	fn user_of() -> Weight;
	/// `emitLog`, without the log.
	fn emit_log() -> Weight;
}

impl<T: Config> WeightInfo for SubstrateWeight<T> {
	fn kind() -> Weight {
		// The licence collection, or else the asset collection.
		reads::<T>(2, 4)
	}

	fn supports_interface() -> Weight {
		reads::<T>(0, 1)
	}

	fn balance_of() -> Weight {
		reads::<T>(1, 3)
	}

	fn owner_of() -> Weight {
		// The item; the owner's address is a hash.
		reads::<T>(1, 4)
	}

	fn transfer_from() -> Weight {
		// The item twice, the approval, the operator, the receiver's account.
		reads::<T>(5, 15)
	}

	fn receiver(bytes: u32) -> Weight {
		// The account behind the address and its code, of both of which there may be none.
		reads::<T>(2, 8).saturating_add(Weight::from_parts(u64::from(bytes).saturating_mul(500), 0))
	}

	fn approve() -> Weight {
		// The item, the operator, the approved account.
		reads::<T>(3, 10)
	}

	fn set_approval_for_all() -> Weight {
		// The operator's account.
		reads::<T>(1, 4)
	}

	fn get_approved() -> Weight {
		reads::<T>(1, 4)
	}

	fn is_approved_for_all() -> Weight {
		reads::<T>(1, 4)
	}

	fn name() -> Weight {
		// The collection of assets.
		reads::<T>(1, 6)
	}

	fn asset_uri() -> Weight {
		// The asset, its owner, revision, links and collection, the genesis hash; then up to 8 URIs
		// as text.
		reads::<T>(7, 250)
	}

	fn licence_uri() -> Weight {
		// The licence and up to 4 above it, its terms, holder, collections, the asset and its
		// owner, the time, the genesis hash.
		reads::<T>(22, 200)
	}

	fn token_by_index() -> Weight {
		reads::<T>(1, 3)
	}

	fn token_of_owner_by_index() -> Weight {
		reads::<T>(1, 4)
	}

	fn royalty_info() -> Weight {
		// The item, the royalty or the licence with its terms, the publisher or licensor.
		reads::<T>(7, 15)
	}

	fn contract_uri() -> Weight {
		reads::<T>(2, 80)
	}

	fn user_of() -> Weight {
		// The licence and up to 4 above it, holder, collections, terms, the asset, the time.
		reads::<T>(16, 30)
	}

	fn emit_log() -> Weight {
		reads::<T>(0, 5)
	}
}
