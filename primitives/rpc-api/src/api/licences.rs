//! The `licences_*` methods.

use crate::types::*;
use jsonrpsee::proc_macros::rpc;
use metahub_assets::pay::Currency;
use primitive_types::H256;

/// Reads licences, offers, access and what is owed.
///
/// `asset` is an asset id (`<collection>:<item>`) or a DID of this chain. `at` is the hash of the
/// block whose state is asked about; without it, the best block's is. Every answer names its block.
/// Lists go on `after` the `next` of the page before.
#[cfg_attr(
	all(feature = "client", feature = "server"),
	rpc(client, server, namespace = "licences")
)]
#[cfg_attr(all(feature = "client", not(feature = "server")), rpc(client, namespace = "licences"))]
#[cfg_attr(all(feature = "server", not(feature = "client")), rpc(server, namespace = "licences"))]
pub trait LicencesApi {
	/// Whether an account has access to an asset, and why: now, or at another time (Unix seconds).
	/// Without a licence to look at first, those that the account holds are searched.
	#[method(name = "access", blocking)]
	fn access(
		&self,
		asset: String,
		account: Ss58,
		time: Option<Seconds>,
		licence: Option<Id>,
		at: Option<H256>,
	) -> Result<AccessAnswer, crate::Error>;

	/// A licence.
	#[method(name = "licence", blocking)]
	fn licence(&self, id: Id, at: Option<H256>) -> Result<LicenceAnswer, crate::Error>;

	/// A page of the licences that an account holds, of all assets or one; at most 100.
	#[method(name = "licencesOf", blocking)]
	fn licences_of(
		&self,
		account: Ss58,
		asset: Option<String>,
		after: Option<String>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<HeldLicences, crate::Error>;

	/// A page of the licences of an asset; at most 100.
	#[method(name = "licencesOn", blocking)]
	fn licences_on(
		&self,
		asset: String,
		after: Option<Id>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<LicenceList, crate::Error>;

	/// Terms.
	#[method(name = "terms", blocking)]
	fn terms(&self, id: H256, at: Option<H256>) -> Result<TermsAnswer, crate::Error>;

	/// An offer.
	#[method(name = "offer", blocking)]
	fn offer(&self, id: Id, at: Option<H256>) -> Result<OfferAnswer, crate::Error>;

	/// A page of the offers of an asset, those of its licensees included; at most 100.
	#[method(name = "offers", blocking)]
	fn offers(
		&self,
		asset: String,
		after: Option<Id>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<OfferList, crate::Error>;

	/// Who has access to an asset.
	#[method(name = "accessMode", blocking)]
	fn access_mode(
		&self,
		asset: String,
		at: Option<H256>,
	) -> Result<AccessModeAnswer, crate::Error>;

	/// What other assets' owners get of an asset's sales.
	#[method(name = "shares", blocking)]
	fn shares(&self, asset: String, at: Option<H256>) -> Result<SharesAnswer, crate::Error>;

	/// What its origins demand of everything that is licensed of an asset.
	#[method(name = "inherited", blocking)]
	fn inherited(&self, asset: String, at: Option<H256>) -> Result<InheritedAnswer, crate::Error>;

	/// What it takes to pay an offer in a currency, at the pools' prices of the block.
	#[method(name = "quote", blocking)]
	fn quote(
		&self,
		offer: Id,
		pay_with: Currency,
		at: Option<H256>,
	) -> Result<QuoteAnswer, crate::Error>;

	/// A page of what could not be paid to an account and waits to be claimed; at most 100. `after`
	/// is a currency.
	#[method(name = "claimable", blocking)]
	fn claimable(
		&self,
		account: Ss58,
		after: Option<Currency>,
		limit: Option<u32>,
		at: Option<H256>,
	) -> Result<ClaimableAnswer, crate::Error>;

	/// An escrow.
	#[method(name = "escrow", blocking)]
	fn escrow(&self, id: Id, at: Option<H256>) -> Result<EscrowAnswer, crate::Error>;

	/// Finalised changes of licences, access and payments, in order and without gaps, from a block
	/// on.
	#[subscription(
		name = "subscribe" => "changes",
		unsubscribe = "unsubscribe",
		item = Notice<LicenceChange>
	)]
	async fn subscribe_changes(
		&self,
		options: Option<SubscribeOptions>,
	) -> jsonrpsee::core::server::SubscriptionCloseResponse;
}
