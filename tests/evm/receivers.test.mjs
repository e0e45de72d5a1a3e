// What happens when a token comes to a contract: it is asked, it may refuse, it may call back.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeFunctionData, getAbiItem, keccak256, parseEventLogs, stringToHex } from 'viem'
import { startChain } from './lib/chain.mjs'
import { publish } from './lib/assets.mjs'
import { ethereum, refusal, ZERO } from './lib/eth.mjs'

const NOT_A_RECEIVER = 'ERC721: transfer to non ERC721Receiver implementer'
/** RefusingReceiver.Way, and what is heard of it. */
const WAYS = {
	Reason: 'no tokens please',
	NoReason: NOT_A_RECEIVER,
	CustomError: new RegExp(`^ERC721: receiver reverted with ${keccak256(stringToHex('Unwanted(uint256)')).slice(0, 10)}`),
	Panic: /zero/,
	WrongMagic: NOT_A_RECEIVER,
	TooShort: NOT_A_RECEIVER,
	TooLong: NOT_A_RECEIVER,
	AllGas: undefined,
}

let chain, eth, alice, bob

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	alice = await eth.fresh('10000')
	bob = await eth.fresh()
})
after(() => chain?.stop())

const address = who => who.account?.address ?? who.address
const withData = contract => ({
	...contract, abi: [getAbiItem({ abi: contract.abi, name: 'safeTransferFrom', args: [ZERO, ZERO, 0n, '0x'] })],
})
const calldata = (contract, functionName, args) => encodeFunctionData({ ...contract, functionName, args })

test('a receiver is told who, from whom, what and why, after the move', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const receiver = await eth.deploy(alice, 'AcceptingReceiver')
	await eth.send(alice, contract, 'setApprovalForAll', [address(bob), true])
	await eth.send(bob, withData(contract), 'safeTransferFrom', [address(alice), receiver.address, item, '0xc0ffee'])
	assert.equal(await receiver.read.collection(), contract.address)
	assert.equal(await receiver.read.operator(), address(bob))
	assert.equal(await receiver.read.from(), address(alice))
	assert.equal(await receiver.read.tokenId(), item)
	assert.equal(await receiver.read.data(), '0xc0ffee')
	assert.equal(await receiver.read.asked(), 1n)
	assert.equal(await contract.read.ownerOf([item]), receiver.address)
})

test('a plain transfer asks nobody', async () => {
	const { contract, items } = await publish(eth, alice, 3)
	const [accepting, unknowing] = [await eth.deploy(alice, 'AcceptingReceiver'), await eth.deploy(alice, 'NoReceiver')]
	await eth.send(alice, contract, 'transferFrom', [address(alice), accepting.address, items[0]])
	await eth.send(alice, contract, 'transferFrom', [address(alice), unknowing.address, items[1]])
	assert.equal(await accepting.read.asked(), 0n)
	assert.equal(await contract.read.ownerOf([items[1]]), unknowing.address)
	// Nor is an account asked by a safe one.
	await eth.send(alice, contract, 'safeTransferFrom', [address(alice), address(bob), items[2]])
	assert.equal(await contract.read.ownerOf([items[2]]), address(bob))
})

for (const [way, [name, expected]] of Object.entries(WAYS).entries()) {
	test(`a receiver that refuses keeps nothing: ${name}`, async () => {
		const { contract, items: [item] } = await publish(eth, alice)
		const receiver = await eth.deploy(alice, 'RefusingReceiver', [way])
		await eth.send(alice, contract, 'approve', [address(bob), item])
		const args = [address(alice), receiver.address, item]
		const heard = eth.reader.simulateContract({ ...contract, functionName: 'safeTransferFrom', args, account: alice.account })
		if (expected === undefined) await assert.rejects(heard)
		else assert.match(await refusal(heard), expected instanceof RegExp ? expected : new RegExp(`^${expected}$`))
		const receipt = await eth.sendAnyway(alice, contract, 'safeTransferFrom', args)
		assert.equal(receipt.status, 'reverted')
		assert.deepEqual(receipt.logs, [])
		assert.equal(await contract.read.ownerOf([item]), address(alice))
		assert.equal(await contract.read.getApproved([item]), address(bob))
		assert.equal(await contract.read.balanceOf([receiver.address]), 0n)
		assert.equal(await contract.read.balanceOf([address(alice)]), 1n)
	})
}

