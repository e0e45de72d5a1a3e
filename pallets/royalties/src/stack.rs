//! How shares travel on and add up.

use crate::{Config, Error, Shares};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::ensure;
use metahub_assets::{
	licence::{RevenueShare, RoyaltyPolicy},
	pay::{portion, PPM},
	AssetId,
};

/// What an asset owes through one of its origins: the origin's own share, if one was agreed, and
/// what the origin's record has.
pub(crate) fn through<T: Config>(
	parent: AssetId,
	agreed: Option<(u32, RoyaltyPolicy)>,
	stack: &[RevenueShare],
) -> Result<Vec<RevenueShare>, Error<T>> {
	let Some((share, policy)) = agreed else {
		// The same hands: what the origin owes, this one owes.
		return Ok(stack.to_vec());
	};
	let mut left = share;
	let mut owed = Vec::new();
	for entry in stack {
		match entry.policy {
			RoyaltyPolicy::Absolute => owed.push(*entry),
			RoyaltyPolicy::Relative => {
				let cut = u32::try_from(portion(share.into(), entry.ppm)).unwrap_or(PPM);
				left = left.checked_sub(cut).ok_or(Error::<T>::SharesOverWhole)?;
				owed.push(RevenueShare { ppm: cut, policy, ..*entry });
			}
		}
	}
	owed.push(RevenueShare { ancestor: parent, ppm: left, policy });
	owed.retain(|entry| entry.ppm > 0);
	Ok(owed)
}

/// Adds what `subject` owes through one more origin to what it owes already.
pub(crate) fn add_up<T: Config>(
	subject: AssetId,
	known: &Shares,
	more: Vec<RevenueShare>,
) -> Result<Shares, Error<T>> {
	let mut sums = BTreeMap::<AssetId, RevenueShare>::new();
	for share in known.iter().copied().chain(more) {
		ensure!(share.ancestor != subject, Error::<T>::OwnAncestor);
		let sum = sums.entry(share.ancestor).or_insert(RevenueShare { ppm: 0, ..share });
		sum.ppm = sum.ppm.checked_add(share.ppm).ok_or(Error::<T>::SharesOverWhole)?;
		// Absolute comes first.
		sum.policy = sum.policy.min(share.policy);
	}
	let total = sums.values().try_fold(0u32, |sum, share| sum.checked_add(share.ppm));
	ensure!(total.is_some_and(|total| total <= PPM), Error::<T>::SharesOverWhole);
	let shares: Vec<_> = sums.into_values().collect();
	shares.try_into().map_err(|_| Error::<T>::TooManyAncestors)
}
