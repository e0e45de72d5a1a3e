// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Makes many calls in one transaction, all or none.
contract Repeater {
    function repeat(address target, bytes[] calldata calls) external {
        for (uint256 i = 0; i < calls.length; i++) {
            (bool done, bytes memory answer) = target.call(calls[i]);
            if (!done) {
                assembly {
                    revert(add(answer, 32), mload(answer))
                }
            }
        }
    }

    receive() external payable {}
}
