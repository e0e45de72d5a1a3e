// A collection of assets as an ERC-721 contract: what it says, what moves, what is logged.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { getAddress, parseEventLogs } from 'viem'
import { startChain } from './lib/chain.mjs'
import { publish, register } from './lib/assets.mjs'
import { ethereum, KEYS, refusal, ZERO } from './lib/eth.mjs'

let chain, eth, alice, bob, carol

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	alice = await eth.fresh()
	bob = await eth.fresh()
	carol = await eth.fresh()
})
after(() => chain?.stop())

const address = who => who.account.address

/** The names and values of a receipt's logs at a contract. */
function told(contract, { logs }) {
	assert.ok(logs.every(log => getAddress(log.address) === getAddress(contract.address)), 'a log of another contract')
	return parseEventLogs({ abi: contract.abi, logs }).map(({ eventName, args }) => [eventName, ...Object.values(args)])
}

/** The reason why a call of somebody's would fail. */
const refused = (by, contract, functionName, args, options = {}) =>
	refusal(eth.reader.simulateContract({ ...contract, functionName, args, account: by.account, ...options }))

test('interfaces', async () => {
	const { contract } = await publish(eth, alice, 0)
	for (const [id, has] of Object.entries({
		'0x01ffc9a7': true, '0x80ac58cd': true, '0x5b5e139f': true, '0x780e9d63': true, '0x2a55205a': true,
		'0x49064906': true, '0xffffffff': false, '0x00000000': false, '0xb45a3c0e': false, '0x150b7a02': false,
	})) assert.equal(await contract.read.supportsInterface([id]), has, id)
})

test('metadata is JSON from the chain\'s state', async () => {
	const { id, contract, items: [item] } = await publish(eth, alice, 1, 'Field "recordings" \\ Zürich')
	assert.equal(await contract.read.name(), 'Field "recordings" \\ Zürich')
	assert.equal(await contract.read.symbol(), `MHA${id}`)
	assert.equal(await contract.read.owner(), address(alice))
	for (const url of [await contract.read.tokenURI([item]), await contract.read.contractURI()]) {
		const [head, data] = url.split(',')
		assert.equal(head, 'data:application/json;base64')
		const json = JSON.parse(Buffer.from(data, 'base64').toString('utf8'))
		assert.ok(json.name.includes('Field "recordings" \\ Zürich'), json.name)
	}
	assert.equal(await refusal(contract.read.tokenURI([item + 1n])), 'ERC721: invalid token ID')
})

test('a token is minted, moved and burned, and both sides\' lists follow', async () => {
	const { id, contract, items } = await publish(eth, alice, 3)
	const list = async owner => {
		const count = await contract.read.balanceOf([owner])
		const indices = Array.from({ length: Number(count) }, (_, i) => BigInt(i))
		return (await Promise.all(indices.map(i => contract.read.tokenOfOwnerByIndex([owner, i])))).sort()
	}
	const all = async () => {
		const count = await contract.read.totalSupply()
		const indices = Array.from({ length: Number(count) }, (_, i) => BigInt(i))
		return (await Promise.all(indices.map(i => contract.read.tokenByIndex([i])))).sort()
	}
	assert.deepEqual(await list(address(alice)), items)
	const { receipt } = await eth.send(alice, contract, 'transferFrom', [address(alice), address(bob), items[0]])
	assert.deepEqual(told(contract, receipt), [['Transfer', address(alice), address(bob), items[0]]])
	assert.equal(await contract.read.ownerOf([items[0]]), address(bob))
	assert.deepEqual(await list(address(alice)), [items[1], items[2]])
	assert.deepEqual(await list(address(bob)), [items[0]])
	assert.deepEqual(await all(), items)

	const burned = await eth.send(alice, eth.registry, 'retire', [id, items[1]])
	assert.deepEqual(told(contract, burned.receipt), [['Transfer', address(alice), ZERO, items[1]]])
	assert.deepEqual(await all(), [items[0], items[2]])
	assert.equal(await refusal(contract.read.ownerOf([items[1]])), 'ERC721: invalid token ID')
	assert.equal(await refusal(contract.read.tokenByIndex([2n])), 'ERC721Enumerable: global index out of bounds')
	assert.equal(await refusal(contract.read.tokenOfOwnerByIndex([address(bob), 1n])),
		'ERC721Enumerable: owner index out of bounds')
})

test('one account is approved, until the token moves', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const approved = await eth.send(alice, contract, 'approve', [address(bob), item])
	assert.deepEqual(told(contract, approved.receipt), [['Approval', address(alice), address(bob), item]])
	// Another one takes the place, and may not approve further.
	await eth.send(alice, contract, 'approve', [address(carol), item])
	assert.equal(await contract.read.getApproved([item]), address(carol))
	assert.equal(await refused(carol, contract, 'approve', [address(bob), item]),
		'ERC721: approve caller is not token owner or approved for all')
	assert.equal(await refused(bob, contract, 'transferFrom', [address(alice), address(bob), item]),
		'ERC721: caller is not token owner or approved')
	await eth.send(carol, contract, 'transferFrom', [address(alice), address(bob), item])
	assert.equal(await contract.read.getApproved([item]), ZERO)
	assert.equal(await refused(carol, contract, 'transferFrom', [address(bob), address(carol), item]),
		'ERC721: caller is not token owner or approved')
	// Back to its first owner, with nothing left of what was approved then.
	await eth.send(bob, contract, 'transferFrom', [address(bob), address(alice), item])
	assert.equal(await contract.read.getApproved([item]), ZERO)
})

