// The same with ethers: it asks for other things in other ways.

import * as metahub from '@metahub/contracts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Contract, ContractFactory, JsonRpcProvider, parseEther, Transaction, Wallet, WebSocketProvider } from 'ethers'
import { startChain, until } from './lib/chain.mjs'
import { contracts } from './lib/compile.mjs'
import { KEYS } from './lib/eth.mjs'

const { Counter } = contracts()
let chain, provider, alith, counter

before(async () => {
	chain = await startChain()
	provider = new JsonRpcProvider(chain.http, undefined, { cacheTimeout: -1, pollingInterval: 100 })
	alith = new Wallet(KEYS.alith, provider)
	counter = await new ContractFactory(Counter.abi, Counter.bytecode, alith).deploy(5)
	await counter.waitForDeployment()
})
after(async () => {
	provider?.destroy()
	await chain?.stop()
})

/** Sends, and waits until it is in a block. */
const done = async sending => (await sending).wait()

test('the network is known', async () => {
	const { chainId } = await provider.getNetwork()
	assert.equal(chainId, BigInt(metahub.chainId))
	const { gasPrice, maxFeePerGas } = await provider.getFeeData()
	assert.ok(gasPrice > 0n && maxFeePerGas > 0n)
})

test('a contract is deployed and has its code', async () => {
	assert.equal(await provider.getCode(counter), Counter.deployed)
	assert.equal(await counter.count(), 5n)
})

test('writing, its receipt and its event', async () => {
	const receipt = await done(counter.add(2, 'by ethers'))
	assert.equal(receipt.status, 1)
	assert.equal(receipt.from, alith.address)
	const [event] = receipt.logs.map(log => counter.interface.parseLog(log))
	assert.equal(event.name, 'Counted')
	assert.deepEqual([...event.args], [alith.address, await counter.count(), 'by ethers'])
	const block = await provider.getBlock(receipt.blockNumber, true)
	assert.deepEqual(block.prefetchedTransactions.map(({ hash }) => hash), [receipt.hash])
	const [found] = await counter.queryFilter(counter.filters.Counted(alith.address), receipt.blockNumber)
	assert.equal(found.transactionHash, receipt.hash)
	assert.equal((await found.getBlock()).hash, receipt.blockHash)
})

test('a static call and an estimate change nothing', async () => {
	const before = await counter.count()
	assert.equal(await counter.add.staticCall(1, ''), before + 1n)
	assert.ok(await counter.add.estimateGas(1, '') > 0n)
	assert.equal(await counter.count(), before)
})

test('listeners hear events, by polling and by push', async () => {
	const pushes = new WebSocketProvider(chain.socket)
	const heard = { polled: [], pushed: [] }
	const watched = counter.connect(pushes)
	try {
		await counter.on('Counted', (by, to, note) => heard.polled.push(note))
		await watched.on('Counted', (by, to, note) => heard.pushed.push(note))
		await until('both hear', async () => {
			await done(counter.add(1, 'heard'))
			return heard.polled.length > 0 && heard.pushed.length > 0
		})
		assert.equal(heard.polled[0], 'heard')
		assert.equal(heard.pushed[0], 'heard')
	} finally {
		await counter.removeAllListeners()
		await watched.removeAllListeners()
		await pushes.destroy()
	}
})

test('reverts are decoded: reasons, errors of the contract, panics', async () => {
	await assert.rejects(counter.add(0, ''), { code: 'CALL_EXCEPTION', reason: 'nothing to count' })
	await assert.rejects(counter.add.staticCall(101, ''), error => {
		assert.equal(error.code, 'CALL_EXCEPTION')
		assert.equal(error.revert.name, 'TooMuch')
		assert.deepEqual([...error.revert.args], [101n, 100n])
		return true
	})
	await assert.rejects(counter.divide(0), error => error.revert.name === 'Panic' && Number(error.revert.args[0]) === 0x12)
})

test('what reverts on chain is told by its receipt', async () => {
	const sent = await counter.add(0, '', { gasLimit: 5_000_000 })
	await assert.rejects(sent.wait(), error => error.code === 'CALL_EXCEPTION' && error.receipt.status === 0)
})

test('a signed transaction says who signed it', async () => {
	const sent = await alith.sendTransaction({ to: Wallet.createRandom().address, value: parseEther('1') })
	await sent.wait()
	const found = await provider.getTransaction(sent.hash)
	assert.equal(found.from, alith.address)
	assert.equal(Transaction.from(found).hash, sent.hash)
	assert.equal(await provider.getBalance(sent.to), parseEther('1'))
})

test('the chain\'s own contracts have code, so that ethers calls them', async () => {
	for (const [name, address] of Object.entries(metahub.addresses)) {
		assert.notEqual(await provider.getCode(address), '0x', name)
	}
})

test('the registry is written and read, and refuses with its reasons', async () => {
	const registry = new Contract(metahub.addresses.assetRegistry, metahub.assetRegistryAbi, alith)
	const [collection, token] = await registry.createCollection.staticCall('Of ethers', '0x')
	await done(registry.createCollection('Of ethers', '0x'))
	const info = await registry.collectionInfo(collection)
	assert.equal(info.name, 'Of ethers')
	assert.equal(info.publisher, alith.address)
	assert.equal(info.token, token)
	assert.equal(token.toLowerCase(), metahub.collectionAddress(Number(collection)))
	const contract = new Contract(token, metahub.collectionAbi, alith)
	assert.equal(await contract.totalSupply(), 0n)
	await assert.rejects(contract.ownerOf(0), { code: 'CALL_EXCEPTION', reason: 'ERC721: invalid token ID' })
	await assert.rejects(registry.createCollection('', '0x'),
		{ code: 'CALL_EXCEPTION', reason: 'AssetRegistry: NameEmpty' })
})
