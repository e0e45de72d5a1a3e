// Fetches a published folder with a plain IPFS client (Helia), which knows nothing of MetaHub: the
// manifest by its CID, then each file that it lists by its CID, from one trustless gateway.
//
// Usage: node helia-pull.mjs <gateway URL> <manifest CID> <destination folder>
// Prints one JSON object: {"files": n, "bytes": n, "seconds": n}

import { trustlessGateway } from '@helia/block-brokers'
import { createHeliaHTTP } from '@helia/http'
import { httpGatewayRouting } from '@helia/routers'
import { unixfs } from '@helia/unixfs'
import { CID } from 'multiformats/cid'
import { setMaxListeners } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

// Helia's libraries call this; Node.js has it from version 22 on.
Promise.withResolvers ??= () => {
	const deferred = {}
	deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }))
	return deferred
}

/** Keeps nothing: every block is asked of the gateway, and a large folder needs no memory. */
class NoBlocks {
	has() { return false }
	put(cid) { return cid }
	get() { throw new Error('nothing is kept') }
	delete() {}
	async * putMany(pairs) { for await (const { cid } of pairs) yield cid }
	async * getMany() {}
	async * deleteMany() {}
	async * getAll() {}
}

const [gateway, manifestCid, destination] = process.argv.slice(2)
if (destination === undefined) {
	console.error('usage: node helia-pull.mjs <gateway URL> <manifest CID> <destination folder>')
	process.exit(2)
}

const started = performance.now()
const helia = await createHeliaHTTP({
	blockstore: new NoBlocks(),
	blockBrokers: [trustlessGateway({ allowInsecure: true, allowLocal: true })],
	routers: [httpGatewayRouting({ gateways: [gateway] })],
	// The one gateway, and no other node of the network.
	libp2p: { services: {}, peerDiscovery: [] }
})
const files = unixfs(helia)
const signal = AbortSignal.timeout(300_000)
setMaxListeners(0, signal)

const parts = []
for await (const part of files.cat(CID.parse(manifestCid), { signal })) parts.push(part)
const manifest = JSON.parse(Buffer.concat(parts).toString('utf8'))

let bytes = 0
for (const { path, cid } of manifest.files) {
	const target = join(destination, ...path.split('/'))
	await mkdir(dirname(target), { recursive: true })
	const counted = async function * () {
		for await (const part of files.cat(CID.parse(cid), { signal })) {
			bytes += part.length
			yield part
		}
	}
	await pipeline(Readable.from(counted()), createWriteStream(target, { flags: 'wx' }))
}
await helia.stop()
const seconds = Number(((performance.now() - started) / 1000).toFixed(2))
console.log(JSON.stringify({ files: manifest.files.length, bytes, seconds }))
