// The native side, by polkadot-js: what an Ethereum key does not sign.

import { ApiPromise, Keyring, WsProvider } from '@polkadot/api'
import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady, keccak256AsU8a } from '@polkadot/util-crypto'
import { getAddress } from 'viem'
import { request, until } from './chain.mjs'

/** The account of an Ethereum address. */
export const accountOf = address => u8aToHex(u8aConcat(hexToU8a(address), new Uint8Array(12).fill(0xee)))

/** The address that contracts know a native account by. */
export const addressOf = account => getAddress(u8aToHex(keccak256AsU8a(account).slice(12)))

/** Connects to a chain: `ws` is the node's own RPC, `http` the Ethereum endpoint. */
export async function native(chain) {
	await cryptoWaitReady()
	const api = await ApiPromise.create({ provider: new WsProvider(chain.ws), noInitWarn: true, throwOnConnect: true })
	const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })

	/** Until the endpoint knows a block, which it hears of a little later. */
	const seen = async hash => {
		const number = (await api.rpc.chain.getHeader(hash)).number.toNumber()
		await until('the endpoint to follow', async () => await request(chain.http, 'eth_blockNumber') >= number)
	}

	const result = {
		api,
		/** A development key: `//Alice`. */
		key: path => keyring.addFromUri(path),
		/** Sends, waits until it is final and the endpoint knows it; its events and hash. Throws its error. */
		send: async (by, call) => {
			const done = await result.finalised(by, call)
			await seen(done.block)
			return done
		},
		finalised: (by, call) => new Promise((resolve, reject) => {
			call.signAndSend(by, { nonce: -1 }, ({ status, dispatchError, events, isError, txHash, txIndex }) => {
				if (isError) return reject(new Error(`${status}`))
				if (!status.isFinalized) return undefined
				if (!dispatchError) {
					return resolve({ events: events.map(({ event }) => event), block: status.asFinalized.toHex(), hash: txHash.toHex(), index: txIndex })
				}
				if (!dispatchError.isModule) return reject(new Error(`${dispatchError}`))
				const { section, name } = api.registry.findMetaError(dispatchError.asModule)
				return reject(new Error(`${section}.${name}`))
			}).catch(reject)
		}),
		/** Has the chain do something as an account that nobody has the key of: development chains only. */
		as: async (account, call) => {
			const done = await result.send(keyring.addFromUri('//Alice'), api.tx.sudo.sudoAs({ Id: account }, call))
			const [outcome] = done.events.find(event => event.method === 'SudoAsDone').data
			if (outcome.isErr) {
				const error = outcome.asErr
				throw new Error(error.isModule ? `${api.registry.findMetaError(error.asModule).name}` : `${error}`)
			}
			return done
		},
		/** Has the chain do something as itself: development chains only. */
		root: async call => {
			const done = await result.send(keyring.addFromUri('//Alice'), api.tx.sudo.sudo(call))
			const [outcome] = done.events.find(event => event.method === 'Sudid').data
			if (outcome.isErr) throw new Error(`${outcome.asErr}`)
			return done
		},
		close: () => api.disconnect(),
	}
	return result
}
