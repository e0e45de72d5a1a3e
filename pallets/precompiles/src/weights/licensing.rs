//! Weights of [`licensing`](crate::licensing).

use frame_support::weights::Weight;

/// What the functions of licensing weigh.
pub trait WeightInfo {
	/// `createTerms`.
	fn create_terms() -> Weight;
	/// `removeTerms`.
	fn remove_terms() -> Weight;
	/// `termsId`.
	fn terms_id() -> Weight;
	/// `termsOf`.
	fn terms_of() -> Weight;
	/// `setAccessMode`.
	fn set_access_mode() -> Weight;
	/// `accessMode`.
	fn access_mode() -> Weight;
	/// `setListed`.
	fn set_listed() -> Weight;
	/// `setCollectionFee`.
	fn set_collection_fee() -> Weight;
	/// `createOffer`.
	fn create_offer() -> Weight;
	/// `createSubOffer`.
	fn create_sub_offer() -> Weight;
	/// `closeOffer`.
	fn close_offer() -> Weight;
	/// `offerOf`.
	fn offer_of() -> Weight;
	/// `offersOf` that finds none: each that is found is `offer_of`.
	fn offers_of() -> Weight;
	/// `quote`, of an offer for nothing: what it takes to choose a price is added.
	fn quote() -> Weight;
	/// `buy`.
	fn buy() -> Weight;
	/// `grant`.
	fn grant() -> Weight;
	/// `grantSub`.
	fn grant_sub() -> Weight;
	/// `renew`.
	fn renew() -> Weight;
	/// `revoke`.
	fn revoke() -> Weight;
	/// `consume`.
	fn consume() -> Weight;
	/// `setSeat`.
	fn set_seat() -> Weight;
	/// `approveDerivatives`.
	fn approve_derivatives() -> Weight;
	/// `close`.
	fn close() -> Weight;
	/// `destroyLicenceCollection`.
	fn destroy_licence_collection() -> Weight;
	/// `licenceCollection`.
	fn licence_collection() -> Weight;
	/// `licenceOf`.
	fn licence_of() -> Weight;
	/// `licencesOn` that finds none: each that is found is `licence_of`.
	fn licences_on() -> Weight;
	/// `access` of the asset's owner: what it takes to look for licences is added.
	fn access() -> Weight;
	/// `accessAt`, as `access`.
	fn access_at() -> Weight;
	/// `accessBy`, as `access`.
	fn access_by() -> Weight;
}
