//! Reading licences, offers, access, and what is owed.

use super::{AssetRef, Chain, ChainError};
use metahub_assets::{licence::TermsId, pay::Currency};
use metahub_rpc_api::{
	types::{
		AccessAnswer, AccessModeAnswer, ClaimableAnswer, EscrowAnswer, HeldLicences, Id,
		InheritedAnswer, LicenceAnswer, LicenceList, OfferAnswer, OfferList, QuoteAnswer, Seconds,
		SharesAnswer, Ss58, TermsAnswer,
	},
	ErrorCode, LicencesApiClient,
};
use subxt::utils::{AccountId32, H256};

impl Chain {
	/// Whether an account has access to an asset: now, or at another time (Unix seconds). A licence
	/// that is named is looked at first.
	pub async fn access(
		&self,
		asset: &AssetRef,
		who: &AccountId32,
		time: Option<u64>,
		licence: Option<u64>,
		at: Option<H256>,
	) -> Result<AccessAnswer, ChainError> {
		let (time, licence) = (time.map(Seconds), licence.map(Id));
		LicencesApiClient::access(&**self.rpc(), asset.to_string(), ss58(who), time, licence, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A licence.
	pub async fn licence(&self, id: u64, at: Option<H256>) -> Result<LicenceAnswer, ChainError> {
		LicencesApiClient::licence(&**self.rpc(), Id(id), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A page of the licences that an account holds, of all assets or one, after the `next` of the
	/// page before.
	pub async fn licences_of(
		&self,
		who: &AccountId32,
		asset: Option<&AssetRef>,
		after: Option<String>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<HeldLicences, ChainError> {
		let asset = asset.map(ToString::to_string);
		LicencesApiClient::licences_of(&**self.rpc(), ss58(who), asset, after, limit, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A page of the licences of an asset.
	pub async fn licences_on(
		&self,
		asset: &AssetRef,
		after: Option<u64>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<LicenceList, ChainError> {
		let after = after.map(Id);
		LicencesApiClient::licences_on(&**self.rpc(), asset.to_string(), after, limit, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// Terms.
	pub async fn terms(&self, id: TermsId, at: Option<H256>) -> Result<TermsAnswer, ChainError> {
		LicencesApiClient::terms(&**self.rpc(), id, at).await.map_err(|error| self.failed(error))
	}

	/// Whether terms are on chain.
	pub async fn has_terms(&self, id: TermsId) -> Result<bool, ChainError> {
		match self.terms(id, None).await {
			Ok(_) => Ok(true),
			Err(error) if error.assets_code() == Some(ErrorCode::UnknownTerms) => Ok(false),
			Err(error) => Err(error),
		}
	}

	/// An offer.
	pub async fn offer(&self, id: u64, at: Option<H256>) -> Result<OfferAnswer, ChainError> {
		LicencesApiClient::offer(&**self.rpc(), Id(id), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A page of the offers of an asset.
	pub async fn offers(
		&self,
		asset: &AssetRef,
		after: Option<u64>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<OfferList, ChainError> {
		let after = after.map(Id);
		LicencesApiClient::offers(&**self.rpc(), asset.to_string(), after, limit, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// Who has access to an asset.
	pub async fn access_mode(
		&self,
		asset: &AssetRef,
		at: Option<H256>,
	) -> Result<AccessModeAnswer, ChainError> {
		LicencesApiClient::access_mode(&**self.rpc(), asset.to_string(), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// What the owners of its ancestors get of an asset's sales.
	pub async fn shares(
		&self,
		asset: &AssetRef,
		at: Option<H256>,
	) -> Result<SharesAnswer, ChainError> {
		LicencesApiClient::shares(&**self.rpc(), asset.to_string(), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// What its origins demand of everything that is licensed of an asset.
	pub async fn inherited(
		&self,
		asset: &AssetRef,
		at: Option<H256>,
	) -> Result<InheritedAnswer, ChainError> {
		LicencesApiClient::inherited(&**self.rpc(), asset.to_string(), at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// What it takes to pay an offer in a currency.
	pub async fn quote(
		&self,
		offer: u64,
		pay_with: Currency,
		at: Option<H256>,
	) -> Result<QuoteAnswer, ChainError> {
		LicencesApiClient::quote(&**self.rpc(), Id(offer), pay_with, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// A page of what could not be paid to an account and waits to be claimed, after a currency or
	/// from the start.
	pub async fn claimable(
		&self,
		who: &AccountId32,
		after: Option<Currency>,
		at: Option<H256>,
	) -> Result<ClaimableAnswer, ChainError> {
		LicencesApiClient::claimable(&**self.rpc(), ss58(who), after, None, at)
			.await
			.map_err(|error| self.failed(error))
	}

	/// An escrow.
	pub async fn escrow(&self, id: u64, at: Option<H256>) -> Result<EscrowAnswer, ChainError> {
		LicencesApiClient::escrow(&**self.rpc(), Id(id), at)
			.await
			.map_err(|error| self.failed(error))
	}
}

fn ss58(who: &AccountId32) -> Ss58 {
	Ss58(who.to_string())
}
