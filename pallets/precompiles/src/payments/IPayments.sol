// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// @title Payments
/// @notice Paying in any currency, what could not be paid, and escrow. Lies at
/// 0x0000000000000000000000000000000007030000.
///
/// @dev Every function that writes does what the native call of the same name does, in the name of
/// msg.sender, with the same errors: "Payments: " and the error's name, "Token: FundsUnavailable"
/// and the like; "delegatecall denied"; "value not accepted"; "malformed arguments of" and the
/// function's name; "amount too large" of amounts of 2^128 and more; "payee is the zero address" in
/// pay, claimTo and authorise; "no such cursor" in claimable.
///
/// Currencies are addresses: zero is HUB, the chain's own token; the ERC-20 contract of a token of
/// this chain (0x0120 in bytes 16 and 17) is that token, which pools can swap; any other is an
/// ERC-20 contract. No function takes value: HUB and tokens are taken from the balance of
/// msg.sender; an ERC-20 contract is asked for transferFrom by this address, which msg.sender has
/// to approve first ("Payments: TokenRefused" otherwise). Escrow is of HUB and tokens only. Amounts
/// are in the smallest unit; the most that is to be spent may be any number.
///
/// This address logs nothing: a payment's receipt is the native event Payments.Paid.
///
/// Accounts. An account with an Ethereum key, or a contract, is its address. A native account is
/// known by the last 20 bytes of the Keccak-256 hash of its 32 bytes, once it exists.
interface IPayments {
    /// @notice An amount of a currency.
    struct Price {
        /// The currency.
        address currency;
        /// In its smallest unit.
        uint256 amount;
    }

    /// @notice What a payment would take.
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

    /// @notice Money that is locked for a payee.
    struct Escrow {
        /// Its id.
        uint64 id;
        /// Whose money it is.
        address payer;
        /// Who may claim it.
        address payee;
        /// What is left.
        Price left;
        /// When the payer may take it back, Unix seconds.
        uint64 deadline;
        /// What the payee locked it for.
        bytes32 job;
    }

    /// @notice Which of up to 8 prices is paid by spending a currency, and what it takes in this
    /// block: the price in that very currency, else, with `swaps`, the cheapest swap into any.
    function quote(Price[] calldata prices, bool swaps, address payWith)
        external view returns (Quote memory quoted);

    /// @notice Pays a price, spending at most `maxAmount` of `payWith`.
    function pay(
        address payee,
        Price calldata price,
        address payWith,
        uint256 maxAmount,
        bytes32 memo
    ) external;

    /// @notice Pays out what waits for a payee because it could not be paid.
    function claim(address currency, address payee) external;

    /// @notice Pays out what waits for msg.sender, to another account.
    function claimTo(address currency, address to) external;

    /// @notice Writes off what waits for an account in a token that has been destroyed, or in a
    /// contract that is gone. While it is there: "Payments: TokenExists".
    function writeOff(address currency, address payee) external;

    /// @notice A page of what waits for an account, one amount for each currency: at most `limit`
    /// entries; zero, or more than 100, means 100. `cursor` is zero, or `next` of the page before;
    /// `next` is zero at the end.
    function claimable(address account, uint256 cursor, uint32 limit)
        external view returns (Price[] memory claims, uint256 next);

    /// @notice Lets a payee lock money of msg.sender's: so much in all, each lock for so many
    /// seconds, so many at a time. Replaces an earlier authorisation: its limits and what was claimed
    /// under it no longer count. Open locks still do.
    function authorise(
        address payee,
        address currency,
        uint256 maxAmount,
        uint64 maxSecs,
        uint32 maxLocks
    ) external;

    /// @notice Ends an authorisation: no new locks.
    function revokeAuthorisation(address payee, address currency) external;

    /// @notice Locks money of a payer's that has authorised msg.sender.
    function lock(address payer, address currency, uint256 amount, uint64 secs, bytes32 job)
        external returns (uint64 escrow);

    /// @notice Claims of what is locked for msg.sender, also after the deadline, until the payer
    /// releases it; `last` releases the rest.
    function claimLock(uint64 escrow, uint256 amount, bool last) external;

    /// @notice Releases what is locked: by the payee, or by the payer after the deadline.
    function release(uint64 escrow) external;

    /// @notice What is locked under an id.
    function escrowOf(uint64 id) external view returns (Escrow memory escrow);
}
