// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// Calls a contract in every way that the EVM has, and tells how it ended.
contract Prober {
    event Ended(bool done, bytes answer);

    /// With gas: all but what is needed afterwards when it is zero.
    function viaCall(address target, bytes calldata data, uint256 gasLimit)
        external
        payable
        returns (bool done, bytes memory answer)
    {
        (done, answer) = target.call{value: msg.value, gas: gasLimit == 0 ? gasleft() : gasLimit}(data);
        emit Ended(done, answer);
    }

    function viaStatic(address target, bytes calldata data) external returns (bool done, bytes memory answer) {
        (done, answer) = target.staticcall(data);
        emit Ended(done, answer);
    }

    function viaDelegate(address target, bytes calldata data) external returns (bool done, bytes memory answer) {
        (done, answer) = target.delegatecall(data);
        emit Ended(done, answer);
    }

    /// Calls, and then undoes all of it with what was answered.
    function callAndRevert(address target, bytes calldata data) external {
        (bool done,) = target.call(data);
        require(done, "the call failed");
        revert("changed its mind");
    }

    /// Calls; when that fails goes on as if nothing had been.
    function callAndCatch(address target, bytes calldata data) external returns (bool done) {
        uint256 half = gasleft() / 2;
        (done,) = target.call{gas: half}(data);
    }

    /// Calls from `depth` frames further down, and tells how that ended. Frames that are too deep
    /// revert.
    function deep(uint256 depth, address target, bytes calldata data) external returns (bytes memory answer) {
        bool done;
        (done, answer) = depth == 0
            ? target.call(data)
            : address(this).call(abi.encodeCall(this.deep, (depth - 1, target, data)));
        if (!done) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        if (depth > 0) answer = abi.decode(answer, (bytes));
    }

    receive() external payable {}
}

/// Uses the instruction that came before delegatecall.
contract Callcoder {
    function viaCallcode(address target, bytes calldata data) external payable returns (bool done) {
        assembly {
            let memory_ := mload(0x40)
            calldatacopy(memory_, data.offset, data.length)
            done := callcode(gas(), target, callvalue(), memory_, data.length, 0, 0)
        }
    }
}

/// Answers everything, in its own storage: what a proxy's user hopes that a borrowed contract does.
contract Echo {
    uint256 public calls;
    address public caller;

    fallback(bytes calldata data) external payable returns (bytes memory) {
        calls += 1;
        caller = msg.sender;
        return data;
    }
}
