// The native side and the Ethereum side of one chain, with polkadot-js and polkadot-api: the same
// operations, the same state.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createClient } from 'polkadot-api'
import { withPolkadotSdkCompat } from 'polkadot-api/polkadot-sdk-compat'
import { getPolkadotSigner } from 'polkadot-api/signer'
import { getWsProvider } from 'polkadot-api/ws-provider/node'
import { createPublicClient, getAddress, webSocket } from 'viem'
import { startChain, until } from './lib/chain.mjs'
import { content, publish } from './lib/assets.mjs'
import { ethereum, hub, KEYS, ZERO } from './lib/eth.mjs'
import { accountOf, addressOf, native } from './lib/native.mjs'

let chain, eth, substrate, api, papi, alice, bob, key, aliceAddress, bobAddress

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	substrate = await native(chain)
	api = substrate.api
	papi = createClient(withPolkadotSdkCompat(getWsProvider(chain.ws)))
	;[alice, bob] = [substrate.key('//Alice'), substrate.key('//Bob')]
	;[aliceAddress, bobAddress] = [alice, bob].map(({ publicKey }) => addressOf(publicKey))
	key = await eth.fresh('10000')
})
after(async () => {
	papi?.destroy()
	await substrate?.close()
	await chain?.stop()
})

/** A collection of a native account's, with assets. */
async function publishNatively(by, assets = 1) {
	const created = await substrate.send(by, api.tx.assetRegistry.createCollection('Of polkadot-js', null))
	const event = created.events.find(({ method }) => method === 'CollectionCreated')
	const id = event.data[0].toNumber()
	const items = [], sent = []
	for (let i = 0; i < assets; i++) {
		const { root, entries, totalBytes, manifest, uris } = content()
		const revision = { root, entries, totalBytes, manifest, uris }
		sent.push(await substrate.send(by, api.tx.assetRegistry.register(id, 'Dataset', revision, [])))
		items.push(BigInt(i))
	}
	return { id, items, contract: eth.collection(id), sent }
}

const logsOf = (contract, hash) => eth.reader.getLogs({ address: contract.address, fromBlock: 0n })
	.then(logs => logs.filter(log => log.transactionHash === hash))
const transfers = (contract, options = { fromBlock: 0n }) =>
	eth.reader.getContractEvents({ ...contract, eventName: 'Transfer', ...options })

test('one account has one balance, whichever side asks', async () => {
	const address = key.account.address
	const same = async () => {
		const account = await api.query.system.account(accountOf(address))
		const typed = await papi.getUnsafeApi().query.System.Account.getValue(api.createType('AccountId', accountOf(address)).toString(), { at: 'best' })
		assert.equal(account.data.free.toBigInt(), typed.data.free)
		// What is below the existential deposit cannot be spent, and is not shown.
		const existential = api.consts.balances.existentialDeposit.toBigInt()
		const seen = await eth.reader.getBalance({ address })
		assert.ok(seen === typed.data.free || seen === typed.data.free - existential, `${seen} of ${typed.data.free}`)
		return seen
	}
	const first = await same()
	await substrate.send(alice, api.tx.balances.transferKeepAlive({ Id: accountOf(address) }, hub('7')))
	assert.equal(await same(), first + hub('7'))
	await eth.receipt(await key.sendTransaction({ to: aliceAddress, value: hub('1') }))
	await same()
})

test('a native account is paid by its address', async () => {
	const before = (await api.query.system.account(bob.address)).data.free.toBigInt()
	await eth.receipt(await key.sendTransaction({ to: bobAddress, value: hub('5') }))
	assert.equal((await api.query.system.account(bob.address)).data.free.toBigInt(), before + hub('5'))
})

test('what is registered natively is a token with a log', async () => {
	const { contract, items: [item], sent: [sent] } = await publishNatively(alice)
	assert.equal(await contract.read.ownerOf([item]), aliceAddress)
	assert.equal(await contract.read.balanceOf([aliceAddress]), 1n)
	assert.equal(await contract.read.tokenOfOwnerByIndex([aliceAddress, 0n]), item)
	const [log] = await transfers(contract)
	assert.deepEqual(log.args, { from: ZERO, to: aliceAddress, tokenId: item })
	assert.equal(log.transactionHash, sent.hash)
})

test('what is registered by Ethereum is an asset for native tools', async () => {
	const { id, items: [item] } = await publish(eth, key)
	const asset = await chain.native('assets_resolve', `${id}:${item}`)
	assert.equal(asset.owner.startsWith('5'), true)
	assert.equal(api.createType('AccountId', asset.owner).toHex(), accountOf(key.account.address))
	const known = await eth.reader.readContract({ ...eth.registry, functionName: 'resolve', args: [id, item] })
	assert.equal(known.revision.root, asset.revision.root)
	assert.equal(await eth.reader.readContract({ ...eth.registry, functionName: 'did', args: [id, item] }), asset.did)
})

