//! Licensing.

use super::*;
use crate::licensing::{terms_out, ILicensing as sol};
use frame_benchmarking::v2::*;
use metahub_assets::{
	licence::AccessMode,
	pay::{Currency, Price, MAX_PRICES},
};
use pallet_licensing::{NextOffer, Pallet as Licensing};
use pallet_revive::precompiles::alloy::primitives::{B256, U256 as Word};

/// What is measured here.
pub struct Pallet<T>(core::marker::PhantomData<T>);

/// As many prices as may be, all of nothing, the native one last.
fn prices() -> Vec<Price> {
	(1..MAX_PRICES)
		.map(|n| Currency::Erc20(H160::repeat_byte(n as u8)))
		.chain([Currency::Native])
		.map(|currency| Price::new(currency, 0))
		.collect()
}

/// An offer that is asked for.
fn new_offer() -> sol::NewOffer {
	let price = sol::Price { currency: address(1), amount: Word::from(u128::MAX) };
	sol::NewOffer {
		prices: vec![price; MAX_PRICES as usize],
		swaps: true,
		supply: 1,
		opens: 1,
		closes: u64::MAX,
		terms: B256::ZERO,
	}
}

/// An offer of the deepest licences.
fn deepest_offer<T: Config>() -> u64 {
	let (owner, asset) = asset::<T>();
	let (holder, above) = chain::<T>(owner, asset, MAX_LICENCE_DEPTH - 1);
	let terms = known::<T>(terms(MAX_LICENCE_DEPTH));
	let id = NextOffer::<T>::get();
	assert_ok!(Licensing::<T>::create_offer(
		signed::<T>(&holder),
		asset,
		Some(above),
		terms,
		prices(),
		false,
		Some(u32::MAX),
		Some(0),
		Some(u64::MAX),
	));
	id
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn create_terms() {
		let call = licensing::<T>(&sol::createTermsCall { terms: terms_out(terms(0)) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn remove_terms() {
		let call = licensing::<T>(&sol::removeTermsCall { id: B256::ZERO });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn terms_id() {
		let call = licensing::<T>(&sol::termsIdCall { terms: terms_out(terms(0)) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn terms_of() {
		let id = known::<T>(terms(0)).0.into();
		let call = licensing::<T>(&sol::termsOfCall { id });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_access_mode() {
		let (mode, terms) = (sol::AccessMode::Free, B256::repeat_byte(1));
		let call = licensing::<T>(&sol::setAccessModeCall { collection: 0, item: 0, mode, terms });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn access_mode() {
		let (owner, asset) = asset::<T>();
		let mode = AccessMode::Free(known::<T>(terms(0)));
		assert_ok!(Licensing::<T>::set_access_mode(signed::<T>(&owner), asset, mode));
		let AssetId { collection, item } = asset;
		let call = licensing::<T>(&sol::accessModeCall { collection, item });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_listed() {
		let call = licensing::<T>(&sol::setListedCall {
			collection: 0,
			item: 0,
			account: address(1),
			listed: true,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_collection_fee() {
		let call = licensing::<T>(&sol::setCollectionFeeCall { collection: 0, feePpm: 1 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn create_offer() {
		let call =
			licensing::<T>(&sol::createOfferCall { collection: 0, item: 0, offer: new_offer() });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn create_sub_offer() {
		let (_, _, parent) = deepest::<T>();
		let call = licensing::<T>(&sol::createSubOfferCall { parent, offer: new_offer() });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn close_offer() {
		let call = licensing::<T>(&sol::closeOfferCall { id: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn offer_of() {
		let id = deepest_offer::<T>();
		let call = licensing::<T>(&sol::offerOfCall { id });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn offers_of() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let call = licensing::<T>(&sol::offersOfCall {
			collection,
			item,
			cursor: Word::from(1),
			limit: 20,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn quote() {
		let offer = deepest_offer::<T>();
		let call = licensing::<T>(&sol::quoteCall { offer, payWith: Address::ZERO });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn buy() {
		let call = licensing::<T>(&sol::buyCall {
			offer: 0,
			terms: B256::ZERO,
			revision: 1,
			recipient: address(1),
			payWith: Address::ZERO,
			maxAmount: Word::MAX,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn grant() {
		let call = licensing::<T>(&sol::grantCall {
			collection: 0,
			item: 0,
			terms: B256::ZERO,
			recipient: address(1),
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn grant_sub() {
		let (_, _, parent) = deepest::<T>();
		let call =
			licensing::<T>(&sol::grantSubCall { parent, terms: B256::ZERO, recipient: address(1) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn renew() {
		let call = licensing::<T>(&sol::renewCall {
			licence: 0,
			payWith: Address::ZERO,
			maxAmount: Word::MAX,
		});

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn revoke() {
		let reason = sol::RevocationReason::Request;
		let call = licensing::<T>(&sol::revokeCall { licence: 0, reason });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn consume() {
		let call = licensing::<T>(&sol::consumeCall { licence: 0, memo: B256::ZERO });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn set_seat() {
		let call =
			licensing::<T>(&sol::setSeatCall { licence: 0, account: address(1), taken: true });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn approve_derivatives() {
		let call = licensing::<T>(&sol::approveDerivativesCall { licence: 0, holder: address(1) });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn close() {
		let call = licensing::<T>(&sol::closeCall { licence: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn destroy_licence_collection() {
		let call = licensing::<T>(&sol::destroyLicenceCollectionCall { collection: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn licence_collection() {
		let (asset, _, _) = deepest::<T>();
		let call = licensing::<T>(&sol::licenceCollectionCall { collection: asset.collection });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn licence_of() {
		let (_, _, id) = deepest::<T>();
		let call = licensing::<T>(&sol::licenceOfCall { id });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn licences_on() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let cursor = Word::from(1);
		let call = licensing::<T>(&sol::licencesOnCall { collection, item, cursor, limit: 20 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn access() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let who = address(PUBLISHER);
		let call = licensing::<T>(&sol::accessCall { collection, item, account: who });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn access_at() {
		let (_, AssetId { collection, item }) = asset::<T>();
		let who = address(PUBLISHER);
		let call = licensing::<T>(&sol::accessAtCall { collection, item, account: who, at: 0 });

		#[block]
		{
			call.run();
		}
	}

	#[benchmark]
	fn access_by() {
		let (_, _, licence) = deepest::<T>();
		let call =
			licensing::<T>(&sol::accessByCall { licence, account: address(PUBLISHER), at: 0 });

		#[block]
		{
			call.run();
		}
	}
}
