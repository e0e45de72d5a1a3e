// web3.py, in a virtual environment that scripts/test.sh makes: METAHUB_PYTHON names its python.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startChain } from './lib/chain.mjs'
import { KEYS } from './lib/eth.mjs'

const python = process.env.METAHUB_PYTHON
const path = name => fileURLToPath(new URL(name, import.meta.url))
const abi = name => path(`../../pallets/precompiles/npm/abi/${name}.json`)

let chain
before(async () => {
	if (python) chain = await startChain()
})
after(() => chain?.stop())

test('web3.py reads, writes, hears and is refused', { skip: !python && 'METAHUB_PYTHON names no python with web3.py' }, async () => {
	const args = [path('web3py/check.py'), chain.http, KEYS.baltathar, abi('IAssetRegistry'), abi('ICollection')]
	const { stdout } = await promisify(execFile)(python, args, { timeout: 120_000 })
	assert.equal(stdout.trim(), 'ok')
})
