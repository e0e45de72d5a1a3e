//! What distinguishes this network from others that run the same runtime: its Ethereum chain id and
//! the length of its sessions. Genesis sets both; they never change.
//!
//! Ethereum wallets sign the chain id. If all networks had the same, a transaction signed for a
//! test network could be replayed on any other.

pub use pallet::*;

/// Chain ids that no MetaHub network may have, each with whose it is: the most used networks of
/// <https://github.com/ethereum-lists/chains>, and what development tools use by default.
pub const PUBLIC_CHAIN_IDS: [(u64, &str); 40] = [
	(1, "Ethereum"),
	(10, "OP Mainnet"),
	(25, "Cronos"),
	(30, "Rootstock"),
	(56, "BNB Smart Chain"),
	(61, "Ethereum Classic"),
	(97, "BNB Smart Chain Testnet"),
	(100, "Gnosis"),
	(130, "Unichain"),
	(137, "Polygon"),
	(146, "Sonic"),
	(250, "Fantom"),
	(252, "Fraxtal"),
	(324, "zkSync Era"),
	(480, "World Chain"),
	(592, "Astar"),
	(1_101, "Polygon zkEVM"),
	(1_284, "Moonbeam"),
	(1_285, "Moonriver"),
	(1_287, "Moonbase Alpha"),
	(1_337, "Geth's development chain and Ganache"),
	(5_000, "Mantle"),
	(8_453, "Base"),
	(10_200, "Gnosis Chiado"),
	(17_000, "Holesky"),
	(31_337, "Hardhat and Anvil"),
	(42_161, "Arbitrum One"),
	(42_170, "Arbitrum Nova"),
	(42_220, "Celo"),
	(43_113, "Avalanche Fuji"),
	(43_114, "Avalanche"),
	(59_144, "Linea"),
	(80_002, "Polygon Amoy"),
	(84_532, "Base Sepolia"),
	(421_614, "Arbitrum Sepolia"),
	(534_352, "Scroll"),
	(560_048, "Hoodi"),
	(11_155_111, "Sepolia"),
	(420_420_418, "Kusama Hub"),
	(420_420_419, "Polkadot Hub"),
];

/// Largest chain id that wallets and tools count with (EIP-2294).
pub const MAX_CHAIN_ID: u64 = u64::MAX / 2 - 36;
/// Shortest session, in blocks. Its last block has no room for transactions.
pub const MIN_SESSION_LENGTH: u32 = 2;

/// Why a network cannot have a chain id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadChainId {
	/// There is none.
	Missing,
	/// It is larger than [`MAX_CHAIN_ID`].
	TooLarge,
	/// It belongs to this network or tool.
	Taken(&'static str),
}

/// Refuses a chain id that is none, or another network's.
pub fn check_chain_id(id: u64) -> Result<(), BadChainId> {
	if let Some((_, whose)) = PUBLIC_CHAIN_IDS.iter().find(|(taken, _)| *taken == id) {
		return Err(BadChainId::Taken(whose));
	}
	match id {
		0 => Err(BadChainId::Missing),
		1..=MAX_CHAIN_ID => Ok(()),
		_ => Err(BadChainId::TooLarge),
	}
}

/// See the module.
#[frame_support::pallet]
pub mod pallet {
	use super::{check_chain_id, MAX_CHAIN_ID, MIN_SESSION_LENGTH};
	use crate::constants::time;
	use frame_support::{
		pallet_prelude::*,
		traits::fungible::{Inspect, Mutate},
	};

	/// What the pallet needs of the runtime.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The native token.
		type Currency: Mutate<Self::AccountId>;
		/// The account that gets its share of the fees.
		type Treasury: Get<Self::AccountId>;
	}

	/// See the module.
	#[pallet::pallet]
	pub struct Pallet<T>(_);

	/// The id before genesis: larger than any chain id can be.
	#[pallet::type_value]
	pub fn NoChainId() -> u64 {
		u64::MAX
	}

	/// The length before genesis.
	#[pallet::type_value]
	pub fn AnHour() -> u32 {
		time::SESSION
	}

	/// The chain id (EIP-155) that Ethereum transactions and permits are signed for.
	#[pallet::storage]
	pub type ChainId<T> = StorageValue<_, u64, ValueQuery, NoChainId>;

	/// Blocks of a session.
	#[pallet::storage]
	pub type SessionLength<T> = StorageValue<_, u32, ValueQuery, AnHour>;

	/// What genesis sets.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The chain id; each network needs one of its own.
		pub chain_id: u64,
		/// Blocks of a session, by default those of an hour.
		pub session_length: u32,
		#[serde(skip)]
		/// No part of the configuration.
		pub marker: PhantomData<T>,
	}

	impl<T: Config> Default for GenesisConfig<T> {
		fn default() -> Self {
			// The SDK's own test of the runtime builds the default genesis, which is no network's.
			let chain_id = if cfg!(test) { MAX_CHAIN_ID } else { 0 };
			Self { chain_id, session_length: time::SESSION, marker: PhantomData }
		}
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			if let Err(reason) = check_chain_id(self.chain_id) {
				panic!("network.chainId {} cannot be this network's: {reason:?}", self.chain_id);
			}
			assert!(
				self.session_length >= MIN_SESSION_LENGTH,
				"network.sessionLength is below {MIN_SESSION_LENGTH}"
			);
			ChainId::<T>::put(self.chain_id);
			SessionLength::<T>::put(self.session_length);
			// It must exist to be paid less than the existential deposit.
			T::Currency::mint_into(&T::Treasury::get(), T::Currency::minimum_balance())
				.expect("the treasury's account can be made");
		}
	}

	/// Reads the chain id.
	pub struct ChainIdOf<T>(PhantomData<T>);

	impl<T: Config> Get<u64> for ChainIdOf<T> {
		fn get() -> u64 {
			// The SDK's own test of the runtime asks without a state.
			#[cfg(test)]
			if sp_externalities::with_externalities(|_| ()).is_none() {
				return NoChainId::get();
			}
			once::get(ChainId::<T>::get)
		}
	}

	/// The chain id, read from the state once.
	///
	/// A contract asks for it with an instruction that costs some nanoseconds; an access to the
	/// state takes a hundred times as long, so a block full of that instruction would take a
	/// minute. Since the id never changes, each instance of the runtime keeps it in its memory.
	#[cfg(not(feature = "std"))]
	mod once {
		use super::NoChainId;
		use core::sync::atomic::{AtomicU64, Ordering};
		use frame_support::traits::Get;

		/// Zero is no chain's id.
		static KNOWN: AtomicU64 = AtomicU64::new(0);

		pub fn get(read: impl FnOnce() -> u64) -> u64 {
			match KNOWN.load(Ordering::Relaxed) {
				0 => {
					let id = read();
					// While genesis is built, there may be none yet.
					if id != NoChainId::get() {
						KNOWN.store(id, Ordering::Relaxed);
					}
					id
				}
				id => id,
			}
		}
	}

	/// Native code builds the genesis of many chains in one process, and runs none.
	#[cfg(feature = "std")]
	mod once {
		pub fn get(read: impl FnOnce() -> u64) -> u64 {
			read()
		}
	}

	/// Reads the length of a session.
	pub struct SessionLengthOf<T>(PhantomData<T>);

	impl<T: Config> Get<u32> for SessionLengthOf<T> {
		fn get() -> u32 {
			SessionLength::<T>::get()
		}
	}
}
