//! The model: collections, assets and links in plain maps, and which calls succeed on them.

use super::*;

const MAX_LINKS: usize = 8;
const MAX_WALK: usize = 16;

#[derive(Clone)]
pub struct ModelCollection {
	pub publisher: AccountId,
	pub nominee: Option<AccountId>,
	pub roles: BTreeMap<AccountId, Roles>,
	pub next: u64,
}

#[derive(Clone)]
pub struct ModelAsset {
	pub owner: AccountId,
	pub state: LifecycleState,
	/// The multiURIs of each revision, with the blocks that added them.
	pub revisions: BTreeMap<u32, Vec<(u8, u64)>>,
	pub links: BTreeSet<Link>,
	/// Who agreed to roles.
	pub agreed: Option<AccountId>,
}

#[derive(Clone, Default)]
pub struct Model {
	pub collections: BTreeMap<u32, ModelCollection>,
	pub assets: BTreeMap<AssetId, ModelAsset>,
	pub created: u32,
	/// Revisions to which a licence is pinned.
	pub sold: Vec<(AssetId, u32)>,
	/// Assets with live irrevocable licences.
	pub committed: Vec<AssetId>,
	/// The current block.
	pub block: u64,
	/// The block that sold all of them last.
	pub sold_at: u64,
}

/// The `n`th account.
pub fn account(n: u8) -> AccountId {
	AccountId::new([n % ACCOUNTS + 1; 32])
}

/// An index into a list, one in some thirty times past its end.
fn seldom_past(n: u8, len: usize) -> usize {
	if len == 0 || n >= 248 {
		return len;
	}
	usize::from(n) % len
}

impl Model {
	/// Mostly a collection that there is.
	pub fn collection_id(&self, n: u8) -> u32 {
		self.collections.keys().nth(seldom_past(n, self.collections.len())).copied().unwrap_or(99)
	}

	/// Mostly an asset that lives.
	pub fn asset_id(&self, n: u8) -> AssetId {
		let missing = AssetId::new(0, 1_000);
		self.assets.keys().nth(seldom_past(n, self.assets.len())).copied().unwrap_or(missing)
	}

	/// Mostly a revision that an asset has.
	pub fn revision(&self, asset: u8, n: u8) -> u32 {
		let numbers = self.assets.get(&self.asset_id(asset)).map(|asset| asset.revisions.keys());
		numbers
			.and_then(|mut numbers| numbers.nth(seldom_past(n, numbers.len())).copied())
			.unwrap_or_default()
	}

	/// A link that an asset has, if there is one, else any.
	pub fn known_link(&self, asset: u8, relation: u8, object: u8) -> Link {
		let links = self.assets.get(&self.asset_id(asset)).map(|asset| asset.links.iter());
		let known =
			links.and_then(|mut links| links.nth(seldom_past(relation, links.len())).copied());
		known.unwrap_or_else(|| self.links(&[(relation, object)])[0].link)
	}

	/// Who makes a call: mostly somebody who may.
	pub fn caller(&self, n: u8, op: &Op) -> AccountId {
		if n >= 170 {
			return account(n);
		}
		let collection = |n| self.collections.get(&self.collection_id(n));
		let entitled = match *op {
			Op::CreateCollection | Op::Sell { .. } | Op::Commit { .. } => None,
			Op::SetRoles { collection: n, .. }
			| Op::Nominate { collection: n, .. }
			| Op::Destroy { collection: n }
			| Op::Register { collection: n, .. } => collection(n).map(|c| c.publisher.clone()),
			Op::Accept { collection: n } => collection(n).and_then(|c| c.nominee.clone()),
			Op::Revise { asset, .. }
			| Op::AddUri { asset, .. }
			| Op::WithdrawUri { asset, .. }
			| Op::SetState { asset, .. }
			| Op::Link { asset, .. }
			| Op::Unlink { asset, .. }
			| Op::Transfer { asset, .. }
			| Op::Prune { asset, .. }
			| Op::SetManaged { asset, .. }
			| Op::Retire { asset } => {
				self.assets.get(&self.asset_id(asset)).map(|asset| asset.owner.clone())
			}
		};
		entitled.unwrap_or_else(|| account(n))
	}

	fn has_role(&self, id: AssetId, who: &AccountId, role: Roles) -> bool {
		let roles = self.collections.get(&id.collection).and_then(|c| c.roles.get(who));
		roles.is_some_and(|roles| roles.contains(role))
	}

	/// Whether `who` owns an asset or has a role that counts on it.
	fn may_as(&self, id: AssetId, asset: &ModelAsset, who: &AccountId, role: Roles) -> bool {
		let managed = asset.agreed.as_ref() == Some(&asset.owner);
		asset.owner == *who || (managed && self.has_role(id, who, role))
	}

	fn is_sold(&self, id: AssetId, revision: u32) -> bool {
		self.sold.contains(&(id, revision))
	}

	pub fn descendants(&self, id: AssetId) -> usize {
		let links = self.assets.values().flat_map(|asset| &asset.links);
		links.filter(|link| link.relation.binds() && link.object == id).count()
	}

