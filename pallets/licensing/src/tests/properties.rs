//! Random sequences of every call, by several accounts: `try_state` and the sum of all money after
//! each, access as an independent reading of the state says, and nothing left when everything has
//! been taken down.

use super::*;
use frame_support::traits::StorageVersion;
use proptest::prelude::*;
use std::collections::BTreeSet;

const ACCOUNTS: u8 = 6;
const ASSETS: u64 = 2;

/// A call, with small numbers that are taken modulo what there is.
#[derive(Clone, Debug)]
enum Op {
	Terms(u8),
	RemoveTerms(u8),
	Mode(u8, u8),
	List(u8, u8, bool),
	Fee(u8),
	Offer { asset: u8, parent: Option<u8>, terms: u8, price: u8, supply: Option<u8>, window: u8 },
	CloseOffer(u8),
	Buy { offer: u8, to: Option<u8>, fail: bool },
	Grant { asset: u8, parent: Option<u8>, terms: u8, to: u8 },
	Renew(u8, bool),
	Transfer(u8, u8),
	NativeTransfer(u8, u8),
	Revoke(u8, bool),
	Consume(u8),
	Seat(u8, u8, bool),
	Approve(u8, bool),
	Resell(u8, u8, u8),
	Revise(u8),
	Close(u8),
	Destroy,
	Wait(u8),
	State(u8, u8),
	SellAsset(u8, u8),
	Retire(u8),
	Inherit(u8, u8),
}

/// Calls, those more often that the others depend on.
fn op() -> impl Strategy<Value = Op> {
	let n = || any::<u8>();
	let parent = || prop::option::weighted(0.7, any::<u8>());
	prop_oneof![
		1 => n().prop_map(Op::Terms),
		1 => n().prop_map(Op::RemoveTerms),
		1 => (n(), n()).prop_map(|(a, m)| Op::Mode(a, m)),
		1 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Op::List(a, b, c)),
		1 => n().prop_map(Op::Fee),
		6 => (n(), parent(), n(), n(), prop::option::of(1..3u8), n()).prop_map(
			|(asset, parent, terms, price, supply, window)| Op::Offer {
				asset, parent, terms, price, supply, window,
			}
		),
		1 => n().prop_map(Op::CloseOffer),
		12 => (n(), prop::option::weighted(0.2, any::<u8>()), prop::bool::weighted(0.2))
			.prop_map(|(offer, to, fail)| Op::Buy { offer, to, fail }),
		6 => (n(), parent(), n(), n())
			.prop_map(|(asset, parent, terms, to)| Op::Grant { asset, parent, terms, to }),
		3 => (n(), prop::bool::weighted(0.2)).prop_map(|(l, f)| Op::Renew(l, f)),
		2 => (n(), n()).prop_map(|(l, to)| Op::Transfer(l, to)),
		2 => (n(), n()).prop_map(|(l, to)| Op::NativeTransfer(l, to)),
		1 => (n(), any::<bool>()).prop_map(|(l, root)| Op::Revoke(l, root)),
		4 => n().prop_map(Op::Consume),
		4 => (n(), n(), prop::bool::weighted(0.8)).prop_map(|(l, a, t)| Op::Seat(l, a, t)),
		1 => (n(), any::<bool>()).prop_map(|(l, a)| Op::Approve(l, a)),
		3 => (n(), n(), n()).prop_map(|(l, to, p)| Op::Resell(l, to, p)),
		1 => n().prop_map(Op::Revise),
		2 => n().prop_map(Op::Close),
		1 => Just(Op::Destroy),
		2 => n().prop_map(Op::Wait),
		1 => (n(), n()).prop_map(|(a, s)| Op::State(a, s)),
		1 => (n(), n()).prop_map(|(a, to)| Op::SellAsset(a, to)),
		1 => (0..40u8).prop_map(Op::Retire),
		1 => (n(), n()).prop_map(|(a, c)| Op::Inherit(a, c)),
	]
}

