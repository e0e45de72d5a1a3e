// Sign-in messages and their signatures, by the libraries that wallets are made of: viem for
// Ethereum addresses, polkadot-js for accounts.

import { Keyring } from '@polkadot/keyring'
import { hexToU8a, stringToU8a, u8aConcat, u8aToHex, u8aWrapBytes } from '@polkadot/util'
import { blake2AsHex, cryptoWaitReady, signatureVerify } from '@polkadot/util-crypto'
import { fileURLToPath } from 'node:url'
import { createSiweMessage } from 'viem/siwe'
import { privateKeyToAccount } from 'viem/accounts'
import { verifyMessage } from 'viem'

export const DID = 'did:metahub:00112233445566778899aabbccddeeff:3:14'

/** The byte that MultiSignature's variants begin with. */
const TYPES = { ed25519: 0, sr25519: 1, ecdsa: 2 }

const common = nonce => ({
	domain: 'gateway.example',
	uri: 'https://gateway.example',
	version: '1',
	nonce,
	statement: "Get a pass for this asset's files.",
	issuedAt: new Date('2026-11-21T00:00:00.000Z'),
	expirationTime: new Date('2026-11-21T00:05:00.000Z'),
	resources: [DID],
})

/** The message for an Ethereum address. */
export const ethereumMessage = (address, nonce = '0123456789abcdef') =>
	createSiweMessage({ ...common(nonce), address, chainId: 19784 })

/** The message for an account: the same with other words in three places. */
export function substrateMessage(account, nonce = '0123456789abcdef') {
	const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
	return ethereumMessage(address, nonce)
		.replace('your Ethereum account', 'your Substrate account')
		.replace(address, account)
		.replace('Chain ID: 19784', 'Chain ID: polkadot:00112233445566778899aabbccddeeff')
}

/** A pair of keys of a type, by derivation path. */
export async function pair(type, path) {
	await cryptoWaitReady()
	return new Keyring({ type, ss58Format: 42 }).addFromUri(path)
}

/** Every way in which polkadot-js's wallets sign text. */
export function substrateSignatures(pair, message) {
	const plain = stringToU8a(message)
	const signed = { plain: pair.sign(plain), wrapped: pair.sign(u8aWrapBytes(plain)) }
	return Object.entries(signed).flatMap(([kind, signature]) => [
		{ kind: `${pair.type} ${kind}`, signature: u8aToHex(signature) },
		{
			kind: `${pair.type} ${kind}, typed`,
			signature: u8aToHex(u8aConcat([TYPES[pair.type]], signature)),
		},
	])
}

/** Whether the wallets' own libraries accept a signature. */
export async function accepts({ account, message, signature }) {
	if (account.length === 42) {
		return verifyMessage({ address: account, message, signature })
	}
	await cryptoWaitReady()
	return signatureVerify(message, hexToU8a(signature), account).isValid
}

export const vectors = {
	file: fileURLToPath(new URL('../../client/tests/vectors/access.json', import.meta.url)),
	async make() {
		const made = []
		for (const type of Object.keys(TYPES)) {
			const signer = await pair(type, `//vector//${type}`)
			const message = substrateMessage(signer.address)
			for (const { kind, signature } of substrateSignatures(signer, message)) {
				made.push({ kind, account: signer.address, message, signature })
			}
		}
		for (const byte of ['11', '2a', '7f']) {
			const signer = privateKeyToAccount(`0x${byte.repeat(32)}`)
			const message = ethereumMessage(signer.address)
			const signature = await signer.signMessage({ message })
			made.push({ kind: 'ethereum', account: signer.address, message, signature })
		}
		return made.map(vector => ({ ...vector, memo: blake2AsHex(vector.message, 256) }))
	},
}
