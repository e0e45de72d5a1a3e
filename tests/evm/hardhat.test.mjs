// Hardhat pointed at the endpoint.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startChain } from './lib/chain.mjs'
import { KEYS } from './lib/eth.mjs'
import { hardhatTest } from './lib/hardhat.mjs'

let chain

before(async () => (chain = await startChain()))
after(() => chain?.stop())

test('a project is compiled, deployed and tested', async () => {
	const { code, said } = await hardhatTest('deploy.suite.cjs', { METAHUB_ETH: chain.http, METAHUB_KEYS: KEYS.alith })
	assert.equal(code, 0, said)
	assert.match(said, /4 passing/)
})