/// What every sequence begins with: of each asset an offer, and a chain of three licences with an
/// offer of more below each.
fn prelude() {
	for a in 0..ASSETS as u8 {
		let offer = offer(asset_id(a), known(some_terms(0)));
		let mut id = buy(account(2), offer).expect("can be bought");
		for depth in 1..=2 {
			let below = sub_offer(id, known(some_terms(depth)));
			id = buy(account(2 + depth), below).expect("can be bought");
		}
	}
}

/// Terms number `n`: of each depth, some of them narrower.
fn some_terms(n: u8) -> Terms {
	let n = n % 10;
	let narrow = |terms: Terms| Terms {
		duration_secs: Some(3 * DAY),
		uses: None,
		transferable: false,
		revocable: false,
		..terms
	};
	match n {
		0..=4 => wide_at(n),
		// Uses that are not counted are wider than counted ones: a tree of their own.
		_ => narrow(Terms {
			derivatives: Some(Derivatives { approval: true, ..Derivatives::default() }),
			..wide_at(n - 5)
		}),
	}
}

fn who(n: u8) -> AccountId {
	account(n % ACCOUNTS + 1)
}

fn asset_id(n: u8) -> AssetId {
	AssetId::new(0, u64::from(n) % ASSETS)
}

/// The `n`th of what there is, or something that there is not.
fn pick(n: u8, mut ids: Vec<u64>) -> u64 {
	ids.sort_unstable();
	if ids.is_empty() || n >= 248 {
		return 1_000;
	}
	ids[usize::from(n) % ids.len()]
}

fn licence(n: u8) -> u64 {
	pick(n, Licences::<Test>::iter_keys().collect())
}

fn offer_id(n: u8) -> u64 {
	pick(n, Offers::<Test>::iter_keys().collect())
}

/// Who makes a call that `n` would: mostly who may.
fn caller(n: u8, entitled: Option<AccountId>) -> RuntimeOrigin {
	by(entitled.filter(|_| n < 200).unwrap_or_else(|| who(n)))
}

fn licensor(asset: u8, parent: Option<u8>) -> (AssetId, Option<u64>, Option<AccountId>) {
	let parent = parent.map(licence);
	let asset = parent
		.and_then(|id| Licences::<Test>::get(id).map(|record| record.asset))
		.unwrap_or_else(|| asset_id(asset));
	(asset, parent, Licensing::licensor_under(asset, parent))
}