test('operators move all of an owner\'s tokens, and those alone', async () => {
	const { contract, items: [first, second] } = await publish(eth, alice, 2)
	const deposit = await eth.reader.getBalance(alice.account)
	const set = await eth.send(alice, contract, 'setApprovalForAll', [address(bob), true])
	assert.deepEqual(told(contract, set.receipt), [['ApprovalForAll', address(alice), address(bob), true]])
	assert.ok(await contract.read.isApprovedForAll([address(alice), address(bob)]))
	await eth.send(bob, contract, 'transferFrom', [address(alice), address(carol), first])
	await eth.send(bob, contract, 'approve', [address(carol), second])
	assert.equal(await refused(bob, contract, 'transferFrom', [address(carol), address(bob), first]),
		'ERC721: caller is not token owner or approved')
	const revoked = await eth.send(alice, contract, 'setApprovalForAll', [address(bob), false])
	assert.deepEqual(told(contract, revoked.receipt), [['ApprovalForAll', address(alice), address(bob), false]])
	assert.equal(await refused(bob, contract, 'transferFrom', [address(alice), address(bob), second]),
		'ERC721: caller is not token owner or approved')
	// The deposit came back: what is gone is gas.
	const fees = [set, revoked].reduce((sum, { receipt }) => sum + receipt.gasUsed * receipt.effectiveGasPrice, 0n)
	const gone = deposit - await eth.reader.getBalance(alice.account)
	assert.ok(gone <= fees, `${gone} of ${fees}`)
})

test('what is refused is refused with its reason', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const [from, to] = [address(alice), address(bob)]
	for (const [by, name, args, reason] of [
		[alice, 'transferFrom', [to, from, item], 'ERC721: transfer from incorrect owner'],
		[alice, 'transferFrom', [from, ZERO, item], 'ERC721: transfer to the zero address'],
		[alice, 'transferFrom', [from, to, item + 1n], 'ERC721: invalid token ID'],
		[bob, 'transferFrom', [from, to, item], 'ERC721: caller is not token owner or approved'],
		[alice, 'approve', [from, item], 'ERC721: approval to current owner'],
		[alice, 'setApprovalForAll', [from, true], 'ERC721: approve to caller'],
	]) assert.equal(await refused(by, contract, name, args), reason)
	assert.equal(await refusal(contract.read.balanceOf([ZERO])), 'ERC721: address zero is not a valid owner')
	assert.equal(await refusal(contract.read.getApproved([item + 1n])), 'ERC721: invalid token ID')
	assert.equal(await refusal(eth.collection(0xffffffff).read.name()), 'no such collection')
	assert.equal(await refusal(contract.read.userOf([item])), 'not a collection of licences')
	// And on chain: nothing happens but that gas is paid.
	const receipt = await eth.sendAnyway(bob, contract, 'transferFrom', [from, to, item])
	assert.equal(receipt.status, 'reverted')
	assert.deepEqual(receipt.logs, [])
	assert.equal(await contract.read.ownerOf([item]), from)
})

test('a transfer to oneself changes nothing and is logged', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const { receipt } = await eth.send(alice, contract, 'transferFrom', [address(alice), address(alice), item])
	assert.deepEqual(told(contract, receipt), [['Transfer', address(alice), address(alice), item]])
	assert.equal(await contract.read.balanceOf([address(alice)]), 1n)
	assert.equal(await contract.read.tokenOfOwnerByIndex([address(alice), 0n]), item)
})

test('changes of an asset are changes of its metadata', async () => {
	const { id, contract, items: [item] } = await publish(eth, alice)
	const before = await contract.read.tokenURI([item])
	const { receipt } = await eth.send(alice, eth.registry, 'setState', [id, item, 2])
	assert.deepEqual(told(contract, receipt), [['MetadataUpdate', item]])
	assert.notEqual(await contract.read.tokenURI([item]), before)
})

test('assets that are registered and retired have numbers of their own', async () => {
	const { id, contract, items: [item] } = await publish(eth, alice)
	await eth.send(alice, eth.registry, 'retire', [id, item])
	assert.equal(await register(eth, alice, id), item + 1n)
	assert.equal(await contract.read.totalSupply(), 1n)
})

test('an owner that is unknown to the chain owns what it is given', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const stranger = await eth.fresh('')
	await eth.send(alice, contract, 'safeTransferFrom', [address(alice), address(stranger), item])
	assert.equal(await contract.read.ownerOf([item]), address(stranger))
	assert.equal(await contract.read.balanceOf([address(stranger)]), 1n)
	assert.equal(await contract.read.tokenOfOwnerByIndex([address(stranger), 0n]), item)
	// With money for gas it gives it back.
	await eth.pay(address(stranger), '10')
	await eth.send(stranger, contract, 'transferFrom', [address(stranger), address(alice), item])
	assert.equal(await contract.read.balanceOf([address(stranger)]), 0n)
})

test('royalties are asked for without a price', async () => {
	const { contract, items: [item] } = await publish(eth, eth.wallet(KEYS.alith))
	const [, amount] = await contract.read.royaltyInfo([item, 0n])
	assert.equal(amount, 0n)
	const most = 2n ** 256n - 1n
	const [, share] = await contract.read.royaltyInfo([item, most])
	assert.ok(share <= most)
})
