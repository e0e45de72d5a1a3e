// File CIDs as ipfs-unixfs-importer computes them.

import { BlackHoleBlockstore } from 'blockstore-core'
import { importFile } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced } from 'ipfs-unixfs-importer/layout'

/** Shape that assets have: IPIP-499's `unixfs-v1-2025`. */
const profile = { profile: 'unixfs-v1-2025' }

/**
 * The CID of a file as text. `content` is bytes or a stream of them. A `shape` of smaller chunks
 * and nodes makes deep trees of small files.
 */
export async function fileCid(content, shape) {
	const options = shape
		? {
				...profile,
				chunker: fixedSize({ chunkSize: shape.chunkLen }),
				layout: balanced({ maxChildrenPerNode: shape.width }),
			}
		: profile
	const { cid } = await importFile({ content }, new BlackHoleBlockstore(), options)
	return cid.toString()
}

/** Bytes that repeat late, so that chunks differ: the pattern of the vectors. */
export const patterned = length =>
	Uint8Array.from({ length }, (_, i) => (i * 31 + (i >>> 8) * 7 + (i >>> 16)) & 0xff)
