// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title The asset registry
/// @notice Machine-learning assets: what there is, what it consists of, where it can be had, what
/// it was made from. Lies at 0x0000000000000000000000000000000007010000.
///
/// @dev An asset is an item of a collection. Each collection is also an ERC-721 contract, at the
/// address that collectionAddress names, with the item numbers as token ids: owners, transfers and
/// approvals are found there. The owner of the token is the owner of the asset.
///
/// Every function that writes does what the registry's native call of the same name does, in the
/// name of msg.sender, with the same permissions, deposits and errors. Either all of it happens or
/// none of it.
///
/// Accounts. An account with an Ethereum key, or a contract, is its address. A native account is
/// known by the last 20 bytes of the Keccak-256 hash of its 32 bytes; in arguments that address
/// names it once it exists on the chain, and nobody before.
///
/// Units. Amounts are in wei; one wei is one planck of HUB. Sizes are in bytes. Times are block
/// numbers of this chain.
///
/// Deposits. What is stored is paid for with a deposit, per entry and per byte, put on hold on the
/// balance of msg.sender (of a contract, if that is what calls) and never taken from msg.value.
/// It returns to the account it was held on when the entry goes, whoever removes it.
///
/// Reverts. Every function reverts with Error(string): a refusal of the registry is
/// "AssetRegistry: " and the error's name, one of the currency "Token: FundsUnavailable" and the
/// like. The names are listed with each function. Beside them, every function reverts with
/// "delegatecall denied" and "value not accepted"; arguments that do not decode, among them numbers
/// that exceed their type and enum members that do not exist, with "malformed arguments of" and the
/// function's name. A function that writes fails in a static call, without a reason.
///
/// Logs. The registry's address emits none. Changes are told by logs of the collection's address,
/// natively made ones alike: Transfer when an asset is registered, moved or retired, MetadataUpdate
/// (ERC-4906) when it is revised, gets or loses a URI or a link or changes its state, and
/// ContractURIUpdated (ERC-7572) when a collection has another publisher.
///
/// Enums. Members are only ever appended. Contracts compiled before fail to decode the answer
/// about an asset that has a newer one.
interface IAssetRegistry {
    /// @notice What an asset is.
    enum AssetKind {
        /// Samples, possibly in splits and shards.
        Dataset,
        /// Parameters and the code that loads them.
        Model,
        /// A processing step: tokenizer, transform, metric.
        Function,
        /// A set of other assets, named by links with the relation Contains.
        Bundle,
        /// An endpoint or an access token to one.
        Service
    }

    /// @notice Where an asset is in its life.
    enum LifecycleState {
        /// In use, can be ordered. What every asset begins as.
        Active,
        /// No longer maintained, cannot be ordered.
        EndOfLife,
        /// Replaced by another asset, cannot be ordered.
        Deprecated,
        /// Withdrawn for cause. Final: no other state follows, and nothing can be added.
        Revoked,
        /// Cannot be ordered.
        OrderingDisabled,
        /// Can be ordered; front ends do not show it. `list` has it as any other.
        Unlisted
    }

    /// @notice How an asset, the subject, stands to another, the object. Contains and DependsOn
    /// are structural: they form no cycle, can be cut, and keep the object from being retired. The
    /// others state where the subject comes from and stay for as long as it lives.
    enum Relation {
        /// The subject is a modification of the object.
        DerivedFrom,
        /// The subject is a model that learned from the object.
        TrainedOn,
        /// The object is a part of the subject.
        Contains,
        /// The subject needs the object to work.
        DependsOn,
        /// The subject is an excerpt of the object.
        SampleOf
    }

    /// @notice Which way a lineage is walked.
    enum Direction {
        /// To what the asset links to.
        Ancestors,
        /// To what links to the asset.
        Descendants
    }

    /// @notice Names an asset.
    struct Id {
        /// The collection.
        uint32 collection;
        /// The item in it; the token id of the collection's ERC-721 contract.
        uint64 item;
    }

    /// @notice A link of an asset that the context names, the subject.
    struct Link {
        /// How the subject stands to the object.
        Relation relation;
        /// The asset linked to.
        Id object;
    }

    /// @notice What permits an asset to be made from another, or to contain it.
    enum Permit {
        /// Nothing: for DependsOn, which copies nothing, and only there.
        None,
        /// Both assets are msg.sender's.
        Owner,
        /// A licence that msg.sender holds.
        Licence,
        /// The terms under which the other asset is free to everyone.
        Free
    }

