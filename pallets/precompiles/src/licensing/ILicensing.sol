// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Licensing
/// @notice Who may use an asset: terms, offers, licences, sub-licences, access. Lies at
/// 0x0000000000000000000000000000000007020000.
///
/// @dev A licence is an NFT with its licence id as token id, in the licence collection that belongs
/// to its asset's collection: an ERC-721 contract (ICollection) at the address that licenceCollection
/// names, where owners, transfers and approvals are found.
///
/// Every function that writes does what the native call of the same name does, in the name of
/// msg.sender, with the same permissions, deposits and errors. Either all of it happens or none.
///
/// Accounts. An account with an Ethereum key, or a contract, is its address. A native account is
/// known by the last 20 bytes of the Keccak-256 hash of its 32 bytes; in arguments that address
/// names it once it exists on the chain, and nobody before.
///
/// Currencies are addresses: zero is HUB, the chain's own token; the ERC-20 contract of a token of
/// this chain (0x0120 in bytes 16 and 17) is that token, which pools can swap; any other is an
/// ERC-20 contract. Amounts are in the currency's smallest unit, of HUB in wei; those of 2^128 and
/// more revert with "amount too large", but the most that is to be spent may be any number.
///
/// Paying. No function takes value: HUB and tokens are taken from the balance of msg.sender (of a
/// contract, if that is what calls). An ERC-20 contract is asked for transferFrom by this address,
/// which msg.sender has to approve first, as of any contract ("Payments: TokenRefused" otherwise).
///
/// Times are Unix seconds. Parts are parts per million. "Zero is none" is said where it holds.
///
/// Deposits. What is stored is paid for with a deposit in HUB, held on the balance of msg.sender.
/// It returns to that account when the entry goes. Who buys with another currency and lacks the
/// deposit for the licence buys it with that currency, within maxAmount.
///
/// Reverts. Error(string): a refusal of the pallet is "Licensing: " and the error's name (as the
/// native calls document them), one of payments "Payments: " and the name, one of a currency
/// "Token: FundsUnavailable" and the like; "delegatecall denied"; "value not accepted"; "malformed
/// arguments of" and the function's name; "recipient is the zero address" in grant and grantSub. A
/// function that writes fails in a static call.
///
/// Logs. This address emits none. Issuing is the log Transfer from the zero address of the licence
/// collection, with Locked or Unlocked (ERC-5192) and UpdateUser (ERC-4907); renewal and revocation
/// are UpdateUser. Natively made changes are logged alike.
interface ILicensing {
    /// @notice Who has access to an asset.
    enum AccessMode {
        /// Who holds a licence or a seat of one.
        Licence,
        /// Also who is on the owner's list.
        AllowList,
        /// Everyone, under terms.
        Free
    }

    /// @notice How a revenue share travels on to derivatives of derivatives.
    enum RoyaltyPolicy {
        /// Of every sale of every descendant.
        Absolute,
        /// Of what the direct derivative takes in.
        Relative
    }

    /// @notice Why an account has access.
    enum Grant {
        /// It has none.
        None,
        /// It owns the asset.
        Owner,
        /// Everyone has.
        Free,
        /// It is on the owner's list.
        Listed,
        /// It holds the licence.
        Holder,
        /// It has a seat of the licence.
        Seat
    }

    /// @notice Why a licence was revoked.
    enum RevocationReason {
        /// The licensee broke the terms.
        Breach,
        /// It was paid for with what was not the payer's.
        Fraud,
        /// A dispute was upheld.
        Dispute,
        /// A law or a court demands it.
        Legal,
        /// The licensee asked for it.
        Request
    }

    /// @notice Why a licence gives no access any more.
    enum Ended {
        /// It does.
        No,
        /// Its time is over.
        Expired,
        /// It was revoked.
        Revoked,
        /// A licence above it expired, was revoked or was closed.
        Above,
        /// The asset was retired or revoked.
        AssetGone,
        /// Its uses are used up, or taken over by sub-licences.
        UsedUp
    }

