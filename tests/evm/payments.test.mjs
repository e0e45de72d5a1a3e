// Payments by viem: prices in one currency paid with another, and escrow.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parseAbi } from 'viem'
import { startChain } from './lib/chain.mjs'
import { ethereum, hub, KEYS, refusal, ZERO } from './lib/eth.mjs'
import { accountOf, addressOf, native } from './lib/native.mjs'

const DUSD = '0x0000000100000000000000000000000001200000'
const JOB = `0x${'0b'.repeat(32)}`

let chain, eth, payer, payee, dusd

before(async () => {
	chain = await startChain()
	eth = ethereum(chain)
	payer = await eth.fresh('10000')
	payee = await eth.fresh('100')
	dusd = eth.at(DUSD, parseAbi([
		'function balanceOf(address) view returns (uint256)', 'function transfer(address, uint256) returns (bool)',
	]))
	await eth.send(eth.wallet(KEYS.alith), dusd, 'transfer', [address(payer), 1_000_000_000n])
})
after(() => chain?.stop())

const address = who => who.account.address
const balance = who => eth.reader.getBalance(who.account)
const tokens = who => dusd.read.balanceOf([address(who)])
const ask = (functionName, ...args) => eth.reader.readContract({ ...eth.payments, functionName, args })
const send = (by, functionName, ...args) => eth.send(by, eth.payments, functionName, args)
const refused = (by, functionName, ...args) =>
	refusal(eth.reader.simulateContract({ ...eth.payments, functionName, args, account: by.account }))

test('a price in HUB is paid with a token, as it was quoted, and not for more', async () => {
	const price = { currency: ZERO, amount: hub('4') }
	const quote = await ask('quote', [price], true, DUSD)
	assert.deepEqual([quote.price, quote.payWith], [price, DUSD])
	assert.ok(quote.amountIn > 8_000_000n, 'a HUB is two dollars, and a fee')
	assert.equal(await refused(payer, 'pay', address(payee), price, DUSD, quote.amountIn - 1n, JOB), 'Payments: SlippageExceeded')
	const [before, spent] = [await balance(payee), await tokens(payer)]
	await send(payer, 'pay', address(payee), price, DUSD, quote.amountIn, JOB)
	assert.equal(await balance(payee), before + hub('4'))
	assert.equal(await tokens(payer), spent - quote.amountIn)
	assert.equal(await refused(payer, 'pay', address(payee), { ...price, amount: 2n ** 128n }, ZERO, 1n, JOB), 'amount too large')
})

test('what a contract of the chain moves is moved in the token\'s contract as well', async () => {
	const before = await tokens(payee)
	await send(payer, 'pay', address(payee), { currency: DUSD, amount: 5_000_000n }, DUSD, 5_000_000n, JOB)
	assert.equal(await tokens(payee), before + 5_000_000n)
})

test('escrow: authorised, locked, claimed in part, the rest released', async () => {
	assert.equal(await refused(payee, 'lock', address(payer), ZERO, hub('10'), 600n, JOB), 'Payments: NotAuthorised')
	await send(payer, 'authorise', address(payee), ZERO, hub('50'), 3600n, 2)
	assert.equal(await refused(payee, 'lock', address(payer), ZERO, hub('51'), 600n, JOB), 'Payments: OverAuthorisation')
	assert.equal(await refused(payee, 'lock', address(payer), ZERO, hub('10'), 3601n, JOB), 'Payments: LockTooLong')
	const locked = await balance(payer)
	const { result: id } = await send(payee, 'lock', address(payer), ZERO, hub('10'), 600n, JOB)
	assert.ok(await balance(payer) <= locked - hub('10'))
	const known = await ask('escrowOf', id)
	assert.deepEqual([known.payer, known.payee, known.left, known.job], [address(payer), address(payee), { currency: ZERO, amount: hub('10') }, JOB])
	assert.equal(await refused(payer, 'claimLock', id, hub('1'), false), 'Payments: NotPayee')
	assert.equal(await refused(payee, 'claimLock', id, hub('11'), false), 'Payments: OverLock')
	assert.equal(await refused(payer, 'release', id), 'Payments: DeadlineNotReached')
	const earned = await balance(payee)
	const claimed = await send(payee, 'claimLock', id, hub('3'), true)
	const fee = claimed.receipt.gasUsed * claimed.receipt.effectiveGasPrice
	assert.ok(await balance(payee) >= earned + hub('3') - fee)
	assert.ok(await balance(payer) > locked - hub('4'), 'the rest did not come back')
	assert.equal(await refusal(ask('escrowOf', id)), 'Payments: EscrowUnknown')
	await send(payer, 'revokeAuthorisation', address(payee), ZERO)
	assert.equal(await refused(payee, 'lock', address(payer), ZERO, hub('1'), 600n, JOB), 'Payments: NotAuthorised')
})

