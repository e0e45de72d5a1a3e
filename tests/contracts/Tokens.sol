// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Enumerable} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Enumerable.sol";

/// OpenZeppelin's ERC-20.
contract Coin is ERC20 {
    constructor(uint256 supply) ERC20("Coin of a contract", "COIN") {
        _mint(msg.sender, supply);
    }
}

/// OpenZeppelin's ERC-721 with everything that a collection has: what its costs are compared with.
contract Token is ERC721Enumerable {
    uint256 next;

    constructor() ERC721("Token of a contract", "TOKEN") {}

    function mint() external returns (uint256 tokenId) {
        tokenId = next++;
        _mint(msg.sender, tokenId);
    }

    function burn(uint256 tokenId) external {
        _update(address(0), tokenId, msg.sender);
    }
}

/// The same with what a registered asset stores beside its token, in bytes.
contract RecordToken is ERC721Enumerable {
    struct Content {
        bytes32 root;
        uint32 entries;
        uint64 totalBytes;
        bytes manifest;
        bytes[] uris;
    }

    uint256 next;
    mapping(uint256 => Content) contents;

    constructor() ERC721("Token with a record", "RECORD") {}

    function register(Content calldata content) external returns (uint256 tokenId) {
        tokenId = next++;
        Content storage stored = contents[tokenId];
        (stored.root, stored.entries, stored.totalBytes) = (content.root, content.entries, content.totalBytes);
        stored.manifest = content.manifest;
        for (uint256 i = 0; i < content.uris.length; i++) stored.uris.push(content.uris[i]);
        _mint(msg.sender, tokenId);
    }
}

/// An ERC-20 that does not come to whom its maker refuses.
contract PickyToken is ERC20("Picky token", "PICKY") {
    address immutable maker = msg.sender;
    mapping(address => bool) refused;

    constructor() {
        _mint(msg.sender, 1_000_000);
    }

    function refuse(address account, bool is_) external {
        require(msg.sender == maker, "not the maker");
        refused[account] = is_;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!refused[to], "refused");
        super._update(from, to, value);
    }
}

/// An ERC-20 that stores something whenever it is asked for a balance.
contract HoardingToken {
    mapping(address => uint256) public hoard;
    uint256 public asked;

    function balanceOf(address account) external returns (uint256) {
        hoard[address(uint160(++asked))] = 1;
        return account == address(this) ? 0 : 1_000;
    }

    function transfer(address, uint256) external pure returns (bool) {
        return true;
    }
}

/// An ERC-20 that clears what another one stores for it, and then answers that it has failed.
contract TwoFacedToken is ERC20("Two-faced token", "TWO") {
    uint160 constant SLOTS = 2;
    ERC20 immutable other;
    address immutable refused;

    constructor(ERC20 other_, address refused_) {
        (other, refused) = (other_, refused_);
        _mint(msg.sender, 1_000_000);
    }

    function allow(uint256 value) public {
        for (uint160 spender = 1; spender <= SLOTS; spender++) other.approve(address(spender), value);
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        if (to != refused) return super.transfer(to, value);
        allow(0);
        return false;
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (to != refused) return super.transferFrom(from, to, value);
        allow(0);
        return false;
    }
}
