// Licences, bought, held, passed on and used by contracts and by Ethereum keys.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeFunctionData, parseAbi, parseEventLogs } from 'viem'
import { startChain } from './lib/chain.mjs'
import { createTerms, publish } from './lib/assets.mjs'
import { ethereum, hub, KEYS, refusal, ZERO } from './lib/eth.mjs'
import { addressOf, native } from './lib/native.mjs'

/** ERC-20 contracts of the development tokens: DUSD, and Alice's own. */
const DUSD = '0x0000000100000000000000000000000001200000'
const NO_END = 2n ** 64n - 1n

let chain, eth, alice, bob, carol, substrate

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	substrate = await native(chain)
	alice = await eth.fresh('10000')
	bob = await eth.fresh()
	carol = await eth.fresh()
})
after(async () => {
	await substrate?.close()
	await chain?.stop()
})

const address = who => who.account?.address ?? who.address
const ask = (functionName, ...args) => eth.reader.readContract({ ...eth.licensing, functionName, args })
const refused = (by, contract, functionName, args, options = {}) =>
	refusal(eth.reader.simulateContract({ ...contract, functionName, args, account: by.account, ...options }))
const offerOf = (terms, prices, named = {}) => ({
	terms, prices, swaps: false, supply: 0, opens: 0n, closes: 0n, ...named,
})

/** An asset of Alice's, and an offer of licences. */
async function sale(named = {}, { price = hub('2'), currency = ZERO, swaps = false, supply = 0 } = {}) {
	const { id, items: [item] } = await publish(eth, alice)
	const terms = await createTerms(eth, alice, named)
	const { result: offer } = await eth.send(alice, eth.licensing, 'createOffer',
		[id, item, offerOf(terms, [{ currency, amount: price }], { swaps, supply })])
	return { id, item, terms, offer, price }
}

const buy = async (by, { offer, terms, price }, recipient = ZERO, payWith = ZERO, most = price) =>
	(await eth.send(by, eth.licensing, 'buy', [offer, terms, 1, recipient, payWith, most]))
const contractOf = async ({ id }) => eth.at(await ask('licenceCollection', id), eth.collection(0).abi)

test('an Ethereum key offers, another buys; money, token and access are where they belong', async () => {
	const sold = await sale({ durationSecs: 3600n })
	assert.equal(await ask('access', sold.id, sold.item, address(bob)), false)
	const before = await eth.reader.getBalance(alice.account)
	const { result: licence, receipt } = await buy(bob, sold)
	assert.equal(await eth.reader.getBalance(alice.account), before + sold.price)
	const token = await contractOf(sold)
	assert.equal(await token.read.ownerOf([licence]), address(bob))
	assert.equal(await token.read.userOf([licence]), address(bob))
	assert.equal(await token.read.locked([licence]), true)
	assert.ok(await token.read.supportsInterface(['0xb45a3c0e']))
	const { timestamp } = await eth.reader.getBlock({ blockNumber: receipt.blockNumber })
	assert.equal(await token.read.userExpires([licence]), timestamp + 3600n)
	assert.equal(await ask('access', sold.id, sold.item, address(bob)), true)
	const logs = parseEventLogs({ abi: token.abi, logs: receipt.logs })
	assert.deepEqual(logs.map(({ eventName }) => eventName).sort(), ['Locked', 'Transfer', 'UpdateUser'])
	assert.ok(logs.every(log => log.address === token.address.toLowerCase()))
	const known = await ask('licenceOf', licence)
	assert.deepEqual([known.holder, known.licensor, known.offer, known.ended], [address(bob), address(alice), sold.offer, 0])
})

