//! Between licensing's types and those of the interface.

use super::ILicensing as sol;
use crate::{
	common::{self, AccountIdOf},
	money, Config,
};
use alloc::vec::Vec;
use metahub_assets::{
	ids::collection_address,
	licence::{
		Access, Derivatives, Ended, Grant, LegalText, RevocationReason, RoyaltyPolicy,
		SubLicensing, Terms,
	},
	pay::{Currency, Price, Quote},
	AssetId, MultiUri,
};
use pallet_licensing::query::{LicenceInfoOf, OfferInfoOf};
use pallet_revive::precompiles::{
	alloy::primitives::{Address, U256},
	Error,
};

/// An account, or `None` for the zero address.
pub(super) fn account_unless_zero<T: Config>(address: Address) -> Option<AccountIdOf<T>> {
	(!address.is_zero()).then(|| common::account::<T>(address))
}

fn address_or_zero<T: Config>(account: Option<&AccountIdOf<T>>) -> Address {
	account.map(common::address::<T>).unwrap_or_default()
}

fn invalid() -> Error {
	common::reason("Licensing: TermsInvalid")
}

/// Zero is none.
pub(super) fn unless_zero<N: Default + PartialEq>(number: N) -> Option<N> {
	(number != N::default()).then_some(number)
}

/// Terms. What is not granted must have nothing below it: two spellings would be two ids.
pub(super) fn terms(terms: &sol::Terms) -> Result<Terms, Error> {
	let policy = match terms.policy {
		sol::RoyaltyPolicy::Absolute => RoyaltyPolicy::Absolute,
		sol::RoyaltyPolicy::Relative => RoyaltyPolicy::Relative,
		_ => return Err(invalid()),
	};
	let derivatives = Derivatives {
		attribution: terms.derivativesAttribution,
		approval: terms.derivativesApproval,
		reciprocal: terms.derivativesReciprocal,
		revenue_share_ppm: terms.revenueSharePpm,
		policy,
	};
	let sub_licensing = SubLicensing {
		depth: terms.subLicensingDepth,
		count: terms.subLicensingCount,
		upstream_ppm: terms.upstreamPpm,
	};
	let sha256 = terms.legalSha256.0.into();
	let (no_derivatives, no_sub) = (!terms.derivatives, terms.subLicensingDepth == 0);
	if no_derivatives && derivatives != Derivatives::default()
		|| no_sub && sub_licensing != SubLicensing::default()
		|| terms.legalUri.is_empty() && sha256 != Default::default()
	{
		return Err(invalid());
	}
	let legal_text = match terms.legalUri.is_empty() {
		true => None,
		false => {
			let uri = MultiUri::from_bytes(&terms.legalUri).map_err(|_| invalid())?;
			Some(LegalText { uri, sha256 })
		}
	};
	Ok(Terms {
		duration_secs: unless_zero(terms.durationSecs),
		transferable: terms.transferable,
		commercial_use: terms.commercialUse,
		attribution: terms.attribution,
		derivatives: terms.derivatives.then_some(derivatives),
		sub_licensing: (!no_sub).then_some(sub_licensing),
		seats: terms.seats,
		uses: unless_zero(terms.uses),
		revocable: terms.revocable,
		resale_royalty_ppm: terms.resaleRoyaltyPpm,
		legal_text,
	})
}

pub(crate) fn terms_out(terms: Terms) -> sol::Terms {
	let derivatives = terms.derivatives.unwrap_or_default();
	let sub = terms.sub_licensing.unwrap_or_default();
	let (uri, sha256) = match terms.legal_text {
		Some(text) => (text.uri.into_bytes(), text.sha256.0),
		None => Default::default(),
	};
	sol::Terms {
		durationSecs: terms.duration_secs.unwrap_or_default(),
		transferable: terms.transferable,
		commercialUse: terms.commercial_use,
		attribution: terms.attribution,
		derivatives: terms.derivatives.is_some(),
		derivativesAttribution: derivatives.attribution,
		derivativesApproval: derivatives.approval,
		derivativesReciprocal: derivatives.reciprocal,
		revenueSharePpm: derivatives.revenue_share_ppm,
		policy: match derivatives.policy {
			RoyaltyPolicy::Absolute => sol::RoyaltyPolicy::Absolute,
			RoyaltyPolicy::Relative => sol::RoyaltyPolicy::Relative,
		},
		subLicensingDepth: sub.depth,
		subLicensingCount: sub.count,
		upstreamPpm: sub.upstream_ppm,
		seats: terms.seats,
		uses: terms.uses.unwrap_or_default(),
		revocable: terms.revocable,
		resaleRoyaltyPpm: terms.resale_royalty_ppm,
		legalUri: uri.into(),
		legalSha256: sha256.into(),
	}
}

pub(super) fn prices(prices: &[sol::Price]) -> Result<Vec<Price>, Error> {
	money::few(prices.len())?;
	prices.iter().map(|price| money::price(price.currency, price.amount)).collect()
}

fn price_out(price: Price) -> sol::Price {
	sol::Price { currency: money::currency_out(price.currency), amount: U256::from(price.amount) }
}

