//! What needs no runtime: the interface's terms and enums are licensing's.

use super::{convert, Calls, ILicensing as sol};
use metahub_assets::{
	licence::{Derivatives, LegalText, RoyaltyPolicy, SubLicensing, Terms},
	ContentId, MultiUri,
};
use pallet_revive::precompiles::alloy::{
	primitives::U256,
	sol_types::{SolEnum, SolInterface},
};
use std::collections::BTreeSet;

fn full() -> Terms {
	Terms {
		duration_secs: Some(u64::MAX),
		transferable: true,
		commercial_use: true,
		attribution: true,
		derivatives: Some(Derivatives {
			attribution: true,
			approval: true,
			reciprocal: true,
			revenue_share_ppm: 7,
			policy: RoyaltyPolicy::Relative,
		}),
		sub_licensing: Some(SubLicensing { depth: 3, count: 4, upstream_ppm: 5 }),
		seats: 6,
		uses: Some(9),
		revocable: true,
		resale_royalty_ppm: 10,
		legal_text: Some(LegalText {
			uri: MultiUri::ipfs(&ContentId::raw([1; 32])),
			sha256: [2; 32].into(),
		}),
	}
}

#[test]
fn terms_come_back_as_they_went() {
	let bare = Terms::default();
	let partly = Terms { derivatives: Some(Derivatives::default()), ..bare.clone() };
	for terms in [full(), bare, partly] {
		assert_eq!(convert::terms(&convert::terms_out(terms.clone())), Ok(terms));
	}
}

#[test]
fn what_is_not_granted_has_nothing_below_it() {
	let spoil: [fn(&mut sol::Terms); 9] = [
		|t| t.derivativesAttribution = true,
		|t| t.derivativesApproval = true,
		|t| t.derivativesReciprocal = true,
		|t| t.revenueSharePpm = 1,
		|t| t.policy = sol::RoyaltyPolicy::Relative,
		|t| t.subLicensingCount = 1,
		|t| t.upstreamPpm = 1,
		|t| t.legalSha256 = [1; 32].into(),
		|t| t.legalUri = vec![1, 2, 3].into(),
	];
	for spoil in spoil {
		let mut terms = convert::terms_out(Terms::default());
		spoil(&mut terms);
		assert!(convert::terms(&terms).is_err(), "{terms:?}");
	}
}

#[test]
fn functions_have_selectors_of_their_own() {
	let selectors: BTreeSet<_> = Calls::selectors().collect();
	assert_eq!(selectors.len(), Calls::COUNT);
	assert_eq!((sol::AccessMode::COUNT, sol::RevocationReason::COUNT), (3, 5));
}

#[test]
fn a_cursor_comes_back_as_it_went() {
	for id in [None, Some(0), Some(1), Some(u64::MAX)] {
		assert_eq!(convert::cursor_in(convert::cursor_out(id)), Ok(id));
	}
	assert!(convert::cursor_in(U256::MAX).is_err());
}
