// Random folders as Path2Hash sees them, and their trees as OpenZeppelin builds them.

import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { CID } from 'multiformats/cid'
import { create as digest } from 'multiformats/hashes/digest'
import { below, bytes, pick, text } from './random.mjs'

const RAW = 0x55
const DAG_PB = 0x70
const SHA2_256 = 0x12

const hex = bytes => '0x' + Buffer.from(bytes).toString('hex')

const sizes = ['0', '1', '1048576', '9007199254740993', '18446744073709551615']

function randomPath(index) {
	const segment = () => text(1 + below(20), 'abcdefghij0123456789-_. éßж日😀')
	const segments = Array.from({ length: 1 + below(4) }, segment)
	// The number keeps paths apart, and from being "." or "..".
	return [`${index}${segments[0]}`, ...segments.slice(1).map(s => `x${s}`)].join('/').normalize('NFC')
}

/** A folder of `count` files with CIDs and sizes (decimal strings) of all kinds. */
export function randomFolder(count) {
	let large = false
	return Array.from({ length: count }, (_, index) => {
		// Sizes add up to at most 2^64-1 in a folder: only a single file may have the largest.
		let size = pick(sizes)
		if (size.length > 16) {
			size = large || count > 1 ? String(below(2 ** 32)) : size
			large = true
		}
		const cid = CID.createV1(pick([RAW, DAG_PB]), digest(SHA2_256, bytes(32)))
		return { path: randomPath(index), cid: cid.toString(), size }
	})
}

export const leafOf = ({ path, cid, size }) => [path, hex(CID.parse(cid).bytes), BigInt(size)]

export const encoding = ['string', 'bytes', 'uint64']

/** OpenZeppelin's tree of a folder. */
export const treeOf = folder => StandardMerkleTree.of(folder.map(leafOf), encoding)
