//! What reads licensing. Each function pays for the most it may find before it looks.

use super::{
	convert::{
		access_out, asset, cursor_in, cursor_out, licence_out, offer_out, quote_out, terms,
		terms_out,
	},
	ILicensing as sol, Licensing, WeightOf,
};
use crate::{
	common::{self, charge, own, AccountIdOf},
	money,
	weights::licensing::WeightInfo,
	Config,
};
use alloc::vec::Vec;
use frame_support::{traits::Get, weights::Weight};
use metahub_assets::{
	ids::collection_address,
	licence::{Access, AccessMode},
	AssetId,
};
use pallet_licensing::{Error as Refusal, LicenceCollections, Licences, Pallet, Payments};
use pallet_revive::precompiles::{
	alloy::{
		primitives::{Address, B256},
		sol_types::SolCall,
	},
	Error, Ext,
};

/// Most offers and licences in one answer.
pub(super) const MAX_ANSWER: u32 = 20;

/// How many to answer when so many are asked for.
fn capped(limit: u32) -> u32 {
	match limit {
		0 => MAX_ANSWER,
		_ => limit.min(MAX_ANSWER),
	}
}

/// What a page weighs: nothing that two of its entries might share is counted once.
fn page<T: Config>(empty: Weight, each: Weight, count: u32) -> Weight {
	let index = <T as frame_system::Config>::DbWeight::get().reads(1);
	own::<T>(empty)
		.saturating_add(own::<T>(each).saturating_add(index).saturating_mul(count.into()))
}

fn refusal<T: Config>(error: Refusal<T>) -> Error {
	common::revert::<T>(error.into())
}

impl<T: Config> Licensing<T> {
	pub(super) fn terms_id(
		call: &sol::termsIdCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::terms_id())?;
		let id = pallet_licensing::terms_id(&terms(&call.terms)?);
		Ok(sol::termsIdCall::abi_encode_returns(&id.0.into()))
	}

	pub(super) fn terms_of(
		call: &sol::termsOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::terms_of())?;
		let info = Pallet::<T>::terms_info(call.id.0.into())
			.ok_or_else(|| refusal::<T>(Refusal::TermsUnknown))?;
		Ok(sol::termsOfCall::abi_encode_returns(&sol::termsOfReturn {
			terms: terms_out(info.terms),
			references: info.references,
		}))
	}

	pub(super) fn access_mode(
		call: &sol::accessModeCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::access_mode())?;
		let (mode, terms) = match Pallet::<T>::access_mode(asset(call.collection, call.item)) {
			AccessMode::Licence => (sol::AccessMode::Licence, B256::ZERO),
			AccessMode::AllowList => (sol::AccessMode::AllowList, B256::ZERO),
			AccessMode::Free(terms) => (sol::AccessMode::Free, terms.0.into()),
		};
		Ok(sol::accessModeCall::abi_encode_returns(&sol::accessModeReturn { mode, terms }))
	}

	pub(super) fn offer_of(
		call: &sol::offerOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::offer_of())?;
		let info =
			Pallet::<T>::offer_info(call.id).ok_or_else(|| refusal::<T>(Refusal::OfferUnknown))?;
		Ok(sol::offerOfCall::abi_encode_returns(&offer_out::<T>(info)))
	}

	pub(super) fn offers_of(
		call: &sol::offersOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let limit = capped(call.limit);
		let weight =
			|count| page::<T>(WeightOf::<T>::offers_of(), WeightOf::<T>::offer_of(), count);
		let charged = env.charge(weight(limit))?;
		let asset = asset(call.collection, call.item);
		let page = Pallet::<T>::offers(asset, cursor_in(call.cursor)?, limit);
		env.adjust_gas(charged, weight(page.items.len() as u32));
		Ok(sol::offersOfCall::abi_encode_returns(&sol::offersOfReturn {
			page: page.items.into_iter().map(offer_out::<T>).collect(),
			next: cursor_out(page.next),
		}))
	}

	pub(super) fn quote(
		call: &sol::quoteCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::quote())?;
		let pay_with = money::currency(call.payWith);
		env.charge(Pallet::<T>::quote_weight())?;
		env.charge(<T as pallet_licensing::Config>::Payments::weight(0, pay_with))?;
		let quote = Pallet::<T>::quote(call.offer, pay_with).map_err(common::revert::<T>)?;
		Ok(sol::quoteCall::abi_encode_returns(&quote_out(quote)))
	}

	pub(super) fn licence_collection(
		call: &sol::licenceCollectionCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::licence_collection())?;
		let record = LicenceCollections::<T>::get(call.collection);
		let token = record.map(|record| Address::from(collection_address(record.collection).0));
		Ok(sol::licenceCollectionCall::abi_encode_returns(&token.unwrap_or_default()))
	}

	pub(super) fn licence_of(
		call: &sol::licenceOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::licence_of())?;
		let info = Pallet::<T>::licence_info(call.id)
			.ok_or_else(|| refusal::<T>(Refusal::LicenceUnknown))?;
		Ok(sol::licenceOfCall::abi_encode_returns(&licence_out::<T>(info)))
	}

	pub(super) fn licences_on(
		call: &sol::licencesOnCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let limit = capped(call.limit);
		let weight =
			|count| page::<T>(WeightOf::<T>::licences_on(), WeightOf::<T>::licence_of(), count);
		let charged = env.charge(weight(limit))?;
		let asset = asset(call.collection, call.item);
		let page = Pallet::<T>::licences_on(asset, cursor_in(call.cursor)?, limit);
		env.adjust_gas(charged, weight(page.items.len() as u32));
		Ok(sol::licencesOnCall::abi_encode_returns(&sol::licencesOnReturn {
			page: page.items.into_iter().map(licence_out::<T>).collect(),
			next: cursor_out(page.next),
		}))
	}

	pub(super) fn access(
		call: &sol::accessCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::access())?;
		let asset = asset(call.collection, call.item);
		let answer = Self::ask(asset, call.account, None, None, env)?;
		Ok(sol::accessCall::abi_encode_returns(&answer.is_some()))
	}

	pub(super) fn access_at(
		call: &sol::accessAtCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::access_at())?;
		let asset = asset(call.collection, call.item);
		let answer = Self::ask(asset, call.account, Some(call.at), None, env)?;
		Ok(sol::accessAtCall::abi_encode_returns(&access_out(answer)))
	}

	pub(super) fn access_by(
		call: &sol::accessByCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::access_by())?;
		let record = Licences::<T>::get(call.licence)
			.ok_or_else(|| refusal::<T>(Refusal::LicenceUnknown))?;
		let licence = Some(call.licence);
		let answer = Self::ask(record.asset, call.account, Some(call.at), licence, env)?;
		Ok(sol::accessByCall::abi_encode_returns(&access_out(answer)))
	}

	/// Asks what every door asks.
	fn ask(
		asset: AssetId,
		who: Address,
		at: Option<u64>,
		licence: Option<u64>,
		env: &mut impl Ext<T = T>,
	) -> Result<Option<Access>, Error> {
		env.charge(Pallet::<T>::access_weight())?;
		let who: AccountIdOf<T> = common::account::<T>(who);
		Ok(Pallet::<T>::access(asset, &who, at.unwrap_or_else(Pallet::<T>::now), licence))
	}
}
