// Keystore files against polkadot-js, in both directions and for every scheme.

import { Keyring } from '@polkadot/keyring'
import { stringToU8a, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady, signatureVerify } from '@polkadot/util-crypto'
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { verifyMessage } from 'viem'
import { access, ask } from './oracle.mjs'

const WORDS = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'
const KEYS = [
	['sr25519', `${WORDS}//hard/soft///secret`],
	['ed25519', `${WORDS}//one//2///secret`],
	['ecdsa', `${WORDS}//one//2`],
	['ethereum', `${WORDS}/m/44'/60'/0'/0/3`],
]
const MESSAGE = 'let me in'

before(cryptoWaitReady)

/** The account on the chain of a polkadot-js pair. */
const account = pair =>
	pair.type === 'ethereum'
		? (pair.address + 'ee'.repeat(12)).toLowerCase()
		: u8aToHex(pair.addressRaw)

test('polkadot-js unlocks what this client keeps', async () => {
	const questions = KEYS.map(([scheme, phrase]) => ({ op: 'keep', scheme, phrase, password: 'pass' }))
	const answers = await ask(questions, access)
	for (const [i, [type, phrase]] of KEYS.entries()) {
		const { json, account: ours, error } = answers[i]
		assert.equal(error, undefined)
		const expected = new Keyring({ type }).addFromUri(phrase)
		assert.equal(ours, account(expected), type)
		const pair = new Keyring({ type }).addFromJson(json)
		assert.equal(pair.type, type)
		assert.throws(() => pair.unlock('Pass'))
		pair.unlock('pass')
		assert.equal(pair.address, expected.address)
		assert.equal(pair.meta.name, 'name')
		const signature = pair.sign(MESSAGE)
		assert.ok(expected.verify(MESSAGE, signature, expected.publicKey), type)
	}
})

test('this client unlocks what polkadot-js keeps', async () => {
	const pairs = KEYS.map(([type, phrase]) => new Keyring({ type }).addFromUri(phrase))
	const questions = pairs.flatMap(pair => {
		const json = pair.toJson('pass')
		return [
			{ op: 'unlock', json, password: 'pass', message: MESSAGE },
			{ op: 'unlock', json, password: 'Pass', message: MESSAGE },
		]
	})
	const answers = await ask(questions, access)
	for (const [i, pair] of pairs.entries()) {
		const { scheme, account: ours, signature, error } = answers[2 * i]
		assert.equal(error, undefined)
		assert.deepEqual([scheme, ours], [pair.type, account(pair)])
		if (pair.type === 'ethereum') {
			assert.ok(await verifyMessage({ address: pair.address, message: MESSAGE, signature }))
		} else {
			assert.ok(signatureVerify(stringToU8a(MESSAGE), signature, pair.address).isValid, pair.type)
		}
		assert.match(answers[2 * i + 1].error, /password/)
	}
})
