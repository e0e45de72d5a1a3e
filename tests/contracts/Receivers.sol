// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// What a contract that takes tokens answers to.
interface IReceiver {
    function onERC721Received(address operator, address from, uint256 tokenId, bytes calldata data)
        external
        returns (bytes4);
}

/// Takes every token, and remembers how it was asked.
contract AcceptingReceiver is IReceiver {
    address public collection;
    address public operator;
    address public from;
    uint256 public tokenId;
    bytes public data;
    uint256 public asked;

    function onERC721Received(address operator_, address from_, uint256 tokenId_, bytes calldata data_)
        external
        returns (bytes4)
    {
        (collection, operator, from, tokenId, data) = (msg.sender, operator_, from_, tokenId_, data_);
        asked += 1;
        return IReceiver.onERC721Received.selector;
    }

    receive() external payable {}
}

/// Takes no token, in one of the ways that there are.
contract RefusingReceiver is IReceiver {
    enum Way {
        Reason,
        NoReason,
        CustomError,
        Panic,
        WrongMagic,
        TooShort,
        TooLong,
        AllGas
    }

    error Unwanted(uint256 tokenId);

    Way immutable way;
    uint256 spent;

    constructor(Way way_) {
        way = way_;
    }

    function onERC721Received(address, address, uint256 tokenId, bytes calldata) external returns (bytes4) {
        if (way == Way.Reason) revert("no tokens please");
        if (way == Way.NoReason) revert();
        if (way == Way.CustomError) revert Unwanted(tokenId);
        if (way == Way.Panic) return bytes4(uint32(1 / spent));
        if (way == Way.WrongMagic) return 0x12345678;
        if (way == Way.TooShort) {
            assembly {
                mstore(0, shl(224, 0x150b7a02))
                return(0, 4)
            }
        }
        if (way == Way.TooLong) {
            // The right answer, and dirt in the bytes that a bytes4 leaves.
            assembly {
                mstore(0, or(shl(224, 0x150b7a02), 1))
                return(0, 32)
            }
        }
        for (;;) spent += 1;
        return IReceiver.onERC721Received.selector;
    }
}

/// A contract that knows nothing of tokens.
contract NoReceiver {
    uint256 public value = 1;
}

/// Takes every token, but calls somebody first: whoever was set.
contract ReenteringReceiver is IReceiver {
    struct Step {
        address target;
        bytes data;
        // Whether a failure of the call is a failure of the receiver.
        bool must;
    }

    Step[] steps;
    bool[] public succeeded;
    bytes[] public answers;

    function then(address target, bytes calldata data, bool must) external {
        steps.push(Step(target, data, must));
    }

    /// Calls in its own name.
    function act(address target, bytes calldata data) external payable returns (bytes memory) {
        return forward(target, data);
    }

    function count() external view returns (uint256) {
        return succeeded.length;
    }

    function forward(address target, bytes memory data) internal returns (bytes memory answer) {
        bool done;
        (done, answer) = target.call(data);
        if (!done) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        Step[] memory todo = steps;
        delete steps;
        for (uint256 i = 0; i < todo.length; i++) {
            if (todo[i].must) {
                answers.push(forward(todo[i].target, todo[i].data));
                succeeded.push(true);
            } else {
                (bool done, bytes memory answer) = todo[i].target.call(todo[i].data);
                succeeded.push(done);
                answers.push(answer);
            }
        }
        return IReceiver.onERC721Received.selector;
    }

    receive() external payable {}
}
