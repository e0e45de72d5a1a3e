// Pseudo-random test inputs. The seed is printed, and METAHUB_TEST_SEED repeats a run.

import { randomInt } from 'node:crypto'

export const seed = Number(process.env.METAHUB_TEST_SEED ?? randomInt(2 ** 32)) >>> 0
console.log(`# METAHUB_TEST_SEED=${seed}`)

// mulberry32: small, and good enough for choosing test inputs.
let state = seed
function next() {
	state = (state + 0x6d2b79f5) >>> 0
	let t = state
	t = Math.imul(t ^ (t >>> 15), t | 1)
	t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
	return (t ^ (t >>> 14)) >>> 0
}

/** An integer from 0 to below `limit`, which is at most 2^32. */
export const below = limit => next() % limit

export const pick = choices => choices[below(choices.length)]

export const bytes = length => Uint8Array.from({ length }, () => next() & 0xff)

/** A string of `length` characters of `alphabet`. */
export const text = (length, alphabet) => {
	const characters = [...alphabet]
	return Array.from({ length }, () => pick(characters)).join('')
}
