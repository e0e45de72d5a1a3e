// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IAssetRegistry} from "@metahub/contracts/contracts/IAssetRegistry.sol";
import {ICollection} from "@metahub/contracts/contracts/ICollection.sol";

/// A publisher that is a contract: gives whoever asks an asset with the number that was asked for.
contract Publisher {
    IAssetRegistry constant REGISTRY = IAssetRegistry(0x0000000000000000000000000000000007010000);

    uint32 public collection;
    ICollection public token;

    /// Value pays for deposits.
    constructor(string memory name) payable {
        address at;
        (collection, at) = REGISTRY.createCollection(name, "");
        token = ICollection(at);
    }

    /// Registers assets up to that number, and gives that one away. The others are retired.
    function mint(address to, uint64 item) external {
        for (;;) {
            uint64 next = register();
            require(next <= item, "numbers only grow");
            if (next == item) break;
            REGISTRY.retire(collection, next);
        }
        token.transferFrom(address(this), to, item);
    }

    function register() public returns (uint64) {
        bytes memory manifest = abi.encodePacked(hex"01551220", keccak256(abi.encode(block.number, gasleft())));
        return REGISTRY.register(
            collection,
            IAssetRegistry.AssetKind.Dataset,
            IAssetRegistry.Content(keccak256("files"), 1, 1, manifest, new bytes[](0)),
            new IAssetRegistry.NewLink[](0)
        );
    }

    receive() external payable {}
}

/// Gives its tokens to whoever pays a million, and a little of the million back: approvals of
/// operators take a deposit.
contract Giver {
    function getToken(ICollection token, uint256 tokenId) external payable {
        token.transferFrom(address(this), msg.sender, tokenId);
        (bool done,) = msg.sender.call{value: 10 ether}("");
        require(done, "cannot be paid");
    }
}