test('native moves, approvals and burns are logs, in order, in every kind of search', async () => {
	const { id, contract, items: [first, second] } = await publishNatively(alice, 2)
	const to = { Id: accountOf(key.account.address) }
	const filter = await eth.reader.createContractEventFilter({ ...contract, strict: true })
	const approved = await substrate.send(alice, api.tx.erc721.approve(id, first, bob.address))
	const moved = await substrate.send(bob, api.tx.erc721.transfer(id, first, to.Id))
	const batched = await substrate.send(alice, api.tx.utility.batchAll([
		api.tx.erc721.setApprovalForAll(id, bob.address, true),
		api.tx.erc721.transfer(id, second, bob.address),
		api.tx.erc721.setApprovalForAll(id, bob.address, false),
	]))
	const retired = await substrate.send(bob, api.tx.assetRegistry.retire({ collection: id, item: second }))
	const expected = [
		['Approval', approved.hash, { owner: aliceAddress, approved: bobAddress, tokenId: first }],
		['Transfer', moved.hash, { from: aliceAddress, to: key.account.address, tokenId: first }],
		['ApprovalForAll', batched.hash, { owner: aliceAddress, operator: bobAddress, approved: true }],
		['Transfer', batched.hash, { from: aliceAddress, to: bobAddress, tokenId: second }],
		['ApprovalForAll', batched.hash, { owner: aliceAddress, operator: bobAddress, approved: false }],
		['Transfer', retired.hash, { from: bobAddress, to: ZERO, tokenId: second }],
	]
	const plain = logs => logs.map(({ eventName, transactionHash, args }) => [eventName, transactionHash, args])
	const all = await eth.reader.getContractEvents({ ...contract, fromBlock: 0n })
	assert.deepEqual(plain(all).slice(2), expected)
	const news = []
	await until('the filter to have all', async () => {
		news.push(...await eth.reader.getFilterChanges({ filter }))
		return news.length >= expected.length
	})
	assert.deepEqual(plain(news), expected)
	// Places in the block grow, and the block is the one that the transaction is in.
	const inBatch = all.filter(({ transactionHash }) => transactionHash === batched.hash)
	assert.ok(inBatch[0].logIndex < inBatch[1].logIndex && inBatch[1].logIndex < inBatch[2].logIndex)
	const block = await eth.reader.getBlock({ blockNumber: inBatch[0].blockNumber })
	assert.ok(inBatch.every(({ blockHash }) => blockHash === block.hash))
	const byHash = await eth.reader.getContractEvents({ ...contract, blockHash: block.hash })
	assert.deepEqual(plain(byHash), expected.slice(2, 5))
	const byTopic = await transfers(contract, { args: { to: bobAddress }, fromBlock: 0n })
	assert.deepEqual(byTopic.map(({ transactionHash }) => transactionHash), [batched.hash])
	// Both sides agree on who owns what.
	assert.equal(await contract.read.ownerOf([first]), key.account.address)
	const owner = (await api.query.nfts.item(id, first)).unwrap().owner
	assert.equal(owner.toHex(), accountOf(key.account.address))
})

test('the transaction of a native log can be looked up', async () => {
	const { contract, sent: [sent] } = await publishNatively(alice)
	const [log] = await logsOf(contract, sent.hash)
	const transaction = await chain.rpc('eth_getTransactionByHash', log.transactionHash)
	assert.equal(transaction.hash, sent.hash)
	assert.equal(transaction.blockHash, log.blockHash)
	const receipt = await chain.rpc('eth_getTransactionReceipt', log.transactionHash)
	assert.equal(receipt.status, '0x1')
	assert.equal(receipt.blockHash, log.blockHash)
	assert.ok(receipt.logs.some(found => getAddress(found.address) === contract.address))
})

test('native moves are pushed to subscribers', async () => {
	const { id, contract, items: [item] } = await publishNatively(alice)
	const reader = createPublicClient({ chain: eth.reader.chain, transport: webSocket(chain.socket, { reconnect: false }) })
	const seen = []
	const stop = reader.watchContractEvent({ ...contract, eventName: 'Transfer', onLogs: logs => seen.push(...logs), onError: assert.ifError })
	try {
		// Back and forth until the subscription stands.
		let [from, to] = [alice, bob]
		await until('a pushed move', async () => {
			await substrate.send(from, api.tx.erc721.transfer(id, item, to.address))
			;[from, to] = [to, from]
			return seen.length > 0
		})
		assert.equal(seen[0].args.tokenId, item)
	} finally {
		stop()
		const client = await reader.transport.getRpcClient()
		client.close()
	}
})

