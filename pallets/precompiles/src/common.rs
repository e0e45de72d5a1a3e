//! What all precompiles share: how calls are decoded and guarded, how pallets are called, and how
//! their errors reach a contract.

use crate::{door, weights};
use alloc::{format, string::String, vec::Vec};
use core::fmt::Display;
use frame_support::{
	dispatch::{DispatchErrorWithPostInfo, GetDispatchInfo, PostDispatchInfo},
	storage::with_storage_layer,
	traits::PalletsInfoAccess,
	weights::Weight,
};
use frame_system::RawOrigin;
use pallet_revive::precompiles::{
	alloy::{
		primitives::{Address, U256},
		sol_types::{
			abi::AbiDecoderConfig, Error as AbiError, Result as AbiResult, Revert, SolInterface,
		},
	},
	AddressMapper, Error, Ext, H160,
};
use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResultWithInfo, ModuleError};
use weights::registry::WeightInfo as _;

/// The pallets behind the contracts, and what asking them weighs.
pub trait Config:
	pallet_revive::Config<
		RuntimeCall: From<pallet_erc721::Call<Self>>
		                 + From<pallet_asset_registry::Call<Self>>
		                 + From<pallet_licensing::Call<Self>>
		                 + From<pallet_payments::Call<Self>>
		                 + From<pallet_market::Call<Self>>,
	> + pallet_nfts::Config<CollectionId = u32, ItemId = u64>
	+ pallet_erc721::Config
	+ pallet_asset_registry::Config
	+ pallet_licensing::Config
	+ pallet_payments::Config
	+ pallet_market::Config
	+ pallet_disputes::Config
{
	/// All pallets: their names begin the reasons of reverts.
	type Pallets: PalletsInfoAccess;

	/// What collections' functions weigh.
	type CollectionWeights: weights::erc721::WeightInfo;
	/// What the registry's functions weigh.
	type RegistryWeights: weights::registry::WeightInfo;
	/// What licensing's functions weigh.
	type LicensingWeights: weights::licensing::WeightInfo;
	/// What payments' functions weigh.
	type PaymentsWeights: weights::payments::WeightInfo;
}

/// A runtime's calls.
pub type CallOf<T> = <T as pallet_revive::Config>::RuntimeCall;
/// A runtime's accounts.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;

/// The longest calldata that is decoded, with its selector. pallet-revive's own limit is half of it
/// today.
pub const MAX_CALLDATA: usize = 256 * 1024;

/// What decoding may allocate beyond twice the calldata. An encoding in which no two arguments
/// share bytes needs less; one in which they do could ask for thousands of times its size.
const DECODER_SLACK: usize = 1_024;

/// An interface's decoded call, or what was wrong with it.
///
/// pallet-revive answers calldata that does not decode with a panic code that says nothing. This
/// one decodes everything, and refuses with a reason when [opened](Self::open). As solc's decoder,
/// it ignores bytes that follow the arguments.
pub struct Checked<I>(Result<I, Malformed>);

/// Calldata that is no call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Malformed {
	/// Over [`MAX_CALLDATA`].
	TooLong,
	/// Too short for a selector.
	NoSelector,
	/// No function of the interface has this selector.
	UnknownFunction([u8; 4]),
	/// This function's arguments do not decode.
	Arguments([u8; 4]),
}

/// An interface that knows its functions' names. `sol!` writes the function, but no trait has it.
pub trait Interface: SolInterface {
	/// The name of the function with this selector.
	fn name_of(selector: [u8; 4]) -> Option<&'static str>;
}

impl<I: Interface> Checked<I> {
	/// The call, once the [`guard`] has let it through. `writes` says whether it changes state.
	pub fn open<T: Config>(
		&self,
		env: &impl Ext<T = T>,
		writes: fn(&I) -> bool,
	) -> Result<&I, Error> {
		guard(env, false)?;
		let call = self.decoded()?;
		guard(env, writes(call))?;
		Ok(call)
	}

	/// The call, or what a contract is told of calldata that is none.
	pub(crate) fn decoded(&self) -> Result<&I, Error> {
		self.0.as_ref().map_err(|malformed| match malformed {
			Malformed::TooLong => reason(format!("calldata over {MAX_CALLDATA} bytes")),
			Malformed::NoSelector => reason("calldata without a function selector"),
			Malformed::UnknownFunction(selector) => {
				reason(format!("unknown function 0x{:08x}", u32::from_be_bytes(*selector)))
			}
			Malformed::Arguments(selector) => {
				let name = I::name_of(*selector).unwrap_or_default();
				reason(format!("malformed arguments of {name}"))
			}
		})
	}

