// Hardhat, pointed at the endpoint of a running node: METAHUB_ETH.

require('@nomicfoundation/hardhat-ethers')
const { subtask } = require('hardhat/config')
const { TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD } = require('hardhat/builtin-tasks/task-names')

// The compiler of package-lock.json instead of one that Hardhat would download.
subtask(TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD, async () => {
	const { version } = require('solc/package.json')
	const compilerPath = require.resolve('solc/soljson.js')
	return { compilerPath, isSolcJs: true, version, longVersion: require('solc').version() }
})

const scratch = process.env.METAHUB_HARDHAT ?? `${__dirname}/node_modules/.cache/hardhat`

module.exports = {
	solidity: { version: '0.8.30', settings: { evmVersion: 'cancun', optimizer: { enabled: true, runs: 200 } } },
	defaultNetwork: 'metahub',
	networks: {
		metahub: {
			url: process.env.METAHUB_ETH ?? 'http://127.0.0.1:8545',
			chainId: 19784,
			timeout: 60_000,
			accounts: (process.env.METAHUB_KEYS ?? '').split(',').filter(Boolean),
		},
	},
	paths: {
		sources: './hardhat/contracts',
		tests: './hardhat',
		artifacts: `${scratch}/artifacts`,
		cache: `${scratch}/cache`,
	},
	mocha: { timeout: 120_000 },
}
