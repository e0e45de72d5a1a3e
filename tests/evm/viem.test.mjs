// What viem needs of an Ethereum chain: deploying, reading, writing, events, gas, errors, batches.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPublicClient, getContractAddress, http, keccak256, parseEventLogs, webSocket } from 'viem'
import { startChain, until } from './lib/chain.mjs'
import { contracts } from './lib/compile.mjs'
import { ethereum, hub, KEYS, refusal } from './lib/eth.mjs'

const { Counter } = contracts()
let chain, eth, alith, counter

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	alith = eth.wallet(KEYS.alith)
	counter = await eth.deploy(alith, 'Counter', [5n])
})
after(() => chain?.stop())

test('the chain says who it is', async () => {
	assert.equal(await eth.reader.getChainId(), 19784)
	assert.match(await chain.rpc('web3_clientVersion'), /./)
	assert.equal(await chain.rpc('net_version'), '19784')
	assert.ok(await eth.reader.getGasPrice() > 0n)
})

test('a contract is deployed where Ethereum would put it, with its code', async () => {
	const by = await eth.fresh()
	const nonce = await eth.reader.getTransactionCount({ address: by.account.address })
	const { address } = await eth.deploy(by, 'Counter', [1n])
	assert.equal(address, getContractAddress({ from: by.account.address, nonce: BigInt(nonce) }))
	assert.equal(keccak256(await eth.reader.getCode({ address })), keccak256(Counter.deployed))
	assert.equal(await eth.reader.getTransactionCount({ address: by.account.address }), nonce + 1)
})

test('a constructor is paid', async () => {
	const { address } = await eth.deploy(alith, 'Counter', [1n], { value: hub('2') })
	assert.equal(await eth.reader.getBalance({ address }), hub('2'))
})

test('reading, writing, and the answer of a simulation', async () => {
	const first = await counter.read.count()
	const { result, receipt } = await eth.send(alith, counter, 'add', [2n, 'two'])
	assert.equal(result, first + 2n)
	assert.equal(await counter.read.count(), first + 2n)
	assert.equal(receipt.status, 'success')
	assert.equal(receipt.from, alith.account.address.toLowerCase())
	assert.equal(receipt.to, counter.address.toLowerCase())
	const transaction = await eth.reader.getTransaction({ hash: receipt.transactionHash })
	assert.equal(transaction.blockHash, receipt.blockHash)
	assert.equal(transaction.transactionIndex, receipt.transactionIndex)
	// The state before it is still there.
	const before = await eth.reader.readContract({
		...counter, functionName: 'count', blockNumber: receipt.blockNumber - 1n,
	})
	assert.equal(before, first)
})

test('events are in the receipt, in getLogs by topic, and in a block\'s bloom', async () => {
	const note = `note ${Math.random()}`
	const { receipt } = await eth.send(alith, counter, 'add', [3n, note])
	const [event] = parseEventLogs({ abi: Counter.abi, logs: receipt.logs })
	assert.equal(event.eventName, 'Counted')
	assert.equal(event.args.note, note)
	assert.equal(event.args.by, alith.account.address)
	const found = await eth.reader.getContractEvents({
		...counter, eventName: 'Counted', args: { by: alith.account.address },
		fromBlock: receipt.blockNumber, toBlock: receipt.blockNumber,
	})
	assert.equal(found.length, 1)
	assert.equal(found[0].transactionHash, receipt.transactionHash)
	assert.equal(found[0].logIndex, receipt.logs[0].logIndex)
	const others = await eth.reader.getContractEvents({
		...counter, eventName: 'Counted', args: { by: counter.address }, fromBlock: 0n,
	})
	assert.deepEqual(others, [])
	const byHash = await eth.reader.getLogs({ blockHash: receipt.blockHash, address: counter.address })
	assert.equal(byHash.length, 1)
	const block = await eth.reader.getBlock({ blockHash: receipt.blockHash })
	assert.notEqual(BigInt(block.logsBloom), 0n)
	assert.notEqual(BigInt(receipt.logsBloom), 0n)
})

test('filters tell what is new, once', async () => {
	const filter = await eth.reader.createContractEventFilter({ ...counter, eventName: 'Counted' })
	assert.deepEqual(await eth.reader.getFilterChanges({ filter }), [])
	await eth.send(alith, counter, 'add', [1n, 'filtered'])
	const news = await until('the log', async () => {
		const changes = await eth.reader.getFilterChanges({ filter })
		return changes.length > 0 && changes
	})
	assert.deepEqual(news.map(({ args }) => args.note), ['filtered'])
	assert.deepEqual(await eth.reader.getFilterChanges({ filter }), [])
	assert.equal(await eth.reader.uninstallFilter({ filter }), true)
	await assert.rejects(eth.reader.getFilterChanges({ filter }))
})

