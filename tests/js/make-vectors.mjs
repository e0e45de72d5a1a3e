// Writes the fixed vectors: `METAHUB_TEST_SEED=1 npm run vectors`.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { vectors as access } from './access.mjs'
import { randomFolder } from './folders.mjs'
import { path2hash, unixfs } from './vectors.mjs'

function write(file, vectors) {
	mkdirSync(dirname(file), { recursive: true })
	writeFileSync(file, '[\n' + vectors.map(vector => '\t' + JSON.stringify(vector)).join(',\n') + '\n]\n')
}

write(access.file, await access.make())

const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 33]
write(path2hash.file, counts.map(randomFolder).map(path2hash.make))

const files = unixfs.shapes.flatMap(shape => unixfs.lengths(shape).map(length => ({ ...shape, length })))
write(unixfs.file, await Promise.all(files.map(unixfs.make)))
