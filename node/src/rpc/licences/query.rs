//! The runtime calls, one for each request.

use super::convert;
use crate::rpc::{
	blocks::{Blocks, KeepsStates},
	names::{account, asset_id, page},
	subscription::ReadsChanges,
};
use metahub_assets::{dispute::Subject, pay::Currency, AssetId};
use metahub_rpc_api::{
	types::{
		AccessAnswer, AccessModeAnswer, BlockRef, ClaimableAnswer, EscrowAnswer, HeldLicences, Id,
		InheritedAnswer, LicenceAnswer, LicenceChange, LicenceList, OfferAnswer, OfferList, Price,
		QuoteAnswer, Seconds, SharesAnswer, Ss58, Tag, TermsAnswer,
	},
	Error,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_disputes_runtime_api::DisputesApi;
use pallet_licensing_runtime_api::LicensingApi;
use pallet_payments_runtime_api::PaymentsApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// Asks the runtime.
pub struct Query<C, S>(Blocks<C, S>);

impl<C, S> Query<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	C::Api: LicensingApi<Block, AccountId, Balance>
		+ PaymentsApi<Block, AccountId>
		+ DisputesApi<Block>,
	S: KeepsStates,
{
	/// Asks the runtime through this client.
	pub fn new(client: Arc<C>, states: S) -> Self {
		Self(Blocks::new(client, states))
	}

	/// `licences_access`.
	pub fn access(
		&self,
		asset: &str,
		who: &Ss58,
		time: Option<Seconds>,
		licence: Option<Id>,
		at: Option<Hash>,
	) -> Result<AccessAnswer, Error> {
		let asset = self.asset(asset)?;
		let account = account(who, "account")?;
		let block = self.0.block(at)?;
		let (time, licence) = (time.map(|time| time.0), licence.map(|id| id.0));
		let access =
			self.0.call(&block, |api, hash| api.access(hash, asset, account, time, licence))?;
		Ok(AccessAnswer {
			asset,
			account: who.clone(),
			allowed: access.is_some(),
			grant: access.map(|access| access.grant.into()),
			until: access.and_then(|access| access.until).map(Seconds),
			uses_left: access.and_then(|access| access.uses_left),
			block,
		})
	}

	/// `licences_licence`.
	pub fn licence(&self, id: Id, at: Option<Hash>) -> Result<LicenceAnswer, Error> {
		let block = self.0.block(at)?;
		let info = self
			.0
			.call(&block, |api, hash| api.licence(hash, id.0))?
			.ok_or(Error::UnknownLicence { id })?;
		let tags = self.0.call(&block, |api, hash| api.tags(hash, Subject::Licence(id.0)))?;
		let tags = tags.into_iter().map(Tag::from).collect();
		Ok(LicenceAnswer { licence: convert::licence(info), tags, block })
	}

	/// `licences_licencesOf`.
	pub fn licences_of(
		&self,
		who: &Ss58,
		asset: Option<&str>,
		after: Option<&str>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<HeldLicences, Error> {
		let account = account(who, "account")?;
		let asset = asset.map(|asset| self.asset(asset)).transpose()?;
		let bad = |reason: &str| Error::BadFilter {
			field: "after",
			value: after.unwrap_or_default().into(),
			reason: reason.into(),
		};
		// The NFT that the page before looked at last. Callers need not know.
		let key: Option<AssetId> = after
			.map(str::parse)
			.transpose()
			.map_err(|_| bad("not a next of this method; pass one unchanged"))?;
		let key = key.map(|key| (key.collection, key.item));
		let limit = page(limit)?;
		let block = self.0.block(at)?;
		let page = self
			.0
			.call(&block, |api, hash| api.licences_of(hash, account, asset, key, limit))?
			.ok_or_else(|| bad("it belongs to a list of the licences of another asset"))?;
		Ok(convert::held_licences(page, block))
	}

	/// `licences_licencesOn`.
	pub fn licences_on(
		&self,
		asset: &str,
		after: Option<Id>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<LicenceList, Error> {
		let asset = self.asset(asset)?;
		let (after, limit) = (after.map(|id| id.0), page(limit)?);
		let block = self.0.block(at)?;
		let page = self.0.call(&block, |api, hash| api.licences_on(hash, asset, after, limit))?;
		Ok(convert::licences(page, block))
	}

	/// `licences_terms`.
	pub fn terms(&self, id: Hash, at: Option<Hash>) -> Result<TermsAnswer, Error> {
		let block = self.0.block(at)?;
		let info = self
			.0
			.call(&block, |api, hash| api.terms(hash, id))?
			.ok_or(Error::UnknownTerms { id })?;
		Ok(convert::terms(info, block))
	}

	/// `licences_offer`.
	pub fn offer(&self, id: Id, at: Option<Hash>) -> Result<OfferAnswer, Error> {
		let block = self.0.block(at)?;
		let info = self
			.0
			.call(&block, |api, hash| api.offer(hash, id.0))?
			.ok_or(Error::UnknownOffer { id })?;
		Ok(OfferAnswer { offer: convert::offer(info), block })
	}

	/// `licences_offers`.
	pub fn offers(
		&self,
		asset: &str,
		after: Option<Id>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<OfferList, Error> {
		let asset = self.asset(asset)?;
		let (after, limit) = (after.map(|id| id.0), page(limit)?);
		let block = self.0.block(at)?;
		let page = self.0.call(&block, |api, hash| api.offers(hash, asset, after, limit))?;
		Ok(OfferList {
			items: page.items.into_iter().map(convert::offer).collect(),
			next: page.next.map(Id),
			block,
		})
	}

	/// `licences_accessMode`.
	pub fn access_mode(&self, asset: &str, at: Option<Hash>) -> Result<AccessModeAnswer, Error> {
		let asset = self.asset(asset)?;
		let block = self.0.block(at)?;
		let mode = self.0.call(&block, |api, hash| api.access_mode(hash, asset))?.into();
		Ok(AccessModeAnswer { asset, mode, block })
	}

	/// `licences_shares`.
	pub fn shares(&self, asset: &str, at: Option<Hash>) -> Result<SharesAnswer, Error> {
		let asset = self.asset(asset)?;
		let block = self.0.block(at)?;
		let shares = self.0.call(&block, |api, hash| api.shares(hash, asset))?;
		Ok(SharesAnswer { asset, shares, block })
	}

	/// `licences_inherited`.
	pub fn inherited(&self, asset: &str, at: Option<Hash>) -> Result<InheritedAnswer, Error> {
		let asset = self.asset(asset)?;
		let block = self.0.block(at)?;
		let inherited = self.0.call(&block, |api, hash| api.inherited(hash, asset))?.into();
		Ok(InheritedAnswer { asset, inherited, block })
	}

	/// `licences_quote`.
	pub fn quote(
		&self,
		offer: Id,
		pay_with: Currency,
		at: Option<Hash>,
	) -> Result<QuoteAnswer, Error> {
		let block = self.0.block(at)?;
		let quote = self
			.0
			.call(&block, |api, hash| LicensingApi::quote(&*api, hash, offer.0, pay_with))?
			.map_err(|error| convert::no_quote(offer, pay_with, error))?;
		Ok(QuoteAnswer {
			offer,
			price: quote.price.into(),
			spend: Price { currency: quote.pay_with, amount: quote.amount_in },
			path: quote.path,
			block,
		})
	}

	/// `licences_claimable`.
	pub fn claimable(
		&self,
		who: Ss58,
		after: Option<Currency>,
		limit: Option<u32>,
		at: Option<Hash>,
	) -> Result<ClaimableAnswer, Error> {
		let account = account(&who, "account")?;
		let limit = page(limit)?;
		let block = self.0.block(at)?;
		let page = self.0.call(&block, |api, hash| api.claimable(hash, account, after, limit))?;
		let amounts = page.items.into_iter().map(Price::from).collect();
		Ok(ClaimableAnswer { account: who, amounts, next: page.next, block })
	}

	/// `licences_escrow`.
	pub fn escrow(&self, id: Id, at: Option<Hash>) -> Result<EscrowAnswer, Error> {
		let block = self.0.block(at)?;
		let info = self
			.0
			.call(&block, |api, hash| api.escrow(hash, id.0))?
			.ok_or(Error::UnknownEscrow { id })?;
		Ok(convert::escrow(info, block))
	}

	/// The asset that a caller names, by id or by DID.
	fn asset(&self, text: &str) -> Result<AssetId, Error> {
		asset_id(text, self.0.genesis())
	}
}

impl<C, S> ReadsChanges for Query<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block> + 'static,
	C::Api: LicensingApi<Block, AccountId, Balance>
		+ PaymentsApi<Block, AccountId>
		+ DisputesApi<Block>,
	S: KeepsStates,
{
	type Change = LicenceChange;

	fn finalized_block(&self, number: BlockNumber) -> Result<BlockRef, Error> {
		self.0.finalized(number)
	}

	fn changes(&self, block: &BlockRef) -> Result<Vec<LicenceChange>, Error> {
		let changes = self.0.call(block, |api, hash| api.changes(hash))?;
		Ok(changes.into_iter().map(convert::change).collect())
	}
}
