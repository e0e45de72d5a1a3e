//! What the registry stores, and the words of its calls and events that the primitives lack.
//!
//! Records are kept small: numbers that are mostly small are compact, and a depositor who is the
//! asset's registrant is left out. Their keys are priced in [`crate::deposits`].

use codec::{Decode, DecodeWithMemTracking, Encode, HasCompact, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use metahub_assets::{
	AssetKind, ContentId, LifecycleState, Link, MultiUri, MAX_NAME_LEN, MAX_URIS,
};
use scale_info::TypeInfo;
use sp_core::H256;

/// A collection's name: UTF-8 without control characters.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME_LEN>>;

/// What an account may do in a collection that is not its own, as bits.
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
)]
pub struct Roles(pub u8);

impl Roles {
	/// No role.
	pub const NONE: Self = Self(0);
	/// Registers assets.
	pub const REGISTRAR: Self = Self(1);
	/// Revises assets, adds and withdraws their multiURIs, says what they depend on, and cuts
	/// structural links.
	pub const EDITOR: Self = Self(2);
	/// Sets the lifecycle state of assets, but for `Revoked`.
	pub const CURATOR: Self = Self(4);
	/// Every role.
	pub const ALL: Self = Self(7);

	/// Whether all of `roles` are among these.
	pub const fn contains(self, roles: Self) -> bool {
		self.0 & roles.0 == roles.0
	}

	/// These and `roles`.
	pub const fn and(self, roles: Self) -> Self {
		Self(self.0 | roles.0)
	}

	/// Whether there are none.
	pub const fn is_none(self) -> bool {
		self.0 == 0
	}

	/// Whether every bit has a meaning.
	pub const fn is_known(self) -> bool {
		Self::ALL.contains(self)
	}
}

/// A checked [`ContentInput`](metahub_assets::ContentInput): what a revision says.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Content {
	/// Path2Hash root.
	pub root: H256,
	/// Number of files under the root.
	pub entries: u32,
	/// Sum of the files' sizes in bytes.
	pub total_bytes: u64,
	/// CID of the manifest.
	pub manifest: ContentId,
	/// Where it can be had, best first.
	pub uris: BoundedVec<MultiUri, ConstU32<MAX_URIS>>,
}

/// A collection.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct CollectionRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// Who registers, grants roles and hands the collection on. Made the deposit.
	pub publisher: AccountId,
	/// Who may take it over, if anyone.
	pub nominee: Option<AccountId>,
	/// UTF-8.
	pub name: Name,
	/// Where a description of it lies.
	pub metadata: Option<MultiUri>,
	/// Assets that live in it.
	#[codec(compact)]
	pub items: u64,
	/// The item number that the next asset gets. Never goes back: ids are not used twice.
	#[codec(compact)]
	pub next_item: u64,
	/// Accounts with a role.
	#[codec(compact)]
	pub roles: u32,
	/// On hold from the publisher, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// An account's roles in a collection.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RoleRecord<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// Never none.
	pub roles: Roles,
	/// The publisher who granted the first of them.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// Who, as an asset's owner, agreed that the roles of its collection count on it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Agreed<AccountId> {
	/// No account agreed, or the one that did has withdrawn.
	#[codec(index = 0)]
	Nobody,
	/// Its registrant, by registering it there.
	#[codec(index = 1)]
	Registrant,
	/// An owner after that one.
	#[codec(index = 2)]
	Owner(AccountId),
}

/// An asset. Its owner is the NFT's.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct AssetRecord<AccountId, Balance: HasCompact + MaxEncodedLen, BlockNumber> {
	/// What it is.
	pub kind: AssetKind,
	/// Where it is in its life.
	pub state: LifecycleState,
	/// The current revision's number.
	#[codec(compact)]
	pub revision: u32,
	/// The oldest revision that is still kept; those from it to the current one all are.
	#[codec(compact)]
	pub oldest: u32,
	/// Structural links that live assets have to it.
	#[codec(compact)]
	pub dependants: u32,
	/// Links that live assets have to it and that bind them: all but `DependsOn`.
	#[codec(compact)]
	pub descendants: u32,
	/// How often something happened that binds the next owner and that nothing else here shows. Starts
	/// again at zero after the highest number.
	#[codec(compact)]
	pub owner_nonce: u32,
	/// Who agreed that the collection's roles count on it. They do while that account owns it.
	pub agreed: Agreed<AccountId>,
	/// The block that registered it.
	pub registered_at: BlockNumber,
	/// Who registered it and made the deposit: also behind every record of the asset that names
	/// no depositor.
	pub registrant: AccountId,
	/// On hold from the registrant, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A revision.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct RevisionRecord<AccountId, Balance: HasCompact + MaxEncodedLen, BlockNumber> {
	/// Path2Hash root.
	pub root: H256,
	/// Number of files under the root.
	#[codec(compact)]
	pub entries: u32,
	/// Sum of the files' sizes in bytes.
	#[codec(compact)]
	pub total_bytes: u64,
	/// CID of the manifest.
	pub manifest: ContentId,
	/// Where it can be had, best first.
	pub uris: BoundedVec<UriEntry<AccountId, Balance, BlockNumber>, ConstU32<MAX_URIS>>,
	/// Who made it and its deposit; `None` is the asset's registrant.
	pub author: Option<AccountId>,
	/// The block that made it.
	pub created_at: BlockNumber,
	/// On hold from the author, multiURIs apart, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A multiURI of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct UriEntry<AccountId, Balance: HasCompact + MaxEncodedLen, BlockNumber> {
	/// The multiURI.
	pub uri: MultiUri,
	/// The block that added it.
	pub added_at: BlockNumber,
	/// Who added it; `None` is the asset's registrant.
	pub depositor: Option<AccountId>,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

/// A link of an asset.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LinkEntry<AccountId, Balance: HasCompact + MaxEncodedLen> {
	/// The link.
	pub link: Link,
	/// Who made it; `None` is the asset's registrant.
	pub depositor: Option<AccountId>,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}

impl<AccountId: PartialEq, Balance: HasCompact + MaxEncodedLen, BlockNumber>
	AssetRecord<AccountId, Balance, BlockNumber>
{
	/// Whether the collection's roles count on it while it has this owner.
	pub fn is_managed(&self, owner: &AccountId) -> bool {
		match &self.agreed {
			Agreed::Nobody => false,
			Agreed::Registrant => self.registrant == *owner,
			Agreed::Owner(agreed) => agreed == owner,
		}
	}

	/// How many revisions are kept.
	pub const fn kept(&self) -> u32 {
		self.revision.saturating_sub(self.oldest).saturating_add(1)
	}

	/// Whether nothing may be added to it any more.
	pub fn is_revoked(&self) -> bool {
		self.state == LifecycleState::Revoked
	}
}
