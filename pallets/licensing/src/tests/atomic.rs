//! Each step of a purchase is made to fail once: nothing is left behind.

use super::*;
use frame_support::{storage::with_storage_layer, traits::tokens::nonfungibles_v2::Mutate};
use pallet_nfts::{Error as NftError, NextCollectionId};

/// Sets `spoil` up, and checks that a purchase, and one of a sub-licence, then fails as it should.
fn fails(error: impl Into<DispatchError>, spoil: impl Fn()) {
	let error = error.into();
	new_test_ext().execute_with(|| {
		let asset = asset();
		set_ancestors(asset, &[(erin(), 100_000), (dave(), 50_000)]);
		assert_ok!(Licensing::set_collection_fee(by(alice()), 0, 10_000));
		let id = known(wide_at(0));
		let asked = NewOffer { supply: Some(1), ..asked(asset, None, id, PRICE) };
		let offer = Licensing::do_create_offer(alice(), asked).expect("can be offered");
		// Not as a call, which would undo everything by itself.
		spoil();
		assert_noop!(Licensing::do_buy(bob(), offer, id, None, None, NATIVE, PRICE), error);
		assert_eq!(Offers::<Test>::get(offer).and_then(|offer| offer.supply), Some(1));
		assert_eq!(held_in_all(bob()), 0);
		assert!(Receipts::get().is_empty());
	});
}

#[test]
fn when_no_way_to_pay_is_found() {
	fails(DispatchError::Other("no pool"), || FailToChoose::set(true));
}

#[test]
fn when_a_counter_is_exhausted() {
	fails(Error::CounterExhausted, || NextLicence::<Test>::put(u64::MAX));
	fails(Error::CounterExhausted, || {
		KnownTerms::<Test>::translate_values(|record: TermsRecordOf<Test>| {
			Some(TermsRecord { references: u32::MAX, ..record })
		});
	});
}

#[test]
fn when_time_ends() {
	fails(Error::TimeOverflow, || Now::set(u64::MAX));
}

#[test]
fn when_the_collection_cannot_be_created() {
	fails(NftError::<Test>::CollectionIdInUse, || {
		let config = Default::default();
		use frame_support::traits::tokens::nonfungibles_v2::Create;
		assert_ok!(Nfts::create_collection(&carol(), &carol(), &config));
		NextCollectionId::<Test>::put(0);
	});
}

#[test]
fn when_the_item_cannot_be_minted() {
	new_test_ext().execute_with(|| {
		let (asset, id) = (asset(), known(wide_at(0)));
		let first = bought(carol(), asset, id);
		let offer = offer(asset, id);
		let config = pallet_nfts::ItemConfig::default();
		assert_ok!(Nfts::mint_into(&collection_of(first), &(first + 1), &carol(), &config, true));
		assert_noop!(
			Licensing::do_buy(bob(), offer, id, None, None, NATIVE, PRICE),
			NftError::<Test>::AlreadyExists
		);
	});
}

#[test]
fn when_the_buyer_lacks_the_deposit_or_the_price() {
	for keep in [0, 500, 20_000] {
		fails(TokenError::FundsUnavailable, || {
			let free = Balances::balance(&bob());
			assert_ok!(Balances::burn_from(
				&bob(),
				free - keep - 1,
				frame_support::traits::tokens::Preservation::Preserve,
				frame_support::traits::tokens::Precision::Exact,
				frame_support::traits::tokens::Fortitude::Force,
			));
		});
	}
}

#[test]
fn when_a_deposit_cannot_be_expressed() {
	fails(Error::DepositOverflow, || DepositBase::set(u128::MAX));
	fails(Error::DepositOverflow, || DepositPerByte::set(u128::MAX));
}

#[test]
fn when_any_payee_cannot_be_paid() {
	for paid in 0..=4 {
		fails(DispatchError::Other("told to fail"), || FailAfter::set(Some(paid)));
	}
}

#[test]
fn when_shares_are_more_than_the_price() {
	fails(Error::SharesOverWhole, || {
		set_ancestors(AssetId::new(0, 0), &[(erin(), 600_000), (dave(), 600_000)]);
	});
	fails(Error::TooManyPayees, || {
		let many: Vec<_> = (0..15).map(|_| (erin(), 100)).collect();
		set_ancestors(AssetId::new(0, 0), &many);
	});
}

#[test]
fn a_sub_licence_counts_only_when_it_is_paid() {
	new_test_ext().execute_with_checks(|| {
		let asset = asset();
		let licence = bought(bob(), asset, known(wide_at(0)));
		let sub = sub_offer(licence, known(wide_at(1)));
		let before = record(licence);
		FailAfter::set(Some(1));
		assert_noop!(buy(carol(), sub), DispatchError::Other("told to fail"));
		assert_eq!(record(licence), before);
		FailAfter::set(None);
		assert_ok!(buy(carol(), sub));
		let counted = record(licence);
		assert_eq!((counted.sub_licences, counted.open_sub_licences), (1, 1));
	});
}

#[test]
fn a_renewal_that_is_not_paid_changes_nothing() {
	new_test_ext().execute_with_checks(|| {
		let licence = bought(bob(), asset(), known(wide()));
		for paid in [0, 1] {
			FailAfter::set(Some(paid));
			assert_noop!(
				Licensing::do_renew(bob(), licence, NATIVE, PRICE),
				DispatchError::Other("told to fail")
			);
		}
		FailAfter::set(None);
		FailToChoose::set(true);
		let error = DispatchError::Other("no pool");
		assert_noop!(Licensing::do_renew(bob(), licence, NATIVE, PRICE), error);
	});
}

#[test]
fn nothing_is_bought_from_inside_of_a_payment() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		CallBack::set(Some((carol(), offer, id)));
		assert_ok!(buy(bob(), offer));
		assert_eq!(CalledBack::get(), Some(Error::Reentrancy.into()));
		assert_eq!(Licences::<Test>::iter().count(), 1);
		assert_eq!(access(asset, carol()), None);
	});
}

#[test]
fn a_caller_that_goes_on_after_a_refusal_finds_nothing_changed() {
	new_test_ext().execute_with_checks(|| {
		let (asset, id) = (asset(), known(wide()));
		let offer = offer(asset, id);
		FailAfter::set(Some(0));
		// A batch that does not stop, say.
		let done = with_storage_layer(|| -> Result<(), DispatchError> {
			let _ = Licensing::do_buy(bob(), offer, id, None, None, NATIVE, PRICE);
			Ok(())
		});
		assert_ok!(done);
		assert_eq!((Licences::<Test>::iter().count(), held_in_all(bob())), (0, 0));
		assert_eq!(NextLicence::<Test>::get(), 0);
		assert!(LicenceCollections::<Test>::iter().next().is_none());
	});
}