	fn dependants(&self, id: AssetId) -> usize {
		let links = self.assets.values().flat_map(|asset| &asset.links);
		links.filter(|link| link.relation.is_structural() && link.object == id).count()
	}

	/// Whether `subject` is in what `object` stands on, or that is too much to say.
	fn stands_on(&self, object: AssetId, subject: AssetId) -> bool {
		let (mut seen, mut ahead) = (BTreeSet::from([object]), vec![object]);
		while let Some(next) = ahead.pop() {
			for link in &self.assets[&next].links {
				if link.relation.is_structural() && seen.insert(link.object) {
					ahead.push(link.object);
				}
			}
		}
		seen.contains(&subject) || seen.len() > MAX_WALK
	}

	/// Whether links may be added to those that an asset has.
	fn may_link(&self, subject: AssetId, known: &BTreeSet<Link>, links: &[NewLink]) -> bool {
		let mut all = known.clone();
		let fixed = self.descendants(subject) > 0;
		let sound = links.iter().all(|NewLink { link, permit, .. }| {
			let parent = self.assets.get(&link.object);
			link.object != subject
				&& permit.is_some() == link.relation.binds()
				&& !(fixed && matches!(permit, Some(Permit::Licence(_))))
				&& parent.is_some_and(|parent| parent.state != LifecycleState::Revoked)
				&& all.insert(*link)
		});
		sound && all.len() <= MAX_LINKS
	}

	/// What `op` by `who` comes to: the model after it, if it succeeds.
	pub fn after(&self, who: &AccountId, op: &Op) -> Option<Model> {
		let mut next = self.clone();
		let Model { collections, assets, created, .. } = &mut next;
		match *op {
			Op::CreateCollection => {
				let (publisher, roles) = (who.clone(), BTreeMap::new());
				let collection = ModelCollection { publisher, nominee: None, roles, next: 0 };
				collections.insert(*created, collection);
				*created += 1;
			}
			Op::SetRoles { collection, who: n, roles } => {
				let collection = collections.get_mut(&self.collection_id(collection))?;
				require(collection.publisher == *who && roles < 8)?;
				if roles == 0 {
					collection.roles.remove(&account(n))?;
				} else {
					collection.roles.insert(account(n), Roles(roles));
				}
			}
			Op::Nominate { collection, new } => {
				let collection = collections.get_mut(&self.collection_id(collection))?;
				let new = new.map(account);
				require(collection.publisher == *who && new.as_ref() != Some(who))?;
				collection.nominee = new;
			}
			Op::Accept { collection } => {
				let collection = collections.get_mut(&self.collection_id(collection))?;
				require(collection.nominee.as_ref() == Some(who))?;
				collection.publisher = collection.nominee.take()?;
			}
			Op::Destroy { collection } => {
				let id = self.collection_id(collection);
				let collection = collections.get(&id)?;
				require(collection.publisher == *who && collection.roles.is_empty())?;
				require(assets.keys().all(|asset| asset.collection != id))?;
				collections.remove(&id);
			}
			Op::Register { collection, uris, ref links } => {
				let id = self.collection_id(collection);
				let collection = collections.get_mut(&id)?;
				let asset = AssetId::new(id, collection.next);
				let allowed =
					collection.publisher == *who || self.has_role(asset, who, Roles::REGISTRAR);
				let links = self.links(links);
				require(allowed && uris <= 8)?;
				require(self.may_link(asset, &BTreeSet::new(), &links))?;
				collection.next += 1;
				let uris = (0..uris).map(|uri| (uri, self.block)).collect();
				let revisions = BTreeMap::from([(1, uris)]);
				let (owner, state) = (who.clone(), LifecycleState::Active);
				let links = links.into_iter().map(|new| new.link).collect();
				let agreed = Some(who.clone());
				assets.insert(asset, ModelAsset { owner, state, revisions, links, agreed });
			}
			Op::Revise { asset, uris } => {
				let asset = self.editable(assets, asset, who)?;
				require(asset.state != LifecycleState::Revoked && uris <= 8)?;
				let number = asset.revisions.keys().last()? + 1;
				let uris = (0..uris).map(|uri| (uri, self.block)).collect();
				asset.revisions.insert(number, uris);
			}
			Op::AddUri { asset, revision, uri } => {
				let revision = self.revision(asset, revision);
				let asset = self.editable(assets, asset, who)?;
				require(asset.state != LifecycleState::Revoked)?;
				let uris = asset.revisions.get_mut(&revision)?;
				require(uris.len() < 8 && uris.iter().all(|(known, _)| *known != uri))?;
				uris.push((uri, self.block));
			}
			Op::WithdrawUri { asset, revision, uri } => {
				let (id, revision) = (self.asset_id(asset), self.revision(asset, revision));
				let asset = self.editable(assets, asset, who)?;
				let revoked = asset.state == LifecycleState::Revoked;
				let uris = asset.revisions.get_mut(&revision)?;
				let position = uris.iter().position(|(known, _)| *known == uri)?;
				let (_, added) = uris.remove(position);
				require(added > self.sold_at || revoked || !self.is_sold(id, revision))?;
			}
			Op::SetState { asset, state } => {
				let id = self.asset_id(asset);
				let asset = assets.get_mut(&id)?;
				let state = state_of(state);
				if state == LifecycleState::Revoked {
					require(asset.owner == *who && !self.committed.contains(&id))?;
				}
				require(self.may_as(id, asset, who, Roles::CURATOR))?;
				require(asset.state != LifecycleState::Revoked && asset.state != state)?;
				asset.state = state;
			}
			Op::Link { asset, relation, object } => {
				let (id, new) = (self.asset_id(asset), self.links(&[(relation, object)])[0]);
				let link = new.link;
				let asset = self.editable(assets, asset, who)?;
				require(asset.owner == *who || link.relation == Relation::DependsOn)?;
				require(asset.state != LifecycleState::Revoked)?;
				require(self.may_link(id, &asset.links, &[new]))?;
				if link.relation.is_structural() && self.dependants(id) > 0 {
					require(!self.stands_on(link.object, id))?;
				}
				asset.links.insert(link);
			}
			Op::Unlink { asset, relation, object } => {
				let (id, link) = (self.asset_id(asset), self.known_link(asset, relation, object));
				let asset = assets.get_mut(&id)?;
				let object_owner = self.assets.get(&link.object).map(|object| &object.owner);
				let allowed =
					self.may_as(id, asset, who, Roles::EDITOR) || object_owner == Some(who);
				require(allowed && link.relation.is_structural())?;
				require(asset.links.remove(&link))?;
			}
			Op::Transfer { asset, to } => {
				let asset = assets.get_mut(&self.asset_id(asset))?;
				require(asset.owner == *who)?;
				asset.owner = account(to);
			}
			Op::Prune { asset, count } => {
				let id = self.asset_id(asset);
				let asset = assets.get_mut(&id)?;
				let count = u32::from(count);
				require(asset.owner == *who && (1..=MAX_DROP).contains(&count))?;
				require((count as usize) < asset.revisions.len())?;
				let revoked = asset.state == LifecycleState::Revoked;
				let mut dropped = asset.revisions.keys().take(count as usize);
				require(revoked || !dropped.any(|revision| self.is_sold(id, *revision)))?;
				for _ in 0..count {
					asset.revisions.pop_first();
				}
			}
			Op::Retire { asset } => {
				let id = self.asset_id(asset);
				let asset = assets.get(&id)?;
				require(asset.owner == *who && self.dependants(id) == 0)?;
				require(asset.revisions.len() <= MAX_DROP as usize)?;
				let revoked = asset.state == LifecycleState::Revoked;
				require(revoked || !self.committed.contains(&id))?;
				assets.remove(&id);
			}
			Op::SetManaged { asset, managed } => {
				let asset = assets.get_mut(&self.asset_id(asset))?;
				require(asset.owner == *who)?;
				require((asset.agreed.as_ref() == Some(who)) != managed)?;
				asset.agreed = managed.then(|| who.clone());
			}
			Op::Sell { asset, revision } => {
				let sale = (self.asset_id(asset), self.revision(asset, revision));
				toggle(&mut next.sold, sale);
				next.sold_at = next.block;
				next.block += 1;
			}
			Op::Commit { asset } => toggle(&mut next.committed, self.asset_id(asset)),
		}
		Some(next)
	}

