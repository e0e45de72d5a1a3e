//! Sub-licences: what may hang below a licence.

use crate::{Config, Error, Field, LicenceRecordOf, Pallet};
use frame_support::ensure;
use metahub_assets::{
	licence::{Ended, Terms, MAX_LICENCE_DEPTH},
	AssetId,
};

impl<T: Config> Pallet<T> {
	/// A licence of an asset under which one with these terms may be given now.
	pub(crate) fn licensable_parent(
		asset: AssetId,
		id: u64,
		terms: &Terms,
	) -> Result<LicenceRecordOf<T>, Error<T>> {
		let parent = Self::licence(id)?;
		ensure!(parent.asset == asset, Error::<T>::WrongAsset);
		match Self::chain(&parent, Self::now(), 0).ended {
			None => (),
			Some(Ended::UsedUp) => return Err(Error::<T>::UsesExhausted),
			Some(_) => return Err(Error::<T>::ParentEnded),
		}
		let above = Self::known_terms(parent.terms)?.terms;
		terms.check_within(&above).map_err(|field| Error::<T>::WiderThanParent(Field(field)))?;
		ensure!(parent.depth < MAX_LICENCE_DEPTH, Error::<T>::TooDeep);
		Ok(parent)
	}

	/// Counts one more sub-licence of a licence, if it may give one and has its uses left. Returns
	/// the sub-licence's depth.
	pub(crate) fn hang_below(
		id: u64,
		mut parent: LicenceRecordOf<T>,
		uses: Option<u32>,
	) -> Result<u8, Error<T>> {
		let terms = Self::known_terms(parent.terms)?.terms;
		let most = terms.sub_licensing.map_or(0, |sub| sub.count);
		ensure!(parent.sub_licences < most, Error::<T>::SubLicencesExhausted);
		let more = |count: u32| count.checked_add(1).ok_or(Error::<T>::CounterExhausted);
		parent.sub_licences = more(parent.sub_licences)?;
		parent.open_sub_licences = more(parent.open_sub_licences)?;
		Self::pass_down(&mut parent, uses)?;
		let depth = parent.depth.checked_add(1).ok_or(Error::<T>::TooDeep)?;
		Self::put_licence(id, parent);
		Ok(depth)
	}
}