test('contracts that know nothing of tokens, the chain\'s own among them, take none', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const other = await eth.deploy(alice, 'NoReceiver')
	for (const to of [other.address, contract.address, eth.registry.address]) {
		assert.equal(await refusal(eth.reader.simulateContract({
			...contract, functionName: 'safeTransferFrom', args: [address(alice), to, item], account: alice.account,
		})), NOT_A_RECEIVER, to)
	}
})

/** A receiver that calls when it gets a token of Alice's; how its calls ended. */
async function reentering(steps, options = {}) {
	const { id, contract, items } = await publish(eth, alice, 2)
	const receiver = await eth.deploy(alice, 'ReenteringReceiver')
	await eth.pay(receiver.address, '10')
	for (const [target, data, must = false] of steps({ id, contract, items, receiver })) {
		await eth.send(alice, receiver, 'then', [target, data, must])
	}
	const args = [address(alice), receiver.address, items[0]]
	const sent = options.fails
		? await eth.sendAnyway(alice, contract, 'safeTransferFrom', args)
		: (await eth.send(alice, contract, 'safeTransferFrom', args)).receipt
	const count = await receiver.read.count()
	const ended = []
	for (let i = 0n; i < count; i++) ended.push(await receiver.read.succeeded([i]))
	return { id, contract, items, receiver, receipt: sent, ended }
}

test('re-entering: it owns the token already and can give it on', async () => {
	const { contract, items, receiver, receipt, ended } = await reentering(({ contract, items, receiver }) => [
		[contract.address, calldata(contract, 'transferFrom', [receiver.address, address(bob), items[0]])],
	])
	assert.deepEqual(ended, [true])
	assert.equal(await contract.read.ownerOf([items[0]]), address(bob))
	assert.equal(await contract.read.balanceOf([receiver.address]), 0n)
	assert.equal(await contract.read.balanceOf([address(bob)]), 1n)
	const moves = parseEventLogs({ abi: contract.abi, logs: receipt.logs, eventName: 'Transfer' })
	assert.deepEqual(moves.map(({ args: { to } }) => to), [receiver.address, address(bob)])
})

test('re-entering: what was not given it does not get', async () => {
	const { contract, items, ended } = await reentering(({ contract, items, receiver }) => [
		[contract.address, calldata(contract, 'transferFrom', [address(alice), receiver.address, items[1]])],
		[contract.address, calldata(contract, 'transferFrom', [address(alice), receiver.address, items[0]])],
		[contract.address, calldata(contract, 'approve', [receiver.address, items[1]])],
		// In its own name it may.
		[contract.address, calldata(contract, 'setApprovalForAll', [address(bob), true])],
		[contract.address, calldata(contract, 'approve', [address(bob), items[0]])],
	])
	assert.deepEqual(ended, [false, false, false, true, true])
	assert.equal(await contract.read.ownerOf([items[1]]), address(alice))
	assert.equal(await contract.read.getApproved([items[0]]), address(bob))
})

test('re-entering: it can burn what it was just given', async () => {
	const { contract, items, ended, receiver } = await reentering(({ id, items }) => [
		[eth.registry.address, calldata(eth.registry, 'retire', [id, items[0]])],
	])
	assert.deepEqual(ended, [true])
	assert.equal(await refusal(contract.read.ownerOf([items[0]])), 'ERC721: invalid token ID')
	assert.equal(await contract.read.totalSupply(), 1n)
	assert.equal(await contract.read.balanceOf([receiver.address]), 0n)
})

test('re-entering: it can send the token back safely, and be asked again', async () => {
	const second = await eth.deploy(alice, 'AcceptingReceiver')
	const { contract, items, ended } = await reentering(({ contract, items, receiver }) => [
		[contract.address, calldata(contract, 'safeTransferFrom', [receiver.address, second.address, items[0]]), true],
		[contract.address, calldata(contract, 'transferFrom', [receiver.address, address(bob), items[0]])],
	])
	assert.deepEqual(ended, [true, false])
	assert.equal(await contract.read.ownerOf([items[0]]), second.address)
	assert.equal(await second.read.asked(), 1n)
})

test('re-entering: what a receiver did goes with its refusal', async () => {
	const { contract, items, receipt } = await reentering(({ contract, items, receiver }) => [
		[contract.address, calldata(contract, 'transferFrom', [receiver.address, address(bob), items[0]]), true],
		[contract.address, calldata(contract, 'transferFrom', [receiver.address, address(bob), items[0]]), true],
	], { fails: true })
	assert.equal(receipt.status, 'reverted')
	assert.equal(await contract.read.ownerOf([items[0]]), address(alice))
	assert.equal(await contract.read.balanceOf([address(bob)]), 0n)
	assert.deepEqual(receipt.logs, [])
})
