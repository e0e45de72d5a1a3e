// Asks our implementation, through the example `oracle` of the crate metahub-assets.

import { spawn } from 'node:child_process'
import assert from 'node:assert/strict'

const build = 'cargo build --release -p metahub-assets --example oracle'

/** The answers to questions, in order. One that cannot be answered has an `error`. */
export async function ask(questions) {
	const path = process.env.METAHUB_ORACLE
	assert.ok(path, `set METAHUB_ORACLE to the path of the example oracle (${build})`)
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
