// The npm package: up to date, complete, and typed as viem's users need it.

import * as metahub from '@metahub/contracts'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { toFunctionSelector } from 'viem'

const require = createRequire(import.meta.url)
const path = relative => fileURLToPath(new URL(relative, import.meta.url))
const run = (...args) => execFileSync(process.execPath, args, { cwd: path('.'), encoding: 'utf8', stdio: 'pipe' })

test('it is what the interfaces say', () => {
	assert.match(run(path('../../scripts/abi.mjs'), '--check'), /up to date/)
})

test('every interface is there in each form', () => {
	for (const file of readdirSync(path('../../pallets/precompiles/npm/abi'))) {
		const name = file.replace('.json', '')
		const abi = JSON.parse(readFileSync(require.resolve(`@metahub/contracts/abi/${file}`), 'utf8'))
		const variable = `${name[1].toLowerCase()}${name.slice(2)}Abi`
		assert.deepEqual(metahub[variable], abi)
		assert.ok(readFileSync(require.resolve(`@metahub/contracts/contracts/${name}.sol`), 'utf8').includes(`interface ${name}`))
	}
})

test('no two functions of an interface have the same selector', () => {
	for (const [name, abi] of Object.entries(metahub).filter(([name]) => name.endsWith('Abi'))) {
		const selectors = abi.filter(({ type }) => type === 'function').map(item => toFunctionSelector(item))
		assert.equal(new Set(selectors).size, selectors.length, name)
	}
})

test('addresses are numbers and back', () => {
	for (const id of [0, 1, 255, 65536, 0xffffffff]) {
		assert.equal(metahub.collectionAt(metahub.collectionAddress(id)), id)
		assert.equal(metahub.collectionAt(metahub.collectionAddress(id).toUpperCase().replace('0X', '0x')), id)
	}
	assert.equal(metahub.collectionAddress(7), '0x0000000700000000000000000000000007210000')
	assert.equal(metahub.collectionAt(metahub.addresses.licensing), undefined)
	assert.throws(() => metahub.collectionAddress(2 ** 32), RangeError)
	assert.throws(() => metahub.collectionAddress(-1), RangeError)
})

test('TypeScript infers arguments and results, and refuses wrong ones', () => {
	const tsc = require.resolve('typescript/bin/tsc')
	const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--moduleResolution', 'nodenext']
	try {
		run(tsc, ...options, 'types.mts')
	} catch (error) {
		assert.fail(error.stdout)
	}
})
