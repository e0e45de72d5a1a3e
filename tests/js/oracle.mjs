// Asks our implementation, through the examples `oracle` of the crate metahub-assets and
// `access_oracle` of metahub-client.

import { spawn } from 'node:child_process'
import assert from 'node:assert/strict'

/** About multiURIs and Path2Hash. */
const assets = { variable: 'METAHUB_ORACLE', crate: 'metahub-assets', example: 'oracle' }
/** About challenges and signatures. */
export const access =
	{ variable: 'METAHUB_ACCESS_ORACLE', crate: 'metahub-client', example: 'access_oracle' }

/** The answers to questions, in order. One that cannot be answered has an `error`. */
export async function ask(questions, { variable, crate, example } = assets) {
	const path = process.env[variable]
	const build = `cargo build --release -p ${crate} --example ${example}`
	assert.ok(path, `set ${variable} to the path of the example ${example} (${build})`)
	const oracle = spawn(path, [], { stdio: ['pipe', 'pipe', 'inherit'] })
	const ended = new Promise((resolve, reject) => {
		oracle.on('error', reject)
		oracle.on('close', resolve)
	})
	let output = ''
	oracle.stdout.setEncoding('utf8').on('data', chunk => (output += chunk))
	oracle.stdin.on('error', () => {}) // An oracle that stops early shows in its exit code.
	oracle.stdin.end(questions.map(question => JSON.stringify(question) + '\n').join(''))
	assert.equal(await ended, 0, 'the oracle failed')
	const answers = output.trimEnd().split('\n').map(line => JSON.parse(line))
	assert.equal(answers.length, questions.length)
	return answers
}
