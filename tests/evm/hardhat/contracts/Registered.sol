// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ICollection} from "@metahub/contracts/contracts/ICollection.sol";
import {IAssetRegistry} from "@metahub/contracts/contracts/IAssetRegistry.sol";

/// What a project built with Hardhat does: it imports the interfaces from npm and calls them.
contract Registered {
    IAssetRegistry constant REGISTRY = IAssetRegistry(0x0000000000000000000000000000000007010000);

    event Created(uint32 indexed collection, address token);

    error NotEmpty(uint256 tokens);

    function create(string calldata name) external returns (uint32 collection) {
        address token;
        (collection, token) = REGISTRY.createCollection(name, "");
        uint256 tokens = ICollection(token).totalSupply();
        if (tokens > 0) revert NotEmpty(tokens);
        emit Created(collection, token);
    }

    receive() external payable {}
}
