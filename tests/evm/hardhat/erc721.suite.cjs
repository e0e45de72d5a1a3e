// SolidState's behaviour of ERC-721, as its package has it, of a collection of assets and of one of
// licences (METAHUB_KIND). Ours is what surrounds it: how a token is made and ended, and which of our
// reasons its own contracts' errors are.

const Module = require('node:module')
const resolve = Module._resolveFilename
// The suite's mock contracts are Waffle's, which are written for an older ethers.
Module._resolveFilename = (request, parent, ...others) =>
	resolve(request === 'ethers' && parent.filename.includes('@ethereum-waffle') ? 'ethers-5' : request, parent, ...others)

require('@nomicfoundation/hardhat-chai-matchers')
const { describeBehaviorOfSolidStateERC721 } = require('@solidstate/spec')
const chai = require('chai')
const { ethers } = require('hardhat')

/** What its contracts say, and what ours do. */
const NO_TOKEN = /^ERC721: invalid token ID$/
const NO_VALUE = /^value not accepted$/
const REASONS = {
	ERC721Base__BalanceQueryZeroAddress: /^ERC721: address zero is not a valid owner$/,
	ERC721Base__ERC721ReceiverNotImplemented: /^ERC721: transfer to non ERC721Receiver implementer$/,
	ERC721Base__NonExistentToken: NO_TOKEN,
	ERC721Base__NotOwnerOrApproved:
		/^ERC721: (caller is not token owner or approved|approve caller is not token owner or approved for all)$/,
	ERC721Base__SelfApproval: /^ERC721: (approval to current owner|approve to caller)$/,
	ERC721Base__TransferToZeroAddress: /^ERC721: transfer to the zero address$/,
	EnumerableMap__IndexOutOfBounds: /^ERC721Enumerable: global index out of bounds$/,
	EnumerableMap__NonExistentKey: NO_TOKEN,
	EnumerableSet__IndexOutOfBounds: /^ERC721Enumerable: owner index out of bounds$/,
	SolidStateERC721__PayableApproveNotSupported: NO_VALUE,
	SolidStateERC721__PayableTransferNotSupported: NO_VALUE,
}

/** What is only known when it is compared. */
class Later {
	constructor(now) {
		this.now = now
	}
}

chai.use(({ Assertion }) => {
	Assertion.overwriteMethod('equal', original => function (value, ...others) {
		return original.call(this, value instanceof Later ? value.now() : value, ...others)
	})
	Assertion.overwriteMethod('revertedWithCustomError', () => function (contract, name) {
		if (!REASONS[name]) throw new Error(`what is ${name} here?`)
		return this.revertedWith(REASONS[name])
	})
})

/** The interface as the standard writes it: there, these functions may take value. */
const ABI = [
	'event Transfer(address indexed from, address indexed to, uint256 indexed tokenId)',
	'event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)',
	'event ApprovalForAll(address indexed owner, address indexed operator, bool approved)',
	'function supportsInterface(bytes4) view returns (bool)',
	'function balanceOf(address) view returns (uint256)',
	'function ownerOf(uint256) view returns (address)',
	'function safeTransferFrom(address, address, uint256, bytes) payable',
	'function safeTransferFrom(address, address, uint256) payable',
	'function transferFrom(address, address, uint256) payable',
	'function approve(address, uint256) payable',
	'function setApprovalForAll(address, bool)',
	'function getApproved(uint256) view returns (address)',
	'function isApprovedForAll(address, address) view returns (bool)',
	'function name() view returns (string)',
	'function symbol() view returns (string)',
	'function tokenURI(uint256) view returns (string)',
	'function totalSupply() view returns (uint256)',
	'function tokenByIndex(uint256) view returns (uint256)',
	'function tokenOfOwnerByIndex(address, uint256) view returns (uint256)',
]

const NAME = 'Tokens of a suite'
let metahub, contracts, side, accountOf, registry, licensing, publisher, token
/** Where the tests are: the collection of assets, and the asset that is licensed. */
let collection, item
/** Licences that were given and not closed. */
const given = new Set()

before(async () => {
	metahub = await import('@metahub/contracts')
	;({ contracts } = await import('../lib/compile.mjs'))
	const { native, accountOf: account } = await import('../lib/native.mjs')
	accountOf = account
	side = await native({ ws: process.env.METAHUB_WS, http: process.env.METAHUB_ETH })
	// The suite has use for the first four.
	publisher = (await ethers.getSigners())[5]
	registry = new ethers.Contract(metahub.addresses.assetRegistry, metahub.assetRegistryAbi, publisher)
	licensing = new ethers.Contract(metahub.addresses.licensing, metahub.licensingAbi, publisher)
})
after(() => side.close())