	/// An asset, if `who` may edit it.
	fn editable<'a>(
		&self,
		assets: &'a mut BTreeMap<AssetId, ModelAsset>,
		asset: u8,
		who: &AccountId,
	) -> Option<&'a mut ModelAsset> {
		let id = self.asset_id(asset);
		let asset = assets.get_mut(&id)?;
		require(self.may_as(id, asset, who, Roles::EDITOR))?;
		Some(asset)
	}

	/// Links, some under a licence, and one in some forty with a permit where there is none, or
	/// without where there is one.
	pub fn links(&self, links: &[(u8, u8)]) -> Vec<NewLink> {
		let relations = Relation::ALL.len();
		let one = |n: u8, object: u8| {
			let link = link(Relation::ALL[usize::from(n) % relations], self.asset_id(object));
			match (n, usize::from(n) / relations % 4) {
				(250.., _) if link.relation.binds() => NewLink { permit: None, ..new(link) },
				(250.., _) => NewLink { permit: Some(Permit::Owner), ..new(link) },
				(_, 0) if link.relation.binds() => binding(link.relation, link.object),
				_ => new(link),
			}
		};
		links.iter().map(|(n, object)| one(*n, *object)).collect()
	}
}

fn require(condition: bool) -> Option<()> {
	condition.then_some(())
}

pub fn state_of(n: u8) -> LifecycleState {
	// Final, so that it comes seldom.
	if n < 16 {
		return LifecycleState::Revoked;
	}
	let states = LifecycleState::ALL;
	states[usize::from(n) % states.len()]
}
