//! What needs no runtime: the interface's numbers are the registry's, and its functions differ.

use super::{
	convert,
	views::{cursor_in, cursor_out},
	Calls, IAssetRegistry as sol,
};
use metahub_assets::{AssetId, AssetKind, Direction, LifecycleState, Relation};
use pallet_revive::precompiles::alloy::sol_types::{SolEnum, SolInterface};
use std::{collections::BTreeSet, fmt::Debug};

/// Both enums have the same members under the same numbers.
fn same<N: Copy + Debug, S: SolEnum + Debug>(all: &[N]) {
	assert_eq!(all.len(), S::COUNT);
	for (number, native) in all.iter().enumerate() {
		let number = u8::try_from(number).expect("few");
		let ours = S::try_from(number).map_err(|_| number).expect("has it");
		assert_eq!(format!("{native:?}"), format!("{ours:?}"));
	}
}

#[test]
fn enums_count_as_the_registry_does() {
	same::<_, sol::AssetKind>(AssetKind::ALL);
	same::<_, sol::LifecycleState>(LifecycleState::ALL);
	same::<_, sol::Relation>(Relation::ALL);
	same::<_, sol::Direction>(Direction::ALL);
	assert_eq!(convert::kind(sol::AssetKind::Service).ok(), Some(AssetKind::Service));
	assert!(convert::kind(sol::AssetKind::__Invalid).is_err());
}

#[test]
fn functions_have_selectors_of_their_own() {
	let selectors: BTreeSet<_> = Calls::selectors().collect();
	assert_eq!(selectors.len(), Calls::COUNT);
}

#[test]
fn a_cursor_comes_back_as_it_went() {
	let ids = [AssetId::new(0, 0), AssetId::new(7, u64::MAX), AssetId::new(u32::MAX, u64::MAX)];
	for id in ids {
		assert_eq!(cursor_in(cursor_out(Some(id))), Some(Some(id)));
	}
	assert_eq!(cursor_out(None), 0);
	assert_eq!(cursor_in(0), Some(None));
	assert_eq!(cursor_in((1 << 96) + 1), None);
	assert_eq!(cursor_in(u128::MAX), None);
}
