// Challenges and signatures of the gated gateway against viem and polkadot-js.

import { decodeAddress, encodeAddress } from '@polkadot/keyring'
import { u8aToHex } from '@polkadot/util'
import { blake2AsHex } from '@polkadot/util-crypto'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { getAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage, generateSiweNonce, parseSiweMessage } from 'viem/siwe'
import {
	accepts, ethereumMessage, pair, substrateMessage, substrateSignatures, vectors,
} from './access.mjs'
import { access, ask } from './oracle.mjs'
import { below, bytes, pick, text } from './random.mjs'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

function randomAddress() {
	return getAddress(u8aToHex(bytes(20)))
}

function randomFields() {
	const time = () => new Date(1e12 + below(2 ** 32) * 200)
	const some = make => (below(2) ? make() : undefined)
	const words = () => text(1 + below(60), LETTERS + '  .,:-\'0123456789é😀').trim() || 'x'
	const host = `${text(1 + below(9), LETTERS)}.example`
	const port = pick(['', ':8180'])
	return {
		address: randomAddress(),
		chainId: 1 + below(2 ** 32 - 1),
		domain: host + port,
		uri: `https://${host}${port}${pick(['', '/', '/a/b?c#d'])}`,
		version: '1',
		nonce: generateSiweNonce(),
		issuedAt: time(),
		scheme: some(() => pick(['http', 'https'])),
		statement: some(words),
		expirationTime: some(time),
		notBefore: some(time),
		requestId: some(() => text(1 + below(9), LETTERS)),
		resources: some(() => Array.from({ length: 1 + below(3) }, (_, i) => `ipfs://${host}/${i}`)),
	}
}

test('messages of EIP-4361 are read as viem writes them', async () => {
	const fields = Array.from({ length: 500 }, randomFields)
	const messages = fields.map(createSiweMessage)
	const answers = await ask(messages.map(message => ({ op: 'challenge', message })), access)
	const seconds = time => (time ? Math.floor(time.getTime() / 1000) : null)
	for (const [i, answer] of answers.entries()) {
		const { issuedAt, expirationTime, notBefore, version, chainId, ...others } = fields[i]
		const expected = {
			...others,
			chainId: String(chainId),
			issuedAt: seconds(issuedAt),
			expirationTime: seconds(expirationTime),
			notBefore: seconds(notBefore),
			text: messages[i],
		}
		for (const [name, value] of Object.entries(expected)) {
			const absent = name === 'resources' ? [] : null
			assert.deepEqual(answer[name], value ?? absent, `${name}: ${JSON.stringify(answer)}\n${messages[i]}`)
		}
	}
})

test('viem reads what a gateway writes', async () => {
	const address = randomAddress()
	// As the gateway writes it: whole seconds.
	const message = ethereumMessage(address).replaceAll('.000Z', 'Z')
	const [answer] = await ask([{ op: 'challenge', message }], access)
	assert.equal(answer.text, message)
	const parsed = parseSiweMessage(message)
	assert.equal(parsed.address, address)
	assert.equal(parsed.chainId, 19784)
	assert.deepEqual(parsed.resources, answer.resources)
	assert.equal(parsed.expirationTime.getTime() / 1000, answer.expirationTime)
})

test('addresses have the same checksums', async () => {
	const addresses = Array.from({ length: 500 }, () => u8aToHex(bytes(20)))
	const answers = await ask(addresses.map(account => ({ op: 'account', account })), access)
	for (const [i, answer] of answers.entries()) {
		assert.equal(answer.text, getAddress(addresses[i]))
		assert.equal(answer.account, addresses[i] + 'ee'.repeat(12))
	}
})

test('accounts have the same spelling, whatever prefix they come with', async () => {
	const accounts = Array.from({ length: 300 }, () => bytes(32))
	const questions = accounts.map(account =>
		({ op: 'account', account: encodeAddress(account, pick([0, 2, 42, 1284, 16383])) }))
	for (const [i, answer] of (await ask(questions, access)).entries()) {
		assert.equal(answer.text, encodeAddress(accounts[i], 42))
		assert.equal(answer.account, u8aToHex(accounts[i]))
	}
})

test('signatures of Ethereum wallets', async () => {
	const questions = []
	for (let i = 0; i < 100; i++) {
		const signer = privateKeyToAccount(generatePrivateKey())
		const message = ethereumMessage(signer.address, generateSiweNonce())
		const signature = await signer.signMessage({ message })
		const question = { op: 'verify', account: signer.address, message, signature }
		questions.push(question, { ...question, account: randomAddress() })
	}
	for (const [i, answer] of (await ask(questions, access)).entries()) {
		assert.equal(answer.valid ?? false, i % 2 === 0, JSON.stringify([questions[i], answer]))
	}
})

test('signatures of polkadot-js, of every type, wrapped or not', async () => {
	const questions = []
	for (const type of ['sr25519', 'ed25519', 'ecdsa']) {
		for (let i = 0; i < 20; i++) {
			const signer = await pair(type, `//${below(2 ** 32)}`)
			const other = await pair(type, `//${below(2 ** 32)}`)
			const message = substrateMessage(signer.address, generateSiweNonce())
			for (const { signature } of substrateSignatures(signer, message)) {
				const question = { op: 'verify', account: signer.address, message, signature }
				assert.ok(await accepts(question))
				questions.push(question, { ...question, account: other.address })
			}
		}
	}
	for (const [i, answer] of (await ask(questions, access)).entries()) {
		assert.equal(answer.valid ?? false, i % 2 === 0, JSON.stringify([questions[i], answer]))
	}
})

test('polkadot-js accepts what this client signs', async () => {
	const message = substrateMessage(encodeAddress(bytes(32), 42))
	const names = ['alice', 'bob', 'charlie']
	const answers = await ask(names.map(name => ({ op: 'sign', name, message })), access)
	for (const [i, { account, signature }] of answers.entries()) {
		const known = await pair('sr25519', `//${names[i][0].toUpperCase()}${names[i].slice(1)}`)
		assert.deepEqual(decodeAddress(account), known.publicKey)
		assert.ok(await accepts({ account, message, signature }))
		assert.ok(!(await accepts({ account, message: `${message} `, signature })))
	}
})

test('uses are named alike', async () => {
	const messages = Array.from({ length: 50 }, () => text(below(300), LETTERS + ' é😀\n'))
	const answers = await ask(messages.map(message => ({ op: 'memo', message })), access)
	assert.deepEqual(answers.map(({ memo }) => memo), messages.map(message => blake2AsHex(message, 256)))
})

test('the fixed vectors of cargo test are what wallets sign', async () => {
	const fixed = JSON.parse(readFileSync(vectors.file, 'utf8'))
	const made = await vectors.make()
	assert.deepEqual(fixed.map(({ kind }) => kind), made.map(({ kind }) => kind))
	for (const [i, vector] of fixed.entries()) {
		assert.ok(await accepts(vector), vector.kind)
		// The signatures of sr25519 differ each time.
		assert.deepEqual({ ...made[i], signature: '' }, { ...vector, signature: '' })
	}
})
