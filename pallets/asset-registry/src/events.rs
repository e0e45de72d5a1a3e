//! What the registry tells. Its whole state can be followed from these events and the NFT
//! pallet's `Transferred`.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A collection was created.
		CollectionCreated {
			/// Its id.
			collection: u32,
			/// Its publisher.
			publisher: T::AccountId,
			/// Its name.
			name: Name,
			/// Where a description of it lies.
			metadata: Option<MultiUri>,
		},
		/// An account's roles in a collection were set.
		RolesSet {
			/// The collection.
			collection: u32,
			/// The account.
			who: T::AccountId,
			/// Its roles from now on.
			roles: Roles,
		},
		/// A collection was offered to a new publisher, or the offer was withdrawn.
		PublisherNominated {
			/// The collection.
			collection: u32,
			/// Who may take it over.
			nominee: Option<T::AccountId>,
		},
		/// A collection has a new publisher.
		PublisherChanged {
			/// The collection.
			collection: u32,
			/// The publisher until now.
			from: T::AccountId,
			/// The publisher from now on.
			to: T::AccountId,
		},
		/// A collection was destroyed.
		CollectionDestroyed {
			/// Its id, which is not used again.
			collection: u32,
		},
		/// An asset was registered, with revision 1. A `Linked` follows for each of its links.
		Registered {
			/// The asset.
			asset: AssetId,
			/// Its owner and registrant.
			owner: T::AccountId,
			/// What it is.
			kind: AssetKind,
			/// What its first revision says.
			content: Content,
		},
		/// An asset has a new current revision.
		Revised {
			/// The asset.
			asset: AssetId,
			/// The new revision's number.
			revision: u32,
			/// Who made it.
			author: T::AccountId,
			/// What it says.
			content: Content,
		},
		/// A multiURI was added to a revision.
		UriAdded {
			/// The asset.
			asset: AssetId,
			/// The revision.
			revision: u32,
			/// The multiURI.
			uri: MultiUri,
			/// Who added it.
			who: T::AccountId,
		},
		/// A multiURI was withdrawn from a revision.
		UriWithdrawn {
			/// The asset.
			asset: AssetId,
			/// The revision.
			revision: u32,
			/// The multiURI.
			uri: MultiUri,
			/// Who withdrew it.
			who: T::AccountId,
		},
		/// An asset's lifecycle state was set.
		StateSet {
			/// The asset.
			asset: AssetId,
			/// The state until now.
			from: LifecycleState,
			/// The state from now on.
			to: LifecycleState,
			/// Who set it.
			who: T::AccountId,
		},
		/// An asset's owner agreed that the roles of the collection count on it, or withdrew that.
		/// They stop counting without an event when the asset has another owner.
		ManagedSet {
			/// The asset.
			asset: AssetId,
			/// Whether they count from now on.
			managed: bool,
			/// The owner.
			who: T::AccountId,
		},
		/// An asset was linked to another.
		Linked {
			/// The asset that links.
			subject: AssetId,
			/// The link.
			link: Link,
			/// Who made it.
			who: T::AccountId,
		},
		/// A link was cut.
		Unlinked {
			/// The asset that linked.
			subject: AssetId,
			/// The link.
			link: Link,
			/// Who cut it.
			who: T::AccountId,
		},
		/// An asset's oldest revisions were dropped.
		RevisionsPruned {
			/// The asset.
			asset: AssetId,
			/// The oldest revision that is still kept.
			oldest: u32,
		},
		/// An asset was retired, with its revisions and links.
		Retired {
			/// Its id, which is not used again.
			asset: AssetId,
			/// Who retired it.
			who: T::AccountId,
		},
		/// A deposit was returned in part or not at all, because the balance on hold had been
		/// taken from outside the registry.
		DepositShort {
			/// Whose deposit.
			who: T::AccountId,
			/// What it was for.
			reason: HoldReason,
			/// What is missing, planck.
			missing: BalanceOf<T>,
		},
	}
}
