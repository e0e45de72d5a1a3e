#!/usr/bin/env node
// Makes the npm package of the Ethereum interfaces (pallets/precompiles/npm) from the .sol files beside
// the precompiles: ABIs as JSON, JavaScript with TypeScript types, and copies of the interfaces to import.
// Usage: scripts/abi.mjs [--check]     --check writes nothing, and fails when something is stale.
// solc is tests/evm's: npm ci --prefix tests/evm

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = join(ROOT, 'pallets/precompiles/src')
const PACKAGE = join(ROOT, 'pallets/precompiles/npm')
const IDS = join(ROOT, 'primitives/assets/src/ids.rs')
/** Folders of the package with nothing but what is made here. */
const GENERATED = ['abi', 'contracts']

const solc = createRequire(join(ROOT, 'tests/evm/package.json'))('solc')

const read = file => readFileSync(file, 'utf8')

/** Every interface: its name and its text. */
function interfaces() {
	return readdirSync(SOURCES, { recursive: true })
		.filter(file => file.endsWith('.sol'))
		.map(file => ({ name: basename(file, '.sol'), text: read(join(SOURCES, file)) }))
		.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** ABIs by name, as solc sees them; every warning is an error. */
function compile(found) {
	const output = JSON.parse(solc.compile(JSON.stringify({
		language: 'Solidity',
		sources: Object.fromEntries(found.map(({ name, text }) => [`${name}.sol`, { content: text }])),
		settings: { outputSelection: { '*': { '*': ['abi'] } } },
	})))
	if (output.errors?.length) {
		throw new Error(output.errors.map(error => error.formattedMessage).join('\n'))
	}
	return Object.fromEntries(found.map(({ name }) => {
		const contract = output.contracts[`${name}.sol`][name]
		if (!contract) throw new Error(`${name}.sol has no interface ${name}`)
		return [name, contract.abi]
	}))
}

/** A constant of the Rust types that the addresses are made of. */
function constant(name) {
	const [, digits] = read(IDS).match(new RegExp(`pub const ${name}: u\\d+ = ([\\d_a-fx]+);`)) ?? []
	if (!digits) throw new Error(`${IDS} has no constant ${name}`)
	return Number(digits.replaceAll('_', ''))
}

const hex = (number, digits) => number.toString(16).padStart(digits, '0')
const fixed = prefix => `0x${'0'.repeat(32)}${hex(prefix, 4)}0000`

const addresses = {
	IAssetRegistry: fixed(constant('REGISTRY_CONTRACT')),
	ILicensing: fixed(constant('LICENSING_CONTRACT')),
	IPayments: fixed(constant('PAYMENTS_CONTRACT')),
}
const prefix = constant('ASSET_COLLECTION_PREFIX')
const chainId = constant('EVM_CHAIN_ID')

/** `IAssetRegistry` as a variable: `assetRegistry`. */
const variable = name => name[1].toLowerCase() + name.slice(2)

/** A value as the type that has no other. */
function literal(value, indent = '') {
	const inner = `${indent}\t`
	const lines = (list, open, close) =>
		list.length ? `${open}\n${list.map(item => inner + item).join('\n')}\n${indent}${close}` : open + close
	if (Array.isArray(value)) {
		return lines(value.map(item => `${literal(item, inner)},`), 'readonly [', ']')
	}
	if (typeof value === 'object') {
		const fields = Object.entries(value).map(([key, item]) => `readonly ${key}: ${literal(item, inner)};`)
		return lines(fields, '{', '}')
	}
	return JSON.stringify(value)
}

const NOTE = '// Made by scripts/abi.mjs from the .sol files of pallets/precompiles/src. Not edited by hand.\n'

function javascript(abis) {
	const names = Object.keys(abis)
	return `${NOTE}
export const chainId = ${chainId}
${names.map(name => `
export const ${variable(name)}Abi = ${JSON.stringify(abis[name], null, '\t')}
`).join('')}
export const addresses = ${JSON.stringify(
		Object.fromEntries(Object.entries(addresses).map(([name, address]) => [variable(name), address])), null, '\t')}

export function collectionAddress(collection) {
	if (!Number.isInteger(collection) || collection < 0 || collection > 0xffffffff) {
		throw new RangeError(\`not a collection: \${collection}\`)
	}
	return \`0x\${collection.toString(16).padStart(8, '0')}${'0'.repeat(24)}${hex(prefix, 4)}0000\`
}

export function collectionAt(address) {
	const [, id] = /^0x([0-9a-f]{8})0{24}${hex(prefix, 4)}0000$/i.exec(address) ?? []
	return id === undefined ? undefined : parseInt(id, 16)
}
`
}

function types(abis) {
	return `${NOTE}
/** A development chain's id (EIP-155). Other networks have others. */
export declare const chainId: ${chainId}
${Object.entries(abis).map(([name, abi]) => `
/** The ABI of ${name}. */
export declare const ${variable(name)}Abi: ${literal(abi)}
`).join('')}
/** Where the chain's own contracts are, by the names of their ABIs. */
export declare const addresses: {
${Object.entries(addresses).map(([name, address]) => `\treadonly ${variable(name)}: ${JSON.stringify(address)};`).join('\n')}
}

/** The address of the ERC-721 contract of a collection, whether of assets or of licences. */
export declare function collectionAddress(collection: number): \`0x\${string}\`

/** The collection whose ERC-721 contract has this address, if one could have it. */
export declare function collectionAt(address: string): number | undefined
`
}

/** All that is made: paths in the package, and their texts. */
function files() {
	const found = interfaces()
	const abis = compile(found)
	return new Map([
		...found.map(({ name, text }) => [`contracts/${name}.sol`, text]),
		...Object.entries(abis).map(([name, abi]) => [`abi/${name}.json`, `${JSON.stringify(abi, null, '\t')}\n`]),
		['index.js', javascript(abis)],
		['index.d.ts', types(abis)],
	])
}

function present() {
	return GENERATED.flatMap(folder => {
		try {
			return readdirSync(join(PACKAGE, folder)).map(file => join(folder, file))
		} catch (error) {
			if (error.code === 'ENOENT') return []
			throw error
		}
	})
}

function current(path) {
	try {
		return read(join(PACKAGE, path))
	} catch (error) {
		if (error.code === 'ENOENT') return undefined
		throw error
	}
}

const wanted = files()
const stale = [...wanted].filter(([path, text]) => current(path) !== text).map(([path]) => path)
const left = present().filter(path => !wanted.has(path))
const where = path => relative(process.cwd(), join(PACKAGE, path))

if (process.argv.includes('--check')) {
	for (const path of [...stale, ...left]) console.error(`stale: ${where(path)}`)
	if (stale.length + left.length > 0) {
		console.error('run scripts/abi.mjs')
		process.exit(1)
	}
	console.log(`${wanted.size} files are up to date`)
} else {
	for (const path of stale) {
		mkdirSync(dirname(join(PACKAGE, path)), { recursive: true })
		writeFileSync(join(PACKAGE, path), wanted.get(path))
		console.log(`written: ${where(path)}`)
	}
	for (const path of left) {
		rmSync(join(PACKAGE, path))
		console.log(`removed: ${where(path)}`)
	}
}
