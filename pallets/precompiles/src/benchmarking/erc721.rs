//! Collections.

use super::*;
use crate::erc721::ICollection as sol;
use frame_benchmarking::v2::*;
use pallet_erc721::Pallet as Erc721;
use pallet_revive::precompiles::alloy::primitives::{Bytes, B256, U256 as Word};

/// What is measured here.
pub struct Pallet<T>(core::marker::PhantomData<T>);

const OTHER: u8 = 0x0e;
const OPERATOR: u8 = 0x09;

/// An asset whose owner has approved somebody of it and somebody else of all: who may move it by
/// the latter only, and the asset.
fn approved<T: Config>() -> (AccountIdOf<T>, AssetId) {
	let (owner, asset) = asset::<T>();
	let (other, operator) = (funded::<T>(OTHER), funded::<T>(OPERATOR));
	let origin = || signed::<T>(&owner);
	let AssetId { collection, item } = asset;
	assert_ok!(Erc721::<T>::approve(origin(), collection, item, Some(other)));
	assert_ok!(Erc721::<T>::set_approval_for_all(origin(), collection, operator.clone(), true));
	(operator, asset)
}

fn token(asset: AssetId) -> Word {
	Word::from(asset.item)
}

/// Asks an asset's collection.
fn of_asset<T: Config, C: SolCall>(question: impl FnOnce(AssetId) -> C) -> Ready<T> {
	let (operator, asset) = approved::<T>();
	collection_call(&operator, asset.collection, &question(asset))
}

/// Asks the collection of the deepest licence.
fn of_licence<T: Config, C: SolCall>(question: impl FnOnce(Word) -> C) -> Ready<T> {
	let (asset, holder, licence) = deepest::<T>();
	let licences = pallet_licensing::LicenceCollections::<T>::get(asset.collection);
	let collection = licences.expect("there is a licence").collection;
	collection_call(&holder, collection, &question(Word::from(licence)))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn absent() {
		let call = collection_call::<T>(&funded::<T>(CALLER), u32::MAX, &sol::nameCall {});

		#[block]
		{
			call.run_refused();
		}
	}

	#[benchmark]
	fn supports_interface() {
		let interface = [0x49, 0x06, 0x49, 0x07].into();
		let call = of_asset::<T, _>(|_| sol::supportsInterfaceCall { interfaceId: interface });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn balance_of() {
		let call = of_asset::<T, _>(|_| sol::balanceOfCall { owner: address(PUBLISHER) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn owner_of() {
		let call = of_asset::<T, _>(|asset| sol::ownerOfCall { tokenId: token(asset) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn transfer_from() {
		let (from, to) = (address(PUBLISHER), address(0x70));
		let call =
			of_asset::<T, _>(|asset| sol::transferFromCall { from, to, tokenId: token(asset) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn safe_transfer_from(b: Linear<0, 100_000>) {
		let (from, to, data) =
			(address(PUBLISHER), address(0x70), Bytes::from(vec![1; b as usize]));
		let call = of_asset::<T, _>(|asset| sol::safeTransferFrom_0Call {
			from,
			to,
			tokenId: token(asset),
			data,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn approve() {
		let to = address(0x70);
		let call = of_asset::<T, _>(|asset| sol::approveCall { to, tokenId: token(asset) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_approval_for_all() {
		let operator = address(0x70);
		let call = of_asset::<T, _>(|_| sol::setApprovalForAllCall { operator, approved: true });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn get_approved() {
		let call = of_asset::<T, _>(|asset| sol::getApprovedCall { tokenId: token(asset) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn is_approved_for_all() {
		let (owner, operator) = (address(PUBLISHER), address(OPERATOR));
		let call = of_asset::<T, _>(|_| sol::isApprovedForAllCall { owner, operator });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn collection_name() {
		let call = of_licence::<T, _>(|_| sol::nameCall {});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn symbol() {
		let call = of_asset::<T, _>(|_| sol::symbolCall {});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn asset_uri() {
		let call = of_asset::<T, _>(|asset| sol::tokenURICall { tokenId: token(asset) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn licence_uri() {
		let call = of_licence::<T, _>(|licence| sol::tokenURICall { tokenId: licence });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn total_supply() {
		let call = of_asset::<T, _>(|_| sol::totalSupplyCall {});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn token_by_index() {
		let call = of_asset::<T, _>(|_| sol::tokenByIndexCall { index: Word::ZERO });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn token_of_owner_by_index() {
		let (owner, index) = (address(PUBLISHER), Word::ZERO);
		let call = of_asset::<T, _>(|_| sol::tokenOfOwnerByIndexCall { owner, index });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn royalty_info() {
		let price = Word::MAX;
		let call = of_licence::<T, _>(|licence| sol::royaltyInfoCall {
			tokenId: licence,
			salePrice: price,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn contract_uri() {
		let call = of_licence::<T, _>(|_| sol::contractURICall {});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn user_of() {
		let call = of_licence::<T, _>(|licence| sol::userOfCall { tokenId: licence });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn user_expires() {
		let call = of_licence::<T, _>(|licence| sol::userExpiresCall { tokenId: licence });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn locked() {
		let call = of_licence::<T, _>(|licence| sol::lockedCall { tokenId: licence });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn collection_owner() {
		let call = of_licence::<T, _>(|_| sol::ownerCall {});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn emit_log(b: Linear<0, 4_096>) {
		let (_, asset) = asset::<T>();
		let contract = collection_address(asset.collection);
		let itself = <T as pallet_revive::Config>::AddressMapper::to_fallback_account_id(&contract);
		let data = Bytes::from(vec![1; b as usize]);
		let topics = vec![B256::repeat_byte(1); 4];
		let log = sol::emitLogCall { topics, data };
		let call = collection_call::<T>(&itself, asset.collection, &log);

		#[block]
		{
			call.run();
		}
	}
}
