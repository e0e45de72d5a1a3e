// ERC-721 as others define it: SolidState's behaviour of it, and nibbstack's validator.

import validator from '@nibbstack/erc721-validator'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeDeployData } from 'viem'
import { createTerms, publish } from './lib/assets.mjs'
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
		assert.ok(passing >= 49, said)
	})
}

/** What the validator asks of web3: the gas that a deployment would take. */
const web3 = {
	eth: {
		Contract: class {
			constructor(abi) {
				this.abi = abi
			}

			deploy({ data, arguments: args }) {
				const call = { data: encodeDeployData({ abi: this.abi, bytecode: `0x${data}`, args }) }
				return {
					async estimateGas(...given) {
						const done = given.pop()
						const { from, value } = given.pop() ?? {}
						const transaction = { ...call, from, value: value && `0x${BigInt(value).toString(16)}` }
						await chain.rpc('eth_estimateGas', transaction).then(gas => done(null, Number(gas)), done)
					},
				}
			}
		},
	},
}

/** The validator's cases: what each tries, and whether it is to work. */
const CASES = {
	basic: {
		1: ['has code', true], 2: ['ERC-165', true], 3: ['ERC-721', true], 4: ['Metadata', true], 5: ['Enumerable', true],
		6: ['the balance of the zero address', false], 7: ['name', true], 8: ['symbol', true], 9: ['totalSupply', true],
		10: ['tokenByIndex(0)', true],
	},
	token: { 1: ['tokenURI', true], 2: ['the owner has a balance', true], 3: ['it has an owner', true] },
	transfer: {
		1: ['taking without leave', false], 2: ['a transfer counts', true], 3: ['to the zero address', false],
		4: ['a receiver gets the data', true], 5: ['a receiver without data', true], 6: ['no receiver', false],
		7: ['a receiver with the wrong answer', false], 8: ['getApproved', true], 9: ['the approved one moves it', true],
		10: ['isApprovedForAll', true], 11: ['the operator moves it', true], 12: ['tokenOfOwnerByIndex(0)', true],
		13: ['tokenOfOwnerByIndex(balance)', false], 14: ['it is given', true],
	},
}

/** Two tokens of a collection: one of Alith's, one of a contract that gives it to whoever pays. */
const tokens = {
	async assets() {
		const { contract, items } = await publish(eth, alith, 2)
		const giver = await eth.deploy(alith, 'Giver')
		await eth.send(alith, contract, 'transferFrom', [alith.account.address, giver.address, items[1]])
		return { contract, item: items[0], given: items[1], giver }
	},
	async licences() {
		const { id, items: [item] } = await publish(eth, alith)
		const giver = await eth.deploy(alith, 'Giver')
		const terms = await createTerms(eth, alith, { transferable: true })
		const grant = async to => (await eth.send(alith, eth.licensing, 'grant', [id, item, terms, to])).result
		const holders = [(await grant((await eth.fresh()).account.address)), await grant(giver.address)]
		const contract = eth.at(await eth.reader.readContract({ ...eth.licensing, functionName: 'licenceCollection', args: [id] }), eth.collection(id).abi)
		return { contract, item: holders[0], given: holders[1], giver }
	},
}

for (const kind of ['assets', 'licences']) {
	test(`@nibbstack/erc721-validator, a collection of ${kind}`, async () => {
		const { contract: { address }, item, given, giver } = await tokens[kind]()
		const checker = new validator.ERC721Validator(web3, alith.account.address)
		const wrong = []
		for (const [set, cases] of Object.entries(CASES)) {
			for (const [number, [what, expected]] of Object.entries(cases)) {
				const about = { basic: [], token: [String(item)], transfer: [String(given), giver.address] }[set]
				const { result } = await checker[set](Number(number), address, ...about)
				if (result !== expected) wrong.push(`${set} ${number}, ${what}: ${result}`)
			}
		}
		assert.deepEqual(wrong, [])
	})
}
