// The fixed vectors that the Rust tests read without needing Node, and how they are made.

import { fileURLToPath } from 'node:url'
import { leafOf, treeOf } from './folders.mjs'
import { fileCid, patterned } from './unixfs.mjs'

const inRepository = path => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Most chunks of a file; each costs the importer a tenth of a millisecond. */
const MAX_CHUNKS = 3000

/** Folders with their roots and proofs. */
export const path2hash = {
	file: inRepository('primitives/assets/tests/vectors/path2hash.json'),
	/** The vector of a folder, whose files are given as `{path, cid, size}`. */
	make(folder) {
		const tree = treeOf(folder)
		const files = folder.map(({ path, cid, size }) => {
			const leaf = leafOf({ path, cid, size })
			return { path, cid, size, leaf: tree.leafHash(leaf), proof: tree.getProof(leaf) }
		})
		return { root: tree.root, files }
	},
}

/** CIDs of patterned files, in the profile's shape and in smaller ones. */
export const unixfs = {
	file: inRepository('client/tests/vectors/unixfs.json'),
	/** Lengths around every edge: none, a chunk, a node, two levels of nodes. */
	lengths(shape) {
		const chunk = shape?.chunkLen ?? 2 ** 20
		if (!shape) return [0, 1, 1000, chunk - 1, chunk, chunk + 1, 3 * chunk]
		const node = chunk * shape.width
		const edges = [chunk, 2 * chunk, node, node + chunk, 2 * node, node * shape.width]
		const lengths = [0, 1, ...edges.flatMap(edge => [edge - 1, edge, edge + 1])]
		return [...new Set(lengths)].filter(length => length <= MAX_CHUNKS * chunk)
	},
	shapes: [
		undefined,
		{ chunkLen: 4, width: 2 },
		{ chunkLen: 5, width: 3 },
		{ chunkLen: 256, width: 4 },
		{ chunkLen: 2, width: 1024 },
	],
	/** The vector of one patterned file. */
	async make({ chunkLen, width, length }) {
		const shape = chunkLen ? { chunkLen, width } : undefined
		return { chunkLen, width, length, cid: await fileCid(patterned(length), shape) }
	},
}