    /// @notice An amount of a currency.
    struct Price {
        /// The currency.
        address currency;
        /// In its smallest unit.
        uint256 amount;
    }

    /// @notice The terms of a licence. Identical terms have the same id. What a flag or a zero says
    /// is not granted must be zero in the fields below it, else "Licensing: TermsInvalid".
    struct Terms {
        /// Seconds from purchase to expiry. Zero is none: it does not expire.
        uint64 durationSecs;
        /// Whether the holder may pass the licence on.
        bool transferable;
        /// Whether the asset may be used to earn money.
        bool commercialUse;
        /// Whether users have to name the licensor.
        bool attribution;
        /// Whether derivatives may be made.
        bool derivatives;
        /// Of derivatives: they have to name the asset.
        bool derivativesAttribution;
        /// Of derivatives: the licensor has to approve the holder first.
        bool derivativesApproval;
        /// Of derivatives: they are licensed under the same terms only.
        bool derivativesReciprocal;
        /// Of derivatives: what the asset's owner gets of their sales, parts per million.
        uint32 revenueSharePpm;
        /// Of derivatives: how that share travels on.
        RoyaltyPolicy policy;
        /// How many levels of sub-licences may hang below. Zero is none.
        uint8 subLicensingDepth;
        /// Of sub-licences: how many the licence may give in its life.
        uint32 subLicensingCount;
        /// Of sub-licences: what the licensor gets of each one's price, parts per million.
        uint32 upstreamPpm;
        /// Accounts that the holder may give access beside itself.
        uint32 seats;
        /// Uses granted. Zero is none: they are not counted.
        uint32 uses;
        /// Whether the licensor may revoke on breach.
        bool revocable;
        /// What the licensor gets of each resale, parts per million.
        uint32 resaleRoyaltyPpm;
        /// Where the wording is: a multiURI in binary form. Empty is none.
        bytes legalUri;
        /// SHA-256 of the wording.
        bytes32 legalSha256;
    }

    /// @notice What an offer sells, and how.
    struct NewOffer {
        /// The terms of the licences, which must be known.
        bytes32 terms;
        /// 1 to 8 prices in different currencies, any one of which buys a licence.
        Price[] prices;
        /// Whether other currencies are swapped into a price.
        bool swaps;
        /// Licences that there are. Zero is none: no limit.
        uint32 supply;
        /// From when it sells. Zero is at once.
        uint64 opens;
        /// Until when, exclusive. Zero is none: no end.
        uint64 closes;
    }

    /// @notice An offer.
    struct Offer {
        /// Its id.
        uint64 id;
        /// The asset: its collection.
        uint32 collection;
        /// The asset: its item.
        uint64 item;
        /// Whether it sells sub-licences of `parent`.
        bool sub;
        /// The licence that is sub-licensed.
        uint64 parent;
        /// Who is paid now; zero if nobody could be.
        address seller;
        /// The terms.
        bytes32 terms;
        /// The prices.
        Price[] prices;
        /// Whether other currencies are swapped into a price.
        bool swaps;
        /// Whether the number of licences is limited.
        bool limited;
        /// How many are left, if it is.
        uint32 supply;
        /// From when it sells. Zero: from the start.
        uint64 opens;
        /// Until when, exclusive. Zero is none.
        uint64 closes;
        /// What the collection's publisher gets of each sale, parts per million.
        uint32 collectionFeePpm;
    }

