//! The dispatchables: each checks its origin and calls the `do_…` that does the work.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Creates a collection, with the caller as its publisher.
		///
		/// `name` is UTF-8 of at most 64 bytes without control characters; `metadata` is a
		/// multiURI in binary form.
		///
		/// # Origin
		/// Signed, by anyone.
		///
		/// # Errors
		/// [`NameEmpty`](Error::NameEmpty), [`NameTooLong`](Error::NameTooLong),
		/// [`NameInvalid`](Error::NameInvalid); `Uri…` as for [`add_uri`](Self::add_uri);
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`CollectionCreated`](Event::CollectionCreated).
		///
		/// # Deposit
		/// Held from the caller for the collection ([`HoldReason::Collection`]).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create_collection())]
		pub fn create_collection(
			origin: OriginFor<T>,
			name: Vec<u8>,
			metadata: Option<Vec<u8>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_create_collection(who, name, metadata).map(|_| ())
		}

		/// Sets an account's roles in a collection; none removes it from the list.
		///
		/// # Origin
		/// Signed, by the publisher.
		///
		/// # Errors
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NotPublisher`](Error::NotPublisher),
		/// [`UnknownRole`](Error::UnknownRole), [`NoRoles`](Error::NoRoles) when there is nothing
		/// to remove; [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the
		/// caller lacks the deposit.
		///
		/// # Events
		/// [`RolesSet`](Event::RolesSet).
		///
		/// # Deposit
		/// Held from the caller when the account had no roles ([`HoldReason::Role`]), returned to
		/// who made it when it has none any more.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_roles())]
		pub fn set_roles(
			origin: OriginFor<T>,
			collection: u32,
			who: T::AccountId,
			roles: Roles,
		) -> DispatchResult {
			let publisher = ensure_signed(origin)?;
			Self::do_set_roles(publisher, collection, who, roles)
		}

		/// Offers a collection to a new publisher, who has to accept; `None` withdraws the offer.
		///
		/// # Origin
		/// Signed, by the publisher.
		///
		/// # Errors
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NotPublisher`](Error::NotPublisher),
		/// [`AlreadyPublisher`](Error::AlreadyPublisher).
		///
		/// # Events
		/// [`PublisherNominated`](Event::PublisherNominated).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::nominate_publisher())]
		pub fn nominate_publisher(
			origin: OriginFor<T>,
			collection: u32,
			new: Option<T::AccountId>,
		) -> DispatchResult {
			let publisher = ensure_signed(origin)?;
			Self::do_nominate_publisher(publisher, collection, new)
		}

		/// Takes a collection over. Assets, roles and their deposits stay as they are.
		///
		/// # Origin
		/// Signed, by the account that the publisher nominated.
		///
		/// # Errors
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NotNominee`](Error::NotNominee),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`PublisherChanged`](Event::PublisherChanged).
		///
		/// # Deposit
		/// The collection's is held from the caller, at the price of today, and returned to the
		/// publisher until now.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::accept_publisher())]
		pub fn accept_publisher(origin: OriginFor<T>, collection: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_publisher(who, collection)
		}

		/// Destroys a collection without assets and roles. Its id is not used again.
		///
		/// # Origin
		/// Signed, by the publisher.
		///
		/// # Errors
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NotPublisher`](Error::NotPublisher),
		/// [`CollectionNotEmpty`](Error::CollectionNotEmpty),
		/// [`RolesRemain`](Error::RolesRemain).
		///
		/// # Events
		/// [`CollectionDestroyed`](Event::CollectionDestroyed).
		///
		/// # Deposit
		/// The collection's is returned to the publisher.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::destroy_collection())]
		pub fn destroy_collection(origin: OriginFor<T>, collection: u32) -> DispatchResult {
			let publisher = ensure_signed(origin)?;
			Self::do_destroy_collection(publisher, collection)
		}

		/// Registers an asset, mints its NFT to the caller and stores revision 1. It starts
		/// `Active`, and the collection's roles count on it: see [`set_managed`](Self::set_managed).
		///
		/// The links are made in their order. Each names what permits it and the most that the asset
		/// may owe in all once it is made, see [`link`](Self::link).
		///
		/// # Origin
		/// Signed, by the collection's publisher or a [registrar](Roles::REGISTRAR).
		///
		/// # Errors
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NoPermission`](Error::NoPermission);
		/// what is wrong with the content, as for [`revise`](Self::revise); what is wrong with a
		/// link, as for [`link`](Self::link); [`TooManyLinks`](Error::TooManyLinks),
		/// [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`Registered`](Event::Registered), and [`Linked`](Event::Linked) for each link.
		///
		/// # Deposit
		/// Held from the caller for the asset and its NFT ([`HoldReason::Asset`]), the revision
		/// ([`HoldReason::Revision`]), its multiURIs ([`HoldReason::Uri`]) and the links
		/// ([`HoldReason::Link`]).
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::register_weight(content, links))]
		pub fn register(
			origin: OriginFor<T>,
			collection: u32,
			kind: AssetKind,
			content: ContentInput,
			links: Vec<NewLink>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register(who, collection, kind, content, links).map(|_| ())
		}

		/// Gives an asset a new current revision. The others stay.
		///
		/// # Origin
		/// Signed, by the asset's owner or an [editor](Roles::EDITOR).
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NoPermission`](Error::NoPermission),
		/// [`Revoked`](Error::Revoked); [`EmptyRoot`](Error::EmptyRoot),
		/// [`NoEntries`](Error::NoEntries), [`ManifestInvalid`](Error::ManifestInvalid),
		/// [`TooManyUris`](Error::TooManyUris), and `Uri…` as for [`add_uri`](Self::add_uri);
		/// [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`Revised`](Event::Revised).
		///
		/// # Deposit
		/// Held from the caller for the revision ([`HoldReason::Revision`]) and its multiURIs
		/// ([`HoldReason::Uri`]).
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::revise(Pallet::<T>::uris_weighed(content)))]
		pub fn revise(
			origin: OriginFor<T>,
			asset: AssetId,
			content: ContentInput,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revise(who, asset, content)
		}

		/// Adds a multiURI to a revision, after those that it has.
		///
		/// # Origin
		/// Signed, by the asset's owner or an [editor](Roles::EDITOR).
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`RevisionUnknown`](Error::RevisionUnknown),
		/// [`NoPermission`](Error::NoPermission), [`Revoked`](Error::Revoked),
		/// [`UriEmpty`](Error::UriEmpty), [`UriTooLong`](Error::UriTooLong),
		/// [`UriUnknownProtocol`](Error::UriUnknownProtocol),
		/// [`UriNotCanonical`](Error::UriNotCanonical),
		/// [`UriTrailingBytes`](Error::UriTrailingBytes), [`UriInvalid`](Error::UriInvalid),
		/// [`DuplicateUri`](Error::DuplicateUri), [`TooManyUris`](Error::TooManyUris);
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`UriAdded`](Event::UriAdded).
		///
		/// # Deposit
		/// Held from the caller for the multiURI ([`HoldReason::Uri`]).
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::add_uri())]
		pub fn add_uri(
			origin: OriginFor<T>,
			asset: AssetId,
			revision: u32,
			uri: Vec<u8>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_uri(who, asset, revision, uri)
		}

		/// Withdraws a multiURI from a revision. The last one may go as well: the chain then still
		/// says what the content is, but not where. While an open licence is pinned to the revision,
		/// those that it had when it was last sold stay.
		///
		/// # Origin
		/// Signed, by the asset's owner or an [editor](Roles::EDITOR).
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`RevisionUnknown`](Error::RevisionUnknown),
		/// [`NoPermission`](Error::NoPermission), [`UriUnknown`](Error::UriUnknown),
		/// [`RevisionSold`](Error::RevisionSold).
		///
		/// # Events
		/// [`UriWithdrawn`](Event::UriWithdrawn).
		///
		/// # Deposit
		/// The multiURI's is returned to who added it.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::withdraw_uri().saturating_add(T::Commitments::weight()))]
		pub fn withdraw_uri(
			origin: OriginFor<T>,
			asset: AssetId,
			revision: u32,
			uri: Vec<u8>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_uri(who, asset, revision, uri)
		}

		/// Sets an asset's lifecycle state. Every change is possible except out of `Revoked`.
		/// `Revoked` ends what was licensed, so it is refused while [`Config::Commitments`] knows
		/// of open irrevocable licences.
		///
		/// # Origin
		/// Signed, by the asset's owner or a [curator](Roles::CURATOR); for `Revoked` by the owner.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NoPermission`](Error::NoPermission),
		/// [`Revoked`](Error::Revoked), [`StateUnchanged`](Error::StateUnchanged); for `Revoked`
		/// [`NotOwner`](Error::NotOwner), and the refusal of [`Config::Commitments`].
		///
		/// # Events
		/// [`StateSet`](Event::StateSet).
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::set_state().saturating_add(T::Commitments::weight()))]
		pub fn set_state(
			origin: OriginFor<T>,
			asset: AssetId,
			state: LifecycleState,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_state(who, asset, state)
		}

		/// Links an asset to another.
		///
		/// Every relation but `DependsOn` binds the asset to what the other demands and owes. Such
		/// a link names what permits it, and the most that the asset may owe in all once it is
		/// made; `DependsOn` takes no permit, and its bound is ignored. An asset from which
		/// others were made, or that others contain, takes on nothing more.
		///
		/// # Origin
		/// Signed, by the asset's owner; for `DependsOn` also by an [editor](Roles::EDITOR).
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NotOwner`](Error::NotOwner), or
		/// [`NoPermission`](Error::NoPermission) for `DependsOn`; [`Revoked`](Error::Revoked),
		/// [`SelfLink`](Error::SelfLink), [`ParentUnknown`](Error::ParentUnknown),
		/// [`ParentRevoked`](Error::ParentRevoked), [`DuplicateLink`](Error::DuplicateLink),
		/// [`TooManyLinks`](Error::TooManyLinks); for structural links
		/// [`LineageCycle`](Error::LineageCycle) and [`LineageTooDeep`](Error::LineageTooDeep); for
		/// `DependsOn` [`PermitUnexpected`](Error::PermitUnexpected), for the others
		/// [`PermitMissing`](Error::PermitMissing), the refusal of [`Config::Derivation`] and
		/// [`HasDescendants`](Error::HasDescendants);
		/// [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller lacks
		/// the deposit.
		///
		/// # Events
		/// [`Linked`](Event::Linked).
		///
		/// # Deposit
		/// Held from the caller for the link ([`HoldReason::Link`]).
		#[pallet::call_index(10)]
		#[pallet::weight(Pallet::<T>::max_link_weight())]
		pub fn link(
			origin: OriginFor<T>,
			asset: AssetId,
			new: NewLink,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let walked = Self::do_link(who, asset, new)?;
			Ok(Some(Self::link_weight(walked)).into())
		}

		/// Cuts a structural link of an asset. What the asset came to owe by it stays.
		///
		/// # Origin
		/// Signed, by the asset's owner, an [editor](Roles::EDITOR) of its collection, or the
		/// owner of the asset linked to.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`LinkPermanent`](Error::LinkPermanent),
		/// [`NoPermission`](Error::NoPermission), [`LinkUnknown`](Error::LinkUnknown).
		///
		/// # Events
		/// [`Unlinked`](Event::Unlinked).
		///
		/// # Deposit
		/// The link's is returned to who made it.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::unlink())]
		pub fn unlink(origin: OriginFor<T>, asset: AssetId, link: Link) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unlink(who, asset, link)
		}

		/// Gives an asset to another account. Its deposits stay with those who made them, and
		/// return to them when the new owner retires the asset.
		///
		/// # Origin
		/// Signed, by the asset's owner.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NotOwner`](Error::NotOwner), or the NFT
		/// pallet's error if the item is locked.
		///
		/// # Events
		/// The NFT pallet's `Transferred`, as for a transfer by its own calls. The registry adds
		/// none, so that each move is told once.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::transfer().saturating_add(T::Observer::moved_weight()))]
		pub fn transfer(origin: OriginFor<T>, asset: AssetId, to: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_transfer(who, asset, to)
		}

		/// Drops the oldest `count` revisions of an asset. Refused if the current one, or one to
		/// which an open licence is pinned, is among them.
		///
		/// # Origin
		/// Signed, by the asset's owner.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NotOwner`](Error::NotOwner),
		/// [`BadPruneCount`](Error::BadPruneCount), [`CurrentRevision`](Error::CurrentRevision),
		/// [`RevisionSold`](Error::RevisionSold).
		///
		/// # Events
		/// [`RevisionsPruned`](Event::RevisionsPruned).
		///
		/// # Deposit
		/// Those of the revisions and their multiURIs are returned to who made them.
		#[pallet::call_index(13)]
		#[pallet::weight(Pallet::<T>::max_prune_weight(*count))]
		pub fn prune_revisions(
			origin: OriginFor<T>,
			asset: AssetId,
			count: u32,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let payments = Self::do_prune_revisions(who, asset, count)?;
			Ok(Some(Self::prune_weight(count, payments)).into())
		}

		/// Ends an asset: its revisions, links and NFT go. Its id is not used again. Refused while
		/// [`Config::Commitments`] knows of open irrevocable licences.
		///
		/// # Origin
		/// Signed, by the asset's owner. (By the collection's publisher if the NFT is gone, which
		/// the runtime has to rule out: deposits could not be returned otherwise.)
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NotOwner`](Error::NotOwner),
		/// [`HasDependants`](Error::HasDependants),
		/// [`TooManyRevisions`](Error::TooManyRevisions), the refusal of [`Config::Commitments`],
		/// or the NFT pallet's error if the item is locked.
		///
		/// # Events
		/// [`Retired`](Event::Retired).
		///
		/// # Deposit
		/// All of the asset's are returned, each to who made it.
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::max_retire_weight())]
		pub fn retire(origin: OriginFor<T>, asset: AssetId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (revisions, links, payments) = Self::do_retire(who, asset)?;
			Ok(Some(Self::retire_weight(revisions, links, payments)).into())
		}

		/// Lets the collection's editors and curators act on an asset, or stops them. Registering
		/// an asset lets them; a new owner has to agree again.
		///
		/// # Origin
		/// Signed, by the asset's owner.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NotOwner`](Error::NotOwner),
		/// [`ManagedUnchanged`](Error::ManagedUnchanged).
		///
		/// # Events
		/// [`ManagedSet`](Event::ManagedSet).
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::set_managed())]
		pub fn set_managed(origin: OriginFor<T>, asset: AssetId, managed: bool) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_managed(who, asset, managed)
		}
	}

	/// What calls weigh: as much as they may find, until it is known how much they found.
	impl<T: Config> Pallet<T> {
		/// The multiURIs of a call that its weight accounts for: more are refused unread.
		fn uris_weighed(content: &ContentInput) -> u32 {
			(content.uris.len() as u32).min(MAX_URIS)
		}

		/// [`register`](Self::register).
		fn register_weight(content: &ContentInput, links: &[NewLink]) -> Weight {
			let links = (links.len() as u32).min(T::MaxLinks::get());
			T::WeightInfo::register(Self::uris_weighed(content), links)
				.saturating_add(T::Derivation::derive_weight().saturating_mul(links.into()))
		}

		/// [`link`](Self::link), after a walk over so many assets.
		pub(crate) fn link_weight(walked: u32) -> Weight {
			T::WeightInfo::link(walked).saturating_add(T::Derivation::derive_weight())
		}

		/// [`link`](Self::link), after the longest walk.
		pub(crate) fn max_link_weight() -> Weight {
			Self::link_weight(T::MaxLineageWalk::get())
		}

		/// [`prune_revisions`](Self::prune_revisions) of so many, with so many deposits to return.
		pub(crate) fn prune_weight(revisions: u32, payments: u32) -> Weight {
			T::WeightInfo::prune_revisions()
				.saturating_add(T::Commitments::weight().saturating_mul(revisions.into()))
				.saturating_add(T::WeightInfo::drop_revisions(revisions))
				.saturating_add(T::WeightInfo::refund(payments))
		}

		/// [`prune_revisions`](Self::prune_revisions), when everyone's deposit is in them.
		pub(crate) fn max_prune_weight(count: u32) -> Weight {
			let revisions = count.min(T::MaxRevisionsAtRetire::get());
			Self::prune_weight(revisions, Self::max_payments(revisions))
		}

		/// [`retire`](Self::retire) of an asset with so many revisions, links and deposits to
		/// return.
		pub(crate) fn retire_weight(revisions: u32, links: u32, payments: u32) -> Weight {
			T::WeightInfo::retire(links)
				.saturating_add(T::Derivation::retired_weight())
				.saturating_add(T::Commitments::weight())
				.saturating_add(T::Observer::moved_weight())
				.saturating_add(T::WeightInfo::drop_revisions(revisions))
				.saturating_add(T::WeightInfo::refund(payments))
		}

		/// [`retire`](Self::retire), of the largest asset that it takes.
		pub(crate) fn max_retire_weight() -> Weight {
			let (revisions, links) = (T::MaxRevisionsAtRetire::get(), T::MaxLinks::get());
			// The asset's own deposit, and each link's.
			let others = links.saturating_add(1);
			let payments = Self::max_payments(revisions).saturating_add(others);
			Self::retire_weight(revisions, links, payments)
		}

		/// How many deposits there are in so many revisions: their own and their multiURIs'.
		fn max_payments(revisions: u32) -> u32 {
			revisions.saturating_mul(MAX_URIS.saturating_add(1))
		}
	}
}
