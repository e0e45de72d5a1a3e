//! What is charged is what was done.

use super::*;
use frame_support::dispatch::GetDispatchInfo;
use metahub_precompiles::weights::registry::WeightInfo as _;

type Native = pallet_asset_registry::Call<Runtime>;

/// Calls the registry as Bob: whether it answered, what it used, and what it had to have.
fn weighed<C: SolCall>(call: C) -> (bool, Weight, Weight) {
	let answer = Revive::bare_call(
		RuntimeOrigin::signed(account(Bob)),
		registry(),
		U256::zero(),
		TransactionLimits::WeightAndDeposit { weight_limit: PLENTY, deposit_limit: HUB },
		call.abi_encode(),
		&ExecConfig::new_substrate_tx_without_bump(),
	);
	let answered = answer.result.is_ok_and(|value| !value.did_revert());
	(answered, answer.weight_consumed, answer.weight_required)
}

/// What a call that is answered used, and what it had to have.
fn used<C: SolCall>(call: C) -> (Weight, Weight) {
	let (answered, consumed, required) = weighed(call);
	assert!(answered, "{}", C::SIGNATURE);
	(consumed, required)
}

fn weight_of(call: Native) -> Weight {
	RuntimeCall::from(call).get_dispatch_info().call_weight
}

/// The compute of a weight.
fn time(weight: Weight) -> u64 {
	weight.ref_time()
}

#[test]
fn a_write_costs_its_call_and_little_more() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let native = weight_of(Native::register {
			collection,
			kind: AssetKind::Dataset,
			content: native_content(1),
			links: vec![],
		});
		let (consumed, _) = used(sol::registerCall {
			collection,
			kind: sol::AssetKind::Dataset,
			content: content(1),
			links: vec![],
		});
		assert!(time(consumed) > time(native), "{consumed:?} <= {native:?}");
		// The way in, the arguments, the answer, the log.
		let more = time(consumed) - time(native);
		assert!(more < time(native), "{more} for a call of {native:?}");
	});
}

#[test]
fn what_a_call_did_not_need_is_given_back() {
	dev().execute_with(|| {
		let asset = asset(Bob);
		let AssetId { collection, item } = asset;
		let part = register(Bob, collection, vec![]);
		let to = link(sol::Relation::Contains, part);
		let most = weight_of(Native::link { asset, new: native_link(Relation::Contains, part) });
		let (consumed, required) = used(sol::linkCall { collection, item, to });
		assert!(time(required) >= time(most));
		assert!(time(consumed) < time(most) / 2, "{consumed:?} of {most:?}");

		let most = weight_of(Native::retire { asset });
		let (consumed, required) = used(sol::retireCall { collection, item });
		assert!(time(required) >= time(most));
		assert!(time(consumed) < time(most) / 2, "{consumed:?} of {most:?}");
	});
}

#[test]
fn a_view_costs_what_it_found() {
	dev().execute_with(|| {
		let collection = create(Bob);
		for _ in 0..5 {
			register(Bob, collection, vec![]);
		}
		let list = |limit| {
			let filter = sol::Filter {
				byCollection: true,
				collection,
				owner: Address::ZERO,
				byKind: false,
				kind: sol::AssetKind::Dataset,
				byState: false,
				state: sol::LifecycleState::Active,
			};
			used(sol::listCall { filter, cursor: 0, limit })
		};
		let (one, needed) = list(1);
		let (five, _) = list(0);
		assert!(time(one) < time(five) && time(five) < time(needed) / 4);

		let lineage = sol::lineageCall {
			collection,
			item: 0,
			direction: sol::Direction::Descendants,
			depth: 16,
		};
		let (consumed, required) = used(lineage);
		assert!(time(consumed) < time(required) / 4);

		let revisions = sol::revisionsCall { collection, item: 0, first: 0, limit: 0 };
		let (consumed, required) = used(revisions);
		assert!(time(consumed) < time(required) / 2);
	});
}

#[test]
fn arguments_are_paid_for_by_the_byte() {
	dev().execute_with(|| {
		let cost = |length: usize| {
			let call =
				sol::createCollectionCall { name: "x".repeat(length), metadata: Bytes::new() };
			let (answered, consumed, _) = weighed(call);
			assert!(!answered);
			consumed
		};
		let (short, long) = (time(cost(100)), time(cost(100_000)));
		// Refused both, the long one for what decoding more was measured to take. Text is encoded
		// in words.
		let decoding = |bytes| {
			time(<Runtime as metahub_precompiles::Config>::RegistryWeights::arguments(bytes))
		};
		assert!(long - short >= decoding(100_000) - decoding(128), "{short} {long}");
	});
}

#[test]
fn what_runs_out_of_gas_leaves_nothing() {
	dev().execute_with(|| {
		let collection = create(Bob);
		let call = sol::registerCall {
			collection,
			kind: sol::AssetKind::Dataset,
			content: content(1),
			links: vec![],
		};
		let data = call.abi_encode();
		let needed = frame_support::storage::with_transaction(|| {
			let (_, needed) = used(call);
			sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(needed))
		});
		let needed = needed.expect("is not nested too deep");
		let with = |weight| send(&account(Bob), registry(), 0, weight, data.clone());
		let before = root();
		let steps = 24;
		for step in 0..steps {
			let weight = Weight::from_parts(needed.ref_time() / steps * step, u64::MAX / 2);
			let reason = with(weight).expect_err("is not enough");
			assert!(reason.starts_with('!'), "opaque: {reason}");
			assert!(root() == before, "step {step}: something was written");
		}
		let enough = Weight::from_parts(needed.ref_time(), u64::MAX / 2);
		assert!(with(enough).is_ok());
	});
}
