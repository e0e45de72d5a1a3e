// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILicensing} from "@metahub/contracts/contracts/ILicensing.sol";

/// Buys licences for its users, with HUB or with tokens of theirs, and gives sub-licences of licences
/// that it holds itself.
contract Marketplace {
    ILicensing constant LICENSING = ILicensing(0x0000000000000000000000000000000007020000);
    /// Who buys here takes what is current.
    uint32 constant ANY_REVISION = 0;
    address constant HUB = address(0);

    /// What a sub-licence of a licence costs here, in HUB; zero: not for sale.
    mapping(uint64 => uint256) public priceOf;
    mapping(uint64 => bytes32) public termsOf;
    address immutable operator;

    event Bought(uint64 indexed licence, address indexed user, uint256 spent);

    error NotForSale(uint64 parent);
    error TooLittle(uint256 paid, uint256 price);

    constructor() payable {
        operator = msg.sender;
    }

    /// Deposits of licences come back here.
    receive() external payable {}

    /// Buys for the caller with what the caller sends; the rest goes back.
    function buy(uint64 offer) external payable returns (uint64 licence) {
        ILicensing.Offer memory known = LICENSING.offerOf(offer);
        uint256 before = address(this).balance - msg.value;
        licence = LICENSING.buy(offer, known.terms, ANY_REVISION, msg.sender, HUB, msg.value);
        uint256 left = address(this).balance > before ? address(this).balance - before : 0;
        if (left > 0) {
            (bool done,) = msg.sender.call{value: left}("");
            require(done, "cannot pay back");
        }
        emit Bought(licence, msg.sender, msg.value - left);
    }

    /// Buys for the caller with a token of the caller's, of which this contract may take `most`. What
    /// the deposit takes is the marketplace's.
    function buyWith(uint64 offer, IERC20 token, uint256 most) external returns (uint64 licence) {
        ILicensing.Offer memory known = LICENSING.offerOf(offer);
        uint256 before = token.balanceOf(address(this));
        require(token.transferFrom(msg.sender, address(this), most), "no token");
        // Contracts of their own have to be asked for the money; tokens of the chain need not be.
        token.approve(address(LICENSING), most);
        licence = LICENSING.buy(offer, known.terms, ANY_REVISION, msg.sender, address(token), most);
        uint256 left = token.balanceOf(address(this)) - before;
        token.approve(address(LICENSING), 0);
        if (left > 0) require(token.transfer(msg.sender, left), "cannot pay back");
        emit Bought(licence, msg.sender, most - left);
    }

    /// Buys for itself, to sub-license.
    function stock(uint64 offer, uint256 most) external returns (uint64 licence) {
        require(msg.sender == operator, "not the operator");
        bytes32 terms = LICENSING.offerOf(offer).terms;
        licence = LICENSING.buy(offer, terms, ANY_REVISION, address(this), HUB, most);
    }

    /// Sells sub-licences of a licence of its own.
    function sell(uint64 parent, bytes32 terms, uint256 price) external {
        require(msg.sender == operator, "not the operator");
        (priceOf[parent], termsOf[parent]) = (price, terms);
    }

    function sublicense(uint64 parent) external payable returns (uint64 licence) {
        uint256 price = priceOf[parent];
        if (price == 0) revert NotForSale(parent);
        if (msg.value != price) revert TooLittle(msg.value, price);
        licence = LICENSING.grantSub(parent, termsOf[parent], msg.sender);
        emit Bought(licence, msg.sender, price);
    }
}
