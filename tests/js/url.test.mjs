// Web multiURIs against the WHATWG URL parser that every browser has, and Node too.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from './oracle.mjs'
import { below, pick, text } from './random.mjs'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const ROUNDS = 2000

function randomUrl() {
	const scheme = pick(['http', 'https', 'HTTPS', 'Http'])
	const label = () => pick(LETTERS) + text(below(8), LETTERS + LETTERS.toUpperCase() + '0123456789')
	const host = pick([
		() => Array.from({ length: 1 + below(3) }, label).join('.'),
		() => Array.from({ length: 4 }, () => below(256)).join('.'),
		() => `[${Array.from({ length: 8 }, () => pick(['0', '0', below(65536).toString(16)])).join(':')}]`,
		() => `[::${pick(['', 'ffff:'])}${Array.from({ length: 4 }, () => below(256)).join('.')}]`,
	])()
	const port = pick(['', '', ':', ':80', ':443', ':0443', `:${1 + below(65535)}`])
	// The letter in front is for Node 20, which keeps some dot segments that follow one like `.a`.
	const name = () => pick(LETTERS) + text(below(8), LETTERS + "-._~!$&'()*+,;=:@")
	const segment = () => pick(['.', '..', '', name()])
	const path = Array.from({ length: below(6) }, () => '/' + segment()).join('')
	const query = pick(['', '', '?', '?' + text(below(12), LETTERS + '-._~!$&()*+,;=:@/?')])
	return `${scheme}://${host}${port}${path}${query}`
}

test('canonical URLs are what the WHATWG parser makes of them', async () => {
	const urls = Array.from({ length: ROUNDS }, randomUrl)
	const answers = await ask(urls.map(uri => ({ op: 'encode', uri })))
	for (const [i, answer] of answers.entries()) {
		assert.equal(answer.text, new URL(urls[i]).href, `${urls[i]}: ${JSON.stringify(answer)}`)
	}
})

test('a URL that we accept keeps its spelling in a browser', async () => {
	const urls = Array.from({ length: ROUNDS }, () => {
		const path = text(below(30), LETTERS + '%%%%0123456789abcdefABCDEF/..~_-')
		return `https://example.org/${path}`
	})
	const answers = await ask(urls.map(uri => ({ op: 'encode', uri })))
	const accepted = answers.filter(answer => !answer.error)
	assert.ok(accepted.length > 100)
	for (const { text } of accepted) assert.equal(new URL(text).href, text)
})
