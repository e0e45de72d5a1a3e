//! Revisions: adding the next, dropping the oldest.

use crate::{
	deposits::Refunds, AssetRecordOf, Assets, Commitments, Config, Content, Error, Event,
	HoldReason, Observer, Pallet, RevisionRecord, RevisionRecordOf, Revisions, Roles, UriEntry,
	LOG_TARGET,
};
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, transactional};
use metahub_assets::{AssetId, ContentInput};
use sp_runtime::{traits::Zero, DispatchError};

impl<T: Config> Pallet<T> {
	/// Gives an asset a new current revision.
	#[transactional]
	pub fn do_revise(who: T::AccountId, asset: AssetId, content: ContentInput) -> DispatchResult {
		let mut record = Self::asset_for(&who, asset, Roles::EDITOR)?;
		ensure!(!record.is_revoked(), Error::<T>::Revoked);
		let content = Self::check_content(content)?;
		let revision = record.revision.checked_add(1).ok_or(Error::<T>::CounterExhausted)?;
		record.revision = revision;
		Self::store_revision(&who, asset, &record, revision, &content)?;
		Assets::<T>::insert(asset, record);
		T::Observer::asset_changed(asset);
		Self::deposit_event(Event::Revised { asset, revision, author: who, content });
		Ok(())
	}

	/// Drops the oldest revisions of an asset. Returns in how many payments deposits returned.
	pub fn do_prune_revisions(
		who: T::AccountId,
		asset: AssetId,
		count: u32,
	) -> Result<u32, DispatchError> {
		let mut record = Self::asset_of_owner(&who, asset)?;
		let most = T::MaxRevisionsAtRetire::get();
		ensure!(count > 0 && count <= most, Error::<T>::BadPruneCount);
		ensure!(count < record.kept(), Error::<T>::CurrentRevision);
		let end = record.oldest.checked_add(count).ok_or(Error::<T>::CounterExhausted)?;
		// Licences of a revoked asset have ended.
		let sold = |number| T::Commitments::sold_at(asset, number).is_some();
		let kept = !record.is_revoked() && (record.oldest..end).any(sold);
		ensure!(!kept, Error::<T>::RevisionSold);
		let mut refunds = Refunds::new();
		Self::drop_revisions(asset, &record, count, &mut refunds);
		record.oldest = end;
		Assets::<T>::insert(asset, record);
		let payments = refunds.pay();
		Self::deposit_event(Event::RevisionsPruned { asset, oldest: end });
		Ok(payments)
	}

	/// Stores a revision and holds its deposits.
	pub(crate) fn store_revision(
		who: &T::AccountId,
		asset: AssetId,
		record: &AssetRecordOf<T>,
		number: u32,
		content: &Content,
	) -> DispatchResult {
		let author = Self::unless_registrant(record, who);
		let mut revision: RevisionRecordOf<T> = RevisionRecord {
			root: content.root,
			entries: content.entries,
			total_bytes: content.total_bytes,
			manifest: content.manifest,
			uris: Default::default(),
			author: author.clone(),
			created_at: frame_system::Pallet::<T>::block_number(),
			deposit: Zero::zero(),
		};
		revision.deposit = Self::revision_price(&revision)?;
		for uri in &content.uris {
			let deposit = Self::uri_price(uri, &author)?;
			let (uri, depositor) = (uri.clone(), author.clone());
			let entry = UriEntry { uri, added_at: revision.created_at, depositor, deposit };
			revision.uris.try_push(entry).map_err(|_| Error::<T>::TooManyUris)?;
		}
		let for_uris = Self::sum(revision.uris.iter().map(|entry| entry.deposit))?;
		Self::hold(HoldReason::Revision, who, revision.deposit)?;
		Self::hold(HoldReason::Uri, who, for_uris)?;
		Revisions::<T>::insert(asset, number, revision);
		Ok(())
	}

	/// Drops the oldest `count` revisions, which the caller has bounded.
	pub(crate) fn drop_revisions(
		asset: AssetId,
		record: &AssetRecordOf<T>,
		count: u32,
		refunds: &mut Refunds<T>,
	) {
		let end = record.oldest.saturating_add(count);
		for number in record.oldest..end {
			let Some(revision) = Revisions::<T>::take(asset, number) else {
				// try_state would have told. Nothing is lost by going on.
				log::error!(target: LOG_TARGET, "{asset:?} has no revision {number}");
				continue;
			};
			let who = |who: Option<T::AccountId>| who.unwrap_or_else(|| record.registrant.clone());
			refunds.add(HoldReason::Revision, who(revision.author), revision.deposit);
			for entry in revision.uris {
				refunds.add(HoldReason::Uri, who(entry.depositor), entry.deposit);
			}
		}
	}
}