/// Does what `op` stands for. Calls go through dispatch, as from outside.
fn act(n: u8, op: &Op) {
	use sp_runtime::traits::Dispatchable;
	FailAfter::set(None);
	let holder = |id| Licensing::holder(id);
	let (origin, call): (RuntimeOrigin, Call<Test>) = match *op {
		Op::Terms(t) => (by(alice()), Call::create_terms { terms: some_terms(t) }),
		Op::RemoveTerms(t) => (by(alice()), Call::remove_terms { id: terms_id(&some_terms(t)) }),
		Op::Mode(a, m) => {
			let asset = asset_id(a);
			let mode = match m % 3 {
				0 => AccessMode::Licence,
				1 => AccessMode::AllowList,
				_ => AccessMode::Free(terms_id(&some_terms(m / 3))),
			};
			let owner = MockAssets::owner(asset);
			(caller(n, owner), Call::set_access_mode { asset, mode })
		}
		Op::List(a, account, listed) => {
			let (asset, account) = (asset_id(a), who(account));
			let owner = MockAssets::owner(asset);
			(caller(n, owner), Call::set_listed { asset, account, listed })
		}
		Op::Fee(fee) => {
			let fee_ppm = u32::from(fee) * 500;
			(caller(n, Some(alice())), Call::set_collection_fee { collection: 0, fee_ppm })
		}
		Op::Offer { asset, parent, terms, price, supply, window } => {
			let (asset, parent, licensor) = licensor(asset, parent);
			let call = Call::create_offer {
				asset,
				parent,
				terms: terms_id(&some_terms(terms)),
				prices: vec![Price::new(NATIVE, price.into())],
				swaps: true,
				supply: supply.map(u32::from),
				opens: (window % 8 == 0).then(|| Now::get() + DAY),
				closes: (window % 5 == 0).then(|| Now::get() + 3 * DAY),
			};
			(caller(n, licensor), call)
		}
		Op::CloseOffer(o) => {
			let offer = offer_id(o);
			let seller = Licensing::offer_info(offer).and_then(|info| info.seller);
			(caller(n, seller), Call::close_offer { offer })
		}
		Op::Buy { offer, to, fail } => {
			let offer = offer_id(offer);
			let terms = Offers::<Test>::get(offer).map(|o| o.terms).unwrap_or_default();
			FailAfter::set(fail.then_some(u32::from(n) % 5));
			let pay_with = if n.is_multiple_of(4) { Currency::Token(1) } else { NATIVE };
			let max_amount = 1_500;
			let recipient = to.map(who);
			let revision = n.is_multiple_of(3).then_some(u32::from(n % 5));
			let call = Call::buy { offer, terms, revision, recipient, pay_with, max_amount };
			(by(who(n)), call)
		}
		Op::Grant { asset, parent, terms, to } => {
			let (asset, parent, licensor) = licensor(asset, parent);
			let terms = terms_id(&some_terms(terms));
			(caller(n, licensor), Call::grant { asset, parent, terms, recipient: who(to) })
		}
		Op::Renew(l, fail) => {
			FailAfter::set(fail.then_some(u32::from(n) % 5));
			let (licence, pay_with, max_amount) = (licence(l), NATIVE, 1_500);
			(by(who(n)), Call::renew { licence, pay_with, max_amount })
		}
		Op::Transfer(l, to) => {
			let licence = licence(l);
			(caller(n, holder(licence)), Call::transfer { licence, to: who(to) })
		}
		Op::NativeTransfer(l, to) => {
			let item = licence(l);
			let Some(record) = LicenceCollections::<Test>::get(0) else { return };
			let (collection, dest) = (record.collection, who(to));
			let moved = Erc721::transfer(caller(n, holder(item)), collection, item, dest);
			let before = Licences::<Test>::get(item);
			if let (Ok(()), Some(record)) = (moved, before) {
				assert!(KnownTerms::<Test>::get(record.terms).expect("is").terms.transferable);
				assert_eq!(Licensing::ended(item, Now::get()), None);
			}
			return;
		}
		Op::Revoke(l, root) => {
			let licence = licence(l);
			let origin = if root && n < 100 {
				RuntimeOrigin::root()
			} else {
				caller(n, Licensing::licensor(licence))
			};
			(origin, Call::revoke { licence, reason: RevocationReason::Breach })
		}
		Op::Consume(l) => {
			let licence = licence(l);
			(caller(n, holder(licence)), Call::consume { licence, memo: H256([n; 32]) })
		}
		Op::Seat(l, account, taken) => {
			let licence = licence(l);
			(caller(n, holder(licence)), Call::set_seat { licence, account: who(account), taken })
		}
		Op::Approve(l, approved) => {
			let licence = licence(l);
			let holder = Licensing::holder(licence).filter(|_| approved);
			let call = Call::approve_derivatives { licence, holder };
			(caller(n, Licensing::licensor(licence)), call)
		}
		Op::Close(l) => {
			let licence = licence(l);
			(caller(n, holder(licence)), Call::close { licence })
		}
		Op::Destroy => (by(alice()), Call::destroy_licence_collection { collection: 0 }),
		Op::Wait(days) => return wait(u64::from(days % 5) * DAY),
		Op::State(a, state) => {
			let asset = asset_id(a);
			// Revoked is final, so that it comes seldom.
			let states = &LifecycleState::ALL;
			let state = states[usize::from(state) % states.len()];
			let present = MockAssets::state(asset);
			let seldom = state != LifecycleState::Revoked || n < 30;
			if seldom && present.is_some_and(|state| state != LifecycleState::Revoked) {
				set_state(asset, state);
			}
			return;
		}
		Op::SellAsset(a, to) => {
			let asset = asset_id(a);
			if MockAssets::owner(asset).is_some() {
				sell_asset(asset, who(to));
			}
			return;
		}
		Op::Retire(a) => {
			let asset = asset_id(a);
			if MockAssets::owner(asset).is_some() && n < 40 {
				retire(asset);
			}
			return;
		}
		Op::Inherit(a, what) => {
			let asset = asset_id(a);
			let present = Licensing::inherited(asset);
			let narrower = match what % 6 {
				0 => Inherited { commercial_use: false, ..present },
				1 => Inherited { duration_secs: Some(u64::from(what) * DAY), ..present },
				2 => Inherited { uses: Some(5_000), ..present },
				3 => Inherited { reciprocal: Some(terms_id(&some_terms(what / 6))), ..present },
				_ => Inherited::default(),
			};
			if narrower == Inherited::default() {
				InheritedOf::mutate(|all| all.remove(&asset));
			} else if MockAssets::owner(asset).is_some() {
				let _ = inherit(asset, narrower);
			}
			return;
		}
		Op::Revise(a) => {
			let asset = asset_id(a);
			let next = MockAssets::revision(asset).map_or(1, |revision| revision + 1);
			Revisions::mutate(|all| all.insert(asset, next));
			return;
		}
		Op::Resell(l, to, price) => {
			let (id, to) = (licence(l), who(to));
			let currency = if n.is_multiple_of(4) { Currency::Token(1) } else { NATIVE };
			let price = Price::new(currency, u128::from(price) * 10 + 1);
			let Some(from) = holder(id).filter(|from| *from != to) else { return };
			let Ok(shares) = shares_of_resale(id, &from, price) else { return };
			assert_eq!(shares.iter().map(|share| share.amount).sum::<u128>(), price.amount);
			let sound = Licensing::ensure_resellable(id);
			let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
			let sold = Licensing::do_resell(from, id, to.clone(), price, currency, 1_500);
			if sold.is_ok() {
				assert_ok!(sound);
				assert_eq!((holder(id), record(id).depositor), (Some(to.clone()), to));
			} else {
				let after = sp_io::storage::root(sp_runtime::StateVersion::V1);
				assert_eq!(before, after, "{op:?} was refused and changed something");
			}
			return;
		}
	};
	let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
	let result = RuntimeCall::from(call).dispatch(origin);
	if result.is_err() {
		let after = sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_eq!(before, after, "{op:?} was refused and changed something");
	}
}

