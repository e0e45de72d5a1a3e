// Gas, and the node's processor time, of transferFrom and register through the chain's own contracts,
// beside OpenZeppelin's ERC-721 on the same chain in the same run.
// Usage: METAHUB_NODE=<binary> npm run gas [-- <transactions of each kind>]
//
// Gas is that of a transaction that does the one thing. Processor time is taken of transactions in which
// a contract does it many times, less that of transactions in which it does nothing: else what a block
// costs in any case would be nearly all of it. It is the time of the node's process, of all its threads.

import { encodeFunctionData, parseEventLogs } from 'viem'
import { processorSeconds, startChain } from './lib/chain.mjs'
import { content, publish } from './lib/assets.mjs'
import { ethereum } from './lib/eth.mjs'

/** Transactions of a kind, and how often each does it. */
const ROUNDS = Number(process.argv[2] ?? 40)
const TIMES = 25

const chain = await startChain()
const eth = ethereum(chain)
const uris = [`0xe30101701220${'5a'.repeat(32)}`]

const call = (target, functionName, args) =>
	({ to: target.address, data: encodeFunctionData({ abi: target.abi, functionName, args }) })

/** Sends a transaction that is signed with gas enough; its receipt. */
async function send(by, { to, data }, gas = 15_000_000n) {
	const receipt = await eth.receipt(await by.sendTransaction({ to, data, gas }))
	if (receipt.status !== 'success') throw new Error(`failed: ${receipt.transactionHash}`)
	return receipt
}

/** Processor time of transactions that repeat calls, milliseconds each. */
async function time(by, repeater, target, batches) {
	const before = processorSeconds(chain.pid)
	for (const calls of batches) await send(by, call(repeater, 'repeat', [target.address, calls]))
	return (processorSeconds(chain.pid) - before) * 1000 / batches.length
}

try {
	const [alice, bob] = [await eth.fresh('1000000'), await eth.fresh('1')]
	const [from, to] = [alice.account.address, bob.account.address]
	const repeater = await eth.deploy(alice, 'Repeater')
	await eth.pay(repeater.address, '100000')
	const token = await eth.deploy(alice, 'Token')
	const record = await eth.deploy(alice, 'RecordToken')
	const { id, contract, items: [single] } = await publish(eth, alice)
	await eth.send(alice, token, 'mint')
	await eth.send(alice, eth.registry, 'setRoles', [id, repeater.address, 1])
	const { gasUsed: payment } = await eth.receipt(await alice.sendTransaction({ to, value: 1n }))

	const rounds = make => Array.from({ length: ROUNDS }, () => Array.from({ length: TIMES }, make))
	const nothing = await time(alice, repeater, token, rounds(() => undefined).map(() => []))
	const rows = []
	const row = async (name, target, one, make) => {
		const { gasUsed } = await send(alice, call(target, ...one))
		const whole = await time(alice, repeater, target, rounds(() => call(target, ...make()).data))
		rows.push({ name, gas: Number(gasUsed), cpuMs: Number(((whole - nothing) / TIMES).toFixed(3)) })
	}
	const register = () => ['register', [id, 0, content({ uris }), []]]
	await row('OpenZeppelin, mint', token, ['mint', []], () => ['mint', []])
	await row('OpenZeppelin, mint with what is registered', record, ['register', [content({ uris })]], () => ['register', [content({ uris })]])
	await row('registry, register', eth.registry, register(), register)
	// What the repeater has now, it gives away.
	const owned = async contract => parseEventLogs({
		abi: contract.abi, eventName: 'Transfer',
		logs: await eth.reader.getLogs({ address: contract.address, fromBlock: 0n }),
	}).filter(({ args }) => args.to === repeater.address).map(({ args }) => args.tokenId)
	for (const [name, target, first] of [['OpenZeppelin, transferFrom', token, 0n], ['collection, transferFrom', contract, single]]) {
		const ids = await owned(target)
		await row(name, target, ['transferFrom', [from, to, first]], () => ['transferFrom', [repeater.address, to, ids.pop()]])
	}
	for (const { name, gas, cpuMs } of rows) {
		console.error(`${name.padEnd(44)} ${String(gas).padStart(8)} gas ${cpuMs.toFixed(3).padStart(8)} ms`)
	}
	console.error(`a payment takes ${payment} gas; a transaction that does nothing ${nothing.toFixed(1)} ms`)
	console.log(JSON.stringify({ rounds: ROUNDS, times: TIMES, paymentGas: Number(payment), nothingMs: nothing, rows }))
} finally {
	await chain.stop()
}
