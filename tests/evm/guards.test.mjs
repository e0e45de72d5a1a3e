// What a precompile has to refuse: borrowed code, value, writes in static calls, calldata that is none,
// numbers that are too large, too little gas, frames that are too deep.

import * as metahub from '@metahub/contracts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
	concat, decodeErrorResult, encodeFunctionData, getAbiItem, parseEventLogs, size, slice, toFunctionSelector,
} from 'viem'
import { startChain } from './lib/chain.mjs'
import { content, publish } from './lib/assets.mjs'
import { ethereum, hub, refusal, ZERO } from './lib/eth.mjs'

let chain, eth, alice, bob, prober, callcoder, echo, contract, id, items
/** Every contract of the chain's own: where it is, and its functions. */
let all

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	alice = await eth.fresh('10000')
	bob = await eth.fresh()
	prober = await eth.deploy(alice, 'Prober')
	callcoder = await eth.deploy(alice, 'Callcoder')
	echo = await eth.deploy(alice, 'Echo')
	;({ id, contract, items } = await publish(eth, alice, 2))
	all = { collection: contract, assetRegistry: eth.registry, licensing: eth.licensing, payments: eth.payments }
})
after(() => chain?.stop())

const address = who => who.account.address

/** Arguments of a function that decode: zeros, and empty lists. */
function anything({ components, type }) {
	if (type.endsWith(']')) return []
	if (type === 'tuple') return Object.fromEntries(components.map(part => [part.name, anything(part)]))
	if (type === 'address') return ZERO
	if (type === 'bool') return false
	if (type === 'string') return ''
	if (type === 'bytes') return '0x'
	const bytes = /^bytes(\d+)$/.exec(type)
	if (bytes) return `0x${'00'.repeat(bytes[1])}`
	return /^u?int(\d+)$/.exec(type)[1] <= 48 ? 0 : 0n
}

/** Every function of every contract: name, address, a call of it, and whether it changes state. */
const functions = () => Object.entries(all).flatMap(([of, { address, abi }]) =>
	abi.filter(({ type }) => type === 'function').map(item => ({
		name: `${of}.${item.name}(${item.inputs.map(({ type }) => type)})`,
		address,
		data: encodeFunctionData({ abi: [item], args: item.inputs.map(anything) }),
		writes: item.stateMutability === 'nonpayable',
	})))

/** The reason in what a call answered. */
const reason = answer => {
	if (answer === '0x') return ''
	const { errorName, args } = decodeErrorResult({ data: answer, abi: [] })
	return errorName === 'Error' ? args[0] : errorName
}

/** How a call through the prober would end. */
async function through(how, target, data, options = {}) {
	const args = how === 'viaCall' ? [target, data, options.gas ?? 0n] : [target, data]
	const { result: [done, answer] } = await eth.reader.simulateContract({
		...prober, functionName: how, args, account: alice.account, value: options.value ?? 0n,
	})
	return { done, answer, reason: done ? undefined : reason(answer) }
}

test('there is code at every address, and every function is known there', async () => {
	for (const { name, address, data } of functions()) {
		assert.notEqual(await eth.reader.getCode({ address }), undefined, name)
		const ended = await through('viaCall', address, data)
		assert.doesNotMatch(ended.reason ?? '', /unknown function|malformed/, name)
	}
})

test('code is not lent: delegatecall, of any function', async () => {
	for (const { name, address, data } of functions()) {
		const ended = await through('viaDelegate', address, data)
		assert.deepEqual([ended.done, ended.reason], [false, 'delegatecall denied'], name)
	}
	// The prober does not refuse by itself.
	assert.equal((await through('viaDelegate', echo.address, '0x1234')).done, true)
})

test('code is not lent: callcode, of any function', async () => {
	for (const { name, address, data } of functions()) {
		const call = eth.reader.simulateContract({ ...callcoder, functionName: 'viaCallcode', args: [address, data], account: alice.account })
		// The platform may not have the instruction at all.
		const lent = await call.then(({ result }) => result, () => false)
		assert.equal(lent, false, name)
	}
})

test('value is refused by every function, and no balance is left', async () => {
	for (const { name, address, data } of functions()) {
		const ended = await through('viaCall', address, data, { value: 1n })
		assert.deepEqual([ended.done, ended.reason], [false, 'value not accepted'], name)
	}
	for (const [name, { address }] of Object.entries(all)) {
		// Sent from an account, with and without a function, with gas enough.
		for (const data of ['0x', encodeFunctionData({ abi: contract.abi, functionName: 'totalSupply' })]) {
			const hash = await alice.sendTransaction({ to: address, value: hub('1'), data, gas: 5_000_000n })
			assert.equal((await eth.receipt(hash)).status, 'reverted', `${name} ${data}`)
		}
		assert.equal(await eth.reader.getBalance({ address }), 0n, name)
	}
})

