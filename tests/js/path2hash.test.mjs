// Path2Hash roots and proofs against @openzeppelin/merkle-tree.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StandardMerkleTree } from '@openzeppelin/merkle-tree'
import { encoding, leafOf, randomFolder, treeOf } from './folders.mjs'
import { ask } from './oracle.mjs'
import { below } from './random.mjs'

const counts = [...Array.from({ length: 40 }, (_, i) => i + 1), 63, 64, 65, 127, 128, 129, 1000]

test('roots and proofs are the same', async () => {
	const folders = counts.map(randomFolder)
	const answers = await ask(folders.map(entries => ({ op: 'tree', entries })))
	for (const [i, folder] of folders.entries()) {
		const tree = treeOf(folder)
		assert.equal(answers[i].root, tree.root, `${folder.length} files: ${JSON.stringify(answers[i])}`)
		const proofs = folder.map(file => tree.getProof(leafOf(file)))
		assert.deepEqual(answers[i].proofs, proofs, `${folder.length} files`)
	}
})

test('they verify our proofs and we verify theirs', async () => {
	const folders = [1, 2, 3, 7, 50, 333].map(randomFolder)
	const answers = await ask(folders.map(entries => ({ op: 'tree', entries })))
	const questions = []
	const expected = []
	for (const [i, folder] of folders.entries()) {
		const { root, proofs } = answers[i]
		for (const [j, file] of folder.entries()) {
			assert.ok(StandardMerkleTree.verify(root, encoding, leafOf(file), proofs[j]))
			// The file, a file of another size, and the file with another's proof.
			const other = proofs[below(folder.length)]
			const larger = { ...file, size: String((BigInt(file.size) + 1n) % 2n ** 64n) }
			for (const [claim, proof] of [[file, proofs[j]], [larger, proofs[j]], [file, other]]) {
				questions.push({ op: 'verify', root, file: claim, proof })
				expected.push({
					valid: StandardMerkleTree.verify(root, encoding, leafOf(claim), proof),
				})
			}
		}
	}
	assert.ok(expected.some(({ valid }) => valid) && expected.some(({ valid }) => !valid))
	assert.deepEqual(await ask(questions), expected)
})
