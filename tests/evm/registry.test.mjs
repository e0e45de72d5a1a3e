// The registry by viem: revisions, URIs, proofs, links, lists, roles; and what native tools see of it.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { concat, encodeAbiParameters, keccak256 } from 'viem'
import { startChain } from './lib/chain.mjs'
import { content, publish, register } from './lib/assets.mjs'
import { ethereum, refusal, ZERO } from './lib/eth.mjs'

let chain, eth, alice, bob

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	alice = await eth.fresh('10000')
	bob = await eth.fresh()
})
after(() => chain?.stop())

const address = who => who.account.address
const ask = (functionName, ...args) => eth.reader.readContract({ ...eth.registry, functionName, args })
const send = (by, functionName, ...args) => eth.send(by, eth.registry, functionName, args)
const refused = (by, functionName, ...args) =>
	refusal(eth.reader.simulateContract({ ...eth.registry, functionName, args, account: by.account }))
const ZERO_ID = `0x${'00'.repeat(32)}`
const ipfs = byte => `0xe30101701220${byte.repeat(32)}`

/** A leaf of OpenZeppelin's StandardMerkleTree over (string, bytes, uint64). */
const leaf = ({ path, cid, size }) => keccak256(keccak256(
	encodeAbiParameters([{ type: 'string' }, { type: 'bytes' }, { type: 'uint64' }], [path, cid, size])))
const node = (a, b) => keccak256(concat(a < b ? [a, b] : [b, a]))

test('a revision follows another, which stays', async () => {
	const { id, items: [item] } = await publish(eth, alice)
	const first = (await ask('resolve', id, item)).revision
	const next = content({ uris: [ipfs('11'), ipfs('22')] })
	const { result: number } = await send(alice, 'revise', id, item, next)
	assert.equal(number, 2)
	const asset = await ask('resolve', id, item)
	assert.equal(asset.owner, address(alice))
	assert.deepEqual([asset.revision.number, asset.revision.root, asset.revision.uris], [2, next.root, next.uris])
	assert.equal((await ask('revision', id, item, 1)).root, first.root)
	const [page, more] = await ask('revisions', id, item, 0, 20)
	assert.deepEqual([page.map(({ number }) => number), more], [[1, 2], 0])
	// As native tools see it.
	const seen = await chain.native('assets_resolve', `${id}:${item}`)
	assert.equal(seen.revision.root, next.root)
	assert.equal(seen.revision.number, 2)
	assert.equal((await ask('resolveDid', seen.did)).revision.root, next.root)
	assert.equal(await refusal(ask('resolveDid', 'did:metahub:no')), 'AssetRegistry: InvalidDid')
})

test('deposits are held from who sends, and come back', async () => {
	const { id, items: [item] } = await publish(eth, alice)
	const before = await eth.reader.getBalance(alice.account)
	const fee = ({ receipt }) => receipt.gasUsed * receipt.effectiveGasPrice
	const added = await send(alice, 'addUri', id, item, 1, ipfs('33'))
	const held = before - await eth.reader.getBalance(alice.account) - fee(added)
	assert.ok(held > 0n, 'nothing was held')
	const withdrawn = await send(alice, 'withdrawUri', id, item, 1, ipfs('33'))
	assert.equal(before - await eth.reader.getBalance(alice.account), fee(added) + fee(withdrawn))
})

test('a URI that is none is refused by name', async () => {
	const { id, items: [item] } = await publish(eth, alice)
	assert.equal(await refused(alice, 'addUri', id, item, 1, '0x'), 'AssetRegistry: UriEmpty')
	assert.equal(await refused(alice, 'addUri', id, item, 1, '0xffff'.padEnd(2 + 2 * 513, '0')), 'AssetRegistry: UriTooLong')
	assert.match(await refused(alice, 'addUri', id, item, 1, '0x0102'), /^AssetRegistry: Uri/)
	assert.equal(await refused(bob, 'addUri', id, item, 1, ipfs('44')), 'AssetRegistry: NoPermission')
})

test('the proofs of OpenZeppelin\'s trees hold', async () => {
	const files = [
		{ path: 'data/Zürich.csv', cid: `0x01551220${'aa'.repeat(32)}`, size: 10n },
		{ path: 'README.md', cid: `0x01551220${'bb'.repeat(32)}`, size: 2n ** 40n },
	]
	const [a, b] = files.map(leaf)
	const { id } = await publish(eth, alice, 0)
	const revision = { ...content(), root: node(a, b), entries: 2, totalBytes: 10n + 2n ** 40n }
	const { result: item } = await send(alice, 'register', id, 0, revision, [])
	const verify = ({ path, cid, size }, proof) => ask('verifyPath', id, item, 0, path, cid, size, proof)
	assert.equal(await verify(files[0], [b]), true)
	assert.equal(await verify(files[1], [a]), true)
	assert.equal(await verify({ ...files[0], size: 11n }, [b]), false)
	assert.equal(await verify(files[0], [a]), false)
	assert.equal(await refusal(verify({ ...files[0], path: '../x' }, [b])), 'AssetRegistry: InvalidPath')
	assert.equal(await refusal(verify(files[0], Array(33).fill(b))), 'AssetRegistry: ProofTooLong')
})