test('a sale on the native market is a move in the logs', async () => {
	const { id, contract, items: [item] } = await publishNatively(alice)
	const asset = { Asset: { collection: id, item } }
	await substrate.send(alice, api.tx.market.list(asset, [{ currency: 'Native', amount: hub('2') }], false, null))
	const { fingerprint } = await chain.native('market_item', `${id}:${item}`)
	const sold = await substrate.send(bob, api.tx.market.buy(asset, alice.address, fingerprint, 'Native', hub('2')))
	const [log] = (await transfers(contract)).slice(-1)
	assert.deepEqual(log.args, { from: aliceAddress, to: bobAddress, tokenId: item })
	assert.equal(log.transactionHash, sold.hash)
})

test('approvals hold on both sides, whichever gave them', async () => {
	const { id, contract, items: [first, second] } = await publishNatively(alice, 2)
	// Given natively, used by Ethereum.
	await substrate.send(alice, api.tx.erc721.approve(id, first, accountOf(key.account.address)))
	assert.equal(await contract.read.getApproved([first]), key.account.address)
	await eth.send(key, contract, 'transferFrom', [aliceAddress, key.account.address, first])
	// Given by Ethereum, used natively.
	await eth.send(key, contract, 'setApprovalForAll', [bobAddress, true])
	await substrate.send(bob, api.tx.erc721.transfer(id, first, bob.address))
	assert.equal(await contract.read.ownerOf([first]), bobAddress)
	await assert.rejects(substrate.send(bob, api.tx.erc721.transfer(id, second, bob.address)), /erc721\.NotOwnerNorApproved/)
})

test('the NFT pallet\'s own calls are closed: they would go by the logs', async () => {
	const { id, contract, items: [item] } = await publishNatively(alice)
	for (const call of [
		api.tx.nfts.transfer(id, item, bob.address), api.tx.nfts.burn(id, item),
		api.tx.nfts.approveTransfer(id, item, bob.address, null),
	]) await assert.rejects(substrate.send(alice, call), /system\.CallFiltered/)
	assert.equal(await contract.read.ownerOf([item]), aliceAddress)
})

test('polkadot-api does the same: a move, its event, and what Ethereum sees of it', async () => {
	const { id, contract, items: [item] } = await publishNatively(alice)
	const signer = getPolkadotSigner(alice.publicKey, 'Sr25519', message => alice.sign(message))
	const unsafe = papi.getUnsafeApi()
	const call = unsafe.tx.Erc721.transfer({ collection: id, item, to: bob.address })
	const { ok, txHash, block } = await call.signAndSubmit(signer)
	assert.ok(ok)
	await until('the endpoint to follow', async () => await eth.reader.getBlockNumber() >= BigInt(block.number))
	const stored = await unsafe.query.Nfts.Item.getValue(id, item, { at: 'best' })
	assert.equal(stored.owner, bob.address)
	assert.equal(await contract.read.ownerOf([item]), bobAddress)
	const [log] = (await transfers(contract)).slice(-1)
	assert.equal(log.transactionHash, txHash)
	assert.equal(await eth.reader.getTransactionCount({ address: aliceAddress }),
		(await unsafe.query.System.Account.getValue(alice.address, { at: 'best' })).nonce)
})

test('an account that nobody has seen owns on both sides what it is given', async () => {
	const { id, contract, items: [item] } = await publishNatively(alice)
	const unseen = substrate.key(`//${Math.random()}`)
	await substrate.send(alice, api.tx.erc721.transfer(id, item, unseen.address))
	const seen = addressOf(unseen.publicKey)
	assert.equal(await contract.read.ownerOf([item]), seen)
	assert.equal(await contract.read.balanceOf([seen]), 1n)
	assert.equal(await contract.read.tokenOfOwnerByIndex([seen, 0n]), item)
	// And still when it comes to life.
	await substrate.send(alice, api.tx.balances.transferKeepAlive(unseen.address, hub('10')))
	assert.equal(await contract.read.ownerOf([item]), seen)
	assert.equal(await contract.read.balanceOf([seen]), 1n)
	await substrate.send(unseen, api.tx.erc721.transfer(id, item, alice.address))
	assert.equal(await contract.read.balanceOf([seen]), 0n)
})

test('a development key of Ethereum is funded', async () => {
	for (const secret of Object.values(KEYS)) {
		assert.ok(await eth.reader.getBalance(eth.wallet(secret).account) > hub('1000'))
	}
})
