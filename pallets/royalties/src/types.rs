//! What is stored of an asset.

use codec::{Decode, Encode, HasCompact, MaxEncodedLen};
use frame_support::{
	traits::{ConstU32, Get},
	BoundedVec, CloneNoBound, DebugNoBound, EqNoBound, PartialEqNoBound,
};
use metahub_assets::{
	licence::{Inherited, RevenueShare, MAX_ANCESTORS},
	pay::Price,
	AssetId,
};
use scale_info::TypeInfo;

/// Who shares in an asset's revenue, in the order of ids: each ancestor once, none with nothing.
pub type Shares = BoundedVec<RevenueShare, ConstU32<MAX_ANCESTORS>>;

/// An origin through which an asset owes shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Origin {
	/// The origin.
	pub asset: AssetId,
	/// What it owed in all when it was added, parts per million of its revenue.
	pub owed_ppm: u32,
}

/// The sum of shares, parts per million. Those of one asset are at most the whole.
pub(crate) fn total(shares: &[RevenueShare]) -> u32 {
	shares.iter().fold(0u32, |sum, share| sum.saturating_add(share.ppm))
}

/// What an asset owes its origins. What it owes and what it inherits only grows.
#[derive(
	CloneNoBound, DebugNoBound, PartialEqNoBound, EqNoBound, Encode, Decode, MaxEncodedLen, TypeInfo,
)]
#[codec(mel_bound(AccountId: MaxEncodedLen, Balance: HasCompact + MaxEncodedLen))]
#[scale_info(skip_type_params(MaxParents))]
pub struct Record<AccountId, Balance, MaxParents>
where
	AccountId: Clone + core::fmt::Debug + Eq,
	Balance: Clone + core::fmt::Debug + Eq + HasCompact + MaxEncodedLen,
	MaxParents: Get<u32>,
{
	/// What everything licensed of it is under.
	pub inherited: Inherited,
	/// Who shares in its revenue.
	pub shares: Shares,
	/// The origins through which the shares came: each is counted once, however many links.
	pub parents: BoundedVec<Origin, MaxParents>,
	/// The price of the asset itself of which those who share in its revenue have had their shares:
	/// the highest of those in one currency. `None` when it was not sold since the shares changed.
	pub shared: Option<Price>,
	/// Who made the last link that added to this, and the deposit.
	pub depositor: AccountId,
	/// On hold from the depositor, planck.
	#[codec(compact)]
	pub deposit: Balance,
}