    /// @notice A link to be made, what permits it, and the most that may come of it.
    struct NewLink {
        /// How the subject stands to the object.
        Relation relation;
        /// The asset linked to.
        Id object;
        /// What permits the link.
        Permit permit;
        /// The licence; read for the permit Licence only.
        uint64 licence;
        /// The id of the terms; read for the permit Free only.
        bytes32 terms;
        /// The most that the subject may owe in all once the link is made, parts per million of its
        /// revenue. Not read for DependsOn.
        uint32 maxOwedPpm;
    }

    /// @notice What a revision says, as a call brings it.
    struct Content {
        /// Path2Hash root of the files: an OpenZeppelin StandardMerkleTree over (string path,
        /// bytes cid, uint64 size). Not zero.
        bytes32 root;
        /// Number of files under the root, 1 at least.
        uint32 entries;
        /// Sum of the files' sizes, bytes.
        uint64 totalBytes;
        /// Binary CIDv1 of the manifest: raw or dag-pb, SHA-256; 36 bytes.
        bytes manifest;
        /// Where the content can be had, best first: multiURIs in binary form, at most 8, of at
        /// most 512 bytes each, no two alike.
        bytes[] uris;
    }

    /// @notice A revision of an asset. Never changes, but for its URIs.
    struct Revision {
        /// Its number; the first is 1.
        uint32 number;
        /// Path2Hash root.
        bytes32 root;
        /// Number of files under the root.
        uint32 entries;
        /// Sum of the files' sizes, bytes.
        uint64 totalBytes;
        /// Binary CIDv1 of the manifest.
        bytes manifest;
        /// Where the content can be had, best first: multiURIs in binary form.
        bytes[] uris;
        /// Who made it.
        address author;
        /// The block that made it.
        uint64 createdAt;
        /// Everything on hold for it, wei; includes what others hold for URIs that they added.
        uint256 deposit;
    }

    /// @notice An asset, with its current revision.
    struct Asset {
        /// Its id.
        Id id;
        /// Who owns it: the owner of the token.
        address owner;
        /// What it is.
        AssetKind kind;
        /// Where it is in its life.
        LifecycleState state;
        /// The block that registered it.
        uint64 registeredAt;
        /// Number of the oldest revision that is still kept; all from it to the current one are.
        uint32 oldestRevision;
        /// How many links it has, 64 at most.
        uint32 links;
        /// How many live assets contain it or depend on it.
        uint32 dependants;
        /// How many links live assets have to it because they were made from it or contain it.
        uint32 descendants;
        /// Whether the collection's editors and curators may act on it.
        bool managed;
        /// Who registered it, and to whom its deposit returns.
        address depositor;
        /// On hold for the asset itself, wei; revisions and links apart.
        uint256 deposit;
        /// The current revision.
        Revision revision;
    }

    /// @notice A collection.
    struct Collection {
        /// Its id.
        uint32 id;
        /// The address of its ERC-721 contract.
        address token;
        /// Its name, 1 to 64 bytes of UTF-8.
        string name;
        /// A multiURI in binary form that leads to a description; empty if there is none.
        bytes metadata;
        /// Who may register, grant roles and hand the collection on.
        address publisher;
        /// Who may take it over; the zero address if nobody.
        address nominee;
        /// Assets that live in it.
        uint64 items;
        /// The number that the next asset gets. Numbers begin at 0 and are not used twice.
        uint64 nextItem;
        /// Accounts with a role in it.
        uint32 roles;
        /// On hold from the publisher, wei.
        uint256 deposit;
    }

    /// @notice Which assets a list is about. One that is all zero lets every asset pass.
    struct Filter {
        /// Whether only assets of one collection pass.
        bool byCollection;
        /// That collection.
        uint32 collection;
        /// Whose assets pass; the zero address is anyone.
        address owner;
        /// Whether only assets of one kind pass.
        bool byKind;
        /// That kind.
        AssetKind kind;
        /// Whether only assets in one state pass.
        bool byState;
        /// That state.
        LifecycleState state;
    }

    /// @notice An asset of a lineage.
    struct Node {
        /// Its id.
        Id id;
        /// Whether it lives; kind and state are zero once it is retired.
        bool live;
        /// What it is.
        AssetKind kind;
        /// Where it is in its life.
        LifecycleState state;
        /// Fewest links from the asset asked about, which itself has 0.
        uint32 depth;
    }

    /// @notice A link of a lineage.
    struct Edge {
        /// The asset that links.
        Id subject;
        /// How the subject stands to the object.
        Relation relation;
        /// The asset linked to.
        Id object;
    }