test('static calls write nothing', async () => {
	for (const { name, address, data, writes } of functions().filter(({ writes }) => writes)) {
		const ended = await through('viaStatic', address, data)
		assert.equal(ended.done, false, name)
	}
	// What would be done in a call of another kind is not done in this one.
	await eth.send(alice, contract, 'setApprovalForAll', [prober.address, true])
	const data = encodeFunctionData({ ...contract, functionName: 'transferFrom', args: [address(alice), address(bob), items[0]] })
	assert.equal((await through('viaCall', contract.address, data)).done, true)
	assert.equal((await through('viaStatic', contract.address, data)).done, false)
	const receipt = await eth.sendAnyway(alice, prober, 'viaStatic', [contract.address, data])
	const [{ args: { done } }] = parseEventLogs({ abi: prober.abi, logs: receipt.logs })
	assert.equal(done, false)
	assert.equal(await contract.read.ownerOf([items[0]]), address(alice))
	// Reading is what they are for.
	assert.equal((await through('viaStatic', contract.address, encodeFunctionData({ ...contract, functionName: 'totalSupply' }))).done, true)
})

test('calldata of less than a selector', async () => {
	for (const [name, { address }] of Object.entries(all)) {
		for (const data of ['0x', '0x01', '0x0123', '0x012345']) {
			const ended = await through('viaCall', address, data)
			assert.deepEqual([ended.done, ended.reason], [false, 'calldata without a function selector'], `${name} ${data}`)
		}
	}
})

test('selectors that nothing has', async () => {
	for (const [name, { address }] of Object.entries(all)) {
		for (const data of ['0xdeadbeef', '0x00000000', '0xffffffff', toFunctionSelector('onERC721Received(address,address,uint256,bytes)')]) {
			const ended = await through('viaCall', address, data)
			assert.deepEqual([ended.done, ended.reason], [false, `unknown function ${data}`], name)
		}
	}
})

