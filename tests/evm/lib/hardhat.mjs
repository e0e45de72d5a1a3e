// Hardhat as a child process, with what of its tests passed and failed.

import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('..', import.meta.url))
const cli = createRequire(import.meta.url).resolve('hardhat/internal/cli/bootstrap')

/** Runs one of Hardhat's test files; its exit code, and all that it has said. */
export function hardhatTest(file, environment) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [cli, 'test', `hardhat/${file}`], {
			cwd: FOLDER,
			env: { ...process.env, ...environment, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true', CI: 'true', NO_COLOR: '1', FORCE_COLOR: '0' },
			stdio: ['ignore', 'pipe', 'pipe'],
		})
		let said = ''
		child.stdout.on('data', data => (said += data))
		child.stderr.on('data', data => (said += data))
		child.once('error', reject)
		child.once('exit', code => resolve({ code, said }))
		process.once('exit', () => child.kill())
	})
}
