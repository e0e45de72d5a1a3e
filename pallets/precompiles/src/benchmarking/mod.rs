//! Benchmarks of every function of every contract, see [`weights`](crate::weights).
//!
//! What is measured is a call of pallet-revive's to the contract, in the function's dearest case. A
//! pallet's call that the contract would dispatch is left out: it has a benchmark of its own.

#![allow(clippy::arithmetic_side_effects)]

pub mod erc721;
pub mod licensing;
pub mod payments;
pub mod registry;

use crate::common::AccountIdOf;
use alloc::{format, string::String, vec, vec::Vec};
use frame_support::{
	assert_ok,
	traits::fungible::{Inspect, Mutate},
	weights::Weight,
};
use frame_system::{pallet_prelude::OriginFor, RawOrigin};
use metahub_assets::{
	ids::{
		collection_address, contract_address, LICENSING_CONTRACT, PAYMENTS_CONTRACT,
		REGISTRY_CONTRACT,
	},
	licence::{
		Derivatives, LegalText, RoyaltyPolicy, SubLicensing, Terms, TermsId, MAX_LICENCE_DEPTH,
	},
	AssetId, AssetKind, ContentId, ContentInput, Link, MultiUri, NewLink, Permit, Relation,
	MAX_NAME_LEN, MAX_URIS,
};
use pallet_revive::{
	precompiles::{
		alloy::{primitives::Address, sol_types::SolCall},
		AddressMapper, H160, H256, U256,
	},
	ExecConfig, TransactionLimits,
};
use sp_runtime::traits::{Bounded, Saturating};

/// What is needed beside the pallets themselves.
pub trait Config: crate::Config + pallet_timestamp::Config {}

environmental::environmental!(alone: ());

/// Whether calls of pallets are left out.
pub(crate) fn measures_contracts_alone() -> bool {
	alone::with(|()| ()).is_some()
}

/// A call of a contract, ready to be made.
struct Ready<T: Config> {
	from: AccountIdOf<T>,
	to: H160,
	input: Vec<u8>,
}

impl<T: Config> Ready<T> {
	/// Makes the call, without the pallet's call that it comes to.
	fn run(&self) -> Vec<u8> {
		let (data, reverted) = self.answer();
		assert!(!reverted, "the contract refused: {}", String::from_utf8_lossy(&data));
		data
	}

	/// Makes a call that the contract does not answer.
	fn run_refused(&self) {
		assert!(self.answer().1, "the contract answered");
	}

	/// What comes back, and whether it says that the contract reverted.
	fn answer(&self) -> (Vec<u8>, bool) {
		let limits = TransactionLimits::WeightAndDeposit {
			weight_limit: Weight::MAX.div(2),
			deposit_limit: Bounded::max_value(),
		};
		let called = alone::using(&mut (), || {
			pallet_revive::Pallet::<T>::bare_call(
				RawOrigin::Signed(self.from.clone()).into(),
				self.to,
				U256::zero(),
				limits,
				self.input.clone(),
				&ExecConfig::new_substrate_tx_without_bump(),
			)
		});
		let value = called.result.expect("the contract runs");
		let reverted = value.did_revert();
		(value.data, reverted)
	}
}

/// A call of somebody's to one of the fixed contracts.
fn call<T: Config>(contract: u16, call: &impl SolCall) -> Ready<T> {
	Ready { from: funded::<T>(CALLER), to: contract_address(contract), input: call.abi_encode() }
}

fn registry<T: Config>(function: &impl SolCall) -> Ready<T> {
	call(REGISTRY_CONTRACT, function)
}

fn licensing<T: Config>(function: &impl SolCall) -> Ready<T> {
	call(LICENSING_CONTRACT, function)
}

fn payments<T: Config>(function: &impl SolCall) -> Ready<T> {
	call(PAYMENTS_CONTRACT, function)
}

/// A call of somebody's to a collection.
fn collection_call<T: Config>(
	from: &AccountIdOf<T>,
	collection: u32,
	function: &impl SolCall,
) -> Ready<T> {
	let to = collection_address(collection);
	Ready { from: from.clone(), to, input: function.abi_encode() }
}

const CALLER: u8 = 0xca;
const PUBLISHER: u8 = 0xa1;

/// The `n`th account that an Ethereum key controls.
fn person<T: Config>(n: u8) -> AccountIdOf<T> {
	<T as pallet_revive::Config>::AddressMapper::to_account_id(&H160::repeat_byte(n))
}

/// Its address.
fn address(n: u8) -> Address {
	Address::repeat_byte(n)
}

/// The `n`th account, with funds for any deposit here.
fn funded<T: Config>(n: u8) -> AccountIdOf<T> {
	type Money<T> = <T as pallet_revive::Config>::Currency;
	// Before the first block it is no time at all, and whoever asks for it is warned.
	pallet_timestamp::Pallet::<T>::set_timestamp(1u32.into());
	let who = person::<T>(n);
	let funds = Money::<T>::minimum_balance().saturating_mul(100_000_000u32.into());
	assert_ok!(Money::<T>::mint_into(&who, funds));
	who
}