    /// @notice Creates a collection, with msg.sender as its publisher. Its ERC-721 contract is
    /// there from then on.
    /// @dev Reverts: NameEmpty, NameTooLong, NameInvalid; for the metadata what addUri says of a
    /// URI; DepositOverflow. Deposit: held from msg.sender for the collection.
    /// @param name 1 to 64 bytes of UTF-8 without control characters.
    /// @param metadata A multiURI in binary form, 512 bytes at most; empty for none.
    /// @return collection The id of the collection.
    /// @return token The address of its ERC-721 contract.
    function createCollection(string calldata name, bytes calldata metadata)
        external returns (uint32 collection, address token);

    /// @notice Sets the roles of an account in a collection of msg.sender's.
    /// @dev Reverts: CollectionUnknown; NotPublisher; UnknownRole for bits without a meaning;
    /// NoRoles when there is nothing to remove; DepositOverflow. Deposit: held from msg.sender when
    /// the account had no role, returned to whom it was held from when it has none any more.
    /// @param collection The collection.
    /// @param account Whose roles.
    /// @param roles What it may do from now on, a sum of 1 (registrar: registers assets), 2
    /// (editor: revises, adds and withdraws URIs, makes DependsOn links, cuts structural links) and 4
    /// (curator: sets states other than Revoked); editors and curators act only on managed assets
    /// (setManaged); 0 takes all roles away.
    function setRoles(uint32 collection, address account, uint8 roles) external;

    /// @notice Offers a collection of msg.sender's to a new publisher, who has to accept.
    /// @dev Reverts: CollectionUnknown, NotPublisher, AlreadyPublisher.
    /// @param collection The collection.
    /// @param nominee Who may take it over; the zero address withdraws the offer.
    function nominatePublisher(uint32 collection, address nominee) external;

    /// @notice Takes over a collection that was offered to msg.sender. Assets and roles stay.
    /// @dev Reverts: CollectionUnknown, NotNominee, DepositOverflow. Deposit: held from msg.sender
    /// for the collection at the price of today, returned to the publisher until now.
    /// @param collection The collection.
    function acceptPublisher(uint32 collection) external;

    /// @notice Destroys a collection of msg.sender's that has neither assets nor roles. Its id and
    /// address are not used again.
    /// @dev Reverts: CollectionUnknown, NotPublisher, CollectionNotEmpty, RolesRemain. Deposit:
    /// the collection's returns.
    /// @param collection The collection.
    function destroyCollection(uint32 collection) external;

    /// @notice Registers an asset: mints its token to msg.sender and stores revision 1. It begins
    /// Active.
    /// @dev For the publisher and accounts with the role registrar. The receiver hook of ERC-721 is
    /// not called: who registers asked for the token. Reverts: CollectionUnknown; NoPermission; for
    /// the content what revise says; for the links what link says; TooManyLinks for more than 64;
    /// CounterExhausted. Deposit: held from msg.sender for the asset, its token, the revision, its
    /// URIs and the links.
    /// @param collection The collection.
    /// @param kind What it is.
    /// @param content What it consists of.
    /// @param links What it was made from or contains, 64 at most.
    /// @return item The number of the asset in the collection, which is its token id.
    function register(
        uint32 collection,
        AssetKind kind,
        Content calldata content,
        NewLink[] calldata links
    ) external returns (uint64 item);

    /// @notice Gives an asset a new current revision. The others stay.
    /// @dev For the owner and accounts with the role editor. Reverts: AssetUnknown; NoPermission;
    /// Revoked; EmptyRoot; NoEntries; ManifestInvalid; TooManyUris for more than 8; what addUri
    /// says of a URI; CounterExhausted; DepositOverflow. Deposit: held from msg.sender for the
    /// revision and its URIs.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param content What it consists of from now on.
    /// @return number The number of the new revision.
    function revise(uint32 collection, uint64 item, Content calldata content)
        external returns (uint32 number);

    /// @notice Adds a URI to a revision, after those that it has.
    /// @dev For the owner and accounts with the role editor. Reverts: AssetUnknown;
    /// RevisionUnknown; NoPermission; Revoked; UriEmpty; UriTooLong; UriUnknownProtocol;
    /// UriNotCanonical; UriTrailingBytes; UriInvalid; DuplicateUri; TooManyUris for a ninth;
    /// DepositOverflow. Deposit: held from msg.sender for the URI.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param number The number of the revision.
    /// @param uri A multiURI in binary form, 1 to 512 bytes.
    function addUri(uint32 collection, uint64 item, uint32 number, bytes calldata uri) external;

