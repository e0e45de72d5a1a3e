// Assets to test with, made by Ethereum transactions.

import { parseEventLogs, toHex } from 'viem'

let made = 0

/** What a revision says. No two are alike. */
export function content({ uris = [] } = {}) {
	made += 1
	const digest = toHex(made + Date.now() * 1000, { size: 32 }).slice(2)
	return {
		root: `0x${digest}`,
		entries: 3,
		totalBytes: 1_000n,
		manifest: `0x01551220${digest}`,
		uris,
	}
}

/** A collection with some assets of the publisher's. */
export async function publish(eth, by, assets = 1, name = 'Tests') {
	const { result: [id] } = await eth.send(by, eth.registry, 'createCollection', [name, '0x'])
	const contract = eth.collection(id)
	const items = []
	for (let i = 0; i < assets; i++) items.push(await register(eth, by, id))
	return { id, contract, items }
}

/** Registers an asset; its number. */
export async function register(eth, by, collection, options) {
	const { receipt } = await eth.send(by, eth.registry, 'register', [collection, 0, content(options), []])
	const [{ args }] = parseEventLogs({ abi: eth.collection(collection).abi, logs: receipt.logs, eventName: 'Transfer' })
	return args.tokenId
}

/** Terms, all that is not named not granted. Their id. */
export async function createTerms(eth, by, named = {}) {
	const terms = {
		durationSecs: 0n, transferable: false, commercialUse: false, attribution: false, derivatives: false,
		derivativesAttribution: false, derivativesApproval: false, derivativesReciprocal: false, revenueSharePpm: 0,
		policy: 0, subLicensingDepth: 0, subLicensingCount: 0, upstreamPpm: 0, seats: 0, uses: 0, revocable: false,
		resaleRoyaltyPpm: 0, legalUri: '0x', legalSha256: `0x${'00'.repeat(32)}`, ...named,
	}
	const { result } = await eth.send(by, eth.licensing, 'createTerms', [terms])
	return result
}