test('escrow: after its time the payer takes it back', async () => {
	await send(payer, 'authorise', address(payee), ZERO, hub('50'), 3600n, 1)
	const { result: id } = await send(payee, 'lock', address(payer), ZERO, hub('10'), 600n, JOB)
	const stranger = await eth.fresh()
	assert.equal(await refused(payer, 'release', id), 'Payments: DeadlineNotReached')
	await chain.native('dev_increaseTime', 600 + 600)
	await eth.pay(address(stranger), '1') // a block, with the new time
	assert.equal(await refused(stranger, 'release', id), 'Payments: NotParty')
	const before = await balance(payer)
	const { receipt } = await send(payer, 'release', id)
	assert.equal(await balance(payer), before + hub('10') - receipt.gasUsed * receipt.effectiveGasPrice)
})

test('an ERC-20 that refuses a payee: what is its due waits, and goes where the payee says', async () => {
	const token = await eth.deploy(payer, 'PickyToken')
	const [paid, price] = [address(payee), { currency: token.address, amount: 70n }]
	const pay = ['pay', paid, price, token.address, 70n, JOB]
	assert.equal(await refused(payer, ...pay), 'Payments: TokenRefused')
	await eth.send(payer, token, 'approve', [eth.payments.address, 69n])
	assert.equal(await refused(payer, ...pay), 'Payments: TokenRefused')
	await eth.send(payer, token, 'approve', [eth.payments.address, 1_000n])
	await send(payer, ...pay)
	assert.equal(await token.read.balanceOf([paid]), 70n)

	await eth.send(payer, token, 'refuse', [paid, true])
	await send(payer, ...pay)
	assert.equal(await token.read.balanceOf([paid]), 70n)
	assert.deepEqual(await ask('claimable', paid, 0n, 0), [[price], 0n])
	assert.equal(await refused(payer, 'claim', token.address, paid), 'Payments: PayeeUnpayable')
	assert.equal(await refused(payer, 'claimTo', token.address, address(payer)), 'Payments: NothingToClaim')
	assert.equal(await refused(payee, 'claimTo', token.address, ZERO), 'payee is the zero address')
	assert.equal(await refused(payee, 'writeOff', token.address, paid), 'Payments: TokenExists')

	const friend = await eth.fresh()
	await send(payee, 'claimTo', token.address, address(friend))
	assert.equal(await token.read.balanceOf([address(friend)]), 70n)
	assert.deepEqual(await ask('claimable', paid, 0n, 0), [[], 0n])

	// Anybody may see to it that somebody gets its due.
	await send(payer, ...pay)
	await eth.send(payer, token, 'refuse', [paid, false])
	await send(friend, 'claim', token.address, paid)
	assert.equal(await token.read.balanceOf([paid]), 140n)
	assert.equal(await refused(friend, 'claim', token.address, paid), 'Payments: NothingToClaim')
})

test('what waits is claimed natively as well; who claims pays for the storage', async t => {
	const substrate = await native(chain)
	t.after(() => substrate.close())
	const { api } = substrate
	const token = await eth.deploy(payer, 'PickyToken')
	await eth.send(payer, token, 'approve', [eth.payments.address, 1_000n])
	const payees = [await eth.fresh(''), await eth.fresh('')]
	for (const to of payees.map(address)) {
		await eth.send(payer, token, 'refuse', [to, true])
		await send(payer, 'pay', to, { currency: token.address, amount: 30n }, token.address, 30n, JOB)
	}
	assert.equal(await token.read.balanceOf([eth.payments.address]), 60n)

	const bob = substrate.key('//Bob')
	const free = async () => (await api.query.system.account(bob.publicKey)).data.free.toBigInt()
	const claim = to => substrate.send(bob, api.tx.payments.claim({ Erc20: token.address }, accountOf(to)))
	const [first, second] = payees.map(address)
	await assert.rejects(claim(first), /payments.PayeeUnpayable/)
	// The pot keeps its slot, and the payee gets one: somebody has to pay for that.
	await eth.send(payer, token, 'refuse', [first, false])
	const before = await free()
	await claim(first)
	const spent = before - await free()
	assert.ok(spent > 0n && spent < hub('1'), `${spent}`)
	assert.deepEqual(await Promise.all([first, second, eth.payments.address].map(who => token.read.balanceOf([who]))), [30n, 0n, 30n])
	assert.deepEqual(await ask('claimable', first, 0n, 0), [[], 0n])
	// Nothing stays behind in the pot's account.
	assert.equal(await eth.reader.getBalance({ address: eth.payments.address }), 0n)
	assert.equal((await api.query.system.account(accountOf(eth.payments.address))).data.free.toBigInt(), 0n)

	await eth.send(payer, token, 'refuse', [second, false])
	await claim(second)
	assert.deepEqual(await Promise.all([second, eth.payments.address].map(who => token.read.balanceOf([who]))), [30n, 0n])
	assert.equal((await api.query.system.account(accountOf(eth.payments.address))).data.free.toBigInt(), 0n)
})

