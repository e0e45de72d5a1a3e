// Compiled, not run: what TypeScript makes of the package. A line that should not compile and does is
// an error, too.

import { addresses, assetRegistryAbi, chainId, collectionAbi, collectionAddress, collectionAt, licensingAbi, paymentsAbi } from '@metahub/contracts'
import { createPublicClient, http, type Address } from 'viem'

const client = createPublicClient({ transport: http() })
const collection = { address: collectionAddress(0), abi: collectionAbi } as const

export const id: 19784 = chainId
export const at: number | undefined = collectionAt(addresses.licensing)
export const owner: Address = await client.readContract({ ...collection, functionName: 'ownerOf', args: [0n] })
export const supply: bigint = await client.readContract({ ...collection, functionName: 'totalSupply' })

const asset = await client.readContract({
	address: addresses.assetRegistry, abi: assetRegistryAbi, functionName: 'resolve', args: [0, 0n],
})
export const [entries, uris, kind]: [number, readonly `0x${string}`[], number] = [asset.revision.entries, asset.revision.uris, asset.kind]

const quoted = await client.readContract({
	address: addresses.payments, abi: paymentsAbi, functionName: 'quote',
	args: [[{ currency: addresses.payments, amount: 1n }], false, addresses.payments],
})
export const amount: bigint = quoted.amountIn
export const access: boolean = await client.readContract({
	address: addresses.licensing, abi: licensingAbi, functionName: 'access', args: [0, 0n, owner],
})

// @ts-expect-error a token's id is a bigint
await client.readContract({ ...collection, functionName: 'ownerOf', args: ['0'] })
// @ts-expect-error there is no such function
await client.readContract({ ...collection, functionName: 'ownerOff', args: [0n] })
// @ts-expect-error an address is no number
export const wrong: number = await client.readContract({ ...collection, functionName: 'ownerOf', args: [0n] })