test('links, and the lineage that they make', async () => {
	const { id, items: [data] } = await publish(eth, alice)
	const bundle = await register(eth, alice, id)
	const link = { relation: 2, object: { collection: id, item: data } }
	// Both are Alice's; nothing may come of it.
	const own = { ...link, permit: 1, licence: 0n, terms: ZERO_ID, maxOwedPpm: 0 }
	await send(alice, 'link', id, bundle, own)
	const [nodes, edges, truncated] = await ask('lineage', id, bundle, 0, 16)
	assert.deepEqual(nodes.map(({ id: { item }, depth }) => [item, depth]), [[bundle, 0], [data, 1]])
	assert.deepEqual(edges, [{ subject: { collection: id, item: bundle }, relation: 2, object: { collection: id, item: data } }])
	assert.equal(truncated, false)
	assert.equal(await refused(alice, 'link', id, data, { ...own, object: { collection: id, item: bundle } }), 'AssetRegistry: LineageCycle')
	assert.equal(await refused(bob, 'link', id, data, own), 'AssetRegistry: NotOwner')
	const { items: [foreign], id: theirs } = await publish(eth, bob)
	const object = { collection: theirs, item: foreign }
	assert.equal(await refused(alice, 'link', id, data, { ...own, object, permit: 0 }), 'AssetRegistry: PermitMissing')
	assert.equal(await refused(alice, 'link', id, data, { ...own, object }), 'Royalties: NotParentOwner')
	assert.equal(await refused(alice, 'link', id, data, { ...own, object, permit: 2, licence: 2n ** 63n }), 'Licensing: LicenceUnknown')
	assert.equal(await refused(alice, 'link', id, data, { ...own, object, permit: 3 }), 'Licensing: NotFree')
	assert.equal(await refused(alice, 'retire', id, data), 'AssetRegistry: HasDependants')
	await send(alice, 'unlink', id, bundle, link)
	await send(alice, 'retire', id, data)
	assert.equal(await ask('exists', id, data), false)
})

test('what a buyer has not agreed to, roles do not count on', async () => {
	const { id, items: [item], contract } = await publish(eth, alice)
	await send(alice, 'setRoles', id, address(alice), 7)
	await eth.send(alice, contract, 'transferFrom', [address(alice), address(bob), item])
	assert.equal((await ask('resolve', id, item)).managed, false)
	assert.equal(await refused(alice, 'setState', id, item, 5), 'AssetRegistry: NoPermission')
	await send(bob, 'setManaged', id, item, true)
	assert.equal((await ask('resolve', id, item)).managed, true)
	await send(alice, 'setState', id, item, 5)
})

test('roles let others in, and a collection passes on', async () => {
	const { id } = await publish(eth, alice, 0)
	assert.equal(await refused(bob, 'register', id, 0, content(), []), 'AssetRegistry: NoPermission')
	await send(alice, 'setRoles', id, address(bob), 1)
	assert.equal(await ask('rolesOf', id, address(bob)), 1)
	const item = await register(eth, bob, id)
	assert.equal((await ask('resolve', id, item)).owner, address(bob))
	assert.equal(await refused(alice, 'setRoles', id, address(bob), 8), 'AssetRegistry: UnknownRole')
	await send(alice, 'nominatePublisher', id, address(bob))
	await send(bob, 'acceptPublisher', id)
	const { publisher, nominee, items } = await ask('collectionInfo', id)
	assert.deepEqual([publisher, nominee, items], [address(bob), ZERO, 1n])
	assert.equal(await refused(alice, 'setRoles', id, address(alice), 1), 'AssetRegistry: NotPublisher')
})

test('lists come in pages', async () => {
	const { id, items } = await publish(eth, alice, 5)
	const filter = { byCollection: true, collection: id, owner: ZERO, byKind: false, kind: 0, byState: false, state: 0 }
	const seen = []
	let cursor = 0n
	do {
		const [page, next] = await ask('list', filter, cursor, 2)
		assert.ok(page.length <= 2)
		seen.push(...page.map(({ id: { item } }) => item))
		cursor = next
	} while (cursor !== 0n)
	assert.deepEqual(seen, items)
	const [none] = await ask('list', { ...filter, byState: true, state: 3 }, 0n, 20)
	assert.deepEqual(none, [])
})