	fn decode(input: &[u8]) -> Self {
		Self(Self::try_decode(input))
	}

	fn try_decode(input: &[u8]) -> Result<I, Malformed> {
		if input.len() > MAX_CALLDATA {
			return Err(Malformed::TooLong);
		}
		let (selector, arguments) = input.split_first_chunk().ok_or(Malformed::NoSelector)?;
		Self::arguments(*selector, arguments)
	}

	fn arguments(selector: [u8; 4], arguments: &[u8]) -> Result<I, Malformed> {
		if !I::valid_selector(selector) {
			return Err(Malformed::UnknownFunction(selector));
		}
		let memory = arguments.len().saturating_mul(2).saturating_add(DECODER_SLACK);
		let config = AbiDecoderConfig::new().validate(true).memory_limit(memory);
		I::abi_decode_raw_with_config(selector, arguments, config)
			.map_err(|_| Malformed::Arguments(selector))
	}
}

/// Decodes whatever it is given; encodes as the call itself.
impl<I: Interface> SolInterface for Checked<I> {
	const NAME: &'static str = I::NAME;
	const MIN_DATA_LENGTH: usize = 0;
	const COUNT: usize = I::COUNT;

	fn selector(&self) -> [u8; 4] {
		match &self.0 {
			Ok(call) => call.selector(),
			Err(Malformed::UnknownFunction(selector) | Malformed::Arguments(selector)) => *selector,
			Err(Malformed::TooLong | Malformed::NoSelector) => [0; 4],
		}
	}

	fn selector_at(i: usize) -> Option<[u8; 4]> {
		I::selector_at(i)
	}

	fn valid_selector(selector: [u8; 4]) -> bool {
		I::valid_selector(selector)
	}

	fn abi_decode_raw(selector: [u8; 4], data: &[u8]) -> AbiResult<Self> {
		Ok(Self(Self::arguments(selector, data)))
	}

	fn abi_decode_raw_with_config(
		selector: [u8; 4],
		data: &[u8],
		_: AbiDecoderConfig,
	) -> AbiResult<Self> {
		Self::abi_decode_raw(selector, data)
	}

	fn abi_encoded_size(&self) -> usize {
		self.0.as_ref().map_or(0, SolInterface::abi_encoded_size)
	}

	fn abi_encode_raw(&self, out: &mut Vec<u8>) {
		if let Ok(call) = &self.0 {
			call.abi_encode_raw(out);
		}
	}

	fn abi_decode(data: &[u8]) -> AbiResult<Self> {
		Ok(Self::decode(data))
	}

	fn abi_decode_with_config(data: &[u8], _: AbiDecoderConfig) -> Result<Self, AbiError> {
		Ok(Self::decode(data))
	}

	fn abi_decode_validate(data: &[u8]) -> AbiResult<Self> {
		Ok(Self::decode(data))
	}
}

/// What comes first in every function. Storage of these contracts is the chain's own: code of
/// another contract has no business with it (delegatecall, callcode), value sent here would be
/// stuck, and a static call must not write.
pub fn guard<T: Config>(env: &impl Ext<T = T>, writes: bool) -> Result<(), Error> {
	if env.is_delegate_call() {
		return Err(reason("delegatecall denied"));
	}
	if !env.value_transferred().is_zero() {
		return Err(reason("value not accepted"));
	}
	if writes && env.is_read_only() {
		return Err(pallet_revive::Error::<T>::StateChangeDenied.into());
	}
	Ok(())
}

/// A revert with a reason.
pub fn reason(text: impl Into<String>) -> Error {
	Error::Revert(Revert { reason: text.into() })
}

/// Who called: a contract, or the account behind an Ethereum or a native transaction.
pub fn caller<T: Config>(env: &impl Ext<T = T>) -> Result<AccountIdOf<T>, Error> {
	let caller = env.caller();
	caller.account_id().cloned().map_err(revert::<T>)
}

/// The account that an address is known to belong to, or the one that only this address' key
/// controls.
pub fn account<T: Config>(address: Address) -> AccountIdOf<T> {
	<T as pallet_revive::Config>::AddressMapper::to_account_id(&H160(address.into_array()))
}

/// The address by which contracts know an account.
pub fn address<T: Config>(account: &AccountIdOf<T>) -> Address {
	let address = <T as pallet_revive::Config>::AddressMapper::to_address(account);
	Address::from(address.0)
}

/// A number of the pallets' size. The refusal names it: `assetId too large`.
pub fn narrow<N: TryFrom<U256>>(number: U256, what: impl Display) -> Result<N, Error> {
	N::try_from(number).map_err(|_| reason(format!("{what} too large")))
}

