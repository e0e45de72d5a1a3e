//! The calls of licensing.

use super::Call;
use codec::Encode;
use metahub_assets::{
	licence::{AccessMode, RevocationReason, Terms, TermsId},
	pay::{Currency, Price},
	AssetId,
};
use subxt::utils::{AccountId32, H256};

/// Licensing's name in the runtime.
pub const LICENSING: &str = "Licensing";

/// What an offer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferInput {
	/// The asset to be licensed.
	pub asset: AssetId,
	/// The licence to be sub-licensed; `None` when the asset's owner offers.
	pub parent: Option<u64>,
	/// The terms of the licences sold.
	pub terms: TermsId,
	/// The prices, any one of which buys a licence.
	pub prices: Vec<Price>,
	/// Whether other currencies are swapped into a price.
	pub swaps: bool,
	/// How many licences are sold at most.
	pub supply: Option<u32>,
	/// From when on, Unix seconds.
	pub opens: Option<u64>,
	/// Until when, Unix seconds, exclusive.
	pub closes: Option<u64>,
}

fn licensing(name: &'static str, arguments: impl Encode) -> Call {
	Call::new(LICENSING, name, arguments)
}

/// Puts terms on chain; does nothing if they are there.
pub fn create_terms(terms: &Terms) -> Call {
	licensing("create_terms", (terms,))
}

/// Removes terms that nothing refers to.
pub fn remove_terms(id: TermsId) -> Call {
	licensing("remove_terms", (id,))
}

/// Decides who has access to an asset.
pub fn set_access_mode(asset: AssetId, mode: AccessMode) -> Call {
	licensing("set_access_mode", (asset, mode))
}

/// Puts an account on an asset's list, or takes it off.
pub fn set_listed(asset: AssetId, who: &AccountId32, listed: bool) -> Call {
	licensing("set_listed", (asset, who, listed))
}

/// Sets what a collection's publisher gets of each sale, for offers to come.
pub fn set_collection_fee(collection: u32, ppm: u32) -> Call {
	licensing("set_collection_fee", (collection, ppm))
}

/// Offers licences, or sub-licences.
pub fn create_offer(offer: &OfferInput) -> Call {
	let OfferInput { asset, parent, terms, prices, swaps, supply, opens, closes } = offer;
	licensing("create_offer", (asset, parent, terms, prices, swaps, supply, opens, closes))
}

/// Closes an offer.
pub fn close_offer(offer: u64) -> Call {
	licensing("close_offer", (offer,))
}

/// Buys a licence, for the signer or another account. The terms and the asset's revision are named,
/// so that they cannot change under the buyer; `None` takes any revision.
pub fn buy(
	offer: u64,
	terms: TermsId,
	revision: Option<u32>,
	recipient: Option<&AccountId32>,
	pay_with: Currency,
	max_amount: u128,
) -> Call {
	licensing("buy", (offer, terms, revision, recipient, pay_with, max_amount))
}

/// Gives a licence away.
pub fn grant(asset: AssetId, parent: Option<u64>, terms: TermsId, recipient: &AccountId32) -> Call {
	licensing("grant", (asset, parent, terms, recipient))
}

/// Pays for a licence again.
pub fn renew(licence: u64, pay_with: Currency, max_amount: u128) -> Call {
	licensing("renew", (licence, pay_with, max_amount))
}

/// Passes a licence on.
pub fn transfer(licence: u64, to: &AccountId32) -> Call {
	licensing("transfer", (licence, to))
}

/// Revokes a licence.
pub fn revoke(licence: u64, reason: RevocationReason) -> Call {
	licensing("revoke", (licence, reason))
}

/// Takes one use of a licence.
pub fn consume(licence: u64, memo: H256) -> Call {
	licensing("consume", (licence, memo))
}

/// Gives an account a seat of a licence, or takes it back.
pub fn set_seat(licence: u64, who: &AccountId32, taken: bool) -> Call {
	licensing("set_seat", (licence, who, taken))
}

/// Approves derivatives by a licence's holder; `None` withdraws the approval.
pub fn approve_derivatives(licence: u64, holder: Option<&AccountId32>) -> Call {
	licensing("approve_derivatives", (licence, holder))
}

/// Closes a licence for good.
pub fn close(licence: u64) -> Call {
	licensing("close", (licence,))
}

/// Destroys the licence collection of a collection, once it is empty.
pub fn destroy_licence_collection(collection: u32) -> Call {
	licensing("destroy_licence_collection", (collection,))
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Decode;

	#[test]
	fn an_offer_is_encoded_field_by_field() {
		let offer = OfferInput {
			asset: AssetId::new(1, 2),
			parent: Some(3),
			terms: H256::repeat_byte(4),
			prices: vec![Price::new(Currency::Token(5), 6)],
			swaps: true,
			supply: None,
			opens: Some(7),
			closes: Some(8),
		};
		let bytes = create_offer(&offer).arguments;
		type Parts =
			(AssetId, Option<u64>, H256, Vec<Price>, bool, Option<u32>, Option<u64>, Option<u64>);
		let parts = Parts::decode(&mut &bytes[..]).unwrap();
		assert_eq!(
			parts,
			(
				offer.asset,
				offer.parent,
				offer.terms,
				offer.prices,
				true,
				None,
				offer.opens,
				offer.closes
			)
		);
	}

	#[test]
	fn references_are_encoded_as_what_they_point_to() {
		let who = AccountId32([9; 32]);
		let call = buy(1, H256::zero(), Some(3), Some(&who), Currency::Native, 2);
		type Parts = (u64, H256, Option<u32>, Option<AccountId32>, Currency, u128);
		let parts = Parts::decode(&mut &call.arguments[..]).unwrap();
		assert_eq!(parts, (1, H256::zero(), Some(3), Some(who), Currency::Native, 2));
		let call = create_terms(&Terms::default());
		assert_eq!(call.arguments, Terms::default().encode());
	}
}
