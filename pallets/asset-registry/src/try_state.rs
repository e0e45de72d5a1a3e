//! The invariants that tie the registry, the NFTs and the deposits together.

use crate::{
	listed::ordered, AssetRecordOf, Assets, BalanceOf, Collections, Config, HoldReason, Lineage,
	Listed, NewestCollection, Pallet, Referrers, Revisions, Roles, RolesOf,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame_support::{
	ensure,
	traits::{
		fungible::InspectHold,
		tokens::nonfungibles_v2::{Inspect, InspectEnumerable},
		Get,
	},
};
use metahub_assets::AssetId;
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

/// What the records say is on hold, by reason and account.
struct Ledger<T: Config>(BTreeMap<(u8, T::AccountId), (HoldReason, BalanceOf<T>)>);

impl<T: Config> Ledger<T> {
	fn add(
		&mut self,
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<(), TryRuntimeError> {
		let entry = self.0.entry((reason as u8, who.clone())).or_insert((reason, Zero::zero()));
		entry.1 = entry.1.checked_add(&amount).ok_or("deposits exceed what a balance can be")?;
		Ok(())
	}

	fn check(self) -> Result<(), TryRuntimeError> {
		for ((_, who), (reason, recorded)) in self.0 {
			let held = T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(held == recorded, "what is on hold is not what the records say");
		}
		Ok(())
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut ledger = Ledger::<T>(BTreeMap::new());
		Self::try_collections(&mut ledger)?;
		let assets: BTreeMap<AssetId, AssetRecordOf<T>> = Assets::<T>::iter().collect();
		for (id, record) in &assets {
			ledger.add(HoldReason::Asset, &record.registrant, record.deposit)?;
			Self::try_revisions(*id, record, &mut ledger)?;
		}
		let kept = assets.values().map(|record| record.kept() as usize).sum::<usize>();
		ensure!(Revisions::<T>::iter_keys().count() == kept, "a revision has no asset");
		Self::try_listed(&assets)?;
		Self::try_links(&assets, &mut ledger)?;
		ledger.check()
	}

	fn try_collections(ledger: &mut Ledger<T>) -> Result<(), TryRuntimeError> {
		let mut collections = BTreeSet::new();
		for (id, record) in Collections::<T>::iter() {
			collections.insert(id);
			ledger.add(HoldReason::Collection, &record.publisher, record.deposit)?;
			let newest = NewestCollection::<T>::get().ok_or("no newest collection")?;
			ensure!(id <= newest, "a collection is newer than the newest");
			let owner = T::Nfts::collection_owner(&id);
			ensure!(owner == Some(Self::account_id()), "the registry does not own a collection");
			ensure!(record.nominee.as_ref() != Some(&record.publisher), "publisher is nominee");

			let mut roles = 0u32;
			for (_, granted) in RolesOf::<T>::iter_prefix(id) {
				roles = roles.checked_add(1).ok_or("too many roles")?;
				ledger.add(HoldReason::Role, &granted.depositor, granted.deposit)?;
				let sound = granted.roles.is_known() && granted.roles != Roles::NONE;
				ensure!(sound, "a role record has no role, or one without meaning");
			}
			ensure!(roles == record.roles, "a collection miscounts its roles");

			let items: Vec<u64> = T::Nfts::items(&id).collect();
			ensure!(items.len() as u64 == record.items, "a collection miscounts its items");
			for item in items {
				ensure!(item < record.next_item, "an item is newer than the newest");
				let known = Assets::<T>::contains_key(AssetId::new(id, item));
				ensure!(known, "an NFT of the registry's is no asset");
			}
		}
		for (id, _, _) in RolesOf::<T>::iter() {
			ensure!(collections.contains(&id), "roles in a collection that is not");
		}
		for id in Assets::<T>::iter_keys() {
			ensure!(collections.contains(&id.collection), "an asset has no collection");
			ensure!(Self::owner_of(id).is_some(), "an asset has no NFT");
		}
		Ok(())
	}

	fn try_revisions(
		id: AssetId,
		asset: &AssetRecordOf<T>,
		ledger: &mut Ledger<T>,
	) -> Result<(), TryRuntimeError> {
		ensure!(asset.oldest >= 1 && asset.oldest <= asset.revision, "no current revision");
		for number in asset.oldest..=asset.revision {
			let revision = Revisions::<T>::get(id, number).ok_or("a revision is missing")?;
			ensure!(revision.entries > 0 && !revision.root.is_zero(), "a revision is empty");
			let author = revision.author.as_ref().unwrap_or(&asset.registrant);
			ledger.add(HoldReason::Revision, author, revision.deposit)?;
			let mut uris = BTreeSet::new();
			for entry in &revision.uris {
				let depositor = entry.depositor.as_ref().unwrap_or(&asset.registrant);
				ledger.add(HoldReason::Uri, depositor, entry.deposit)?;
				ensure!(uris.insert(entry.uri.as_bytes()), "a revision has a multiURI twice");
			}
		}
		Ok(())
	}

	fn try_listed(assets: &BTreeMap<AssetId, AssetRecordOf<T>>) -> Result<(), TryRuntimeError> {
		for (id, record) in assets {
			let there = Listed::<T>::contains_key((record.kind, record.state), ordered(*id));
			ensure!(there, "an asset is missing in the index by kind and state");
		}
		// Every asset is in the index; as many entries as assets, so the index has no others.
		let entries = Listed::<T>::iter_keys().count();
		ensure!(entries == assets.len(), "the index by kind and state has more assets");
		Ok(())
	}

	fn try_links(
		assets: &BTreeMap<AssetId, AssetRecordOf<T>>,
		ledger: &mut Ledger<T>,
	) -> Result<(), TryRuntimeError> {
		let mut links = 0usize;
		let mut dependants = BTreeMap::<AssetId, u32>::new();
		let mut descendants = BTreeMap::<AssetId, u32>::new();
		let mut parts = BTreeMap::<AssetId, Vec<AssetId>>::new();
		for (subject, list) in Lineage::<T>::iter() {
			let asset = assets.get(&subject).ok_or("links of an asset that is not")?;
			ensure!(!list.is_empty(), "an empty list of links is stored");
			ensure!(list.len() <= T::MaxLinks::get() as usize, "too many links");
			for entry in list {
				links = links.checked_add(1).ok_or("too many links")?;
				let (relation, object) = (entry.link.relation, entry.link.object);
				let depositor = entry.depositor.as_ref().unwrap_or(&asset.registrant);
				ledger.add(HoldReason::Link, depositor, entry.deposit)?;
				let indexed = Referrers::<T>::contains_key(object, (subject, relation));
				ensure!(indexed, "a link is missing in the reverse index");
				if relation.binds() && assets.contains_key(&object) {
					let count = descendants.entry(object).or_default();
					*count = count.checked_add(1).ok_or("too many descendants")?;
				}
				if relation.is_structural() {
					ensure!(assets.contains_key(&object), "an asset stands on a retired one");
					let count = dependants.entry(object).or_default();
					*count = count.checked_add(1).ok_or("too many dependants")?;
					parts.entry(subject).or_default().push(object);
				}
			}
		}
		// Every link is in the index; as many entries as links, so the index has no others.
		ensure!(Referrers::<T>::iter_keys().count() == links, "the reverse index has more links");
		for (id, asset) in assets {
			let counted = dependants.get(id).copied().unwrap_or_default();
			ensure!(asset.dependants == counted, "an asset miscounts its dependants");
			let counted = descendants.get(id).copied().unwrap_or_default();
			ensure!(asset.descendants == counted, "an asset miscounts its descendants");
		}
		// Without cycles, taking away assets that stand on nothing left ends with none.
		while !parts.is_empty() {
			let before = parts.len();
			let standing: BTreeSet<AssetId> = parts.keys().copied().collect();
			parts.retain(|_, objects| objects.iter().any(|object| standing.contains(object)));
			ensure!(parts.len() < before, "a cycle of structural links");
		}
		Ok(())
	}
}