test('what cannot be bought says why', async () => {
	const sold = await sale({}, { supply: 1 })
	const args = (named = {}) => Object.values({ offer: sold.offer, terms: sold.terms, revision: 1, recipient: ZERO, payWith: ZERO, most: sold.price, ...named })
	assert.equal(await refused(alice, eth.licensing, 'buy', args()), 'Licensing: SelfPurchase')
	assert.match(await refused(bob, eth.licensing, 'buy', args({ most: sold.price - 1n })), /^Payments: /)
	assert.match(await refused(bob, eth.licensing, 'buy', args({ terms: `0x${'11'.repeat(32)}` })), /^Licensing: /)
	assert.match(await refused(bob, eth.licensing, 'buy', args({ offer: NO_END })), /^Licensing: /)
	assert.equal(await refused(bob, eth.licensing, 'buy', args({ revision: 2 })), 'Licensing: RevisionChanged')
	for (const amount of [2n ** 128n, 2n ** 256n - 1n]) {
		const dear = offerOf(sold.terms, [{ currency: ZERO, amount }])
		assert.equal(await refused(alice, eth.licensing, 'createOffer', [sold.id, sold.item, dear]), 'amount too large')
	}
	const poor = await eth.fresh('1')
	const reason = await refused(poor, eth.licensing, 'buy', args())
	assert.match(reason, /^(Token|Payments|Balances): /)
	// Whatever it takes is not more than what it takes.
	const before = await eth.reader.getBalance(alice.account)
	await buy(bob, sold, ZERO, ZERO, 2n ** 256n - 1n)
	assert.equal(await eth.reader.getBalance(alice.account), before + sold.price)
	assert.match(await refused(carol, eth.licensing, 'buy', args()), /^Licensing: /)
})

test('a licence moves only when its terms say so', async () => {
	const fixed = await sale()
	const { result: first } = await buy(bob, fixed)
	const locked = await contractOf(fixed)
	assert.equal(await refused(bob, locked, 'transferFrom', [address(bob), address(carol), first]), 'Nfts: ItemLocked')
	const free = await sale({ transferable: true })
	const { result: second } = await buy(bob, free)
	const token = await contractOf(free)
	assert.equal(await token.read.locked([second]), false)
	const { receipt } = await eth.send(bob, token, 'transferFrom', [address(bob), address(carol), second])
	assert.equal(await token.read.userOf([second]), address(carol))
	assert.equal(await ask('access', free.id, free.item, address(bob)), false)
	assert.equal(await ask('access', free.id, free.item, address(carol)), true)
	assert.ok(parseEventLogs({ abi: token.abi, logs: receipt.logs, eventName: 'Transfer' }).length === 1)
})

test('a gate lets in who has access, as long as it has', async () => {
	const sold = await sale({ revocable: true })
	const gate = await eth.deploy(alice, 'TokenGate', [sold.id, sold.item])
	assert.equal(await refused(bob, gate, 'enter', []), 'NoAccess')
	const { result: licence } = await buy(bob, sold)
	const { receipt } = await eth.send(bob, gate, 'enter')
	const [{ args }] = parseEventLogs({ abi: gate.abi, logs: receipt.logs })
	assert.deepEqual(args, { account: address(bob), why: 4 })
	assert.equal(await gate.read.mayEnter([address(alice)]), true)
	const revoked = await eth.send(alice, eth.licensing, 'revoke', [licence, 0])
	const token = await contractOf(sold)
	assert.deepEqual(parseEventLogs({ abi: token.abi, logs: revoked.receipt.logs, eventName: 'UpdateUser' })
		.map(({ args: { tokenId, user } }) => [tokenId, user]), [[licence, ZERO]])
	assert.equal(await refused(bob, gate, 'enter', []), 'NoAccess')
	assert.equal(await token.read.userOf([licence]), ZERO)
})

test('time ends a licence for contracts as well', async () => {
	const sold = await sale({ durationSecs: 3600n })
	const gate = await eth.deploy(alice, 'TokenGate', [sold.id, sold.item])
	const { result: licence } = await buy(bob, sold)
	assert.equal(await gate.read.mayEnter([address(bob)]), true)
	// The clock of a development chain runs a little ahead when blocks follow each other quickly.
	await chain.native('dev_increaseTime', 3600 + 600)
	await eth.pay(address(carol), '1') // a block, with the new time
	assert.equal(await gate.read.mayEnter([address(bob)]), false)
	assert.equal((await ask('licenceOf', licence)).ended, 1)
	const renewed = await eth.send(bob, eth.licensing, 'renew', [licence, ZERO, sold.price])
	assert.equal(renewed.receipt.status, 'success')
	assert.equal(await gate.read.mayEnter([address(bob)]), true)
})