fn signed<T: Config>(who: &AccountIdOf<T>) -> OriginFor<T> {
	RawOrigin::Signed(who.clone()).into()
}

/// One of the longest multiURIs.
fn uri(n: u32) -> Vec<u8> {
	let mut uri = vec![0xbb, 0x03];
	uri.extend(format!("mirror-{n}.example/").bytes());
	uri.resize(MultiUri::MAX_LEN, b'x');
	uri
}

/// Content with as many URIs as there may be.
fn content(root: u8) -> ContentInput {
	ContentInput {
		root: H256::repeat_byte(root),
		entries: u32::MAX,
		total_bytes: u64::MAX,
		manifest: ContentId::dag_pb([9; 32]).as_bytes().to_vec(),
		uris: (0..MAX_URIS).map(|n| uri(n as u32)).collect(),
	}
}

/// A collection, and who publishes it.
fn collection<T: Config>() -> (AccountIdOf<T>, u32) {
	use pallet_asset_registry::{NewestCollection, Pallet};
	let publisher = funded::<T>(PUBLISHER);
	let name = vec![b'n'; MAX_NAME_LEN as usize];
	assert_ok!(Pallet::<T>::create_collection(signed::<T>(&publisher), name, Some(uri(0))));
	(publisher, NewestCollection::<T>::get().expect("was made"))
}

/// An asset of the publisher's.
fn registered<T: Config>(
	publisher: &AccountIdOf<T>,
	collection: u32,
	links: Vec<NewLink>,
) -> AssetId {
	use pallet_asset_registry::{Collections, Pallet};
	let item = Collections::<T>::get(collection).expect("was made").next_item;
	let kind = AssetKind::Model;
	let origin = signed::<T>(publisher);
	assert_ok!(Pallet::<T>::register(origin, collection, kind, content(7), links));
	AssetId::new(collection, item)
}

/// A link to an asset in the same hands, that owes nothing.
fn own_link(relation: Relation, object: AssetId) -> NewLink {
	NewLink { link: Link { relation, object }, permit: Some(Permit::Owner), max_owed_ppm: 0 }
}

/// An asset, and who publishes and owns it.
fn asset<T: Config>() -> (AccountIdOf<T>, AssetId) {
	let (publisher, collection) = collection::<T>();
	let asset = registered::<T>(&publisher, collection, Vec::new());
	(publisher, asset)
}

/// The longest terms, for licences at a depth.
fn terms(depth: u8) -> Terms {
	let left = MAX_LICENCE_DEPTH - depth;
	let sub = SubLicensing { depth: left, count: u32::MAX, upstream_ppm: 500_000 };
	Terms {
		duration_secs: Some(1_000_000),
		transferable: true,
		commercial_use: true,
		derivatives: Some(Derivatives {
			approval: true,
			revenue_share_ppm: 0,
			policy: RoyaltyPolicy::Absolute,
			..Derivatives::default()
		}),
		sub_licensing: (left > 0).then_some(sub),
		uses: Some(1_000),
		revocable: true,
		resale_royalty_ppm: 10_000,
		legal_text: Some(LegalText {
			uri: MultiUri::from_bytes(&uri(0)).expect("is a URL"),
			sha256: H256::repeat_byte(1),
		}),
		..Terms::default()
	}
}

/// Stores terms.
fn known<T: Config>(terms: Terms) -> TermsId {
	let id = pallet_licensing::terms_id(&terms);
	let lawyer = funded::<T>(0x1a);
	assert_ok!(pallet_licensing::Pallet::<T>::create_terms(signed::<T>(&lawyer), terms));
	id
}

/// A licence.
fn granted<T: Config>(
	by: &AccountIdOf<T>,
	asset: AssetId,
	parent: Option<u64>,
	terms: TermsId,
	to: &AccountIdOf<T>,
) -> u64 {
	let id = pallet_licensing::NextLicence::<T>::get();
	let origin = signed::<T>(by);
	assert_ok!(pallet_licensing::Pallet::<T>::grant(origin, asset, parent, terms, to.clone()));
	id
}

/// A licence at a depth, with those above it, and who holds it.
fn chain<T: Config>(owner: AccountIdOf<T>, asset: AssetId, depth: u8) -> (AccountIdOf<T>, u64) {
	let (mut holder, mut parent) = (owner, None);
	for level in 0..=depth {
		let next = funded::<T>(0xd0 + level);
		parent = Some(granted::<T>(&holder, asset, parent, known::<T>(terms(level)), &next));
		holder = next;
	}
	(holder, parent.expect("was given"))
}

/// The deepest licence of an asset, and who holds it.
fn deepest<T: Config>() -> (AssetId, AccountIdOf<T>, u64) {
	let (owner, asset) = asset::<T>();
	let (holder, licence) = chain::<T>(owner, asset, MAX_LICENCE_DEPTH);
	(asset, holder, licence)
}