/// What a function weighs beside the call that it is in, which pallet-revive has charged.
pub(crate) fn own<T: Config>(measured: Weight) -> Weight {
	measured.saturating_sub(T::RegistryWeights::refused())
}

/// Charges what a whole call of a function was [measured](weights) to weigh, without what
/// pallet-revive has charged.
pub(crate) fn charge<T: Config>(
	env: &mut impl Ext<T = T>,
	measured: Weight,
) -> Result<(), DispatchError> {
	env.charge(own::<T>(measured)).map(drop)
}

/// Charges for arguments, by their size as they are encoded at their shortest.
pub(crate) fn charge_arguments<T: Config>(
	env: &mut impl Ext<T = T>,
	call: &impl SolInterface,
) -> Result<(), DispatchError> {
	let bytes = u32::try_from(call.abi_encoded_size()).unwrap_or(u32::MAX);
	let weight = T::RegistryWeights::arguments;
	env.charge(weight(bytes).saturating_sub(weight(0))).map(drop)
}

/// Dispatches a pallet's call in the caller's name, all or nothing, its logs included.
///
/// Charges what the call weighs before, and gives back what it did not need. What a pallet's call
/// weighs, the contracts that it calls and its logs are part of; here they charge for themselves, so
/// what they took is given back as well.
pub fn dispatch<T: Config>(
	env: &mut impl Ext<T = T>,
	call: impl Into<CallOf<T>>,
) -> Result<PostDispatchInfo, Error> {
	let call = call.into();
	let weight = call.get_dispatch_info().call_weight;
	let charged = env.charge(weight)?;
	let before = env.frame_meter().weight_consumed();
	let origin = RawOrigin::Signed(caller(env)?);
	let result = with_storage_layer(|| {
		let (result, logged) = door::through(env, || perform::<T>(call, origin));
		let post = result?;
		// A change that its log could not follow does not happen.
		logged.map(|()| post)?;
		Ok::<_, DispatchErrorWithPostInfo>(post)
	});
	let nested = env.frame_meter().weight_consumed().saturating_sub(before);
	let actual = |post: &PostDispatchInfo| {
		post.actual_weight.unwrap_or(weight).min(weight).saturating_sub(nested)
	};
	match result {
		Ok(post) => {
			env.adjust_gas(charged, actual(&post));
			Ok(post)
		}
		Err(failed) => {
			env.adjust_gas(charged, actual(&failed.post_info));
			Err(revert::<T>(failed.error))
		}
	}
}

fn perform<T: Config>(
	call: CallOf<T>,
	origin: RawOrigin<AccountIdOf<T>>,
) -> DispatchResultWithInfo<PostDispatchInfo> {
	#[cfg(feature = "runtime-benchmarks")]
	if crate::benchmarking::measures_contracts_alone() {
		return Ok(PostDispatchInfo::default());
	}
	call.dispatch(origin.into())
}

/// A pallet's error as a contract sees it: `Licensing: OfferClosed`, `Token: FundsUnavailable`.
///
/// What says that gas, deposit or depth ran out stays what it is: a reason would invite to catch
/// it.
pub fn revert<T: Config>(error: DispatchError) -> Error {
	use pallet_revive::Error as Revive;
	let resources = [
		Revive::<T>::OutOfGas,
		Revive::<T>::StorageDepositLimitExhausted,
		Revive::<T>::MaxCallDepthReached,
		Revive::<T>::StateChangeDenied,
	];
	let opaque = matches!(error, DispatchError::Exhausted)
		|| resources.into_iter().any(|resource| error == resource.into());
	if opaque {
		return error.into();
	}
	reason(match error {
		DispatchError::Module(error) => module_reason::<T>(error),
		DispatchError::Token(error) => format!("Token: {error:?}"),
		DispatchError::Arithmetic(error) => format!("Arithmetic: {error:?}"),
		DispatchError::Transactional(error) => format!("Transactional: {error:?}"),
		DispatchError::Other(text) => text.into(),
		error => format!("{error:?}"),
	})
}

fn module_reason<T: Config>(error: ModuleError) -> String {
	let pallet =
		T::Pallets::infos().into_iter().find(|pallet| pallet.index == usize::from(error.index));
	let pallet = pallet.map_or("Pallet", |pallet| pallet.name);
	match error.message {
		Some(name) => format!("{pallet}: {name}"),
		// Errors lose their names when they are stored.
		None => format!("{pallet}: error {}", error.error[0]),
	}
}
