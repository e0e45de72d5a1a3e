// Buys a licence with an Ethereum key, and fetches files through the gated gateway with it. What
// viem is asked for, any wallet can do.
//
// Usage: node ethereum.mjs <ethereum endpoint> <gateway> <asset> <offer> <files.json> <folder>
// files.json is a list of {path, cid}. Prints one JSON object.

import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// The packages of the Ethereum tests.
const tests = join(dirname(fileURLToPath(import.meta.url)), '../../tests/evm/package.json')
const load = name => import(pathToFileURL(createRequire(tests).resolve(name)))
const { createPublicClient, createWalletClient, defineChain, http, parseEventLogs, zeroAddress } =
	await load('viem')
const { privateKeyToAccount } = await load('viem/accounts')
const { addresses, chainId, collectionAbi: tokens, licensingAbi: abi } = await import(
	'../../pallets/precompiles/npm/index.js'
)

const [endpoint, gateway, asset, offer, list, folder] = process.argv.slice(2)
const [collection, item] = asset.split(':').map(Number)
const { licensing } = addresses

// Baltathar, whose key all Ethereum development nodes know.
const account = privateKeyToAccount('0x8075991ce870b93a8870eca0c0f91913d12f47948ca0fd25b49c6fa7cdbeee8b')
const chain = defineChain({
	id: chainId,
	name: 'MetaHub',
	nativeCurrency: { name: 'HUB', symbol: 'HUB', decimals: 18 },
	rpcUrls: { default: { http: [endpoint] } },
})
const reader = createPublicClient({ chain, transport: http(), pollingInterval: 200 })
const wallet = createWalletClient({ account, chain, transport: http() })

const ask = (functionName, args) =>
	reader.readContract({ address: licensing, abi, functionName, args })
const post = async (path, body) => {
	const answer = await fetch(gateway + path, { method: 'POST', body: JSON.stringify(body) })
	return { status: answer.status, ...(await answer.json()) }
}

/** Signs in at the gateway; its answer. */
async function pass() {
	const { message } = await post('/access/challenge', { asset, account: account.address })
	return post('/access/pass', { message, signature: await account.signMessage({ message }) })
}

const refused = await pass()
assert.equal(refused.error?.code, 'NoAccess', JSON.stringify(refused))
assert.equal(await ask('access', [collection, BigInt(item), account.address]), false)

// The seller asks for a token of her own; HUB is what there is.
const terms = (await ask('offerOf', [BigInt(offer)])).terms
const quote = await ask('quote', [BigInt(offer), zeroAddress])
const { request } = await reader.simulateContract({
	account,
	address: licensing,
	abi,
	functionName: 'buy',
	// Whichever revision is the current one.
	args: [BigInt(offer), terms, 0, zeroAddress, zeroAddress, (quote.amountIn * 11n) / 10n],
})
const receipt = await reader.waitForTransactionReceipt({ hash: await wallet.writeContract(request) })
assert.equal(receipt.status, 'success')
const [minted] = parseEventLogs({ abi: tokens, eventName: 'Transfer', logs: receipt.logs })
const licence = minted.args.tokenId
const holder = await reader.readContract({
	address: minted.address,
	abi: tokens,
	functionName: 'ownerOf',
	args: [licence],
})
assert.equal(holder, account.address)
assert.equal(await ask('access', [collection, BigInt(item), account.address]), true)

const granted = await pass()
assert.ok(granted.pass, JSON.stringify(granted))
const files = JSON.parse(await readFile(list))
for (const { path, cid } of files) {
	const answer = await fetch(`${gateway}/ipfs/${cid}`, {
		headers: { Authorization: `Bearer ${granted.pass}` },
	})
	assert.equal(answer.status, 200, path)
	const file = join(folder, path)
	await mkdir(dirname(file), { recursive: true })
	await writeFile(file, Buffer.from(await answer.arrayBuffer()))
}
console.log(
	JSON.stringify({
		licence: licence.toString(),
		contract: minted.address,
		gas: receipt.gasUsed.toString(),
		spent: quote.amountIn.toString(),
		files: files.length,
	}),
)
