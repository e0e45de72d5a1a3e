// What `metahub pack` says about a folder, against ipfs-unixfs-importer (file CIDs) and
// @openzeppelin/merkle-tree (root).

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { treeOf } from './folders.mjs'
import { below, bytes, text } from './random.mjs'
import { fileCid } from './unixfs.mjs'

const MIB = 2 ** 20
const EMPTY_RAW_BLOCK = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'

let base
before(async () => (base = await mkdtemp(join(tmpdir(), 'metahub-unixfs-'))))
after(() => rm(base, { recursive: true, force: true }))

/** Runs `metahub pack` with a home of its own and gives its answer. */
async function pack(folder) {
	const metahub = process.env.METAHUB
	assert.ok(metahub, 'set METAHUB to the path of the metahub binary (cargo build --release -p metahub-client)')
	const home = await mkdtemp(join(base, 'home-'))
	const env = { PATH: process.env.PATH, HOME: home, METAHUB_STORE: join(home, 'store') }
	const { stdout } = await promisify(execFile)(metahub, ['pack', '--json', folder], {
		env,
		maxBuffer: 64 * MIB,
	})
	return JSON.parse(stdout)
}

/** Makes a folder of `[path, size]`, or of `[path, content]`. */
async function makeFolder(name, files) {
	const folder = join(base, name)
	for (const [path, content] of files) {
		const file = join(folder, path)
		await mkdir(dirname(file), { recursive: true })
		await writeFile(file, typeof content === 'number' ? bytes(content) : content)
	}
	return folder
}

/** Compares everything that `pack` says with what others compute from the same files. */
async function check(folder, paths) {
	const packed = await pack(folder)
	const byPath = new Map(packed.files.map(file => [file.path, file]))
	assert.deepEqual([...byPath.keys()].sort(), [...paths].sort())
	let total = 0n
	const files = []
	for (const path of paths) {
		const file = byPath.get(path)
		let size = 0n
		const content = async function* () {
			for await (const chunk of createReadStream(join(folder, path), { highWaterMark: MIB })) {
				size += BigInt(chunk.length)
				yield chunk
			}
		}
		assert.equal(file.cid, await fileCid(content()), `CID of ${path}`)
		assert.equal(BigInt(file.size), size, `size of ${path}`)
		total += size
		files.push({ path, cid: file.cid, size: String(size) })
	}
	assert.equal(Number(packed.entries), paths.length)
	assert.equal(BigInt(packed.totalBytes), total)
	assert.equal(packed.root, treeOf(files).root)
	return packed
}

test('files of every size around a chunk', async () => {
	const sizes = [0, 1, 1000, MIB - 1, MIB, MIB + 1, 5 * MIB, 5 * MIB + 12345]
	const files = sizes.map(size => [`size-${size}.bin`, size])
	const { files: packed } = await check(await makeFolder('sizes', files), files.map(([path]) => path))
	const cidOf = path => packed.find(file => file.path === path).cid
	assert.equal(cidOf('size-0.bin'), EMPTY_RAW_BLOCK)
	assert.match(cidOf(`size-${MIB}.bin`), /^bafkrei/, 'a single chunk is the file')
	assert.match(cidOf(`size-${MIB + 1}.bin`), /^bafybei/, 'more chunks have a node')
})

test('random folders, nested and with Unicode names', async () => {
	for (let round = 0; round < 5; round++) {
		const files = Array.from({ length: 1 + below(40) }, (_, i) => {
			const segment = () => 'd' + text(below(6), 'abc019-_ éüß日本語😀').trim()
			const folders = Array.from({ length: below(4) }, segment)
			return [[...folders, `${i}${segment()}.x`].join('/').normalize('NFC'), below(3000)]
		})
		await check(await makeFolder(`random-${round}`, files), files.map(([path]) => path))
	}
})

// A file of zeros takes no space on disk, and 1025 chunks just overflow a node of 1024 links.
test('a file of more chunks than a node has links', async () => {
	const folder = await makeFolder('large', [['zeros.bin', 0], ['other', 'x']])
	await truncate(join(folder, 'zeros.bin'), 1025 * MIB)
	await check(folder, ['zeros.bin', 'other'])
})
