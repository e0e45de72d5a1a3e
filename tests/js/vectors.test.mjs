// The fixed vectors of `cargo test` are what OpenZeppelin's and IPFS's packages compute.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { path2hash, unixfs } from './vectors.mjs'

for (const { file, make } of [path2hash, unixfs]) {
	test(file.split('/').at(-1), async () => {
		const vectors = JSON.parse(readFileSync(file, 'utf8'))
		assert.ok(vectors.length > 10)
		for (const vector of vectors) {
			const made = await make(vector.files ?? vector)
			// Absent and undefined are the same in JSON.
			assert.deepEqual(JSON.parse(JSON.stringify(made)), vector)
		}
	})
}
