// Ethereum keys, clients and contracts for the tests.

import * as metahub from '@metahub/contracts'
import { createPublicClient, createWalletClient, defineChain, getAddress, getContract, http, parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { PATIENCE } from './chain.mjs'
import { contracts } from './compile.mjs'

/** The development keys that Ethereum tools for Substrate chains come with: Alith to Faith. */
export const KEYS = {
	alith: '0x5fb92d6e98884f76de468fa3f6278f8807c48bebc13595d45af5bdc4da702133',
	baltathar: '0x8075991ce870b93a8870eca0c0f91913d12f47948ca0fd25b49c6fa7cdbeee8b',
	charleth: '0x0b6e18cafb6ed99687ec547bd28139cafdd2bffe70e6b688025de6b445aa5c5b',
	dorothy: '0x39539ab1876910bbf3a223d84a29e28f1cb4e2e456503e7e91ed39b2e7223d68',
	ethan: '0x7dce9bc8babb68fec1409be38c8e1a52650206a7ed90ff956ae8a6d15eeaaef4',
	faith: '0xb9d2ea9a615f3165812e8d44de0d24da9bbd164b65c4f0573e1ce2c8dbd9c8df',
}

export const ZERO = '0x0000000000000000000000000000000000000000'

export const hub = parseEther

const chainOf = url => defineChain({
	id: metahub.chainId,
	name: 'MetaHub',
	nativeCurrency: { name: 'HUB', symbol: 'HUB', decimals: 18 },
	rpcUrls: { default: { http: [url] } },
})

/** viem's clients of a chain. */
export function ethereum(chain) {
	const definition = chainOf(chain.http)
	const transport = http(chain.http, { retryCount: 0, timeout: PATIENCE })
	const reader = createPublicClient({ chain: definition, transport, pollingInterval: 100, cacheTime: 0 })
	const wallet = key => createWalletClient({ chain: definition, transport, account: privateKeyToAccount(key) })
	const made = contracts()
	const receipt = hash => reader.waitForTransactionReceipt({ hash, timeout: PATIENCE, pollingInterval: 50 })

	const eth = {
		reader,
		wallet,
		receipt,
		/** A key that nobody has used, with some money from Alith. */
		async fresh(amount = '1000') {
			const key = generatePrivateKey()
			const account = wallet(key)
			if (amount) await eth.pay(account.account.address, amount)
			return account
		},
		async pay(to, amount) {
			const hash = await wallet(KEYS.alith).sendTransaction({ to, value: hub(amount) })
			const { status } = await receipt(hash)
			if (status !== 'success') throw new Error(`cannot pay ${to}`)
		},
		/** Deploys a contract of tests/contracts. */
		async deploy(by, name, args = [], options = {}) {
			const { abi, bytecode } = made[name]
			const hash = await by.deployContract({ abi, bytecode, args, ...options })
			const { contractAddress, status } = await receipt(hash)
			if (status !== 'success') throw new Error(`cannot deploy ${name}`)
			return eth.at(contractAddress, abi)
		},
		/** A contract; `read` has its views, and is left out where the rest is spread into a call. */
		at: (address, abi) => Object.defineProperty({ address: getAddress(address), abi }, 'read', {
			value: getContract({ address, abi, client: reader }).read,
		}),
		/** The ERC-721 contract of a collection. */
		collection: id => eth.at(metahub.collectionAddress(id), metahub.collectionAbi),
		registry: { address: metahub.addresses.assetRegistry, abi: metahub.assetRegistryAbi },
		licensing: { address: metahub.addresses.licensing, abi: metahub.licensingAbi },
		payments: { address: metahub.addresses.payments, abi: metahub.paymentsAbi },
		/** Simulates a call, sends it, and waits for its success. */
		async send(by, contract, functionName, args = [], options = {}) {
			const call = { address: contract.address, abi: contract.abi, functionName, args, ...options }
			const { result } = await reader.simulateContract({ ...call, account: by.account })
			const sent = await receipt(await by.writeContract(call))
			if (sent.status !== 'success') throw new Error(`${functionName} failed: ${JSON.stringify(sent.transactionHash)}`)
			return { result, receipt: sent }
		},
		/** Sends a call that is known to fail, with gas that is given, and has its receipt. */
		async sendAnyway(by, contract, functionName, args = [], options = {}) {
			const call = { address: contract.address, abi: contract.abi, functionName, args, gas: 5_000_000n, ...options }
			return receipt(await by.writeContract(call))
		},
	}
	return eth
}

/** The reason that a call is refused with, as viem decodes it: text, or the name of an error. */
export async function refusal(promise) {
	try {
		await promise
	} catch (error) {
		const revert = error.walk?.(cause => cause.name === 'ContractFunctionRevertedError')
		if (!revert) throw error
		return revert.data?.errorName === 'Error' ? revert.data.args[0] : revert.reason ?? revert.data?.errorName ?? ''
	}
	throw new Error('nothing was refused')
}
