//! What changes licensing: each function is one call of its pallet.

use super::{
	convert::{account_unless_zero, asked, asset, reason, terms, unless_zero, Asked},
	ILicensing as sol, Licensing, WeightOf,
};
use crate::{
	common::{self, charge, dispatch},
	money,
	weights::licensing::WeightInfo,
	Config,
};
use alloc::vec::Vec;
use metahub_assets::{
	licence::{AccessMode, TermsId},
	AssetId,
};
use pallet_licensing::{Call, Licences, NextLicence, NextOffer};
use pallet_revive::precompiles::{
	alloy::{primitives::B256, sol_types::SolCall},
	Error, Ext,
};

/// A hash as the pallets have it.
fn h256(hash: B256) -> TermsId {
	hash.0.into()
}

impl<T: Config> Licensing<T> {
	pub(super) fn create_terms(
		call: &sol::createTermsCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::create_terms())?;
		let terms = terms(&call.terms)?;
		let id = pallet_licensing::terms_id(&terms);
		dispatch(env, Call::<T>::create_terms { terms })?;
		Ok(sol::createTermsCall::abi_encode_returns(&id.0.into()))
	}

	pub(super) fn remove_terms(
		call: &sol::removeTermsCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::remove_terms())?;
		dispatch(env, Call::<T>::remove_terms { id: h256(call.id) })?;
		Ok(Vec::new())
	}

	pub(super) fn set_access_mode(
		call: &sol::setAccessModeCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_access_mode())?;
		let none = call.terms.is_zero();
		let mode = match call.mode {
			sol::AccessMode::Licence if none => AccessMode::Licence,
			sol::AccessMode::AllowList if none => AccessMode::AllowList,
			sol::AccessMode::Free => AccessMode::Free(h256(call.terms)),
			_ => return Err(common::reason("malformed arguments of setAccessMode")),
		};
		let asset = asset(call.collection, call.item);
		dispatch(env, Call::<T>::set_access_mode { asset, mode })?;
		Ok(Vec::new())
	}

	pub(super) fn set_listed(
		call: &sol::setListedCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_listed())?;
		let (asset, listed) = (asset(call.collection, call.item), call.listed);
		let account = common::account::<T>(call.account);
		dispatch(env, Call::<T>::set_listed { asset, account, listed })?;
		Ok(Vec::new())
	}

	pub(super) fn set_collection_fee(
		call: &sol::setCollectionFeeCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_collection_fee())?;
		let &sol::setCollectionFeeCall { collection, feePpm: fee_ppm } = call;
		dispatch(env, Call::<T>::set_collection_fee { collection, fee_ppm })?;
		Ok(Vec::new())
	}

	pub(super) fn create_offer(
		call: &sol::createOfferCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::create_offer())?;
		let id = Self::offer(asset(call.collection, call.item), None, &call.offer, env)?;
		Ok(sol::createOfferCall::abi_encode_returns(&id))
	}

	pub(super) fn create_sub_offer(
		call: &sol::createSubOfferCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::create_sub_offer())?;
		let asset = Self::asset_of(call.parent)?;
		let id = Self::offer(asset, Some(call.parent), &call.offer, env)?;
		Ok(sol::createSubOfferCall::abi_encode_returns(&id))
	}

	fn offer(
		asset: AssetId,
		parent: Option<u64>,
		offer: &sol::NewOffer,
		env: &mut impl Ext<T = T>,
	) -> Result<u64, Error> {
		let Asked { prices, supply, opens, closes } = asked(offer)?;
		let (terms, swaps) = (h256(offer.terms), offer.swaps);
		// Nothing that is called may take another number before this call takes its own.
		let id = NextOffer::<T>::get();
		dispatch(
			env,
			Call::<T>::create_offer { asset, parent, terms, prices, swaps, supply, opens, closes },
		)?;
		Ok(id)
	}

	/// The asset that a licence is of.
	fn asset_of(licence: u64) -> Result<AssetId, Error> {
		let record = Licences::<T>::get(licence);
		let unknown = || common::revert::<T>(pallet_licensing::Error::<T>::LicenceUnknown.into());
		record.map(|record| record.asset).ok_or_else(unknown)
	}

	pub(super) fn close_offer(
		call: &sol::closeOfferCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::close_offer())?;
		dispatch(env, Call::<T>::close_offer { offer: call.id })?;
		Ok(Vec::new())
	}

	pub(super) fn buy(call: &sol::buyCall, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::buy())?;
		let recipient = account_unless_zero::<T>(call.recipient);
		// The licence is issued before any token's contract is called: nothing comes in between.
		let licence = NextLicence::<T>::get();
		dispatch(
			env,
			Call::<T>::buy {
				offer: call.offer,
				terms: h256(call.terms),
				revision: unless_zero(call.revision),
				recipient,
				pay_with: money::currency(call.payWith),
				max_amount: money::at_most(call.maxAmount),
			},
		)?;
		Ok(sol::buyCall::abi_encode_returns(&licence))
	}

	pub(super) fn grant(
		call: &sol::grantCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::grant())?;
		let asset = asset(call.collection, call.item);
		let licence = Self::give(asset, None, call.terms, call.recipient, env)?;
		Ok(sol::grantCall::abi_encode_returns(&licence))
	}

	pub(super) fn grant_sub(
		call: &sol::grantSubCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::grant_sub())?;
		let asset = Self::asset_of(call.parent)?;
		let licence = Self::give(asset, Some(call.parent), call.terms, call.recipient, env)?;
		Ok(sol::grantSubCall::abi_encode_returns(&licence))
	}

	fn give(
		asset: AssetId,
		parent: Option<u64>,
		terms: B256,
		recipient: pallet_revive::precompiles::alloy::primitives::Address,
		env: &mut impl Ext<T = T>,
	) -> Result<u64, Error> {
		if recipient.is_zero() {
			return Err(common::reason("recipient is the zero address"));
		}
		let recipient = common::account::<T>(recipient);
		let licence = NextLicence::<T>::get();
		let terms = h256(terms);
		dispatch(env, Call::<T>::grant { asset, parent, terms, recipient })?;
		Ok(licence)
	}

	pub(super) fn renew(
		call: &sol::renewCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::renew())?;
		let pay_with = money::currency(call.payWith);
		let max_amount = money::at_most(call.maxAmount);
		dispatch(env, Call::<T>::renew { licence: call.licence, pay_with, max_amount })?;
		Ok(Vec::new())
	}

	pub(super) fn revoke(
		call: &sol::revokeCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::revoke())?;
		let reason = reason(call.reason)?;
		dispatch(env, Call::<T>::revoke { licence: call.licence, reason })?;
		Ok(Vec::new())
	}

	pub(super) fn consume(
		call: &sol::consumeCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::consume())?;
		let memo = h256(call.memo);
		dispatch(env, Call::<T>::consume { licence: call.licence, memo })?;
		Ok(Vec::new())
	}

	pub(super) fn set_seat(
		call: &sol::setSeatCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::set_seat())?;
		let account = common::account::<T>(call.account);
		let &sol::setSeatCall { licence, taken, .. } = call;
		dispatch(env, Call::<T>::set_seat { licence, account, taken })?;
		Ok(Vec::new())
	}

	pub(super) fn approve_derivatives(
		call: &sol::approveDerivativesCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::approve_derivatives())?;
		let holder = account_unless_zero::<T>(call.holder);
		dispatch(env, Call::<T>::approve_derivatives { licence: call.licence, holder })?;
		Ok(Vec::new())
	}

	pub(super) fn close(
		call: &sol::closeCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::close())?;
		dispatch(env, Call::<T>::close { licence: call.licence })?;
		Ok(Vec::new())
	}

	pub(super) fn destroy_licence_collection(
		call: &sol::destroyLicenceCollectionCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		charge(env, WeightOf::<T>::destroy_licence_collection())?;
		let collection = call.collection;
		dispatch(env, Call::<T>::destroy_licence_collection { collection })?;
		Ok(Vec::new())
	}
}
