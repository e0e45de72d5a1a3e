//! Collections as ERC-721 contracts: of assets and of licences.

mod gas;
mod guards;
mod listings;
mod logged;
mod metadata;
mod receivers;
mod views;
mod writes;

use super::*;
use crate::{tests::registry, AssetRegistry, Erc721, Licensing, Market};
use frame_support::assert_ok;
use metahub_assets::{
	ids::collection_address,
	licence::{Terms, TermsId},
	AssetId, AssetKind,
};
use metahub_precompiles::erc721::ICollection as sol;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// A collection whose tokens are Bob's, published by Alice.
pub struct Tokens {
	/// Its contract.
	pub at: H160,
	/// Its id.
	pub id: u32,
	/// Three of Bob's.
	pub tokens: [u64; 3],
	/// The asset, or the asset licensed, of the first of them.
	pub asset: AssetId,
	/// Whether they are licences.
	pub licences: bool,
}

/// A month, which may be passed on and resold.
pub fn terms() -> Terms {
	Terms {
		duration_secs: Some(MONTH),
		transferable: true,
		commercial_use: true,
		seats: 2,
		resale_royalty_ppm: 30_000,
		revocable: true,
		..Terms::default()
	}
}

pub const MONTH: u64 = 30 * 24 * 60 * 60;

pub fn known(terms: &Terms) -> TermsId {
	let id = pallet_licensing::terms_id(terms);
	if Licensing::terms_info(id).is_none() {
		assert_ok!(Licensing::create_terms(by(Alice), terms.clone()));
	}
	id
}

pub fn by(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(who))
}

/// Three assets of Bob's.
pub fn assets() -> Tokens {
	let id = registry::create_collection(Alice);
	let tokens = [0, 1, 2].map(|_| {
		let asset = registry::register_as(Alice, id, AssetKind::Model, vec![]);
		let asset = asset.expect("is registered");
		assert_ok!(AssetRegistry::transfer(by(Alice), asset, account(Bob)));
		asset.item
	});
	let asset = AssetId::new(id, tokens[0]);
	Tokens { at: collection_address(id), id, tokens, asset, licences: false }
}

/// Gives Bob a licence of Alice's asset.
pub fn grant(asset: AssetId, terms: &Terms) -> u64 {
	let id = pallet_licensing::NextLicence::<Runtime>::get();
	assert_ok!(Licensing::grant(by(Alice), asset, None, known(terms), account(Bob)));
	id
}

/// Three licences of Bob's, of one asset of Alice's.
pub fn licences() -> Tokens {
	// So that ids of licences are not those of assets.
	let other = registry::register(Alice);
	grant(other, &terms());
	let asset = registry::register(Alice);
	let tokens = [0, 1, 2].map(|_| grant(asset, &terms()));
	let record = pallet_licensing::LicenceCollections::<Runtime>::get(asset.collection);
	let id = record.expect("there are licences").collection;
	Tokens { at: collection_address(id), id, tokens, asset, licences: true }
}

/// Runs a test on a collection of assets and on one of licences.
pub fn on_both(test: impl Fn(Tokens)) {
	for make in [assets, licences] {
		dev().execute_with(|| {
			let tokens = make();
			test(tokens);
		});
	}
}

impl Tokens {
	pub fn first(&self) -> Word {
		Word::from(self.tokens[0])
	}

	/// Calls it.
	pub fn call<C: SolCall>(&self, who: Sr25519Keyring, what: C) -> Result<C::Return, Refused> {
		call(&account(who), self.at, &what)
	}

	/// What it answers, to somebody who has nothing to do with it.
	pub fn ask<C: SolCall>(&self, what: C) -> C::Return {
		self.call(Ferdie, what).expect("answers")
	}

	/// Checks that it refuses, and changes nothing.
	#[track_caller]
	pub fn refuses<C: SolCall>(&self, who: Sr25519Keyring, what: C, why: &str) {
		refused(&account(who), self.at, &what, why);
	}

	pub fn owner_of(&self, token: u64) -> Address {
		self.ask(sol::ownerOfCall { tokenId: Word::from(token) })
	}

	pub fn balance_of(&self, owner: Address) -> u64 {
		self.ask(sol::balanceOfCall { owner }).to()
	}

	/// What an account owns, by the contract's list.
	pub fn owned(&self, owner: Address) -> Vec<u64> {
		let index = |n| sol::tokenOfOwnerByIndexCall { owner, index: Word::from(n) };
		let mut owned: Vec<u64> =
			(0..self.balance_of(owner)).map(|n| self.ask(index(n)).to()).collect();
		owned.sort_unstable();
		owned
	}

	/// The log that a token moved.
	pub fn moved(&self, from: Address, to: Address, token: u64) -> Log {
		let topics = vec![
			event("Transfer(address,address,uint256)"),
			address_topic(from),
			address_topic(to),
			topic(Word::from(token)),
		];
		(self.at, topics, vec![])
	}
}

pub fn key(who: Sr25519Keyring) -> Address {
	address(&account(who))
}

/// Moves Bob's first token.
pub fn transfer(tokens: &Tokens, to: Address) -> sol::transferFromCall {
	sol::transferFromCall { from: key(Bob), to, tokenId: tokens.first() }
}

/// The same, asking the receiver.
pub fn safe_transfer(tokens: &Tokens, to: Address, data: &[u8]) -> sol::safeTransferFrom_0Call {
	sol::safeTransferFrom_0Call {
		from: key(Bob),
		to,
		tokenId: tokens.first(),
		data: data.to_vec().into(),
	}
}

pub const NO_TOKEN: &str = "ERC721: invalid token ID";
pub const MAY_NOT_MOVE: &str = "ERC721: caller is not token owner or approved";
