//! The transaction format: a signed Substrate transaction, or an Ethereum transaction in its own
//! encoding, which enters as an unsigned `eth_transact` and leaves the check as a signed call.

use crate::{
	AccountId, Address, Balance, ChargeFee, Nonce, Runtime, RuntimeCall, RuntimeOrigin, Signature,
	System,
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::weights::Weight;
use pallet_revive::{
	evm::{runtime::EthExtra, TransactionSigned},
	AddressMapper, U256,
};
use scale_info::TypeInfo;
use sp_runtime::{
	generic::{self, Era},
	traits::{AsSystemOriginSigner, DispatchInfoOf, TransactionExtension, ValidateResult},
	transaction_validity::{
		InvalidTransaction, TransactionSource, TransactionValidityError, ValidTransaction,
	},
};

/// What every signed transaction carries beside its call, in this order.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	// The tip, and the asset that the fee is paid in.
	ChargeFee,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	// Keeps the nonces of Ethereum accounts. After the fee, which the account must be able to pay.
	KeepNonce,
	// Marks the origin of an Ethereum transaction; behind everything that wants a signed origin.
	pallet_revive::evm::tx_extension::SetOrigin<Runtime>,
	// Gives back to the block the weight that was not used. Last, to see what all others refund.
	frame_system::WeightReclaim<Runtime>,
);

/// Keeps an account with an Ethereum key from its first transaction on, and with it its nonce.
///
/// An account whose balance falls below the existential deposit is reaped, and when it comes back
/// it counts from zero again. A native transaction that was signed before is over by then, if it is
/// mortal; an Ethereum transaction never ends by itself, so all that the account ever sent could be
/// sent once more. So the first transaction gives the account a consumer reference: from then on
/// the existential deposit, which pays for the entry, stays in it.
#[derive(
	Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct KeepNonce;

impl TransactionExtension<RuntimeCall> for KeepNonce {
	const IDENTIFIER: &'static str = "KeepNonce";
	type Implicit = ();
	type Val = Option<AccountId>;
	type Pre = ();

	fn weight(&self, _: &RuntimeCall) -> Weight {
		// The account, which the nonce was written to before.
		<Runtime as frame_system::Config>::DbWeight::get().reads_writes(1, 1)
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		_: &RuntimeCall,
		_: &DispatchInfoOf<RuntimeCall>,
		_: usize,
		(): (),
		_: &impl Encode,
		_: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		// Here, since the origin of an Ethereum transaction is another one when it is prepared.
		let signer = origin.as_system_origin_signer().filter(|who| Mapper::is_eth_derived(who));
		Ok((ValidTransaction::default(), signer.cloned(), origin))
	}

	fn prepare(
		self,
		signer: Self::Val,
		_: &RuntimeOrigin,
		_: &RuntimeCall,
		_: &DispatchInfoOf<RuntimeCall>,
		_: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		// The nonce counts this transaction already.
		if let Some(who) = signer.filter(|who| System::account_nonce(who) == 1) {
			// Who fills the account's references beforehand keeps nobody from sending.
			System::inc_consumers_without_limit(&who).map_err(|_| InvalidTransaction::Payment)?;
		}
		Ok(())
	}
}

type Mapper = <Runtime as pallet_revive::Config>::AddressMapper;

/// What an Ethereum transaction carries, which has no place for it in its own encoding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EthExtraImpl;

impl EthExtra for EthExtraImpl {
	type Config = Runtime;
	type ExtensionV0 = TxExtension;
	type ExtensionOtherVersions = sp_runtime::traits::InvalidVersion;

	fn get_eth_extension(nonce: Nonce, tip: Balance) -> Self::ExtensionV0 {
		Upstream::get_eth_extension(nonce, tip)
	}

	fn try_into_checked_extrinsic(
		payload: &[u8],
		encoded_len: usize,
	) -> Result<CheckedExtrinsic, InvalidTransaction> {
		check_payload(payload)?;
		Upstream::try_into_checked_extrinsic(payload, encoded_len)
	}
}

/// What pallet-revive makes of an Ethereum transaction that has been checked.
struct Upstream;

impl EthExtra for Upstream {
	type Config = Runtime;
	type ExtensionV0 = TxExtension;
	type ExtensionOtherVersions = sp_runtime::traits::InvalidVersion;

	fn get_eth_extension(nonce: Nonce, tip: Balance) -> Self::ExtensionV0 {
		(
			frame_system::CheckNonZeroSender::new(),
			frame_system::CheckSpecVersion::new(),
			frame_system::CheckTxVersion::new(),
			frame_system::CheckGenesis::new(),
			frame_system::CheckMortality::from(Era::Immortal),
			frame_system::CheckNonce::from(nonce),
			frame_system::CheckWeight::new(),
			// Gas is paid in the native token only: the wallet knows no other.
			ChargeFee::new(tip, None),
			frame_metadata_hash_extension::CheckMetadataHash::new(false),
			KeepNonce,
			pallet_revive::evm::tx_extension::SetOrigin::new_from_eth_transaction(),
			frame_system::WeightReclaim::new(),
		)
	}
}

/// An Ethereum transaction as a signed call.
type CheckedExtrinsic = generic::CheckedExtrinsic<
	AccountId,
	RuntimeCall,
	TxExtension,
	sp_runtime::traits::InvalidVersion,
>;

/// Half of the order of secp256k1's group.
const HALF_ORDER: U256 =
	U256([0xdfe92f46681b20a0, 0x5d576e7357a4501d, 0xffffffffffffffff, 0x7fffffffffffffff]);

/// Refuses what pallet-revive lets pass although it makes transactions of others possible: a
/// second encoding of one that is signed (trailing bytes, lengths and numbers in other than their
/// shortest form, the signature's other half: EIP-2), and one that is signed for no chain at all
/// (EIP-155).
fn check_payload(payload: &[u8]) -> Result<(), InvalidTransaction> {
	let tx = TransactionSigned::decode(payload).map_err(|_| InvalidTransaction::Call)?;
	if tx.signed_payload() != payload {
		return Err(InvalidTransaction::Call);
	}
	let s = match &tx {
		TransactionSigned::TransactionLegacySigned(tx) => {
			tx.transaction_legacy_unsigned.chain_id.ok_or(InvalidTransaction::Call)?;
			tx.s
		}
		TransactionSigned::Transaction2930Signed(tx) => tx.s,
		TransactionSigned::Transaction1559Signed(tx) => tx.s,
		// Of types that there are not here.
		_ => return Err(InvalidTransaction::Call),
	};
	match s <= HALF_ORDER {
		true => Ok(()),
		false => Err(InvalidTransaction::BadProof),
	}
}

/// A transaction.
pub type UncheckedExtrinsic =
	pallet_revive::evm::runtime::UncheckedExtrinsic<Address, Signature, EthExtraImpl>;

/// What a transaction's signature covers.
pub type SignedPayload = generic::SignedPayload<crate::RuntimeCall, TxExtension>;
