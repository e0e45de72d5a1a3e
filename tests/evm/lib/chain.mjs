// A development node with its Ethereum endpoint: started on free ports, waited for, ended with the
// tests that started it. METAHUB_WS and METAHUB_ETH name one that runs already instead.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long anything may take, in milliseconds. */
export const PATIENCE = 60_000

const RPC = /Running JSON-RPC server: addr=([\d.]+:\d+)/
const ETHEREUM = /Running Ethereum JSON-RPC server: addr=([\d.]+:\d+)/

/** Lines that a node in good health does not write. */
const TROUBLE = /\bERROR\b|panicked|💥|Essential task/

/** Until `check` has an answer that is neither undefined nor false. */
export async function until(what, check, patience = PATIENCE) {
	const end = Date.now() + patience
	for (;;) {
		const answer = await check()
		if (answer !== undefined && answer !== false) return answer
		if (Date.now() > end) throw new Error(`${what}: not after ${patience / 1000} s`)
		await sleep(50)
	}
}

/** One JSON-RPC request; throws what the server calls an error. */
export async function request(url, method, ...params) {
	const answer = await post(url, { jsonrpc: '2.0', id: 1, method, params })
	if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error)
	return answer.result
}

/** Posts anything, and has the answer's JSON. */
export async function post(url, body) {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	})
	return response.json()
}

/** Processor time that a process has used, in seconds, as /proc has it. */
export function processorSeconds(pid) {
	const [, fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
	const [user, system] = fields.split(' ').slice(11, 13).map(Number)
	return (user + system) / 100
}

/** Starts a node. Ends, and says whether its log was clean, with `stop`. */
export async function startChain({ args = [] } = {}) {
	if (process.env.METAHUB_ETH && process.env.METAHUB_WS) {
		const [http, ws] = [process.env.METAHUB_ETH, process.env.METAHUB_WS]
		return chain({ http, ws, pid: undefined, log: [], stop: async () => {} })
	}
	const program = process.env.METAHUB_NODE
	assert.ok(program, 'METAHUB_NODE names no node')
	const node = spawn(program, [
		'--dev', '--port', '0', '--rpc-port', '0', '--eth-rpc-port', '0', '--no-prometheus', '--no-mdns', ...args,
	], { stdio: ['ignore', 'pipe', 'pipe'] })
	const log = []
	for (const stream of [node.stdout, node.stderr]) {
		createInterface({ input: stream }).on('line', line => log.push(line))
	}
	const ended = new Promise(resolve => node.once('exit', resolve))
	node.once('error', error => log.push(String(error)))
	process.once('exit', () => node.kill('SIGKILL'))
	const found = expression => {
		if (node.exitCode !== null || node.pid === undefined) throw new Error(`the node ended:\n${log.join('\n')}`)
		return log.map(line => expression.exec(line)?.[1]).find(Boolean)
	}
	const ws = `ws://${await until('the node', () => found(RPC))}`
	const http = `http://${await until('the endpoint', () => found(ETHEREUM))}`
	const stop = async () => {
		node.kill('SIGTERM')
		const insist = setTimeout(() => node.kill('SIGKILL'), 20_000)
		await ended
		clearTimeout(insist)
		assert.notEqual(node.signalCode, 'SIGKILL', 'the node did not end when it was asked to')
		assert.deepEqual(log.filter(line => TROUBLE.test(line)), [])
	}
	const started = chain({ http, ws, pid: node.pid, log, stop })
	await until('the endpoint', () => started.rpc('eth_chainId').catch(() => false))
	return started
}

function chain({ http, ws, pid, log, stop }) {
	return {
		/** The Ethereum endpoint. */
		http,
		/** The same as a WebSocket. */
		socket: http.replace('http', 'ws'),
		/** The node's own RPC. */
		ws,
		/** The node's process; not known of one that ran already. */
		pid,
		/** What it has written. */
		log,
		stop,
		/** One request to the Ethereum endpoint. */
		rpc: (method, ...params) => request(http, method, ...params),
		/** One request to the node's own RPC. */
		native: (method, ...params) => request(ws.replace('ws', 'http'), method, ...params),
	}
}