pub(super) fn quote_out(quote: Quote) -> sol::Quote {
	sol::Quote {
		price: price_out(quote.price),
		payWith: money::currency_out(quote.pay_with),
		amountIn: U256::from(quote.amount_in),
		path: quote.path.into_iter().map(money::currency_out).collect(),
	}
}

pub(super) fn reason(reason: sol::RevocationReason) -> Result<RevocationReason, Error> {
	Ok(match reason {
		sol::RevocationReason::Breach => RevocationReason::Breach,
		sol::RevocationReason::Fraud => RevocationReason::Fraud,
		sol::RevocationReason::Dispute => RevocationReason::Dispute,
		sol::RevocationReason::Legal => RevocationReason::Legal,
		sol::RevocationReason::Request => RevocationReason::Request,
		_ => return Err(common::reason("malformed arguments of revoke")),
	})
}

pub(super) fn offer_out<T: Config>(info: OfferInfoOf<T>) -> sol::Offer {
	sol::Offer {
		id: info.id,
		collection: info.asset.collection,
		item: info.asset.item,
		sub: info.parent.is_some(),
		parent: info.parent.unwrap_or_default(),
		seller: address_or_zero::<T>(info.seller.as_ref()),
		terms: info.terms.0.into(),
		prices: info.prices.into_iter().map(price_out).collect(),
		swaps: info.swaps,
		limited: info.supply.is_some(),
		supply: info.supply.unwrap_or_default(),
		opens: info.opens.unwrap_or_default(),
		closes: info.closes.unwrap_or_default(),
		collectionFeePpm: info.collection_fee_ppm,
	}
}

fn ended_out(ended: Option<Ended>) -> sol::Ended {
	match ended {
		None => sol::Ended::No,
		Some(Ended::Expired) => sol::Ended::Expired,
		Some(Ended::Revoked(_)) => sol::Ended::Revoked,
		Some(Ended::Above(_)) => sol::Ended::Above,
		Some(Ended::AssetGone) => sol::Ended::AssetGone,
		Some(Ended::UsedUp) => sol::Ended::UsedUp,
	}
}

pub(super) fn licence_out<T: Config>(info: LicenceInfoOf<T>) -> sol::Licence {
	sol::Licence {
		id: info.id,
		token: collection_address(info.collection).0.into(),
		collection: info.asset.collection,
		item: info.asset.item,
		holder: common::address::<T>(&info.holder),
		licensor: address_or_zero::<T>(info.licensor.as_ref()),
		terms: info.terms.0.into(),
		bought: info.offer.is_some(),
		offer: info.offer.unwrap_or_default(),
		sub: info.parent.is_some(),
		parent: info.parent.unwrap_or_default(),
		depth: info.depth,
		revision: info.revision,
		issuedAt: info.issued_at,
		expires: info.expires.unwrap_or_default(),
		counted: info.uses_left.is_some(),
		usesLeft: info.uses_left.unwrap_or_default(),
		seatsTaken: info.seats_taken,
		subLicences: info.sub_licences,
		openSubLicences: info.open_sub_licences,
		derivativesApproved: info.derivatives_approved,
		shared: price_out(info.shared.unwrap_or(Price::new(Currency::Native, 0))),
		ended: ended_out(info.ended),
	}
}

pub(super) fn access_out(access: Option<Access>) -> sol::Access {
	let granted = access.is_some();
	let (grant, licence) = match access.map(|access| access.grant) {
		None => (sol::Grant::None, 0),
		Some(Grant::Owner) => (sol::Grant::Owner, 0),
		Some(Grant::Free) => (sol::Grant::Free, 0),
		Some(Grant::Listed) => (sol::Grant::Listed, 0),
		Some(Grant::Holder(id)) => (sol::Grant::Holder, id),
		Some(Grant::Seat(id)) => (sol::Grant::Seat, id),
	};
	let uses = access.and_then(|access| access.uses_left);
	sol::Access {
		granted,
		grant,
		licence,
		until: access.and_then(|access| access.until).unwrap_or_default(),
		counted: uses.is_some(),
		usesLeft: uses.unwrap_or_default(),
	}
}

/// What an offer is made of.
pub(super) struct Asked {
	pub(super) prices: Vec<Price>,
	pub(super) supply: Option<u32>,
	pub(super) opens: Option<u64>,
	pub(super) closes: Option<u64>,
}

pub(super) fn asked(offer: &sol::NewOffer) -> Result<Asked, Error> {
	Ok(Asked {
		prices: prices(&offer.prices)?,
		supply: unless_zero(offer.supply),
		opens: unless_zero(offer.opens),
		closes: unless_zero(offer.closes),
	})
}

pub(super) fn asset(collection: u32, item: u64) -> AssetId {
	AssetId::new(collection, item)
}

/// The id after which a page begins: zero is the beginning.
pub(super) fn cursor_in(cursor: U256) -> Result<Option<u64>, Error> {
	match cursor.checked_sub(U256::from(1)) {
		None => Ok(None),
		Some(id) => common::narrow(id, "cursor").map(Some),
	}
}

/// The cursor in the interface: zero is the end.
pub(super) fn cursor_out(next: Option<u64>) -> U256 {
	next.map_or(U256::ZERO, |id| U256::from(id).saturating_add(U256::from(1)))
}