const content = () => {
	const random = ethers.hexlify(ethers.randomBytes(32))
	return { root: random, entries: 1, totalBytes: 1, manifest: ethers.concat(['0x01551220', random]), uris: [] }
}

const done = async sending => {
	const sent = await sending
	await sent.wait()
	return sent
}

async function newCollection() {
	const [id] = await registry.createCollection.staticCall(NAME, '0x')
	await done(registry.createCollection(NAME, '0x'))
	collection = id
}

/** The signer that an address is of, if it is one's. */
const signerOf = async address => (await ethers.getSigners()).find(signer => signer.address === address)

/** Ends a token in its owner's name: by a transaction, or natively where nobody has the owner's key. */
async function end(id, contract, call, args, native) {
	const owner = await token.ownerOf(id)
	const signer = await signerOf(owner)
	return signer ? done(contract.connect(signer)[call](...args)) : side.as(accountOf(owner), native)
}

const transferable = {
	durationSecs: 0, transferable: true, commercialUse: false, attribution: false, derivatives: false,
	derivativesAttribution: false, derivativesApproval: false, derivativesReciprocal: false, revenueSharePpm: 0,
	policy: 0, subLicensingDepth: 0, subLicensingCount: 0, upstreamPpm: 0, seats: 0, uses: 0, revocable: false,
	resaleRoyaltyPpm: 0, legalUri: '0x', legalSha256: ethers.ZeroHash,
}

/** A new asset of the publisher's. */
async function newAsset() {
	const args = [collection, 0, content(), []]
	item = await registry.register.staticCall(...args)
	await done(registry.register(...args))
}

/** Assets of a contract's, which registers as many as it takes, and keeps none. */
const assets = {
	contract: undefined,
	async deploy() {
		const { Publisher: { abi, bytecode } } = contracts()
		this.contract = await new ethers.ContractFactory(abi, bytecode, publisher)
			.deploy(NAME, { value: ethers.parseEther('100') })
		await this.contract.waitForDeployment()
		collection = await this.contract.collection()
		return this.contract.token()
	},
	mint(to, id) {
		return done(this.contract.mint(to, id))
	},
	burn: id => end(id, registry, 'retire', [collection, id], side.api.tx.assetRegistry.retire({ collection, item: id })),
	name: NAME,
	symbol: () => `MHA${collection}`,
}

/** Licences are numbered through on a chain: the next number is set back for each test. */
const licences = {
	terms: undefined,
	spare: 1_000_000n,
	async next(id) {
		const { api } = side
		const key = api.query.licensing.nextLicence.key()
		await side.root(api.tx.system.setStorage([[key, api.createType('u64', id).toHex(true)]]))
	},
	async deploy() {
		for (const id of given) await this.burn(id)
		await newCollection()
		await newAsset()
		this.terms = await licensing.termsId(transferable)
		await done(licensing.createTerms(transferable))
		// The contract is there from the first licence on.
		this.spare += 1n
		await this.next(this.spare)
		const other = (await ethers.getSigners())[4]
		await done(licensing.grant(collection, item, this.terms, other.address))
		await done(licensing.connect(other).close(this.spare))
		return licensing.licenceCollection(collection)
	},
	async mint(to, id) {
		await this.next(id)
		given.add(id)
		return done(licensing.grant(collection, item, this.terms, to))
	},
	async burn(id) {
		given.delete(id)
		return end(id, licensing, 'close', [id], side.api.tx.licensing.close(id))
	},
	name: `Licences of ${NAME}`,
	symbol: () => `MHL${metahub.collectionAt(token.target)}`,
}

const kind = { assets, licences }[process.env.METAHUB_KIND]

async function deploy() {
	const address = await kind.deploy()
	token = new ethers.Contract(address, ABI, (await ethers.getSigners())[0])
	return token
}

describe(`a collection of ${process.env.METAHUB_KIND}`, () => {
	describeBehaviorOfSolidStateERC721(deploy, {
		supply: 0n,
		mint: (to, id) => kind.mint(to, id),
		burn: id => kind.burn(id),
		name: kind.name,
		symbol: new Later(() => kind.symbol()),
	})
})
