// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title A collection of assets, or of licences, as an ERC-721 contract
/// @notice Every collection of the chain is a contract of this interface. Its address is the
/// collection's id, big-endian, in bytes 0 to 3, `0x0721` in bytes 16 and 17, and zeros elsewhere:
/// collection 7 is at `0x0000000700000000000000000000000007210000`. A collection of assets has a
/// token per asset, the token's id being the asset's item number. The licences of its assets are
/// in a collection of their own, a token per licence; ids of licences are unique on the chain.
/// @dev Tokens are minted and burned by the registry and by licensing. Whatever moves a token, by
/// a contract or by a native transaction, is logged here.
///
/// An owner is an address, whether the chain has seen its account or not. A token that was given to
/// an address before its account with a native key was known is that account's here from then on;
/// the native side takes it for the owner after it has moved the token to itself once.
///
/// Every function reverts with "no such collection" at the address of a collection that does not
/// exist, with "value not accepted" when value is sent along, with "delegatecall denied" when its
/// code is borrowed, and with the reason when the calldata does not decode. Those that change
/// state fail without a reason in a static call. Ids that no token can have (2^64 and above) are
/// answered as ids that no token has.
interface ICollection {
    // Events. ERC-721.

    /// @notice A token has another owner. From the zero address it was minted, to it burned.
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);

    /// @notice An account may move a token, once; the zero address: nobody may any more.
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);

    /// @notice An operator may, or may no longer, move all of an owner's tokens.
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);

    // Events. Extensions.

    /// @notice ERC-4906: what `tokenURI` says of a token has changed. Not logged for licences, whose
    /// state changes with time as well: follow UpdateUser, and ask.
    event MetadataUpdate(uint256 _tokenId);

    /// @notice ERC-7572: what `contractURI` says has changed. Logged at a collection of assets only.
    event ContractURIUpdated();

    /// @notice ERC-4907, of licences: who may use the asset by this licence, and until when
    /// (Unix seconds; 2^64 - 1 for no end). The zero address: nobody. Logged when the licence is
    /// issued, renewed or revoked. A transfer passes the use on, with Transfer alone; the end of time
    /// or uses, and the end of what the licence depends on, are not logged: ask userOf.
    event UpdateUser(uint256 indexed tokenId, address indexed user, uint64 expires);

    /// @notice ERC-5192, of licences: the terms do not let the licence pass to others. Logged once.
    event Locked(uint256 tokenId);

    /// @notice ERC-5192, of licences: the terms let the licence pass to others, as long as it has not
    /// ended. Logged once.
    event Unlocked(uint256 tokenId);

    // ERC-165.

    /// @notice Whether the contract has an interface: ERC-165, ERC-721 with Metadata and
    /// Enumerable, ERC-2981, ERC-4906; of licences ERC-5192 as well.
    /// @param interfaceId The interface's id.
    /// @return Whether it has it; false for 0xffffffff.
    function supportsInterface(bytes4 interfaceId) external view returns (bool);

    // ERC-721.

    /// @notice How many tokens an account owns.
    /// @param owner The account. Reverts for the zero address.
    /// @return The number, below 2^32.
    function balanceOf(address owner) external view returns (uint256);

    /// @notice Who owns a token. If the owner is an account that never sent a transaction, this is
    /// the address that it would send from.
    /// @param tokenId The token. Reverts with "ERC721: invalid token ID" if there is none.
    /// @return The owner.
    function ownerOf(uint256 tokenId) external view returns (address);

    /// @notice Moves a token and, if the new owner is a contract, asks it whether it wants it.
    /// @dev A contract is called as `onERC721Received(operator, from, tokenId, data)` after the
    /// move, with all gas that is left, and may re-enter. Whatever it answers but the
    /// function's selector undoes the move: a reason that it reverts with is passed on, an error
    /// of another type as its bytes in hexadecimal.
    /// @param from The owner. Reverts if it is another.
    /// @param to The new owner. Reverts for the zero address.
    /// @param tokenId The token. The caller owns it, is approved for it, or is an operator of its
    /// owner. Reverts with "Nfts: ItemLocked" for a licence that may not move.
    /// @param data Handed on to the contract.
    function safeTransferFrom(address from, address to, uint256 tokenId, bytes calldata data) external;

    /// @notice As the other one, with no data.
    /// @param from The owner.
    /// @param to The new owner.
    /// @param tokenId The token.
    function safeTransferFrom(address from, address to, uint256 tokenId) external;

    /// @notice Moves a token. A contract that cannot handle it keeps it for ever.
    /// @param from The owner. Reverts if it is another.
    /// @param to The new owner. Reverts for the zero address.
    /// @param tokenId The token. The caller owns it, is approved for it, or is an operator of its
    /// owner. Reverts with "Nfts: ItemLocked" for a licence that may not move.
    function transferFrom(address from, address to, uint256 tokenId) external;

    /// @notice Lets an account move a token once; ends with the token's next move.
    /// @param to The account, replacing any earlier one; the zero address for nobody. Reverts for the
    /// owner.
    /// @param tokenId The token. The caller owns it or is an operator of its owner.
    function approve(address to, uint256 tokenId) external;

    /// @notice Lets an operator move all of the caller's tokens of this collection, or no longer.
    /// @dev An approval takes a deposit of the caller's, which is returned when it is revoked.
    /// @param operator The operator. Reverts for the caller itself and, when approving, for the zero
    /// address ("Erc721: ZeroAddress").
    /// @param approved Whether it may.
    function setApprovalForAll(address operator, bool approved) external;

    /// @notice Who may move a token beside its owner and the owner's operators.
    /// @param tokenId The token. Reverts with "ERC721: invalid token ID" if there is none.
    /// @return The account, or the zero address.
    function getApproved(uint256 tokenId) external view returns (address);

    /// @notice Whether an operator may move all of an owner's tokens.
    /// @param owner The owner.
    /// @param operator The operator.
    /// @return Whether it may.
    function isApprovedForAll(address owner, address operator) external view returns (bool);

    // ERC-721 Metadata.

    /// @notice The collection's name; of licences, that of the assets' collection and what
    /// this one is.
    /// @return UTF-8.
    function name() external view returns (string memory);

    /// @notice A short name: MHA and the collection's id for assets, MHL for licences.
    /// @return ASCII.
    function symbol() external view returns (string memory);

    /// @notice What a token is, from the chain's state at this block.
    /// @param tokenId The token. Reverts with "ERC721: invalid token ID" if there is none.
    /// @return A URL of the form data:application/json;base64, as marketplaces read it: name,
    /// description, attributes; of assets also ids elsewhere, content root, manifest and where the
    /// content can be had; of licences the asset, terms, expiry, uses, seats and standing; of both the
    /// claims against them that were upheld.
    function tokenURI(uint256 tokenId) external view returns (string memory);

    // ERC-721 Enumerable.

    /// @notice How many tokens there are.
    /// @return The number, below 2^32.
    function totalSupply() external view returns (uint256);

    /// @notice A token by its place among all. Places change when tokens are burned.
    /// @param index The place, below `totalSupply()`; reverts otherwise.
    /// @return The token.
    function tokenByIndex(uint256 index) external view returns (uint256);

    /// @notice A token by its place among its owner's. Places change when tokens move.
    /// @param owner The owner. Reverts for the zero address.
    /// @param index The place, below `balanceOf(owner)`; reverts otherwise.
    /// @return The token.
    function tokenOfOwnerByIndex(address owner, uint256 index) external view returns (uint256);

    // ERC-2981.

    /// @notice What is due to whom when a token is resold: to the publisher for an asset, to the
    /// licensor for a licence.
    /// @param tokenId The token. Reverts with "ERC721: invalid token ID" if there is none.
    /// @param salePrice The price, in the smallest unit of any currency.
    /// @return receiver Who gets it; the zero address if nobody.
    /// @return royaltyAmount How much, in the price's unit, rounded up. That is what a sale on the chain's
    /// market pays, unless the owners of the asset's ancestors have to be paid from it.
    function royaltyInfo(uint256 tokenId, uint256 salePrice)
        external
        view
        returns (address receiver, uint256 royaltyAmount);

    // ERC-7572.

    /// @notice What the collection is, from the chain's state at this block.
    /// @return A URL of the form data:application/json;base64.
    function contractURI() external view returns (string memory);

    // Licences, ERC-4907 and ERC-5192. Revert with "not a collection of licences" elsewhere.

    /// @notice Who may use the asset by a licence: its owner, or the zero address once the licence
    /// has ended, by whatever it was.
    /// @param tokenId The licence. Reverts with "ERC721: invalid token ID" if there is none.
    /// @return The user.
    function userOf(uint256 tokenId) external view returns (address);

    /// @notice When a licence expires.
    /// @param tokenId The licence. Reverts with "ERC721: invalid token ID" if there is none.
    /// @return Unix seconds; 2^64 - 1 if it does not expire.
    function userExpires(uint256 tokenId) external view returns (uint256);

    /// @notice Whether a licence cannot be moved now: its terms forbid it, or it has ended.
    /// @param tokenId The licence. Reverts with "ERC721: invalid token ID" if there is none.
    /// @return Whether it is locked.
    function locked(uint256 tokenId) external view returns (bool);

    // The collection.

    /// @notice The publisher of the collection, of licences that of the assets' collection.
    /// Marketplaces let this account set up the collection's page. It has no power over tokens.
    /// @return The publisher.
    function owner() external view returns (address);

    /// @notice Emits a log. Only the chain itself can call it: this is how a native transaction
    /// that moves a token is logged at this address. Reverts for everybody else.
    /// @param topics Up to four topics.
    /// @param data Up to 4096 bytes.
    function emitLog(bytes32[] calldata topics, bytes calldata data) external;
}
