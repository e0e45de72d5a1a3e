//! What holds after every block: the invariants of each pallet of ours, and those that no pallet
//! can check alone.
//!
//! The tests run [`check`] after each block and at their end. With the feature `try-runtime`, which
//! builds the SDK once more, it also asks the SDK's pallets (`scripts/try-state.sh`).

use super::{dev, registry};
use crate::{
	AccountId, AssetRegistry, Balance, Balances, Disputes, Erc721, Licensing, Market, Payments,
	Royalties, Runtime, RuntimeHoldReason, RuntimeOrigin,
};
use frame_support::{
	assert_ok,
	storage::with_transaction,
	storage_alias,
	traits::{fungible::MutateHold, tokens::IdAmount},
	Blake2_128Concat,
};
use metahub_assets::{
	licence::{AccessMode, Inherited, Terms},
	pay::Price,
	AssetId,
};
use pallet_licensing::{KnownTerms, Licences, Offers, SeatEntry, Seats, SeatsOf};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Ferdie};
use sp_runtime::{DispatchError, TransactionOutcome, TryRuntimeError};

type Check = fn() -> Result<(), TryRuntimeError>;

/// The pallets of ours that keep state.
const PALLETS: [(&str, Check); 7] = [
	("asset-registry", AssetRegistry::do_try_state),
	("disputes", Disputes::do_try_state),
	("erc721", Erc721::do_try_state),
	("licensing", Licensing::do_try_state),
	("market", Market::do_try_state),
	("payments", Payments::do_try_state),
	("royalties", Royalties::do_try_state),
];

/// The tokens on hold: the pallet keeps the map to itself.
#[storage_alias]
type Holds = StorageDoubleMap<
	AssetsHolder,
	Blake2_128Concat,
	u32,
	Blake2_128Concat,
	AccountId,
	Vec<IdAmount<RuntimeHoldReason, Balance>>,
>;

/// Fails the test when the state is unsound.
pub fn check() {
	if let Err(reason) = sound() {
		panic!("the state is unsound: {reason}");
	}
}

fn sound() -> Result<(), String> {
	for (name, check) in PALLETS {
		check().map_err(|error| format!("{name}: {error:?}"))?;
	}
	holds_have_records()?;
	offers_are_within_the_origins()?;
	#[cfg(feature = "try-runtime")]
	{
		use frame_support::traits::{TryState, TryStateSelect};
		crate::AllPalletsWithSystem::try_state(crate::System::block_number(), TryStateSelect::All)
			.map_err(|error| format!("{error:?}"))?;
	}
	Ok(())
}

/// What checks the records behind a hold. The SDK's pallets have nothing that does.
fn keeper(reason: RuntimeHoldReason) -> Option<Check> {
	use RuntimeHoldReason::*;
	Some(match reason {
		AssetRegistry(_) => crate::AssetRegistry::do_try_state,
		Disputes(_) => crate::Disputes::do_try_state,
		Erc721(_) => crate::Erc721::do_try_state,
		Licensing(_) => crate::Licensing::do_try_state,
		Market(_) => crate::Market::do_try_state,
		Payments(_) => crate::Payments::do_try_state,
		Royalties(_) => crate::Royalties::do_try_state,
		Preimage(_) | Revive(_) | Session(_) => return None,
	})
}

/// A pallet checks what is on hold of the accounts in its records. It does not see the holds of
/// others, which nobody would ever release. So each hold is made smaller by the least amount there
/// is, and its pallet has to find that; then everything is put back.
fn holds_have_records() -> Result<(), String> {
	for (who, holds) in pallet_balances::Holds::<Runtime>::iter() {
		for (index, hold) in holds.iter().enumerate() {
			let shrink = || {
				pallet_balances::Holds::<Runtime>::mutate(&who, |holds| holds[index].amount -= 1);
			};
			is_recorded(hold.id, shrink)
				.map_err(|()| format!("{:?} of {who} has no record", hold.id))?;
		}
	}
	for (token, who, holds) in Holds::iter() {
		for (index, hold) in holds.iter().enumerate() {
			let shrink = || {
				Holds::mutate(token, &who, |holds| {
					holds.as_mut().expect("is there")[index].amount -= 1
				});
			};
			is_recorded(hold.id, shrink)
				.map_err(|()| format!("{:?} of {who}, token {token}, has no record", hold.id))?;
		}
	}
	Ok(())
}

fn is_recorded(reason: RuntimeHoldReason, shrink: impl FnOnce()) -> Result<(), ()> {
	let Some(check) = keeper(reason) else { return Ok(()) };
	let noticed = rolled_back(|| {
		shrink();
		check().is_err()
	});
	noticed.then_some(()).ok_or(())
}

/// Runs something that changes the state, and puts the state back.
fn rolled_back<T>(run: impl FnOnce() -> T) -> T {
	with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(run())))
		.expect("transactions are not nested that deep")
}

