//! Tests, one file per concern. Each runs in `checked`, which ends with `try_state`; refusals are
//! checked with `assert_noop!`, which compares the whole state before and after.

mod bonds;
mod deposits;
mod judge;
mod places;
mod properties;
mod raise;
mod tags;
mod try_state;

pub use crate::{
	mock::*, BondOutcome, Claim, DisputeRecordOf, HoldReason, Subject, TagRecordOf, Verdict,
};
pub use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold as _};
pub use metahub_assets::{AssetId, ContentId};
pub use sp_runtime::{DispatchError, Permill};

pub type Error = crate::Error<Test>;
pub type Event = crate::Event<Test>;
pub type Records = crate::Disputes<Test>;
pub type TagsOf = crate::Tags<Test>;

/// What is disputed.
pub const SUBJECT: Subject = Subject::Asset(AssetId::new(1, 2));
/// The smallest bond, at first.
pub const BOND: Balance = 50_000;

/// Signed by an account.
pub fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The judge.
pub fn judge() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// Some evidence.
pub fn cid(n: u8) -> ContentId {
	ContentId::raw([n; 32])
}

/// Some evidence, in binary form.
pub fn evidence(n: u8) -> Vec<u8> {
	cid(n).as_bytes().to_vec()
}

/// Carol disputes what Alice answers for, with the smallest bond.
pub fn raised() -> u64 {
	raised_with(CAROL, BOND)
}

/// Somebody disputes what Alice answers for.
pub fn raised_with(who: AccountId, bond: Balance) -> u64 {
	Respondents::insert(SUBJECT, Some(ALICE));
	let id = crate::NextDispute::<Test>::get();
	assert_ok!(Disputes::raise(by(who), SUBJECT, Claim::Malicious, evidence(1), bond));
	id
}

/// Alice responds.
pub fn responded(dispute: u64) {
	assert_ok!(Disputes::respond(by(ALICE), dispute, evidence(2)));
}

/// The ids of a subject's tags.
pub fn tags() -> Vec<u64> {
	Disputes::tags(SUBJECT).into_iter().map(|tag| tag.dispute).collect()
}

/// A bond that returned whole.
pub fn returned(bond: Balance) -> BondOutcome<AccountId, Balance> {
	BondOutcome { returned: bond, awarded: None, burned: 0 }
}

/// A bond that was forfeited, and who got part of it.
pub fn forfeited(
	awarded: Option<(AccountId, Balance)>,
	burned: Balance,
) -> BondOutcome<AccountId, Balance> {
	BondOutcome { returned: 0, awarded, burned }
}

/// What an account has on hold for a reason.
pub fn held(reason: HoldReason, who: AccountId) -> Balance {
	Balances::balance_on_hold(&reason.into(), &who)
}

/// What an account has, on hold or not.
pub fn wealth(who: AccountId) -> Balance {
	use frame_support::traits::fungible::Inspect;
	Balances::total_balance(&who)
}

/// All that an account has on hold.
pub fn held_in_all(who: AccountId) -> Balance {
	Balances::total_balance_on_hold(&who)
}

/// The pallet's events since the last call of this or the start.
pub fn events() -> Vec<Event> {
	let events = System::events();
	System::reset_events();
	events
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Disputes(event) => Some(event),
			_ => None,
		})
		.collect()
}