    /// @notice Withdraws a URI from a revision. While a licence of the revision is open, those that
    /// it had when the owner last issued one stay.
    /// @dev For the owner and accounts with the role editor. Reverts: AssetUnknown,
    /// RevisionUnknown, NoPermission, UriUnknown, RevisionSold. Deposit: the URI's returns to who
    /// added it.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param number The number of the revision.
    /// @param uri The multiURI in binary form.
    function withdrawUri(
        uint32 collection, uint64 item, uint32 number, bytes calldata uri
    ) external;

    /// @notice Sets the lifecycle state of an asset. Every change is possible except out of
    /// Revoked.
    /// @dev For the owner and accounts with the role curator; Revoked for the owner only. Reverts:
    /// AssetUnknown, NoPermission, Revoked, StateUnchanged; for Revoked NotOwner, and
    /// "Licensing: IrrevocableLicences" while there are licences that nobody may revoke.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param state The state from now on.
    function setState(uint32 collection, uint64 item, LifecycleState state) external;

    /// @notice Links an asset to another. Every relation but DependsOn brings it under what the
    /// other demands and owes.
    /// @dev For the owner; DependsOn also for accounts with the role editor. Reverts: AssetUnknown;
    /// NotOwner, or NoPermission for DependsOn; Revoked; SelfLink; ParentUnknown; ParentRevoked;
    /// DuplicateLink; TooManyLinks for a 65th; for structural links LineageCycle, and LineageTooDeep
    /// when a cycle cannot be ruled out by looking at 256 assets; for DependsOn PermitUnexpected; for
    /// the others PermitMissing, HasDescendants when it would bring the asset under more and others
    /// were made from it, "Royalties: NotParentOwner", "Royalties: OwesTooMuch" and others of
    /// "Royalties: " and "Licensing: "; CounterExhausted; DepositOverflow. Deposit: held from
    /// msg.sender for the link, and what the terms that it was made under take.
    /// @param collection The collection.
    /// @param item The asset in it that links.
    /// @param to The link.
    function link(uint32 collection, uint64 item, NewLink calldata to) external;

    /// @notice Cuts a structural link of an asset. What the asset came to owe by it stays.
    /// @dev For the owner, accounts with the role editor and the owner of the asset linked to.
    /// Reverts: AssetUnknown, LinkPermanent, NoPermission, LinkUnknown. Deposit: the link's returns
    /// to who made it.
    /// @param collection The collection.
    /// @param item The asset in it that links.
    /// @param to The link.
    function unlink(uint32 collection, uint64 item, Link calldata to) external;

    /// @notice Drops the oldest revisions of an asset of msg.sender's. The current one stays.
    /// @dev Reverts: AssetUnknown, NotOwner, BadPruneCount, CurrentRevision, RevisionSold when an
    /// open licence, bought or granted, has one of them. Deposit: those of the revisions and their URIs
    /// return to who made them.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param count How many, 1 to 64.
    function pruneRevisions(uint32 collection, uint64 item, uint32 count) external;

    /// @notice Ends an asset of msg.sender's: burns its token, drops its revisions and links. Its
    /// number is not used again.
    /// @dev Reverts: AssetUnknown; NotOwner; HasDependants while live assets contain it or depend
    /// on it; TooManyRevisions when more than 64 are kept; "Licensing: IrrevocableLicences" while
    /// there are licences that nobody may revoke. Deposit: all of the asset's return, each to who
    /// made it.
    /// @param collection The collection.
    /// @param item The asset in it.
    function retire(uint32 collection, uint64 item) external;

    /// @notice Lets the collection's editors and curators act on an asset of msg.sender's, or stops
    /// them. On when an asset is registered; a new owner has to turn it on again.
    /// @dev Reverts: AssetUnknown, NotOwner, ManagedUnchanged.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param managed Whether they may act on it.
    function setManaged(uint32 collection, uint64 item, bool managed) external;

    /// @notice Whether there is such an asset: registered, and not retired.
    /// @param collection The collection.
    /// @param item The item.
    /// @return there Whether it is there.
    function exists(uint32 collection, uint64 item) external view returns (bool there);

    /// @notice An asset, with its current revision.
    /// @dev Reverts: AssetUnknown.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @return asset The asset.
    function resolve(uint32 collection, uint64 item) external view returns (Asset memory asset);

    /// @notice The asset that a DID names, with its current revision.
    /// @dev Reverts: AssetUnknown; InvalidDid when it is not of the form that did answers;
    /// ForeignDid when it is of another chain.
    /// @param id The DID.
    /// @return asset The asset.
    function resolveDid(string calldata id) external view returns (Asset memory asset);