test('calldata that ends too early, of every function', async () => {
	for (const { name, address, data } of functions()) {
		for (const length of new Set([size(data) - 1, size(data) - 32, 5])) {
			if (length < 4 || length >= size(data)) continue
			const ended = await through('viaCall', address, slice(data, 0, length))
			const called = name.replace(/^.*\.(.*)\(.*$/, '$1')
			assert.equal(ended.done, false, `${name} with ${length} bytes`)
			if (length > 4) assert.match(ended.reason, new RegExp(`malformed arguments of ${called}$`), `${name} with ${length} bytes`)
		}
	}
})

test('bytes behind the arguments do not matter, as with solc', async () => {
	const data = encodeFunctionData({ ...contract, functionName: 'ownerOf', args: [items[0]] })
	const plain = await through('viaCall', contract.address, data)
	assert.ok(plain.done)
	for (const tail of ['0x00', '0xff', `0x${'ab'.repeat(1000)}`]) {
		assert.deepEqual(await through('viaCall', contract.address, concat([data, tail])), plain)
	}
})

test('calldata that is too long', async () => {
	const data = concat([encodeFunctionData({ ...contract, functionName: 'totalSupply' }), `0x${'00'.repeat(256 * 1024)}`])
	await assert.rejects(eth.reader.call({ to: contract.address, data, account: address(alice) }))
})

test('offsets and lengths that point nowhere', async () => {
	const [selector] = [toFunctionSelector(getAbiItem({ abi: eth.registry.abi, name: 'createCollection' }))]
	const word = number => `0x${number.toString(16).padStart(64, '0')}`
	const most = 2n ** 256n - 1n
	for (const words of [
		[most, most], [0x40n, most, 1n], [0x40n, 0x60n, most, 0n], [0x40n, 0x40n, 2n ** 64n], [0x40n, 0x60n, 33n, 0n],
	]) {
		const ended = await through('viaCall', eth.registry.address, concat([selector, ...words.map(word)]))
		assert.deepEqual([ended.done, ended.reason], [false, 'malformed arguments of createCollection'], `${words}`)
	}
})

test('words that exceed their type are refused', async () => {
	const most = `0x${'ff'.repeat(32)}`
	for (const [of, name, position] of [
		['assetRegistry', 'retire', 0], ['assetRegistry', 'retire', 1], ['assetRegistry', 'setState', 2],
		['collection', 'transferFrom', 0], ['collection', 'transferFrom', 1], ['collection', 'approve', 0],
		['collection', 'setApprovalForAll', 1], ['collection', 'supportsInterface', 0],
	]) {
		const { abi, address } = all[of]
		const item = getAbiItem({ abi, name })
		const data = encodeFunctionData({ abi: [item], args: item.inputs.map(anything) })
		const at = 4 + 32 * position
		const rest = size(data) > at + 32 ? slice(data, at + 32) : '0x'
		const spoilt = concat([slice(data, 0, at), most, rest])
		const ended = await through('viaCall', address, spoilt)
		assert.deepEqual([ended.done, ended.reason], [false, `malformed arguments of ${name}`], `${of}.${name} ${position}`)
	}
})

test('ids and amounts at the edges of their types', async () => {
	const edges = [2n ** 32n - 1n, 2n ** 32n, 2n ** 64n - 1n, 2n ** 64n, 2n ** 128n, 2n ** 256n - 1n]
	const supply = await contract.read.totalSupply()
	for (const number of edges) {
		for (const [name, args] of [
			['ownerOf', [number]], ['getApproved', [number]], ['tokenURI', [number]], ['royaltyInfo', [number, 1n]],
			['transferFrom', [address(alice), address(bob), number]], ['approve', [address(bob), number]],
			['safeTransferFrom', [address(alice), address(bob), number]],
		]) {
			assert.equal(await refusal(eth.reader.simulateContract({ ...contract, functionName: name, args, account: alice.account })),
				'ERC721: invalid token ID', `${name} ${number}`)
		}
		assert.equal(await refusal(contract.read.tokenByIndex([number])), 'ERC721Enumerable: global index out of bounds')
		assert.equal(await refusal(contract.read.tokenOfOwnerByIndex([address(alice), number])), 'ERC721Enumerable: owner index out of bounds')
		const receipt = await eth.sendAnyway(alice, contract, 'transferFrom', [address(alice), address(bob), number])
		assert.equal(receipt.status, 'reverted')
	}
	assert.equal(await contract.read.totalSupply(), supply)
	assert.equal(await contract.read.balanceOf([address(bob)]), 0n)
})

test('numbers that cut to a known one are not taken for it', async () => {
	// 2^64 + n is not n; nor is 2^32 + n a collection's number.
	assert.equal(await refusal(contract.read.ownerOf([2n ** 64n + items[0]])), 'ERC721: invalid token ID')
	const item = getAbiItem({ abi: eth.registry.abi, name: 'exists' })
	const data = encodeFunctionData({ abi: [item], args: [id, items[0]] })
	const wide = concat([slice(data, 0, 4), `0x${(2n ** 32n + BigInt(id)).toString(16).padStart(64, '0')}`, slice(data, 36)])
	assert.equal((await through('viaCall', eth.registry.address, wide)).reason, 'malformed arguments of exists')
})

/** Tries a call with ever more gas; what it leaves behind when it fails is nothing. */
async function climb(target, data, state) {
	const before = await state()
	let low = 0, ended
	const full = await eth.reader.estimateGas({ account: alice.account, to: target.address, data })
	for (let step = 1; step <= 24; step++) {
		const gas = full * BigInt(step) / 24n
		// What cannot even be begun with so little is refused before it is in a block.
		const hash = await alice.sendTransaction({ to: target.address, data, gas }).catch(() => undefined)
		if (!hash) continue
		ended = await eth.receipt(hash)
		if (ended.status === 'success') break
		low += 1
		assert.deepEqual(ended.logs, [])
		assert.deepEqual(await state(), before, `with ${gas} of ${full}`)
	}
	assert.equal(ended.status, 'success')
	assert.notDeepEqual(await state(), before)
	return low
}

test('out of gas, at any point, undoes everything: a transfer', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	const receiver = await eth.deploy(alice, 'AcceptingReceiver')
	const item_ = getAbiItem({ abi: contract.abi, name: 'safeTransferFrom', args: [ZERO, ZERO, 0n] })
	const data = encodeFunctionData({ abi: [item_], args: [address(alice), receiver.address, item] })
	const failed = await climb(contract, data, async () => [
		await contract.read.ownerOf([item]), await contract.read.balanceOf([address(alice)]),
		await contract.read.balanceOf([receiver.address]), await receiver.read.asked(),
	])
	assert.ok(failed > 0, 'it never failed')
})

test('out of gas, at any point, undoes everything: a registration', async () => {
	const { contract, id } = await publish(eth, alice, 0)
	const data = encodeFunctionData({ ...eth.registry, functionName: 'register', args: [id, 0, content(), []] })
	const failed = await climb(eth.registry, data, async () => {
		const { nextItem, items } = await eth.reader.readContract({ ...eth.registry, functionName: 'collectionInfo', args: [id] })
		return [await contract.read.totalSupply(), nextItem, items]
	})
	assert.ok(failed > 0, 'it never failed')
})

