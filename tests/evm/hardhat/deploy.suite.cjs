// A project's own tests, as Hardhat runs them: compile, deploy, call, look at events and errors.

require('@nomicfoundation/hardhat-chai-matchers')
const { expect } = require('chai')
const { ethers } = require('hardhat')

describe('a contract of a Hardhat project', () => {
	let contract, signer

	before(async () => {
		[signer] = await ethers.getSigners()
		contract = await ethers.deployContract('Registered')
		await contract.waitForDeployment()
		const paid = await signer.sendTransaction({ to: contract, value: ethers.parseEther('100') })
		await paid.wait()
	})

	it('has the code that was compiled', async () => {
		const { deployedBytecode } = await require('hardhat').artifacts.readArtifact('Registered')
		expect(await ethers.provider.getCode(contract)).to.equal(deployedBytecode)
	})

	it('creates a collection, and says so', async () => {
		await expect(contract.create('Of Hardhat')).to.emit(contract, 'Created')
	})

	it('hears why the registry refuses', async () => {
		await expect(contract.create('')).to.be.revertedWith('AssetRegistry: NameEmpty')
	})

	it('pays with the balance that it has', async () => {
		await expect(signer.sendTransaction({ to: contract, value: 5n })).to.changeEtherBalances([contract], [5n])
	})
})