    /// @notice A licence.
    struct Licence {
        /// Its id, and its token id.
        uint64 id;
        /// The ERC-721 contract that it is a token of.
        address token;
        /// The asset: its collection.
        uint32 collection;
        /// The asset: its item.
        uint64 item;
        /// Who holds it.
        address holder;
        /// Who gave it; zero when that one is gone.
        address licensor;
        /// Its terms.
        bytes32 terms;
        /// Whether it was bought from `offer`.
        bool bought;
        /// The offer.
        uint64 offer;
        /// Whether it is a sub-licence of `parent`.
        bool sub;
        /// The licence above it.
        uint64 parent;
        /// Licences above it.
        uint8 depth;
        /// The asset's revision when it was issued. It stays available while the licence is open.
        uint32 revision;
        /// When it was issued.
        uint64 issuedAt;
        /// When it expires. Zero is none.
        uint64 expires;
        /// Whether its uses are counted.
        bool counted;
        /// How many are left, if they are, without those that sub-licences have taken over.
        uint32 usesLeft;
        /// Seats that are taken.
        uint32 seatsTaken;
        /// Sub-licences that it has given, ended and closed ones included.
        uint32 subLicences;
        /// Those of them that are not closed.
        uint32 openSubLicences;
        /// Whether the licensor has approved derivatives by the present holder.
        bool derivativesApproved;
        /// The price of which everyone who shares in sales has been paid: a resale is shared as far
        /// as it exceeds this. Zero when it was granted and not resold since.
        Price shared;
        /// Why it gives no access.
        Ended ended;
    }

    /// @notice The answer to whether an account has access.
    struct Access {
        /// Whether it has.
        bool granted;
        /// Why.
        Grant grant;
        /// The licence, if `grant` is Holder or Seat.
        uint64 licence;
        /// When it ends. Zero is none.
        uint64 until;
        /// Whether uses are counted.
        bool counted;
        /// How many are left, if they are.
        uint32 usesLeft;
    }

    /// @notice What a purchase would take.
    struct Quote {
        /// The price that would be paid.
        Price price;
        /// The currency spent.
        address payWith;
        /// How much of it.
        uint256 amountIn;
        /// The currencies that a swap goes through, both ends included. Empty without one.
        address[] path;
    }

    /// @notice Makes terms known, which anyone may offer then. Who makes known what is known
    /// already changes nothing and pays no deposit.
    function createTerms(Terms calldata terms) external returns (bytes32 id);

    /// @notice Removes terms that nothing refers to and that msg.sender made known.
    function removeTerms(bytes32 id) external;

    /// @notice The id that terms have: BLAKE2b-256 of their SCALE encoding.
    function termsId(Terms calldata terms) external view returns (bytes32 id);

    /// @notice Terms, and how many offers, licences and free assets are under them.
    function termsOf(bytes32 id) external view returns (Terms memory terms, uint32 references);

    /// @notice Sets who has access to an asset of msg.sender's. `terms` are those of AccessMode.Free,
    /// zero otherwise.
    function setAccessMode(uint32 collection, uint64 item, AccessMode mode, bytes32 terms) external;

    /// @notice Who has access to an asset, and under which terms everyone has.
    function accessMode(uint32 collection, uint64 item)
        external view returns (AccessMode mode, bytes32 terms);

    /// @notice Puts an account on the list of an asset of msg.sender's, or takes it off.
    function setListed(uint32 collection, uint64 item, address account, bool listed) external;

    /// @notice Sets what the publisher, msg.sender, gets of sales of offers that are made from now
    /// on in a collection, parts per million.
    function setCollectionFee(uint32 collection, uint32 feePpm) external;

    /// @notice Offers licences to an asset of msg.sender's.
    function createOffer(uint32 collection, uint64 item, NewOffer calldata offer)
        external returns (uint64 id);

    /// @notice Offers sub-licences of a licence that msg.sender holds, never wider than its own.
    function createSubOffer(uint64 parent, NewOffer calldata offer) external returns (uint64 id);

    /// @notice Closes an offer of msg.sender's.
    function closeOffer(uint64 id) external;

    /// @notice An offer.
    function offerOf(uint64 id) external view returns (Offer memory offer);

    /// @notice Offers of an asset, at most 20. `cursor` is zero, or the `next` of the page before;
    /// `next` is zero at the end.
    function offersOf(uint32 collection, uint64 item, uint256 cursor, uint32 limit)
        external view returns (Offer[] memory page, uint256 next);

