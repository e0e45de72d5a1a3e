//! What the registry refuses, one error per cause.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such collection, or no longer.
		CollectionUnknown,
		/// Only the collection's publisher may do this.
		NotPublisher,
		/// Only the account that the publisher nominated may do this.
		NotNominee,
		/// The nominee is the publisher already.
		AlreadyPublisher,
		/// The name is empty.
		NameEmpty,
		/// The name is longer than 64 bytes.
		NameTooLong,
		/// The name is not UTF-8, or contains control characters.
		NameInvalid,
		/// A role bit has no meaning.
		UnknownRole,
		/// The account has no role that could be removed.
		NoRoles,
		/// The collection cannot be destroyed while assets live in it.
		CollectionNotEmpty,
		/// The collection cannot be destroyed while accounts have roles in it.
		RolesRemain,
		/// There is no such asset, or no longer.
		AssetUnknown,
		/// Only the asset's owner may do this.
		NotOwner,
		/// The account is neither the owner (of the asset, or publisher of the collection) nor has
		/// the role that it takes, or its role does not count on this asset.
		NoPermission,
		/// The collection has had as many assets, the asset as many revisions, dependants or
		/// descendants, as can be counted.
		CounterExhausted,
		/// The root is all zeros: of no tree.
		EmptyRoot,
		/// The root has no entries under it.
		NoEntries,
		/// The manifest is not the CID of a file: a binary CIDv1, raw or dag-pb, with SHA-256.
		ManifestInvalid,
		/// The revision would have more than 8 multiURIs.
		TooManyUris,
		/// The multiURI is empty.
		UriEmpty,
		/// The multiURI is longer than 512 bytes.
		UriTooLong,
		/// The multiURI's code is of no known protocol.
		UriUnknownProtocol,
		/// The multiURI is not in its canonical form: a varint is too long, or a URL not
		/// normalised.
		UriNotCanonical,
		/// The multiURI is followed by other bytes.
		UriTrailingBytes,
		/// The multiURI's value is not what its protocol asks for.
		UriInvalid,
		/// The revision has this multiURI already, or the call names it twice.
		DuplicateUri,
		/// The revision does not have this multiURI.
		UriUnknown,
		/// The asset has no revision of this number, or no longer.
		RevisionUnknown,
		/// The number of revisions to prune is zero, or more than one call may prune.
		BadPruneCount,
		/// The current revision cannot be pruned, and so many revisions would include it.
		CurrentRevision,
		/// The asset is revoked, which is final.
		Revoked,
		/// The asset is in this state already.
		StateUnchanged,
		/// The collection's roles count on the asset already, or already do not.
		ManagedUnchanged,
		/// An open licence is pinned to the revision: it is not pruned, and keeps the multiURIs that
		/// it had when it was last sold.
		RevisionSold,
		/// The asset would have more links than it may.
		TooManyLinks,
		/// An asset cannot link to itself.
		SelfLink,
		/// The asset has this link already, or the call names it twice.
		DuplicateLink,
		/// The asset does not have this link.
		LinkUnknown,
		/// The link states where the asset comes from. It stays for as long as the asset lives.
		LinkPermanent,
		/// The asset linked to does not exist, or no longer.
		ParentUnknown,
		/// The asset linked to is revoked.
		ParentRevoked,
		/// The link says that the asset was made from the other or contains it, but not what permits
		/// that.
		PermitMissing,
		/// The link needs no permit, but names one.
		PermitUnexpected,
		/// The link would make the asset owe or demand more, but others were made from it or
		/// contain it.
		HasDescendants,
		/// The link would close a cycle: the asset would contain itself, or depend on itself.
		LineageCycle,
		/// The asset linked to stands on too many others for a cycle to be ruled out.
		LineageTooDeep,
		/// Other assets contain this one or depend on it. Their links have to be cut first.
		HasDependants,
		/// The asset has more revisions than can be dropped at once. Prune some first.
		TooManyRevisions,
		/// The deposit exceeds what a balance can express.
		DepositOverflow,
	}
}