/// Whether a licence lives: read again, from the records alone. Uses are the licence's own; time and
/// revocation are also those of all above it.
fn lives(id: u64, at: u64) -> bool {
	if Licences::<Test>::get(id).is_none_or(|record| record.uses_left == Some(0)) {
		return false;
	}
	let mut next = Some(id);
	let mut levels = 0;
	while let Some(id) = next {
		let Some(record) = Licences::<Test>::get(id) else { return false };
		let alive = record.revoked.is_none()
			&& record.expires.is_none_or(|expires| at < expires)
			&& Assets::get()
				.get(&record.asset)
				.is_some_and(|(_, state)| *state != LifecycleState::Revoked);
		if !alive {
			return false;
		}
		levels += 1;
		assert!(levels <= 5, "a chain is too long");
		next = record.parent;
	}
	true
}

/// Checks access against an independent reading: never without reason, never refused to the holder
/// of a named licence that lives.
fn check_access() {
	let now = Now::get();
	let licences: Vec<_> = Licences::<Test>::iter().collect();
	for at in [now, now + DAY, now + 40 * DAY] {
		for n in 0..ACCOUNTS {
			for a in 0..ASSETS as u8 {
				let (who, asset) = (who(n), asset_id(a));
				let Some(access) = Licensing::access(asset, &who, at, None) else { continue };
				let sound = match access.grant {
					Grant::Owner => MockAssets::owner(asset) == Some(who),
					Grant::Free => {
						matches!(Licensing::access_mode(asset), AccessMode::Free(_))
					}
					Grant::Listed => Listed::<Test>::contains_key(asset, &who),
					Grant::Holder(id) => {
						Licensing::holder(id) == Some(who)
							&& lives(id, at) && record(id).asset == asset
					}
					Grant::Seat(id) => {
						Seats::<Test>::get(id, &who).map(|seat| seat.depositor)
							== Licensing::holder(id)
							&& lives(id, at) && record(id).asset == asset
					}
				};
				assert!(sound, "{access:?} at {at}");
				assert!(access.until.is_none_or(|until| at < until));
				assert!(access.uses_left != Some(0));
			}
		}
		for (id, record) in &licences {
			let holder = Licensing::holder(*id).expect("has an NFT");
			let access = Licensing::access(record.asset, &holder, at, Some(*id));
			assert!(access.is_some() || !lives(*id, at), "{id} gives no access");
			assert_eq!(Licensing::ended(*id, at).is_none(), lives(*id, at));
			// One from the owner is found without a name, whatever else the account holds.
			let unnamed = Licensing::access(record.asset, &holder, at, None);
			assert!(unnamed.is_some() || record.depth > 0 || !lives(*id, at));
		}
	}
}