test('a marketplace buys for its users, with HUB', async () => {
	const sold = await sale({ transferable: true })
	const market = await eth.deploy(alice, 'Marketplace', [], { value: hub('100') })
	const held = await eth.reader.getBalance(market)
	const { receipt } = await eth.send(bob, market, 'buy', [sold.offer], { value: hub('5') })
	const [{ args: { licence, user, spent } }] = parseEventLogs({ abi: market.abi, logs: receipt.logs, eventName: 'Bought' })
	const token = await contractOf(sold)
	assert.equal(await token.read.ownerOf([licence]), address(bob))
	assert.equal(user, address(bob))
	// The price, and the deposit that the marketplace makes; the rest of the 5 came back.
	assert.ok(spent > sold.price && spent < hub('5'), `${spent}`)
	assert.equal(await eth.reader.getBalance(market), held)
	assert.equal(await ask('access', sold.id, sold.item, address(bob)), true)
	// With too little nothing happens, also not to the marketplace's money.
	await assert.rejects(eth.send(carol, market, 'buy', [sold.offer], { value: hub('1') }))
	assert.equal(await eth.reader.getBalance(market), held)
})

test('a marketplace buys with a token of the chain, which is swapped', async () => {
	const sold = await sale({}, { price: hub('3'), swaps: true })
	const market = await eth.deploy(alice, 'Marketplace', [], { value: hub('100') })
	const dusd = eth.at(DUSD, parseAbi([
		'function balanceOf(address) view returns (uint256)', 'function approve(address, uint256) returns (bool)',
		'function transfer(address, uint256) returns (bool)',
	]))
	await eth.send(eth.wallet(KEYS.alith), dusd, 'transfer', [address(bob), 50_000_000n])
	await eth.send(bob, dusd, 'approve', [market.address, 20_000_000n])
	const quote = await ask('quote', sold.offer, DUSD)
	assert.equal(quote.payWith, DUSD)
	assert.equal(quote.path.length, 2)
	const { receipt } = await eth.send(bob, market, 'buyWith', [sold.offer, DUSD, 20_000_000n])
	const [{ args: { spent } }] = parseEventLogs({ abi: market.abi, logs: receipt.logs, eventName: 'Bought' })
	assert.equal(spent, quote.amountIn)
	assert.equal(await dusd.read.balanceOf([address(bob)]), 50_000_000n - spent)
	assert.equal(await dusd.read.balanceOf([market.address]), 0n)
	assert.equal(await ask('access', sold.id, sold.item, address(bob)), true)
})

test('a price in an ERC-20 contract is paid by a key and by a contract', async () => {
	const coin = await eth.deploy(bob, 'Coin', [1_000n])
	const sold = await sale({}, { price: 300n, currency: coin.address })
	assert.match(await refused(bob, eth.licensing, 'buy', [sold.offer, sold.terms, 1, ZERO, coin.address, 300n]), /./)
	await eth.send(bob, coin, 'approve', [eth.licensing.address, 300n])
	await buy(bob, sold, ZERO, coin.address)
	assert.equal(await coin.read.balanceOf([address(alice)]), 300n)
	assert.equal(await coin.read.balanceOf([address(bob)]), 700n)
	// Through the marketplace.
	const market = await eth.deploy(alice, 'Marketplace', [], { value: hub('100') })
	await eth.send(bob, coin, 'transfer', [address(carol), 400n])
	await eth.send(carol, coin, 'approve', [market.address, 400n])
	await eth.send(carol, market, 'buyWith', [sold.offer, coin.address, 400n])
	assert.equal(await coin.read.balanceOf([address(alice)]), 600n)
	assert.equal(await coin.read.balanceOf([address(carol)]), 100n)
	assert.equal(await coin.read.balanceOf([market.address]), 0n)
	assert.equal(await ask('access', sold.id, sold.item, address(carol)), true)
})

