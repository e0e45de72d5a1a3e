//! What nodes ask the runtime about licences. Every answer is bounded: lists are paged, and a
//! limit above the cap is lowered to it. Times are Unix seconds.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
use codec::Codec;
use metahub_assets::{
	licence::{
		Access, AccessMode, Inherited, LicenceChange, LicenceInfo, NftKey, OfferInfo, Page,
		RevenueShare, TermsId, TermsInfo,
	},
	pay::{Currency, Quote},
	AssetId,
};
use sp_runtime::DispatchError;

sp_api::decl_runtime_apis! {
	/// Reads licensing.
	pub trait LicensingApi<AccountId, Balance>
	where
		AccountId: Codec,
		Balance: Codec,
	{
		/// Whether an account has access to an asset at a time (now, unless given), and why.
		///
		/// `licence` is one that the account holds, or has a seat of: it is looked at before any
		/// other. Without it, only so many of the account's licences are looked at.
		fn access(
			asset: AssetId,
			who: AccountId,
			at: Option<u64>,
			licence: Option<u64>,
		) -> Option<Access>;

		/// A licence.
		fn licence(id: u64) -> Option<LicenceInfo<AccountId, Balance>>;

		/// Licences that an account holds, of one asset or of all, after the cursor. A page can
		/// end early, with a cursor. `None` if the cursor belongs to a list of another asset's
		/// licences.
		fn licences_of(
			account: AccountId,
			asset: Option<AssetId>,
			after: Option<NftKey>,
			limit: u32,
		) -> Option<Page<LicenceInfo<AccountId, Balance>, NftKey>>;

		/// Licences of an asset, after the cursor.
		fn licences_on(
			asset: AssetId,
			after: Option<u64>,
			limit: u32,
		) -> Page<LicenceInfo<AccountId, Balance>>;

		/// Terms.
		fn terms(id: TermsId) -> Option<TermsInfo<AccountId, Balance>>;

		/// An offer.
		fn offer(id: u64) -> Option<OfferInfo<AccountId, Balance>>;

		/// Offers of an asset, after the cursor.
		fn offers(
			asset: AssetId,
			after: Option<u64>,
			limit: u32,
		) -> Page<OfferInfo<AccountId, Balance>>;

		/// Who has access to an asset.
		fn access_mode(asset: AssetId) -> AccessMode;

		/// What an asset's ancestors get of its sales.
		fn shares(asset: AssetId) -> Vec<RevenueShare>;

		/// What an asset's origins demand of its licences.
		fn inherited(asset: AssetId) -> Inherited;

		/// What buying from an offer with a currency would take at this block. The error is the
		/// one that the call would end with.
		fn quote(offer: u64, pay_with: Currency) -> Result<Quote, DispatchError>;

		/// What this block changed, in order: licences, access, and what was paid.
		fn changes() -> Vec<LicenceChange<AccountId>>;
	}
}