/// No offer sells more than its asset's origins allow.
fn offers_are_within_the_origins() -> Result<(), String> {
	let terms_of = |id| {
		let record = KnownTerms::<Runtime>::get(id).ok_or("terms that are not known")?;
		Ok::<_, String>(record.terms)
	};
	// Links may leave an offer behind that is too wide. It sells nothing.
	for (offer, record) in Offers::<Runtime>::iter() {
		let inherited = Licensing::inherited(record.asset);
		let terms = terms_of(record.terms)?;
		let checked = match record.parent {
			None => inherited.check(record.terms, &terms),
			Some(_) => {
				let only = inherited.reciprocal.map(terms_of).transpose()?;
				inherited.check_sub_licence(record.terms, &terms, only.as_ref())
			}
		};
		let priced = record.prices.iter().any(|price| price.amount > 0);
		let wider = checked.is_err() || (priced && !inherited.commercial_use);
		let sells = |price: &Price| Licensing::quote(offer, price.currency).is_ok();
		if wider && record.prices.iter().any(sells) {
			return Err(format!("offer {offer} sells more than the asset's origins allow"));
		}
	}
	Ok(())
}

/// What the check says after `corrupt` has been at a sound state, with an asset of Alice's.
fn found(corrupt: impl FnOnce(AssetId)) -> String {
	let mut error = None;
	dev().execute_with(|| {
		let asset = registry::register(Alice);
		sound().expect("nothing is wrong yet");
		error = rolled_back(|| {
			corrupt(asset);
			sound().err()
		});
	});
	error.expect("the corruption was not found")
}

/// Writes that an asset's origins forbid earning money with it.
fn forbid_commerce(asset: AssetId) {
	let record = pallet_royalties::Record {
		inherited: Inherited { commercial_use: false, ..Inherited::default() },
		shares: Default::default(),
		parents: Default::default(),
		shared: None,
		depositor: Alice.to_account_id(),
		deposit: 0,
	};
	pallet_royalties::Records::<Runtime>::insert(asset, record);
}

#[test]
fn a_hold_of_somebody_without_a_record_is_found() {
	for reason in [
		pallet_licensing::HoldReason::Seat.into(),
		pallet_asset_registry::HoldReason::Link.into(),
		pallet_payments::HoldReason::Claim.into(),
		pallet_royalties::HoldReason::Record.into(),
		pallet_market::HoldReason::Listing.into(),
		pallet_disputes::HoldReason::Bond.into(),
		pallet_erc721::HoldReason::Operator.into(),
	] {
		let error = found(|_| {
			Balances::hold(&reason, &Ferdie.to_account_id(), 5).expect("Ferdie has money");
		});
		assert!(error.contains("has no record"), "{error}");
	}
}

#[test]
fn a_token_on_hold_without_an_escrow_is_found() {
	let error = found(|_| {
		use crate::{genesis::dev_token, AssetsHolder};
		use frame_support::traits::fungibles::MutateHold as _;
		let reason = pallet_payments::HoldReason::Escrow.into();
		AssetsHolder::hold(dev_token::ID, &reason, &Bob.to_account_id(), 7).expect("Bob has some");
	});
	assert!(error.contains("has no record"), "{error}");
}

#[test]
fn a_record_that_is_wrong_is_found_by_its_pallet() {
	let error = found(|_| {
		pallet_asset_registry::Collections::<Runtime>::translate_values(
			|mut record: pallet_asset_registry::CollectionRecordOf<Runtime>| {
				record.items += 1;
				Some(record)
			},
		);
	});
	assert!(error.starts_with("asset-registry"), "{error}");
}

#[test]
fn royalties_of_an_asset_that_does_not_exist_are_found() {
	let error = found(|asset| forbid_commerce(AssetId { item: asset.item + 1, ..asset }));
	assert!(error.contains("an asset that is not"), "{error}");
}

#[test]
fn a_mode_that_the_origins_forbid_is_found() {
	let commercial = Terms { commercial_use: true, ..Terms::default() };
	let id = pallet_licensing::terms_id(&commercial);
	let origin = || RuntimeOrigin::signed(Alice.to_account_id());
	found(|asset| {
		assert_ok!(Licensing::create_terms(origin(), commercial.clone()));
		assert_ok!(Licensing::set_access_mode(origin(), asset, AccessMode::Free(id)));
		forbid_commerce(asset);
	});
}

#[test]
fn a_licence_with_too_many_seats_is_found() {
	let terms = Terms { seats: 2, ..Terms::default() };
	let id = pallet_licensing::terms_id(&terms);
	let alice = || RuntimeOrigin::signed(Alice.to_account_id());
	found(|asset| {
		assert_ok!(Licensing::create_terms(alice(), terms.clone()));
		assert_ok!(Licensing::grant(alice(), asset, None, id, Bob.to_account_id()));
		let licence = pallet_licensing::NextLicence::<Runtime>::get() - 1;
		for account in [Alice, Bob, Ferdie].map(|who| who.to_account_id()) {
			let seat = SeatEntry { depositor: Bob.to_account_id(), deposit: 0 };
			Seats::<Runtime>::insert(licence, &account, seat);
			SeatsOf::<Runtime>::insert((asset, account), licence, ());
		}
		Licences::<Runtime>::mutate(licence, |record| {
			record.as_mut().expect("was granted").seats_taken = 3;
		});
	});
}