    /// @notice The DID of an asset: did:metahub:, the first 16 bytes of the genesis hash in
    /// lower-case hexadecimal, and collection and item in decimal, separated by colons.
    /// @dev Reverts: AssetUnknown.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @return id The DID.
    function did(uint32 collection, uint64 item) external view returns (string memory id);

    /// @notice A collection.
    /// @dev Reverts: CollectionUnknown.
    /// @param collection The collection.
    /// @return info The collection.
    function collectionInfo(uint32 collection) external view returns (Collection memory info);

    /// @notice The collection of an ERC-721 contract.
    /// @dev Reverts: CollectionUnknown when the address is not that of a collection of assets;
    /// licences have collections of their own.
    /// @param token The address.
    /// @return collection The collection.
    function collectionOf(address token) external view returns (uint32 collection);

    /// @notice The address of the ERC-721 contract of a collection.
    /// @dev Reverts: CollectionUnknown.
    /// @param collection The collection.
    /// @return token The address.
    function collectionAddress(uint32 collection) external view returns (address token);

    /// @notice What an account may do in a collection that is not its own.
    /// @param collection The collection.
    /// @param account The account.
    /// @return roles A sum as for setRoles; 0 also if the collection does not exist.
    function rolesOf(uint32 collection, address account) external view returns (uint8 roles);

    /// @notice One revision of an asset.
    /// @dev Reverts: AssetUnknown; RevisionUnknown if there is no such revision, or no longer.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param number The number of the revision; 0 is the current one.
    /// @return info The revision.
    function revision(uint32 collection, uint64 item, uint32 number)
        external view returns (Revision memory info);

    /// @notice Revisions of an asset, oldest first.
    /// @dev Reverts: AssetUnknown.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param first The number to begin with; lower ones than the oldest kept begin with that.
    /// @param limit How many at most; 0 and more than 20 are 20.
    /// @return page The revisions.
    /// @return next The number to go on with; 0 when there are no more.
    function revisions(uint32 collection, uint64 item, uint32 first, uint32 limit)
        external view returns (Revision[] memory page, uint32 next);

    /// @notice The lineage of an asset, breadth first: the assets within so many links, and the
    /// links between them.
    /// @dev Reverts: AssetUnknown.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param direction Which way to walk.
    /// @param depth How many links far; more than 16 are 16.
    /// @return nodes The assets, nearest first, the one asked about before all; 64 at most.
    /// @return edges The links between them, 256 at most.
    /// @return truncated Whether there is more than a bound let through.
    function lineage(uint32 collection, uint64 item, Direction direction, uint32 depth)
        external view returns (Node[] memory nodes, Edge[] memory edges, bool truncated);

    /// @notice A page of the assets that pass a filter: by collection and item, except for the
    /// assets of one owner, which have an order of their own.
    /// @dev Looks at 256 records at most: a page can be short, or empty, although more follow. An
    /// owner is found by the address of an account that exists; for the tokens of others there is
    /// the collection's ERC-721 contract. Reverts: InvalidCursor.
    /// @param filter Which assets.
    /// @param cursor Where to go on: 0 at first, then what the page before answered.
    /// @param limit How many at most; 0 and more than 20 are 20.
    /// @return page The assets.
    /// @return next The cursor of the next page; 0 when there are no more.
    function list(Filter calldata filter, uint128 cursor, uint32 limit)
        external view returns (Asset[] memory page, uint128 next);

    /// @notice Whether a file is under the root of a revision.
    /// @dev Reverts: AssetUnknown; RevisionUnknown; InvalidPath and InvalidCid when no root can
    /// contain such a file; ProofTooLong for more than 32 hashes. A proof that does not hold is no
    /// error.
    /// @param collection The collection.
    /// @param item The asset in it.
    /// @param number The number of the revision; 0 is the current one.
    /// @param path The path of the file: relative, separated by slashes, without empty, dot and
    /// dot-dot segments and control characters, in NFC, 1 to 1,024 bytes of UTF-8.
    /// @param cid Binary CIDv1 of the file: raw or dag-pb, SHA-256.
    /// @param size Size of the file, bytes.
    /// @param proof The siblings from leaf to root, as OpenZeppelin's MerkleProof takes them.
    /// @return valid Whether it is.
    function verifyPath(
        uint32 collection, uint64 item, uint32 number,
        string calldata path, bytes calldata cid, uint64 size, bytes32[] calldata proof
    ) external view returns (bool valid);
}
