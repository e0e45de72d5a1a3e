//! What an asset costs in state, beside a bare pallet-nfts mint.
//!
//! `cargo test --release -p metahub-runtime footprint -- --nocapture` prints the figures.

use super::dev;
use crate::{configs::erc721::NftItem, AccountId, AssetRegistry, Erc721, Nfts, System};
use frame_support::{assert_ok, traits::tokens::nonfungibles_v2::Mutate};
use metahub_assets::{AssetKind, ContentId, ContentInput, MultiUri};
use sp_keyring::Sr25519Keyring::{Alice, Bob};

/// Bytes of all keys and values, events apart.
fn state_bytes() -> usize {
	System::reset_events();
	let (mut key, mut bytes) = (Vec::new(), 0);
	while let Some(next) = sp_io::storage::next_key(&key) {
		bytes += next.len() + sp_io::storage::get(&next).map_or(0, |value| value.len());
		key = next;
	}
	bytes
}

/// Entries of state, events apart.
fn entries() -> usize {
	System::reset_events();
	let (mut key, mut count) = (Vec::new(), 0);
	while let Some(next) = sp_io::storage::next_key(&key) {
		count += 1;
		key = next;
	}
	count
}

#[test]
fn an_asset_is_a_mint_and_what_it_commits_to() {
	// Mints what is no asset, which the checks would find.
	dev().0.execute_with(|| {
		let (alice, bob): (AccountId, AccountId) = (Alice.to_account_id(), Bob.to_account_id());
		let collection = AssetRegistry::do_create_collection(alice.clone(), b"a".to_vec(), None)
			.expect("Alice can pay");
		let manifest = ContentId::raw([7; 32]);
		let register = |seed: u8| {
			let content = ContentInput {
				root: [seed; 32].into(),
				entries: 1_000,
				total_bytes: 1 << 30,
				manifest: manifest.as_bytes().to_vec(),
				uris: vec![MultiUri::ipfs(&manifest).into_bytes()],
			};
			assert_ok!(AssetRegistry::do_register(
				alice.clone(),
				collection,
				AssetKind::Dataset,
				content,
				Vec::new()
			));
		};
		// The first asset brings the entries with it that all assets of an account share.
		register(1);
		let before = state_bytes();
		register(2);
		let asset = state_bytes() - before;

		let before = state_bytes();
		let item = pallet_nfts::ItemConfig::default();
		assert_ok!(<Nfts as Mutate<_, _>>::mint_into(&collection, &1_000, &bob, &item, true));
		let mint = state_bytes() - before;

		println!("state bytes: asset with one IPFS URI {asset}, bare pallet-nfts mint {mint}");
		assert!(mint < asset && asset <= mint + 700, "asset {asset}, mint {mint}");
	});
}

#[test]
fn a_mint_stores_no_more_than_is_paid_for() {
	// Mints what is no asset, which the checks would find.
	dev().0.execute_with(|| {
		let (alice, bob): (AccountId, AccountId) = (Alice.to_account_id(), Bob.to_account_id());
		let collection =
			AssetRegistry::do_create_collection(alice, b"a".to_vec(), None).expect("Alice can pay");
		let before = (state_bytes(), entries());
		let item = pallet_nfts::ItemConfig::default();
		assert_ok!(<Erc721 as Mutate<_, _>>::mint_into(&collection, &0, &bob, &item, true));
		let (bytes, entries) = (state_bytes() - before.0, entries() - before.1);
		let paid = NftItem::get();
		assert_eq!(entries as u64, paid.count);
		let bytes = bytes as u64;
		assert!((bytes..bytes + 40).contains(&paid.size), "{bytes} bytes, {} paid", paid.size);
	});
}