test('a token that clears storage and then fails gives no deposits away', async t => {
	const substrate = await native(chain)
	t.after(() => substrate.close())
	const { api } = substrate
	const coin = await eth.deploy(payer, 'Coin', [1_000n])
	const token = await eth.deploy(payer, 'TwoFacedToken', [coin.address, address(payee)])
	await eth.send(payer, token, 'allow', [1n])
	await eth.send(payer, token, 'approve', [eth.payments.address, 1_000n])
	const allowance = () => coin.read.allowance([token.address, '0x0000000000000000000000000000000000000002'])
	const held = async () => (await api.query.balances.holds(accountOf(coin.address))).map(hold => hold.amount.toBigInt())
	const before = await held()
	assert.equal(before.length, 1)

	const price = { currency: token.address, amount: 70n }
	const pay = ['pay', address(payee), price, token.address, 70n, JOB]
	assert.equal(await refused(payer, ...pay), 'Payments: TokenMisbehaved')
	const failed = await eth.sendAnyway(payer, eth.payments, 'pay', pay.slice(1))
	assert.equal(failed.status, 'reverted')
	assert.deepEqual([await held(), await allowance()], [before, 1n])

	// Natively it can be undone alone: what is the payee's due waits.
	const bob = substrate.key('//Bob')
	await eth.send(payer, token, 'transfer', [addressOf(bob.publicKey), 100n])
	const erc20 = { Erc20: token.address }
	const { events } = await substrate.send(bob, api.tx.payments.pay(accountOf(address(payee)), { currency: erc20, amount: 70 }, erc20, 70, JOB))
	assert.ok(events.some(event => event.method === 'ShareHeldBack'))
	assert.deepEqual([await held(), await allowance()], [before, 1n])
})

test('nobody pays for what a token stores while it is asked for balances', async t => {
	const substrate = await native(chain)
	t.after(() => substrate.close())
	const { api } = substrate
	const token = await eth.deploy(payer, 'HoardingToken')
	const erc20 = { Erc20: token.address }
	const bob = substrate.key('//Bob')
	const account = accountOf(address(payee))
	const whole = async () => (await api.query.system.account(account)).toHex()
	const before = await whole()
	const pay = api.tx.payments.pay(account, { currency: erc20, amount: 1 }, erc20, 1, JOB)
	await assert.rejects(substrate.send(bob, pay), /payments.TokenMisbehaved/)
	assert.equal(await whole(), before)
	assert.equal(await token.read.asked(), 0n)
	const price = { currency: token.address, amount: 1n }
	assert.equal(await refused(payer, 'pay', address(payee), price, token.address, 1n, JOB), 'Payments: TokenMisbehaved')
})

test('an account that does not exist natively is paid in a token all the same', async t => {
	const substrate = await native(chain)
	t.after(() => substrate.close())
	const { api } = substrate
	const token = await eth.deploy(payer, 'Coin', [1_000n])
	const [bob, nobody] = [substrate.key('//Bob'), substrate.key(`//Nobody//${Date.now()}`)]
	await eth.send(payer, token, 'transfer', [addressOf(bob.publicKey), 100n])
	const erc20 = { Erc20: token.address }
	await substrate.send(bob, api.tx.payments.pay(nobody.publicKey, { currency: erc20, amount: 60 }, erc20, 60, JOB))
	assert.equal(await token.read.balanceOf([addressOf(nobody.publicKey)]), 60n)
})
