"""web3.py against the endpoint: reads, writes, events, filters, reverts.

Usage: python check.py <endpoint> <private key> <registry ABI> <collection ABI>
"""

import json
import sys

from web3 import Web3
from web3.exceptions import ContractLogicError

endpoint, key, registry_abi, collection_abi = sys.argv[1:]
REGISTRY = "0x0000000000000000000000000000000007010000"


def abi(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


w3 = Web3(Web3.HTTPProvider(endpoint))
assert w3.is_connected()
assert w3.eth.chain_id == 19784
account = w3.eth.account.from_key(key)


def send(call):
    """Signs and sends a call; its receipt."""
    tx = call.build_transaction({"from": account.address, "nonce": w3.eth.get_transaction_count(account.address)})
    receipt = w3.eth.wait_for_transaction_receipt(w3.eth.send_raw_transaction(account.sign_transaction(tx).raw_transaction), poll_latency=0.1)
    assert receipt.status == 1, receipt
    return receipt


registry = w3.eth.contract(REGISTRY, abi=abi(registry_abi))
create = registry.functions.createCollection("By web3.py", b"")
collection, token = create.call({"from": account.address})
send(create)
contract = w3.eth.contract(token, abi=abi(collection_abi))
assert contract.functions.name().call() == "By web3.py"

news = contract.events.Transfer.create_filter(from_block="latest")
content = (b"\x07" * 32, 1, 1, bytes.fromhex("01551220" + "07" * 32), [])
receipt = send(registry.functions.register(collection, 0, content, []))
(minted,) = contract.events.Transfer().process_receipt(receipt)
item = minted.args.tokenId
assert contract.functions.ownerOf(item).call() == account.address
assert contract.functions.balanceOf(account.address).call() == 1
assert [log.args.tokenId for log in news.get_new_entries()] == [item]
assert [log.args.tokenId for log in contract.events.Transfer.get_logs(from_block=receipt.blockNumber)] == [item]

other = w3.eth.account.create().address
receipt = send(contract.functions.transferFrom(account.address, other, item))
assert contract.functions.ownerOf(item).call() == other
assert receipt.gasUsed > 21_000
try:
    contract.functions.transferFrom(other, account.address, item).call({"from": account.address})
    raise AssertionError("nothing was refused")
except ContractLogicError as refused:
    assert "caller is not token owner or approved" in str(refused), refused
print("ok")
