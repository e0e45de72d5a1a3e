// ERC-721 as others define it: SolidState's behaviour of it, and nibbstack's validator.

import validator from '@nibbstack/erc721-validator'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeDeployData, parseEther } from 'viem'
import { publish } from './lib/assets.mjs'
import { startChain } from './lib/chain.mjs'
import { ethereum, KEYS } from './lib/eth.mjs'
import { hardhatTest } from './lib/hardhat.mjs'

let chain, eth, alith

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	alith = eth.wallet(KEYS.alith)
})
after(() => chain?.stop())

for (const kind of ['assets', 'licences']) {
	test(`@solidstate/spec, a collection of ${kind}`, async () => {
		const { code, said } = await hardhatTest('erc721.suite.cjs', {
			METAHUB_ETH: chain.http, METAHUB_WS: chain.ws, METAHUB_KIND: kind, METAHUB_KEYS: Object.values(KEYS).join(),
		})
		assert.equal(code, 0, said)
		const [, passing] = said.match(/(\d+) passing/)
		assert.ok(passing >= 50, said)
	})
}
