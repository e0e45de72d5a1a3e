//! Tests, one file per concern. Each runs in `checked`, which ends with `try_state`; refusals are
//! checked with `assert_noop!`, which compares the whole state before and after.

mod deposits;
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
	AssetId, Relation,
};

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;

/// Per cent, in parts per million.
pub const PERCENT: u32 = 10_000;

/// The `n`th asset.
pub fn asset(n: u64) -> AssetId {
	AssetId::new(1, n)
}

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

/// Gives the `n`th asset an owner who is nobody else here, if it has none.
pub fn exists(n: u64) {
	if Owners::get(asset(n)).is_none() {
		Owners::insert(asset(n), 1_000 + n);
	}
}

/// Lets an account derive from the `n`th asset.
pub fn permit(who: AccountId, n: u64, terms: &Terms) -> TermsId {
	exists(n);
	let id = store_terms(terms);
	Permitted::insert((who, asset(n)), id);
	id
}

/// Alice links the `subject`th asset to the `parent`th under a share.
pub fn derive(subject: u64, parent: u64, ppm: u32, policy: RoyaltyPolicy) {
	permit(ALICE, parent, &sharing(ppm, policy));
	assert_ok!(link(subject, parent));
}

/// Alice says that the `subject`th asset is derived from the `parent`th.
pub fn link(subject: u64, parent: u64) -> sp_runtime::DispatchResult {
	Royalties::derive(&ALICE, asset(subject), Relation::DerivedFrom, asset(parent))
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