test('events and blocks are pushed over a WebSocket', async () => {
	const transport = webSocket(chain.socket, { reconnect: false })
	const reader = createPublicClient({ chain: eth.reader.chain, transport })
	const seen = [], blocks = []
	const stopEvents = reader.watchContractEvent({
		...counter, eventName: 'Counted', onLogs: logs => seen.push(...logs), onError: assert.ifError,
	})
	const stopBlocks = reader.watchBlocks({ onBlock: block => blocks.push(block), onError: assert.ifError })
	try {
		// Until it is known that the subscriptions stand.
		await until('a pushed event', async () => {
			await eth.send(alith, counter, 'add', [1n, 'pushed'])
			return seen.length > 0
		})
		assert.equal(seen[0].args.note, 'pushed')
		await until('a pushed block', () => blocks.length > 0)
		assert.match(blocks[0].hash, /^0x[0-9a-f]{64}$/)
	} finally {
		stopEvents()
		stopBlocks()
		const client = await reader.transport.getRpcClient()
		client.close()
	}
})

test('gas is estimated, is enough, and what is left returns', async () => {
	const data = { ...counter, functionName: 'add', args: [1n, 'estimated'], account: alith.account }
	const gas = await eth.reader.estimateContractGas(data)
	const hash = await alith.writeContract({ ...data, gas })
	const receipt = await eth.receipt(hash)
	assert.equal(receipt.status, 'success')
	assert.ok(receipt.gasUsed <= gas, `${receipt.gasUsed} of ${gas}`)
	const address = alith.account.address
	const cost = await eth.reader.getBalance({ address, blockNumber: receipt.blockNumber - 1n })
		- await eth.reader.getBalance({ address, blockNumber: receipt.blockNumber })
	assert.ok(cost <= gas * receipt.effectiveGasPrice, `paid ${cost}`)
	assert.ok(cost > 0n)
})

test('reverts are decoded: reasons, errors of the contract, panics', async () => {
	const simulate = (functionName, args) =>
		eth.reader.simulateContract({ ...counter, functionName, args, account: alith.account })
	assert.equal(await refusal(simulate('add', [0n, ''])), 'nothing to count')
	assert.match(await refusal(counter.read.divide([0n])), /^Division or modulo by zero/)
	await assert.rejects(simulate('add', [101n, '']), error => {
		const revert = error.walk(cause => cause.name === 'ContractFunctionRevertedError')
		assert.equal(revert.data.errorName, 'TooMuch')
		assert.deepEqual(revert.data.args, [101n, 100n])
		return true
	})
	// Gas is not estimated for what would revert, and the reason is given.
	await assert.rejects(
		eth.reader.estimateContractGas({ ...counter, functionName: 'add', args: [0n, ''], account: alith.account }),
		/nothing to count/)
})

test('what reverts on chain has a receipt that says so, and changes nothing', async () => {
	const count = await counter.read.count()
	const receipt = await eth.sendAnyway(alith, counter, 'add', [0n, ''])
	assert.equal(receipt.status, 'reverted')
	assert.deepEqual(receipt.logs, [])
	assert.equal(await counter.read.count(), count)
})

test('requests come in batches', async () => {
	const transport = http(chain.http, { batch: true })
	const reader = createPublicClient({ chain: eth.reader.chain, transport })
	const [id, block, balance] = await Promise.all([
		reader.getChainId(), reader.getBlockNumber(), reader.getBalance({ address: alith.account.address }),
	])
	assert.equal(id, 19784)
	assert.ok(block > 0n && balance > 0n)
})

test('money is sent, and both balances say so', async () => {
	const to = await eth.fresh('')
	assert.equal(await eth.reader.getBalance(to.account), 0n)
	await eth.pay(to.account.address, '3')
	assert.equal(await eth.reader.getBalance(to.account), hub('3'))
})

test('transactions of every type are taken', async () => {
	const to = (await eth.fresh()).account.address
	const gas = { to, value: 1n }
	for (const type of ['legacy', 'eip2930', 'eip1559']) {
		const receipt = await eth.receipt(await alith.sendTransaction({ ...gas, type, accessList: type === 'legacy' ? undefined : [] }))
		assert.equal(receipt.status, 'success')
		assert.equal(receipt.type, type)
	}
})
