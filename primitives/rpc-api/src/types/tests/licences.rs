//! What `licences_*` takes and answers.

use super::{block, same, ALICE};
use crate::types::*;
use metahub_assets::{
	licence::{self, Derivatives, RevocationReason, RoyaltyPolicy, SubLicensing},
	pay::{self, Currency, ShareOutcome},
	AssetId,
};
use primitive_types::{H160, H256};
use serde_json::{from_value, json, to_value};

#[test]
fn currencies_are_a_word_or_an_object() {
	let price = |currency, amount| Price { currency, amount };
	same(
		&price(Currency::Native, u128::MAX),
		json!({ "currency": "native", "amount": u128::MAX.to_string() }),
	);
	same(&price(Currency::Token(7), 1), json!({ "currency": { "token": 7 }, "amount": "1" }));
	let address = format!("0x{}", "ab".repeat(20));
	same(
		&price(Currency::Erc20(H160::repeat_byte(0xab)), 0),
		json!({ "currency": { "erc20": address }, "amount": "0" }),
	);
	for bad in [json!({ "currency": "Native", "amount": "1" }), json!({ "currency": "native" })] {
		assert!(from_value::<Price>(bad.clone()).is_err(), "{bad}");
	}
}

#[test]
fn numbers_are_strings_and_are_read_from_both() {
	same(&Id(u64::MAX), json!("18446744073709551615"));
	assert_eq!(from_value::<Id>(json!(7)).unwrap(), Id(7));
	for bad in [json!(-1), json!("-1"), json!("1.5"), json!(""), json!("18446744073709551616")] {
		assert!(from_value::<Seconds>(bad.clone()).is_err(), "{bad}");
	}
}

fn terms() -> licence::Terms {
	licence::Terms {
		duration_secs: Some(u64::MAX),
		commercial_use: true,
		derivatives: Some(Derivatives {
			revenue_share_ppm: 100_000,
			policy: RoyaltyPolicy::Relative,
			..Default::default()
		}),
		sub_licensing: Some(SubLicensing { depth: 2, count: 9, upstream_ppm: 500_000 }),
		..Default::default()
	}
}

#[test]
fn terms_keep_every_digit_and_lead_back() {
	let wire = Terms::from(terms());
	same(
		&wire,
		json!({
			"durationSecs": "18446744073709551615",
			"transferable": false,
			"commercialUse": true,
			"attribution": false,
			"derivatives": {
				"attribution": false,
				"approval": false,
				"reciprocal": false,
				"revenueSharePpm": 100_000,
				"policy": "relative",
			},
			"subLicensing": { "depth": 2, "count": 9, "upstreamPpm": 500_000 },
			"seats": 0,
			"uses": null,
			"revocable": false,
			"resaleRoyaltyPpm": 0,
			"legalText": null,
		}),
	);
	assert_eq!(licence::Terms::from(wire), terms());
}

#[test]
fn terms_left_out_grant_nothing_and_misspelt_ones_are_refused() {
	let empty: Terms = from_value(json!({})).unwrap();
	assert_eq!(licence::Terms::from(empty), licence::Terms::default());
	for bad in [
		json!({ "durationSec": "1" }),
		json!({ "derivatives": { "revenueSharePpm": 1 } }),
		json!({ "seats": "1" }),
	] {
		assert!(from_value::<Terms>(bad.clone()).is_err(), "{bad}");
	}
}

