// MultiURIs against @ensdomains/content-hash, Ceramic's StreamID (whose package needs
// @stablelib/random without saying so) and multiformats' CID.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StreamID } from '@ceramicnetwork/streamid'
import { decode, encode, getCodec } from '@ensdomains/content-hash'
import { base36 } from 'multiformats/bases/base36'
import { base58btc } from 'multiformats/bases/base58'
import { base64url } from 'multiformats/bases/base64'
import { CID } from 'multiformats/cid'
import { create as digest } from 'multiformats/hashes/digest'
import { ask } from './oracle.mjs'
import { below, bytes, pick } from './random.mjs'

const ROUNDS = 100
const hex = bytes => Buffer.from(bytes).toString('hex')
const repeat = make => Array.from({ length: ROUNDS }, make)

/**
 * For each URI text: our bytes are theirs; from the bytes we read the same text again.
 * `theirs` gives the hex that another implementation writes for a text, `canonical` its path form.
 */
async function compare({ texts, theirs, canonical }) {
	const answers = await ask(texts.map(uri => ({ op: 'encode', uri })))
	for (const [i, answer] of answers.entries()) {
		assert.equal(answer.error, undefined, texts[i])
		assert.equal(answer.bytes, theirs(texts[i]), texts[i])
		assert.equal(answer.text, canonical(texts[i]), texts[i])
	}
	const back = await ask(answers.map(({ bytes }) => ({ op: 'decode', bytes })))
	assert.deepEqual(back, answers)
	return answers
}

const idOf = uri => uri.split('/').at(-1)

test('ipfs', async () => {
	const cidV1 = () => {
		const [hash, length] = pick([[0x12, 32], [0x13, 64], [0x1b, 32], [0xb220, 32], [0x1e, 32]])
		return CID.createV1(pick([0x55, 0x70, 0x71, 0x0129, 0x0202]), digest(hash, bytes(length)))
	}
	const cidV0 = () => CID.createV0(digest(0x12, bytes(32)))
	const texts = repeat(() => {
		const scheme = pick(['/ipfs/', 'ipfs://'])
		switch (below(4)) {
			case 0: return scheme + cidV0()
			case 1: return scheme + cidV1().toString(base36)
			case 2: return scheme + cidV1().toString(base58btc)
			default: return scheme + cidV1()
		}
	})
	// content-hash's own parser takes base32 and base58 only.
	const theirs = uri => encode('ipfs', parse(idOf(uri)).toString())
	const parse = id => CID.parse(id, id.startsWith('k') ? base36 : undefined)
	const canonical = uri => `/ipfs/${parse(idOf(uri)).toV1()}`
	for (const { bytes, text } of await compare({ texts, theirs, canonical })) {
		assert.equal(getCodec(bytes), 'ipfs')
		assert.equal(`/ipfs/${decode(bytes)}`, text)
	}
})

test('ipns', async () => {
	const ed25519 = () => digest(0x00, Uint8Array.from([8, 1, 18, 32, ...bytes(32)]))
	const secp256k1 = () => digest(0x00, Uint8Array.from([8, 2, 18, 33, ...bytes(33)]))
	const hashed = () => digest(0x12, bytes(32))
	const texts = repeat(() => {
		const key = CID.createV1(0x72, pick([ed25519, secp256k1, hashed])())
		return pick(['/ipns/', 'ipns://']) + pick([key.toString(base36), key.toString()])
	})
	const parse = id => CID.parse(id, id.startsWith('k') ? base36 : undefined)
	const theirs = uri => encode('ipns', idOf(uri))
	const canonical = uri => `/ipns/${parse(idOf(uri)).toString(base36)}`
	for (const { bytes, text } of await compare({ texts, theirs, canonical })) {
		assert.equal(`/ipns/${decode(bytes)}`, text)
	}
	// Peer ids in base58, the older text form.
	const peers = repeat(() => '/ipns/' + base58btc.encode(pick([ed25519, hashed])().bytes).slice(1))
	const multihash = uri => base58btc.decode(`z${idOf(uri)}`)
	await compare({
		texts: peers,
		theirs: uri => `e5010172${hex(multihash(uri))}`,
		canonical: uri =>
			'/ipns/' + base36.encode(Uint8Array.from([1, 0x72, ...multihash(uri)])),
	})
})

test('swarm', async () => {
	const texts = repeat(() => pick(['/bzz/', 'bzz://']) + hex(bytes(32)))
	const theirs = uri => encode('swarm', idOf(uri))
	const answers = await compare({ texts, theirs, canonical: uri => `/bzz/${idOf(uri)}` })
	for (const { bytes, text } of answers) assert.equal(`/bzz/${decode(bytes)}`, text)
})

test('arweave', async () => {
	const id = () => base64url.encode(bytes(32)).slice(1)
	const texts = repeat(() => pick(['/ar/', 'ar://']) + id())
	const theirs = uri => encode('arweave', idOf(uri))
	const answers = await compare({ texts, theirs, canonical: uri => `/ar/${idOf(uri)}` })
	for (const { bytes, text } of answers) assert.equal(`/ar/${decode(bytes)}`, text)
})

test('skynet', async () => {
	// The bit field's two lowest bits are the version less one.
	const bits = () => pick([[0x01, 0x00], [below(64) << 2, below(256)]])
	const id = () => base64url.encode(Uint8Array.from([...bits(), ...bytes(32)])).slice(1)
	const texts = repeat(() => pick(['/sia/', 'sia://']) + id())
	const theirs = uri => encode('skynet', idOf(uri))
	const answers = await compare({ texts, theirs, canonical: uri => `/sia/${idOf(uri)}` })
	for (const { bytes, text } of answers) assert.equal(`/sia/${decode(bytes)}`, text)
})

test('ceramic', async () => {
	const texts = repeat(() => {
		const genesis = CID.createV1(pick([0x71, 0x85]), digest(0x12, bytes(32)))
		const stream = new StreamID(pick([0, 1, 2, 3, 127, 128, below(2 ** 20)]), genesis)
		return pick(['/ceramic/', 'ceramic://']) + stream
	})
	const theirs = uri => hex(StreamID.fromString(idOf(uri)).bytes)
	await compare({ texts, theirs, canonical: uri => `/ceramic/${idOf(uri)}` })
})

test('filecoin pieces', async () => {
	const texts = repeat(() => {
		const commitment = bytes(32)
		commitment[31] &= 0x3f
		return '/piece/' + CID.createV1(0xf101, digest(0x1012, commitment))
	})
	assert.ok(texts.every(uri => uri.startsWith('/piece/baga6ea4seaq')))
	const theirs = uri => '81e203' + hex(CID.parse(idOf(uri)).bytes)
	await compare({ texts, theirs, canonical: uri => uri })
})

test('what content-hash writes and we have no use for is refused', async () => {
	const onion = encode('onion', 'zqktlwi4fecvo6ri')
	const cidV0InEnvelope = 'e301' + hex(CID.createV0(digest(0x12, bytes(32))).bytes)
	const answers = await ask([onion, cidV0InEnvelope].map(bytes => ({ op: 'decode', bytes })))
	assert.match(answers[0].error, /unknown protocol code 0x1bc/)
	assert.match(answers[1].error, /not a CID of version 1/)
})
