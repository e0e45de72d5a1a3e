//! Tests, one file per concern. Each runs in `execute_with_checks`, which ends with `try_state`;
//! refusals are checked with `assert_noop!`, which compares the whole state before and after.

mod collections;
mod commitments;
mod deposits;
mod lifecycle;
mod lineage;
mod links_that_bind;
mod listed;
mod managed;
mod native_nfts;
mod properties;
mod query;
mod query_within;
mod register;
mod retire;
mod revise;
mod transfer;
mod try_state;
mod uris;

pub use crate::{mock::*, *};
pub use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect as _, InspectHold as _, Mutate as _},
};
pub use metahub_assets::{
	AssetId, AssetKind, Change, ContentId, ContentInput, LifecycleState, Link, MultiUri, NewLink,
	Permit, Relation,
};
pub use sp_core::H256;
pub use sp_runtime::{DispatchError, TokenError};

use metahub_assets::LifecycleState::Revoked;

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;

/// Signed by an account.
pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The `n`th multiURI, in binary form.
pub fn uri(n: u8) -> Vec<u8> {
	MultiUri::ipfs(&ContentId::raw([n; 32])).into_bytes()
}

/// Content number `n`, with one multiURI.
pub fn content(n: u8) -> ContentInput {
	ContentInput {
		root: H256([n; 32]),
		entries: 3,
		total_bytes: 1_000,
		manifest: ContentId::raw([n; 32]).as_bytes().to_vec(),
		uris: vec![uri(n)],
	}
}

/// A link.
pub fn link(relation: Relation, object: AssetId) -> Link {
	Link { relation, object }
}

/// A link as it is asked for: by the owner of both where it takes a permit, bringing nothing.
pub fn new(link: Link) -> NewLink {
	let permit = link.relation.binds().then_some(Permit::Owner);
	NewLink { link, permit, max_owed_ppm: 0 }
}

/// A link that [`TestPolicy`] says brings the subject under more than before.
pub fn binding(relation: Relation, object: AssetId) -> NewLink {
	let link = link(relation, object);
	NewLink { link, permit: Some(Permit::Licence(7)), max_owed_ppm: 100_000 }
}

/// A collection of Alice's.
pub fn collection() -> u32 {
	AssetRegistry::do_create_collection(alice(), b"Birds".to_vec(), None).expect("is created")
}

/// An asset in `collection`, registered by its publisher Alice.
pub fn asset_in(collection: u32) -> AssetId {
	asset_with(collection, vec![])
}

/// An asset with links in `collection`, registered by its publisher Alice.
pub fn asset_with(collection: u32, links: Vec<Link>) -> AssetId {
	let links = links.into_iter().map(new).collect();
	AssetRegistry::do_register(alice(), collection, AssetKind::Dataset, content(1), links)
		.expect("is registered")
}

/// An asset of Alice's, in a collection of its own.
pub fn asset() -> AssetId {
	asset_in(collection())
}

/// An asset of Bob's, in a collection of his.
pub fn asset_of_bob() -> AssetId {
	let collection =
		AssetRegistry::do_create_collection(bob(), b"Bob's".to_vec(), None).expect("is created");
	AssetRegistry::do_register(bob(), collection, AssetKind::Model, content(1), vec![])
		.expect("is registered")
}

/// Gives an account roles in a collection of Alice's.
pub fn grant(collection: u32, who: AccountId, roles: Roles) {
	assert_ok!(AssetRegistry::set_roles(by(alice()), collection, who, roles));
}

/// Revokes an asset of Alice's.
pub fn revoke(asset: AssetId) {
	assert_ok!(AssetRegistry::set_state(by(alice()), asset, Revoked));
}

/// What an account has on hold for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// All that an account has on hold.
pub fn held_in_all(who: AccountId) -> Balance {
	Balances::total_balance_on_hold(&who)
}

/// A revision's multiURIs, in binary form.
pub fn uris_of(asset: AssetId, revision: u32) -> Vec<Vec<u8>> {
	let record = Revisions::<Test>::get(asset, revision).expect("the revision exists");
	record.uris.into_iter().map(|entry| entry.uri.into_bytes()).collect()
}

/// The registry's events since the last call of this or the start.
pub fn events() -> Vec<Event> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::AssetRegistry(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Every way in which bytes are not a multiURI, with the error that it gets.
pub fn bad_uris() -> Vec<(Vec<u8>, Error)> {
	let good = uri(1);
	let https = |rest: &str| [&[0xbb, 0x03][..], rest.as_bytes()].concat();
	vec![
		(vec![], Error::UriEmpty),
		// 0x09 is a multicodec, but none of ours.
		([&[0x09][..], &good[2..]].concat(), Error::UriUnknownProtocol),
		(https(&format!("example.org/{}", "x".repeat(512))), Error::UriTooLong),
		// The code 0xe3 in three bytes instead of two.
		([&[0xe3, 0x81, 0x00][..], &good[2..]].concat(), Error::UriNotCanonical),
		(https("EXAMPLE.org/"), Error::UriNotCanonical),
		([&good[..], &[0]].concat(), Error::UriTrailingBytes),
		(good[..good.len() - 1].to_vec(), Error::UriInvalid),
		(vec![0xe3], Error::UriInvalid),
		(https(""), Error::UriInvalid),
	]
}
