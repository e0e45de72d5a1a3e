// Transactions that must not count, or not twice.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { keccak256, parseGwei, serializeTransaction, toHex } from 'viem'
import { sign } from 'viem/accounts'
import { startChain } from './lib/chain.mjs'
import { ethereum, hub, KEYS } from './lib/eth.mjs'
import { accountOf, addressOf, native } from './lib/native.mjs'

let chain, eth, bob, substrate

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	substrate = await native(chain)
	bob = await eth.fresh('')
})
after(async () => {
	await substrate?.close()
	await chain?.stop()
})

/** A payment to Bob of 1 HUB, signed by hand. */
async function signed(key, changes = {}) {
	const sender = eth.wallet(key).account
	const transaction = {
		type: 'legacy', chainId: 19784, to: bob.account.address, value: hub('1'), gas: 1_000_000n,
		gasPrice: await eth.reader.getGasPrice(),
		nonce: await eth.reader.getTransactionCount({ address: sender.address }),
		...changes,
	}
	return sender.signTransaction(transaction)
}

const submit = raw => chain.rpc('eth_sendRawTransaction', raw)
const balance = () => eth.reader.getBalance(bob.account)

/** That a transaction is refused, and that nothing comes of it. */
async function refused(raw) {
	const before = await balance()
	await assert.rejects(submit(raw))
	await eth.pay((await eth.fresh('')).account.address, '1') // a block, in which it could have been
	assert.equal(await balance(), before)
}

test('a good one is taken, once', async () => {
	const before = await balance()
	const raw = await signed(KEYS.baltathar)
	const hash = await submit(raw)
	assert.equal(hash, keccak256(raw))
	assert.equal((await eth.receipt(hash)).status, 'success')
	assert.equal(await balance(), before + hub('1'))
	await refused(raw)
})

test('another chain\'s id', async () => {
	for (const chainId of [1, 19783, 420420417]) {
		await refused(await signed(KEYS.charleth, { chainId }))
		await refused(await signed(KEYS.charleth, { chainId, type: 'eip1559', gasPrice: undefined, maxFeePerGas: parseGwei('1000'), maxPriorityFeePerGas: 0n }))
	}
})

test('no chain\'s id at all', async () => {
	await refused(await signed(KEYS.charleth, { chainId: undefined }))
})

test('a nonce that was used, and one that is ahead', async () => {
	const { address } = eth.wallet(KEYS.dorothy).account
	const nonce = await eth.reader.getTransactionCount({ address })
	assert.equal((await eth.receipt(await submit(await signed(KEYS.dorothy, { nonce })))).status, 'success')
	await refused(await signed(KEYS.dorothy, { nonce, value: hub('2') }))
	// One ahead waits; it counts when its turn has come.
	const before = await balance()
	const later = await submit(await signed(KEYS.dorothy, { nonce: nonce + 2, value: hub('4') }))
	assert.equal(await eth.reader.getTransactionCount({ address }), nonce + 1)
	assert.equal(await balance(), before)
	await submit(await signed(KEYS.dorothy, { nonce: nonce + 1, value: hub('8') }))
	assert.equal((await eth.receipt(later)).status, 'success')
	assert.equal(await balance(), before + hub('12'))
})

test('a signature that was changed pays from nobody\'s account', async () => {
	const key = KEYS.ethan
	const transaction = {
		type: 'legacy', chainId: 19784, to: bob.account.address, value: hub('1'), gas: 1_000_000n,
		gasPrice: await eth.reader.getGasPrice(),
		nonce: await eth.reader.getTransactionCount({ address: eth.wallet(key).account.address }),
	}
	const good = await sign({ hash: keccak256(serializeTransaction(transaction)), privateKey: key })
	await refused(serializeTransaction(transaction, { ...good, r: toHex(BigInt(good.r) ^ 1n, { size: 32 }) }))
	// With the other s it is a signature of the same transaction, but not the one that counts (EIP-2).
	const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
	const other = { ...good, s: toHex(order - BigInt(good.s), { size: 32 }), v: 55n - good.v, yParity: 1 - good.yParity }
	await refused(serializeTransaction(transaction, other))
	const before = await balance()
	await eth.receipt(await submit(serializeTransaction(transaction, good)))
	assert.equal(await balance(), before + hub('1'))
})

test('more than there is', async () => {
	const poor = await eth.fresh('1')
	const gasPrice = await eth.reader.getGasPrice()
	const raw = await poor.account.signTransaction({ type: 'legacy', chainId: 19784, to: bob.account.address, value: hub('2'), gas: 1_000_000n, gasPrice, nonce: 0 })
	const before = await balance()
	// Refused at once, or a receipt that says that it failed.
	const hash = await submit(raw).catch(() => undefined)
	if (hash) assert.equal((await eth.receipt(hash)).status, 'reverted')
	assert.equal(await balance(), before)
})

test('native and Ethereum transactions of one account count with one nonce', async () => {
	const account = accountOf(eth.wallet(KEYS.faith).account.address)
	const { address } = eth.wallet(KEYS.faith).account
	const nativeNonce = async () => (await substrate.api.query.system.account(account)).nonce.toNumber()
	assert.equal(await eth.reader.getTransactionCount({ address }), await nativeNonce())
	const old = await signed(KEYS.faith)
	assert.equal((await eth.receipt(await submit(old))).status, 'success')
	assert.equal(await eth.reader.getTransactionCount({ address }), await nativeNonce())
	// A native account's nonce is the one that Ethereum's tools see.
	const alice = substrate.key('//Alice')
	const seen = addressOf(alice.publicKey)
	const before = await eth.reader.getTransactionCount({ address: seen })
	await substrate.send(alice, substrate.api.tx.system.remark('0x00'))
	assert.equal(await eth.reader.getTransactionCount({ address: seen }), before + 1)
	await refused(old)
})

test('an account that was emptied does not let its transactions come back', async () => {
	const poor = await eth.fresh('10')
	const { address } = poor.account
	const gasPrice = await eth.reader.getGasPrice()
	const raw = await poor.account.signTransaction({ type: 'legacy', chainId: 19784, to: bob.account.address, value: hub('1'), gas: 1_000_000n, gasPrice, nonce: 0 })
	assert.equal((await eth.receipt(await submit(raw))).status, 'success')
	// All that is left goes, natively, as far as the chain lets it.
	const { api } = substrate
	await substrate.as(accountOf(address), api.tx.balances.transferAll({ Id: accountOf(bob.account.address) }, false))
	await eth.pay(address, '10')
	const nonce = await eth.reader.getTransactionCount({ address })
	assert.ok(nonce >= 1, 'the nonce began anew')
	await refused(raw)
})
