// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// The least that a client's deploying, reading, writing, events and errors need.
contract Counter {
    event Counted(address indexed by, uint256 indexed to, string note);

    error TooMuch(uint256 asked, uint256 most);

    uint256 public count;

    constructor(uint256 first) payable {
        count = first;
    }

    function add(uint256 more, string calldata note) external returns (uint256) {
        if (more > 100) revert TooMuch(more, 100);
        require(more > 0, "nothing to count");
        count += more;
        emit Counted(msg.sender, count, note);
        return count;
    }

    function divide(uint256 by) external view returns (uint256) {
        return count / by;
    }
}
