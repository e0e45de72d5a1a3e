// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ILicensing} from "@metahub/contracts/contracts/ILicensing.sol";

/// Lets in whoever has access to an asset, and asks nobody but the chain.
contract TokenGate {
    ILicensing constant LICENSING = ILicensing(0x0000000000000000000000000000000007020000);

    uint32 immutable collection;
    uint64 immutable item;

    event Entered(address indexed account, ILicensing.Grant why);

    error NoAccess(address account);

    constructor(uint32 collection_, uint64 item_) {
        (collection, item) = (collection_, item_);
    }

    modifier licensed() {
        if (!LICENSING.access(collection, item, msg.sender)) revert NoAccess(msg.sender);
        _;
    }

    function enter() external licensed {
        ILicensing.Access memory access =
            LICENSING.accessAt(collection, item, msg.sender, uint64(block.timestamp));
        emit Entered(msg.sender, access.grant);
    }

    function mayEnter(address account) external view returns (bool) {
        return LICENSING.access(collection, item, account);
    }
}