#[test]
fn a_licence_is_one_flat_object() {
	let answer = LicenceAnswer {
		licence: Licence {
			id: Id(5),
			collection: 9,
			asset: AssetId::new(3, 1),
			holder: ALICE.into(),
			licensor: None,
			terms: H256::zero(),
			offer: Some(Id(2)),
			parent: None,
			depth: 0,
			revision: 2,
			issued_at: Seconds(1_700_000_000),
			expires: Some(Seconds(1_700_000_060)),
			uses_left: Some(3),
			last_use: Some(Use { memo: H256::zero(), at: Seconds(1_700_000_001) }),
			seats_taken: 1,
			sub_licences: 3,
			open_sub_licences: 1,
			derivatives_approved: false,
			shared: Some(Price { currency: Currency::Native, amount: 4 }),
			ended: Some(licence::Ended::Above(4).into()),
			deposit: Deposit { depositor: ALICE.into(), amount: 8 },
		},
		tags: vec![],
		block: block(),
	};
	let zero = format!("0x{}", "00".repeat(32));
	same(
		&answer,
		json!({
			"id": "5",
			"collection": 9,
			"asset": "3:1",
			"holder": ALICE,
			"licensor": null,
			"terms": zero,
			"offer": "2",
			"parent": null,
			"depth": 0,
			"revision": 2,
			"issuedAt": "1700000000",
			"expires": "1700000060",
			"usesLeft": 3,
			"lastUse": { "memo": zero, "at": "1700000001" },
			"seatsTaken": 1,
			"subLicences": 3,
			"openSubLicences": 1,
			"derivativesApproved": false,
			"shared": { "currency": "native", "amount": "4" },
			"ended": { "type": "above", "licence": "4" },
			"deposit": { "depositor": ALICE, "amount": "8" },
			"tags": [],
			"block": to_value(block()).unwrap(),
		}),
	);
}

#[test]
fn reasons_and_grants_say_their_type() {
	same(
		&Ended::from(licence::Ended::Revoked(RevocationReason::Breach)),
		json!({ "type": "revoked", "reason": "breach" }),
	);
	same(&Ended::from(licence::Ended::AssetGone), json!({ "type": "assetGone" }));
	same(&Grant::from(licence::Grant::Owner), json!({ "type": "owner" }));
	same(&Grant::from(licence::Grant::Seat(7)), json!({ "type": "seat", "licence": "7" }));
	same(&AccessMode::from(licence::AccessMode::AllowList), json!({ "type": "allowList" }));
	same(
		&AccessMode::from(licence::AccessMode::Free(H256::zero())),
		json!({ "type": "free", "terms": format!("0x{}", "00".repeat(32)) }),
	);
	same(
		&Purpose::from(pay::Purpose::LicenceSale(3)),
		json!({ "type": "licenceSale", "licence": "3" }),
	);
	same(
		&ShareKind::from(pay::ShareKind::Ancestor(AssetId::new(1, 2))),
		json!({ "type": "ancestor", "asset": "1:2" }),
	);
}

#[test]
fn a_receipt_says_everything() {
	let native = |amount| Price { currency: Currency::Native, amount };
	let notice = Notice::Block(BlockChanges {
		block: FinalizedBlock { number: 4, hash: H256::zero() },
		changes: vec![LicenceChange::Paid {
			receipt: Id(1),
			payer: ALICE.into(),
			purpose: pay::Purpose::Licence(5).into(),
			price: native(10),
			spent: Price { currency: Currency::Token(1), amount: 21 },
			path: vec![Currency::Token(1), Currency::Native],
			shares: vec![PaidShare {
				payee: ALICE.into(),
				amount: 10,
				kind: pay::ShareKind::Seller.into(),
				outcome: ShareOutcome::Claimable,
			}],
		}],
	});
	same(
		&notice,
		json!({
			"block": { "number": 4, "hash": format!("0x{}", "00".repeat(32)) },
			"changes": [{
				"type": "paid",
				"receipt": "1",
				"payer": ALICE,
				"purpose": { "type": "licence", "licence": "5" },
				"price": { "currency": "native", "amount": "10" },
				"spent": { "currency": { "token": 1 }, "amount": "21" },
				"path": [{ "token": 1 }, "native"],
				"shares": [{
					"payee": ALICE,
					"amount": "10",
					"kind": { "type": "seller" },
					"outcome": "claimable",
				}],
			}],
		}),
	);
}