    /// @notice What buying from an offer would take of a currency in this block, without the
    /// deposit. Reverts if no purchase would succeed: the offer is closed, sold out, not open or a
    /// former seller's ("Licensing: SellerChanged"), the asset cannot be ordered, no price is in that
    /// currency and no pool leads to one, or a share would be too small ("Payments:
    /// ShareBelowMinimum"). A buyer who lacks the HUB for the licence's deposit buys that with the
    /// same currency: leave room in `maxAmount`.
    function quote(uint64 offer, address payWith) external view returns (Quote memory quoted);

    /// @notice Buys a licence. `terms` and `revision` are what the buyer has seen: the asset's current
    /// revision or, from an offer of sub-licences, that of the licence above. The purchase is refused
    /// if either has changed; a revision of zero accepts any. `recipient` holds the licence,
    /// msg.sender if it is zero. At most `maxAmount` of `payWith` is spent, including what buys
    /// missing HUB for the deposit.
    function buy(
        uint64 offer,
        bytes32 terms,
        uint32 revision,
        address recipient,
        address payWith,
        uint256 maxAmount
    ) external returns (uint64 licence);

    /// @notice Gives away a licence to an asset of msg.sender's.
    function grant(uint32 collection, uint64 item, bytes32 terms, address recipient)
        external returns (uint64 licence);

    /// @notice Gives away a sub-licence of a licence that msg.sender holds.
    function grantSub(uint64 parent, bytes32 terms, address recipient)
        external returns (uint64 licence);

    /// @notice Pays for a licence once more, at the prices of the offer that it was bought from.
    function renew(uint64 licence, address payWith, uint256 maxAmount) external;

    /// @notice Revokes a licence that msg.sender gave.
    function revoke(uint64 licence, RevocationReason reason) external;

    /// @notice Uses a licence once: msg.sender holds it or has a seat of it.
    function consume(uint64 licence, bytes32 memo) external;

    /// @notice Gives a seat of a licence that msg.sender holds, or takes it back.
    function setSeat(uint64 licence, address account, bool taken) external;

    /// @notice Approves derivatives that `holder` makes under a licence that msg.sender gave; zero
    /// withdraws the approval. Refused if another account holds the licence now (HolderChanged). It
    /// ends when the licence changes hands.
    function approveDerivatives(uint64 licence, address holder) external;

    /// @notice Closes a licence: its holder at any time; anyone once it or a licence above it is
    /// revoked, once its asset or a licence above it is gone, and 30 days after it expired or was used
    /// up. Nobody while sub-licences hang on it, unless they
    /// ended with it. What uses a sub-licence has left return to the licence above; the deposit
    /// returns to who made it.
    function close(uint64 licence) external;

    /// @notice Destroys the empty licence collection of a collection.
    function destroyLicenceCollection(uint32 collection) external;

    /// @notice The ERC-721 contract of licences to a collection's assets; zero if there were none
    /// yet.
    function licenceCollection(uint32 collection) external view returns (address token);

    /// @notice A licence.
    function licenceOf(uint64 id) external view returns (Licence memory licence);

    /// @notice Licences of an asset, at most 20. Cursors as of offersOf.
    function licencesOn(uint32 collection, uint64 item, uint256 cursor, uint32 limit)
        external view returns (Licence[] memory page, uint256 next);

    /// @notice Whether an account has access to an asset now.
    function access(uint32 collection, uint64 item, address account)
        external view returns (bool granted);

    /// @notice Whether an account has access to an asset at a time, and why: by owners, lists, seats
    /// and revocations of now, and by ends of licences as of then. Zero is no "now": nothing has
    /// ended then. Pass `block.timestamp`.
    function accessAt(uint32 collection, uint64 item, address account, uint64 at)
        external view returns (Access memory answer);

    /// @notice As accessAt, but looks at this licence before the account's others, of which accessAt
    /// looks at 64: for accounts with more. `answer` names what gives access; it may be another one.
    function accessBy(uint64 licence, address account, uint64 at)
        external view returns (Access memory answer);
}
