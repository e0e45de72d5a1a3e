//! Links between assets.

use crate::{
	deposits::Refunds, AssetRecordOf, Assets, Config, DerivationPolicy, Error, Event, HoldReason,
	Lineage, LinkEntry, Observer, Pallet, Referrers, Roles, LOG_TARGET,
};
use alloc::{collections::BTreeSet, vec::Vec};
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, transactional};
use metahub_assets::{AssetId, Link, NewLink, Permit};
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Links an asset to another. Returns how many assets were looked at to rule out a cycle.
	#[transactional]
	pub fn do_link(who: T::AccountId, asset: AssetId, new: NewLink) -> Result<u32, DispatchError> {
		let link = new.link;
		let record = if link.relation.binds() {
			Self::asset_of_owner(&who, asset)?
		} else {
			Self::asset_for(&who, asset, Roles::EDITOR)?
		};
		ensure!(!record.is_revoked(), Error::<T>::Revoked);
		ensure!(link.object != asset, Error::<T>::SelfLink);
		// A cycle through this asset takes a link that points at it.
		let walked = if link.relation.is_structural() && record.dependants > 0 {
			Self::ensure_acyclic(asset, link.object)?
		} else {
			0
		};
		Self::store_links(&who, asset, &record, Vec::from([new]))?;
		if link.relation.binds() {
			// It stays for as long as the asset, even where it brings nothing.
			Self::owner_acted(asset);
		}
		T::Observer::asset_changed(asset);
		Ok(walked)
	}

	/// Cuts a structural link.
	pub fn do_unlink(who: T::AccountId, asset: AssetId, link: Link) -> DispatchResult {
		let record = Assets::<T>::get(asset).ok_or(Error::<T>::AssetUnknown)?;
		// The object's owner as well: else anyone could keep an asset, and its deposits, from
		// being retired for the price of another one that contains it.
		let allowed = Self::may_as(&who, asset, &record, Roles::EDITOR)
			|| Self::owner_of(link.object).as_ref() == Some(&who);
		ensure!(allowed, Error::<T>::NoPermission);
		ensure!(link.relation.is_structural(), Error::<T>::LinkPermanent);
		let mut links = Lineage::<T>::get(asset);
		let position =
			links.iter().position(|entry| entry.link == link).ok_or(Error::<T>::LinkUnknown)?;
		let entry = links.remove(position);
		if links.is_empty() {
			Lineage::<T>::remove(asset);
		} else {
			Lineage::<T>::insert(asset, links);
		}
		Self::forget_link(asset, link);
		let depositor = entry.depositor.unwrap_or(record.registrant);
		Self::release(HoldReason::Link, &depositor, entry.deposit);
		T::Observer::asset_changed(asset);
		Self::deposit_event(Event::Unlinked { subject: asset, link, who });
		Ok(())
	}

	/// Adds links to an asset and holds their deposits.
	pub(crate) fn store_links(
		who: &T::AccountId,
		subject: AssetId,
		record: &AssetRecordOf<T>,
		links: Vec<NewLink>,
	) -> DispatchResult {
		if links.is_empty() {
			return Ok(());
		}
		let depositor = Self::unless_registrant(record, who);
		let mut list = Lineage::<T>::get(subject);
		let known = list.len();
		for NewLink { link, permit, max_owed_ppm } in links {
			let Link { relation, object } = link;
			ensure!(object != subject, Error::<T>::SelfLink);
			let mut parent = Assets::<T>::get(object).ok_or(Error::<T>::ParentUnknown)?;
			ensure!(!parent.is_revoked(), Error::<T>::ParentRevoked);
			ensure!(list.iter().all(|entry| entry.link != link), Error::<T>::DuplicateLink);
			let one_more = |count: u32, counts: bool| {
				count.checked_add(counts.into()).ok_or(Error::<T>::CounterExhausted)
			};
			parent.dependants = one_more(parent.dependants, relation.is_structural())?;
			parent.descendants = one_more(parent.descendants, relation.binds())?;
			Assets::<T>::insert(object, parent);
			if relation.binds() {
				let permit = permit.ok_or(Error::<T>::PermitMissing)?;
				if permit == Permit::Owner {
					// Its buyer gets no share of what its owner made from it.
					Self::owner_acted(object);
				}
				let bound =
					T::Derivation::derive(who, subject, relation, object, permit, max_owed_ppm)?;
				// Those that were made from it agreed to what it owed then.
				ensure!(!bound || record.descendants == 0, Error::<T>::HasDescendants);
			} else {
				ensure!(permit.is_none(), Error::<T>::PermitUnexpected);
			}
			let deposit = Self::link_price(link, &depositor)?;
			let entry = LinkEntry { link, depositor: depositor.clone(), deposit };
			list.try_push(entry).map_err(|_| Error::<T>::TooManyLinks)?;
			Referrers::<T>::insert(object, (subject, relation), ());
			Self::deposit_event(Event::Linked { subject, link, who: who.clone() });
		}
		let deposit = Self::sum(list.iter().skip(known).map(|entry| entry.deposit))?;
		Self::hold(HoldReason::Link, who, deposit)?;
		Lineage::<T>::insert(subject, list);
		Ok(())
	}

	/// Drops all links of an asset. Returns how many there were.
	pub(crate) fn drop_links(
		subject: AssetId,
		record: &AssetRecordOf<T>,
		refunds: &mut Refunds<T>,
	) -> u32 {
		let links = Lineage::<T>::take(subject);
		let count = links.len() as u32;
		for entry in links {
			Self::forget_link(subject, entry.link);
			let depositor = entry.depositor.unwrap_or_else(|| record.registrant.clone());
			refunds.add(HoldReason::Link, depositor, entry.deposit);
		}
		count
	}

	/// Takes a link out of the reverse index and the object's counts.
	fn forget_link(subject: AssetId, Link { relation, object }: Link) {
		Referrers::<T>::remove(object, (subject, relation));
		let Some(mut parent) = Assets::<T>::get(object) else {
			// Only an origin may be retired before what was made from it; try_state would have told.
			if relation.is_structural() {
				log::error!(target: LOG_TARGET, "{subject:?} stood on {object:?}, which is gone");
			}
			return;
		};
		let dependants = parent.dependants.checked_sub(relation.is_structural().into());
		let descendants = parent.descendants.checked_sub(relation.binds().into());
		if dependants.is_none() || descendants.is_none() {
			log::error!(target: LOG_TARGET, "{object:?} did not count {subject:?}");
		}
		parent.dependants = dependants.unwrap_or_default();
		parent.descendants = descendants.unwrap_or_default();
		Assets::<T>::insert(object, parent);
	}

	/// Refuses if `subject` can be reached from `object` through structural links. Looks at no
	/// more than [`Config::MaxLineageWalk`] assets and returns at how many.
	fn ensure_acyclic(subject: AssetId, object: AssetId) -> Result<u32, Error<T>> {
		let most = T::MaxLineageWalk::get();
		let mut seen = BTreeSet::from([object]);
		let mut ahead = Vec::from([object]);
		let mut walked = 0u32;
		while let Some(next) = ahead.pop() {
			ensure!(walked < most, Error::<T>::LineageTooDeep);
			walked = walked.saturating_add(1);
			for entry in Lineage::<T>::get(next) {
				let Link { relation, object } = entry.link;
				if !relation.is_structural() {
					continue;
				}
				ensure!(object != subject, Error::<T>::LineageCycle);
				if seen.insert(object) {
					// Each asset seen has to be looked at: more than can be are too many already.
					ensure!(seen.len() <= most as usize, Error::<T>::LineageTooDeep);
					ahead.push(object);
				}
			}
		}
		Ok(walked)
	}
}
