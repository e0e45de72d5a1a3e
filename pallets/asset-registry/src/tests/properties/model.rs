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
	pub revisions: BTreeMap<u32, Vec<u8>>,
	pub links: BTreeSet<Link>,
}

#[derive(Clone, Default)]
pub struct Model {
	pub collections: BTreeMap<u32, ModelCollection>,
	pub assets: BTreeMap<AssetId, ModelAsset>,
	pub created: u32,
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
		known.unwrap_or_else(|| self.links(&[(relation, object)])[0])
	}

	/// Who makes a call: mostly somebody who may.
	pub fn caller(&self, n: u8, op: &Op) -> AccountId {
		if n >= 170 {
			return account(n);
		}
		let collection = |n| self.collections.get(&self.collection_id(n));
		let entitled = match *op {
			Op::CreateCollection => None,
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
	fn may_link(&self, subject: AssetId, known: &BTreeSet<Link>, links: &[Link]) -> bool {
		let mut all = known.clone();
		let sound = links.iter().all(|link| {
			let parent = self.assets.get(&link.object);
			link.object != subject
				&& parent.is_some_and(|parent| parent.state != LifecycleState::Revoked)
				&& all.insert(*link)
		});
		sound && all.len() <= MAX_LINKS
	}

	/// What `op` by `who` comes to: the model after it, if it succeeds.
	pub fn after(&self, who: &AccountId, op: &Op) -> Option<Model> {
		let mut next = self.clone();
		let Model { collections, assets, created } = &mut next;
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
				let revisions = BTreeMap::from([(1, (0..uris).collect())]);
				let (owner, state) = (who.clone(), LifecycleState::Active);
				let links = links.into_iter().collect();
				assets.insert(asset, ModelAsset { owner, state, revisions, links });
			}
			Op::Revise { asset, uris } => {
				let asset = self.editable(assets, asset, who)?;
				require(asset.state != LifecycleState::Revoked && uris <= 8)?;
				let number = asset.revisions.keys().last()? + 1;
				asset.revisions.insert(number, (0..uris).collect());
			}
			Op::AddUri { asset, revision, uri } => {
				let revision = self.revision(asset, revision);
				let asset = self.editable(assets, asset, who)?;
				require(asset.state != LifecycleState::Revoked)?;
				let uris = asset.revisions.get_mut(&revision)?;
				require(uris.len() < 8 && !uris.contains(&uri))?;
				uris.push(uri);
			}
			Op::WithdrawUri { asset, revision, uri } => {
				let revision = self.revision(asset, revision);
				let asset = self.editable(assets, asset, who)?;
				let uris = asset.revisions.get_mut(&revision)?;
				let position = uris.iter().position(|known| *known == uri)?;
				uris.remove(position);
			}
			Op::SetState { asset, state } => {
				let id = self.asset_id(asset);
				let asset = assets.get_mut(&id)?;
				let state = state_of(state);
				require(asset.owner == *who || self.has_role(id, who, Roles::CURATOR))?;
				require(asset.state != LifecycleState::Revoked && asset.state != state)?;
				asset.state = state;
			}
			Op::Link { asset, relation, object } => {
				let (id, link) = (self.asset_id(asset), self.links(&[(relation, object)])[0]);
				let asset = self.editable(assets, asset, who)?;
				require(asset.state != LifecycleState::Revoked)?;
				require(self.may_link(id, &asset.links, &[link]))?;
				if link.relation.is_structural() && self.dependants(id) > 0 {
					require(!self.stands_on(link.object, id))?;
				}
				asset.links.insert(link);
			}
			Op::Unlink { asset, relation, object } => {
				let (id, link) = (self.asset_id(asset), self.known_link(asset, relation, object));
				let asset = assets.get_mut(&id)?;
				let object_owner = self.assets.get(&link.object).map(|object| &object.owner);
				let allowed = asset.owner == *who
					|| self.has_role(id, who, Roles::EDITOR)
					|| object_owner == Some(who);
				require(allowed && link.relation.is_structural())?;
				require(asset.links.remove(&link))?;
			}
			Op::Transfer { asset, to } => {
				let asset = assets.get_mut(&self.asset_id(asset))?;
				require(asset.owner == *who)?;
				asset.owner = account(to);
			}
			Op::Prune { asset, count } => {
				let asset = assets.get_mut(&self.asset_id(asset))?;
				let count = u32::from(count);
				require(asset.owner == *who && (1..=MAX_DROP).contains(&count))?;
				require((count as usize) < asset.revisions.len())?;
				for _ in 0..count {
					asset.revisions.pop_first();
				}
			}
			Op::Retire { asset } => {
				let id = self.asset_id(asset);
				let asset = assets.get(&id)?;
				require(asset.owner == *who && self.dependants(id) == 0)?;
				require(asset.revisions.len() <= MAX_DROP as usize)?;
				assets.remove(&id);
			}
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
		require(asset.owner == *who || self.has_role(id, who, Roles::EDITOR))?;
		Some(asset)
	}

	pub fn links(&self, links: &[(u8, u8)]) -> Vec<Link> {
		let relation = |n: u8| Relation::ALL[usize::from(n) % Relation::ALL.len()];
		links.iter().map(|(n, object)| link(relation(*n), self.asset_id(*object))).collect()
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
