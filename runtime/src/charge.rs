//! Fees, and the order of transactions by what they pay when blocks are full.

use crate::{constants::fee::PRIORITY_UNIT, Balance, Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	dispatch::{DispatchClass, DispatchInfo},
	traits::Get,
	weights::Weight,
};
use frame_system::limits::{BlockLength, BlockWeights};
use pallet_asset_conversion_tx_payment::{ChargeAssetTxPayment, Val};
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		DispatchInfoOf, Implication, PostDispatchInfoOf, TransactionExtension, ValidateResult,
	},
	transaction_validity::{TransactionPriority, TransactionSource, TransactionValidityError},
	DispatchResult,
};

type Upstream = ChargeAssetTxPayment<Runtime>;

/// Charges the fee and the tip. To wallets and on the wire it is the SDK's extension; only the
/// priority differs: it counts all that the transaction pays for the room it takes.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct ChargeFee(Upstream);

impl ChargeFee {
	/// Pays the fee and a tip, in planck, in the native token or in what is swapped for it.
	pub fn new(tip: Balance, asset: Option<FeeAsset>) -> Self {
		Self(Upstream::from(tip, asset))
	}
}

/// What a fee is paid in.
pub type FeeAsset = <Runtime as pallet_asset_conversion_tx_payment::Config>::AssetId;

impl TypeInfo for ChargeFee {
	type Identity = <Upstream as TypeInfo>::Identity;

	fn type_info() -> scale_info::Type {
		Upstream::type_info()
	}
}

/// The priority of a transaction that pays so much, tip included: what a block full of its like
/// would pay, in [`PRIORITY_UNIT`].
///
/// The SDK counts the tip alone, so that a tip of one planck doubles the priority, and Ethereum
/// transactions, which cannot tip, come after everyone who does. By all that is paid for the room
/// that is taken, those without a tip are about equal, whichever way they came, and a tip counts
/// for as much as it adds.
pub fn priority(info: &DispatchInfo, len: usize, paid: Balance) -> TransactionPriority {
	let weights: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let lengths: BlockLength = <Runtime as frame_system::Config>::BlockLength::get();
	let base = weights.get(info.class).base_extrinsic;
	let weight = info.total_weight().saturating_add(base).ref_time().max(1);
	let length = (len as u64).max(1);
	let full = |of: u64, takes: u64| paid.saturating_mul(of.into()) / u128::from(takes);
	// Limited by what it takes most of. Proof size is unlimited here.
	let by_weight = full(weights.max_block.ref_time(), weight);
	let by_length = full((*lengths.max.get(info.class)).into(), length);
	let priority = by_weight.min(by_length) / PRIORITY_UNIT;
	let priority = TransactionPriority::try_from(priority).unwrap_or(TransactionPriority::MAX);
	match info.class {
		DispatchClass::Normal | DispatchClass::Mandatory => priority,
		// Before others, also when blocks are full.
		DispatchClass::Operational => {
			let factor: u8 =
				<Runtime as pallet_transaction_payment::Config>::OperationalFeeMultiplier::get();
			priority.saturating_mul(factor.into())
		}
	}
}

impl TransactionExtension<RuntimeCall> for ChargeFee {
	const IDENTIFIER: &'static str = <Upstream as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	type Implicit = <Upstream as TransactionExtension<RuntimeCall>>::Implicit;
	type Pre = <Upstream as TransactionExtension<RuntimeCall>>::Pre;
	type Val = Val<Runtime>;

	fn implicit(&self) -> Result<Self::Implicit, TransactionValidityError> {
		TransactionExtension::<RuntimeCall>::implicit(&self.0)
	}

	fn weight(&self, call: &RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
		implicit: Self::Implicit,
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		let (mut validity, val, origin) =
			self.0.validate(origin, call, info, len, implicit, implication, source)?;
		if let Val::Charge { fee, .. } = &val {
			validity.priority = priority(info, len, *fee);
		}
		Ok((validity, val, origin))
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<RuntimeCall>,
		post_info: &PostDispatchInfoOf<RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		<Upstream as TransactionExtension<RuntimeCall>>::post_dispatch_details(
			pre, info, post_info, len, result,
		)
	}
}