test('a caller that catches running out of gas finds nothing done', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	await eth.send(alice, contract, 'approve', [prober.address, item])
	const data = encodeFunctionData({ ...contract, functionName: 'transferFrom', args: [address(alice), address(bob), item] })
	const call = { ...prober, functionName: 'viaCall', account: alice.account }
	let failed = 0
	for (const gas of [1n, 1_000n, 10_000n, 50_000n, 100_000n, 200_000n, 400_000n]) {
		const receipt = await eth.sendAnyway(alice, prober, 'viaCall', [contract.address, data, gas], { gas: 10_000_000n })
		const [ended] = parseEventLogs({ abi: prober.abi, logs: receipt.logs })
		if (receipt.status === 'success' && ended.args.done) break
		failed += 1
		assert.equal(await contract.read.ownerOf([item]), address(alice))
		assert.equal(await contract.read.getApproved([item]), prober.address)
	}
	assert.ok(failed > 0)
	assert.ok((await eth.reader.simulateContract({ ...call, args: [contract.address, data, 0n] })).result[0] || await contract.read.ownerOf([item]) === address(bob))
})

test('a caller that reverts takes everything back, logs as well', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	await eth.send(alice, contract, 'approve', [prober.address, item])
	const data = encodeFunctionData({ ...contract, functionName: 'transferFrom', args: [address(alice), address(bob), item] })
	const receipt = await eth.sendAnyway(alice, prober, 'callAndRevert', [contract.address, data], { gas: 10_000_000n })
	assert.equal(receipt.status, 'reverted')
	assert.deepEqual(receipt.logs, [])
	assert.deepEqual(await eth.reader.getLogs({ address: contract.address, blockHash: receipt.blockHash }), [])
	assert.equal(await contract.read.ownerOf([item]), address(alice))
	assert.equal(await contract.read.getApproved([item]), prober.address)
	assert.equal(await refusal(eth.reader.simulateContract({ ...prober, functionName: 'callAndRevert', args: [contract.address, data], account: alice.account })), 'changed its mind')
})

test('frames that are too deep revert, and leave nothing', async () => {
	const { contract, items: [item] } = await publish(eth, alice)
	await eth.send(alice, contract, 'approve', [prober.address, item])
	const data = encodeFunctionData({ ...contract, functionName: 'transferFrom', args: [address(alice), address(bob), item] })
	const works = async depth => eth.reader.simulateContract({
		...prober, functionName: 'deep', args: [BigInt(depth), contract.address, data], account: alice.account,
	}).then(() => true, () => false)
	const deepest = await [30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20].reduce(async (found, depth) => (await found) ?? (await works(depth) ? depth : undefined), undefined)
	assert.ok(deepest >= 20 && deepest <= 25, `works ${deepest} frames down`)
	for (const depth of [deepest + 1, 26, 30]) {
		const receipt = await eth.sendAnyway(alice, prober, 'deep', [BigInt(depth), contract.address, data], { gas: 40_000_000n })
		assert.equal(receipt.status, 'reverted')
		assert.equal(await contract.read.ownerOf([item]), address(alice))
		assert.deepEqual(await eth.reader.getLogs({ address: contract.address, blockHash: receipt.blockHash }), [])
	}
	const { receipt } = await eth.send(alice, prober, 'deep', [BigInt(deepest), contract.address, data])
	assert.equal(await contract.read.ownerOf([item]), address(bob))
	assert.equal(parseEventLogs({ abi: contract.abi, logs: receipt.logs, eventName: 'Transfer' }).length, 1)
})

test('nobody but the chain emits logs in a collection\'s name', async () => {
	const data = encodeFunctionData({ ...contract, functionName: 'emitLog', args: [[`0x${'11'.repeat(32)}`], '0x'] })
	assert.equal((await through('viaCall', contract.address, data)).reason, 'only the chain itself emits logs')
	const hash = await alice.sendTransaction({ to: contract.address, data, gas: 5_000_000n })
	const receipt = await eth.receipt(hash)
	assert.equal(receipt.status, 'reverted')
	assert.deepEqual(receipt.logs, [])
})

test('addresses next to the chain\'s contracts have nothing', async () => {
	for (const beside of ['0x0000000000000000000000000000000007010001', '0x0000000000000000000000000000010007010000', '0x0000000000000000000000000000000007040000']) {
		assert.equal(await eth.reader.getCode({ address: beside }), undefined, beside)
	}
	// Of the collections, only the four bytes of the number and the prefix may be set.
	const spoilt = metahub.collectionAddress(id).replace(/0$/, '1')
	assert.equal(await eth.reader.getCode({ address: spoilt }), undefined)
})
