// The contracts of tests/contracts, compiled by solc. What was compiled once lies in node_modules.

import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const FOLDER = new URL('../../contracts/', import.meta.url)
const CACHE = new URL('../node_modules/.cache/metahub-contracts/', import.meta.url)

const settings = {
	// pallet-revive executes Osaka; what everybody's contracts are compiled for comes first.
	evmVersion: 'cancun',
	optimizer: { enabled: true, runs: 200 },
	outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
}

const sources = () => Object.fromEntries(
	readdirSync(FOLDER).filter(file => file.endsWith('.sol'))
		.map(file => [file, { content: readFileSync(new URL(file, FOLDER), 'utf8') }]))

/** What a contract imports: out of a package. */
const library = path => readFileSync(require.resolve(path), 'utf8')

/** All files that the contracts are made of, for the cache's key. */
function closure(input) {
	const seen = new Map()
	const visit = text => {
		for (const [, path] of text.matchAll(/^import .*"(@[^"]+)";$/gm)) {
			if (seen.has(path)) continue
			seen.set(path, library(path))
			visit(seen.get(path))
		}
	}
	Object.values(input).forEach(({ content }) => visit(content))
	return [...seen]
}

function compile(input) {
	const solc = require('solc')
	const task = { language: 'Solidity', sources: input, settings }
	const output = JSON.parse(solc.compile(JSON.stringify(task), {
		import: path => {
			try {
				return { contents: library(path) }
			} catch (error) {
				return { error: error.message }
			}
		},
	}))
	const wrong = (output.errors ?? []).filter(({ severity }) => severity === 'error')
	if (wrong.length) throw new Error(wrong.map(error => error.formattedMessage).join('\n'))
	const own = Object.keys(input).flatMap(file => Object.entries(output.contracts[file]))
	return Object.fromEntries(own.map(([name, { abi, evm }]) => [name, {
		abi,
		bytecode: `0x${evm.bytecode.object}`,
		deployed: `0x${evm.deployedBytecode.object}`,
	}]))
}

/** The contracts by name: ABI, bytecode that deploys, bytecode that is deployed. */
export function contracts() {
	const input = sources()
	const version = require('solc/package.json').version
	const key = createHash('sha256').update(JSON.stringify([version, settings, input, closure(input)])).digest('hex')
	const file = new URL(`${key}.json`, CACHE)
	try {
		return JSON.parse(readFileSync(file, 'utf8'))
	} catch (error) {
		if (error.code !== 'ENOENT') throw error
	}
	const made = compile(input)
	mkdirSync(CACHE, { recursive: true })
	// Whole, or not there: another process may look.
	const part = new URL(`${key}.${process.pid}`, CACHE)
	writeFileSync(part, JSON.stringify(made))
	renameSync(part, file)
	return made
}