test('a contract holds a licence and sub-licenses it', async () => {
	const sold = await sale({ subLicensingDepth: 1, subLicensingCount: 2, upstreamPpm: 0 })
	const below = await createTerms(eth, alice, {})
	const market = await eth.deploy(alice, 'Marketplace', [], { value: hub('100') })
	// Alice runs the marketplace: that she is who offers does not matter, the contract buys.
	const { result: parent } = await eth.send(alice, market, 'stock', [sold.offer, hub('10')])
	assert.equal((await ask('licenceOf', parent)).holder, market.address)
	await eth.send(alice, market, 'sell', [parent, below, hub('1')])
	assert.equal(await refused(carol, market, 'sublicense', [parent], { value: hub('0.5') }), 'TooLittle')
	assert.equal(await refused(carol, market, 'sublicense', [parent + 1n], { value: 0n }), 'NotForSale')
	const { result: sub } = await eth.send(carol, market, 'sublicense', [parent], { value: hub('1') })
	const known = await ask('licenceOf', sub)
	assert.deepEqual([known.holder, known.sub, known.parent, known.depth], [address(carol), true, parent, 1])
	assert.equal(await ask('access', sold.id, sold.item, address(carol)), true)
	await eth.send(bob, market, 'sublicense', [parent], { value: hub('1') })
	// Two were all.
	const third = await eth.fresh()
	assert.match(await refused(third, market, 'sublicense', [parent], { value: hub('1') }), /^Licensing: /)
})

test('seats and uses are taken by Ethereum keys', async () => {
	const sold = await sale({ seats: 1, uses: 1 })
	const { result: licence } = await buy(bob, sold)
	await eth.send(bob, eth.licensing, 'setSeat', [licence, address(carol), true])
	const { granted, grant, licence: by, counted, usesLeft } =
		await ask('accessAt', sold.id, sold.item, address(carol), (await eth.reader.getBlock()).timestamp)
	assert.deepEqual([granted, grant, by, counted, usesLeft], [true, 5, licence, true, 1])
	await eth.send(carol, eth.licensing, 'consume', [licence, `0x${'22'.repeat(32)}`])
	assert.equal(await ask('access', sold.id, sold.item, address(carol)), false)
	assert.equal((await ask('licenceOf', licence)).ended, 5)
})

test('a licence that a native account was given is seen by contracts, and its move in the logs', async () => {
	const sold = await sale({ transferable: true })
	const { api } = substrate
	const dave = substrate.key('//Dave')
	const seen = addressOf(dave.publicKey)
	const bought = await substrate.send(dave, api.tx.licensing.buy(sold.offer, sold.terms, 1, null, 'Native', sold.price))
	const token = await contractOf(sold)
	const [log] = await eth.reader.getContractEvents({ ...token, eventName: 'Transfer', fromBlock: 0n })
	assert.deepEqual([log.args.from, log.args.to], [ZERO, seen])
	assert.equal(log.transactionHash, bought.hash)
	assert.equal(await token.read.ownerOf([log.args.tokenId]), seen)
	assert.equal(await ask('access', sold.id, sold.item, seen), true)
})

test('re-entering: a receiver that is given a licence cannot have a second for its money', async () => {
	const sold = await sale({ transferable: true }, { supply: 2 })
	const { result: licence } = await buy(bob, sold)
	const token = await contractOf(sold)
	const receiver = await eth.deploy(bob, 'ReenteringReceiver')
	await eth.pay(receiver.address, '6')
	const again = encodeFunctionData({ ...eth.licensing, functionName: 'buy', args: [sold.offer, sold.terms, 1, ZERO, ZERO, sold.price] })
	for (let i = 0; i < 2; i++) await eth.send(bob, receiver, 'then', [eth.licensing.address, again, false])
	const before = await eth.reader.getBalance(alice.account)
	await eth.send(bob, token, 'safeTransferFrom', [address(bob), receiver.address, licence])
	// One was left to buy, and one was paid for.
	assert.deepEqual([await receiver.read.succeeded([0n]), await receiver.read.succeeded([1n])], [true, false])
	assert.equal(await eth.reader.getBalance(alice.account), before + sold.price)
	assert.equal(await token.read.balanceOf([receiver.address]), 2n)
})
