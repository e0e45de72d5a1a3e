//! Tests, one file per concern. Each runs in `checked`, which ends with `try_state`; refusals are
//! checked with `assert_noop!`, which compares the whole state before and after.

mod deposits;
mod permits;
mod properties;
mod refusals;
mod shares;
mod terms;
mod try_state;

pub use crate::{mock::*, *};
pub use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold as _};
pub use metahub_assets::{
	licence::{
		Derivatives, Inherited, RevenueShare,
		RoyaltyPolicy::{self, Absolute, Relative},
		Terms, TermsId,
	},
	AssetId, Permit, Relation,
};
pub use sp_runtime::{DispatchError, DispatchResult};

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;

/// Per cent, in parts per million.
pub const PERCENT: u32 = 10_000;

/// Commercial terms with a share in derivatives' revenue.
pub fn sharing(ppm: u32, policy: RoyaltyPolicy) -> Terms {
	Terms {
		commercial_use: true,
		derivatives: Some(Derivatives { revenue_share_ppm: ppm, policy, ..Default::default() }),
		..Default::default()
	}
}

/// Terms that demand themselves of derivatives.
pub fn share_alike() -> Terms {
	let derivatives = Derivatives { reciprocal: true, ..Default::default() };
	Terms { commercial_use: true, derivatives: Some(derivatives), ..Default::default() }
}

/// Gives an account a licence of the `n`th asset.
pub fn permit(who: AccountId, n: u64, terms: &Terms) -> TermsId {
	let id = store_terms(terms);
	let licence = Licences::iter_keys().count() as u64;
	Licences::insert(licence, (who, asset(n), id));
	Held::insert((who, asset(n)), licence);
	id
}

/// What permits an account to derive from an asset: being its owner, or its newest licence. One that
/// is not, if it has neither.
pub fn permit_of(who: AccountId, parent: AssetId) -> Permit {
	if Owners::get(parent) == Some(who) {
		return Permit::Owner;
	}
	Permit::Licence(Held::get((who, parent)).unwrap_or(u64::MAX))
}

/// An account links an asset to another, with what permits it, and without a bound.
pub fn derive_by(
	who: AccountId,
	subject: AssetId,
	relation: Relation,
	parent: AssetId,
) -> DispatchResult {
	let permit = permit_of(who, parent);
	Royalties::derive(&who, subject, relation, parent, permit, u32::MAX).map(|_| ())
}

/// Alice links the `subject`th asset to the `parent`th under a share.
pub fn derive(subject: u64, parent: u64, ppm: u32, policy: RoyaltyPolicy) {
	permit(ALICE, parent, &sharing(ppm, policy));
	assert_ok!(link(subject, parent));
}

/// Alice says that the `subject`th asset is derived from the `parent`th.
pub fn link(subject: u64, parent: u64) -> DispatchResult {
	derive_by(ALICE, asset(subject), Relation::DerivedFrom, asset(parent))
}

/// Who shares in the `n`th asset's revenue, with how much.
pub fn shares(n: u64) -> Vec<(u64, u32)> {
	Royalties::shares(asset(n)).iter().map(|share| (share.ancestor.item, share.ppm)).collect()
}

/// What an account has on hold.
pub fn held(who: AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Record.into(), &who)
}

/// The pallet's events since the last call of this or the start.
pub fn events() -> Vec<Event> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Royalties(event) => Some(event),
			_ => None,
		})
		.collect()
}