/// What is left of the pallet and the NFT pallet on a chain where nothing lives, but for counters
/// and storage versions.
pub fn leftovers() -> usize {
	let stays = [
		NextLicence::<Test>::hashed_key().to_vec(),
		NextOffer::<Test>::hashed_key().to_vec(),
		pallet_nfts::NextCollectionId::<Test>::hashed_key().to_vec(),
		StorageVersion::storage_key::<Licensing>().to_vec(),
		StorageVersion::storage_key::<Nfts>().to_vec(),
		StorageVersion::storage_key::<Erc721>().to_vec(),
	];
	super::deposits::state().into_keys().filter(|key| !stays.contains(key)).count()
}

/// Takes everything down, by an account that has nothing to do with it where that may.
fn take_down() {
	let stranger = || by(account(8));
	for n in 0..ASSETS as u8 {
		retire(asset_id(n));
	}
	for id in Licences::<Test>::iter_keys().collect::<BTreeSet<_>>() {
		assert_ok!(Licensing::close(stranger(), id));
		Licensing::do_try_state().expect("the invariants hold");
	}
	for id in Offers::<Test>::iter_keys().collect::<Vec<_>>() {
		assert_ok!(Licensing::close_offer(stranger(), id));
	}
	for (asset, account, _) in Listed::<Test>::iter().collect::<Vec<_>>() {
		assert_ok!(Licensing::set_listed(stranger(), asset, account, false));
	}
	Publishers::take();
	if Policies::<Test>::contains_key(0) {
		assert_ok!(Licensing::set_collection_fee(stranger(), 0, 0));
	}
	if LicenceCollections::<Test>::contains_key(0) {
		assert_ok!(Licensing::destroy_licence_collection(stranger(), 0));
	}
	for (id, record) in KnownTerms::<Test>::iter().collect::<Vec<_>>() {
		assert_ok!(Licensing::remove_terms(by(record.depositor), id));
	}
}

proptest! {
	#[test]
	fn whatever_is_called(ops in prop::collection::vec((any::<u8>(), op()), 1..150)) {
		new_test_ext().execute_with_checks(|| {
			for n in 0..ASSETS {
				assert_eq!(asset(), AssetId::new(0, n));
			}
			set_ancestors(asset_id(0), &[(account(7), 100_000), (account(6), 50_000)]);
			for n in 0..10 {
				known(some_terms(n));
			}
			prelude();
			let issued = Balances::total_issuance();
			for (n, op) in &ops {
				act(*n, op);
				Licensing::do_try_state().expect("the invariants hold");
				assert_eq!(Balances::total_issuance(), issued);
			}
			check_access();
			take_down();
			for n in 1..=8 {
				assert_eq!(held_in_all(account(n)), 0);
			}
			assert_eq!(leftovers(), 0);
			assert_eq!(Balances::total_issuance(), issued);
		});
	}
}
