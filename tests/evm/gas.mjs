// Gas, and the node's processor time, of transferFrom and register through the chain's own contracts,
// beside OpenZeppelin's ERC-721 on the same chain in the same run.
// Usage: METAHUB_NODE=<binary> npm run gas [-- <transactions of each kind>]
//
// Each transaction is signed before, and makes a block of its own; what a block costs in any case is
// what a payment costs, the first line. Processor time is that of the node's process with all threads:
// validation, execution, database and what the endpoint's server asks of it.

import { encodeFunctionData } from 'viem'
import { processorSeconds, startChain } from './lib/chain.mjs'
import { content, publish } from './lib/assets.mjs'
import { ethereum, hub } from './lib/eth.mjs'

const COUNT = Number(process.argv[2] ?? 100)
const chain = await startChain()
const eth = ethereum(chain)

/** Sends `COUNT` transactions one after another; gas of each, and processor time of all. */
async function measure(name, by, calls) {
	const account = by.account
	const nonce = await eth.reader.getTransactionCount({ address: account.address })
	const gasPrice = await eth.reader.getGasPrice() * 2n
	const gas = await eth.reader.estimateGas({ account, ...calls[0] }) * 2n
	const raw = await Promise.all(calls.map((call, i) =>
		account.signTransaction({ type: 'legacy', chainId: 19784, gasPrice, gas, nonce: nonce + i, ...call })))
	const before = processorSeconds(chain.pid)
	const from = performance.now()
	const used = []
	for (const transaction of raw) {
		const { status, gasUsed } = await eth.receipt(await eth.reader.sendRawTransaction({ serializedTransaction: transaction }))
		if (status !== 'success') throw new Error(`${name} failed`)
		used.push(gasUsed)
	}
	const seconds = processorSeconds(chain.pid) - before
	used.sort((a, b) => (a < b ? -1 : 1))
	return {
		name,
		gas: Number(used[used.length >> 1]),
		cpuMs: Number((seconds * 1000 / calls.length).toFixed(2)),
		wallMs: Number(((performance.now() - from) / calls.length).toFixed(1)),
	}
}

const times = make => Array.from({ length: COUNT }, (_, i) => make(i))

try {
	const [alice, bob] = [await eth.fresh('100000'), await eth.fresh('1')]
	const [from, to] = [alice.account.address, bob.account.address]
	const token = await eth.deploy(alice, 'Token')
	const record = await eth.deploy(alice, 'RecordToken')
	const { id, contract, items } = await publish(eth, alice, COUNT)
	const minted = []
	for (let i = 0; i < COUNT; i++) {
		await eth.send(alice, token, 'mint')
		minted.push(BigInt(i))
	}
	const call = (target, functionName, args) =>
		({ to: target.address, data: encodeFunctionData({ abi: target.abi, functionName, args }) })
	const uris = ['0xe3010170122001020304050607080910111213141516171819202122232425262728293031']

	const rows = []
	const row = async (...about) => rows.push(await measure(...about))
	await row('a payment', alice, times(() => ({ to, value: 1n })))
	await row('OpenZeppelin transferFrom', alice, times(i => call(token, 'transferFrom', [from, to, minted[i]])))
	await row('collection transferFrom', alice, times(i => call(contract, 'transferFrom', [from, to, items[i]])))
	await row('OpenZeppelin mint', alice, times(() => call(token, 'mint', [])))
	await row('OpenZeppelin mint with the record', alice, times(() => call(record, 'register', [content({ uris })])))
	await row('registry register', alice, times(() => call(eth.registry, 'register', [id, 0, content({ uris }), []])))
	const price = Number(await eth.reader.getGasPrice())
	for (const { name, gas, cpuMs, wallMs } of rows) {
		console.error(`${name.padEnd(36)} ${String(gas).padStart(8)} gas  ${(gas * price / Number(hub('1'))).toFixed(6)} HUB  ${cpuMs.toFixed(2).padStart(6)} ms CPU  ${wallMs.toFixed(1).padStart(6)} ms`)
	}
	console.log(JSON.stringify({ transactions: COUNT, gasPrice: price, rows }))
} finally {
	await chain.stop()
}
