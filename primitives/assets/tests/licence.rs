//! Terms and what is inherited of them, for any terms: nothing widens on its way down.

use metahub_assets::{
	licence::{
		Bond, Derivatives, Inherited, LegalText, RoyaltyPolicy, SubLicensing, Terms, TermsField,
		TermsId, MAX_LICENCE_DEPTH, MAX_ROYALTY_PPM,
	},
	pay::{portion, PPM},
	ContentId, MultiUri,
};
use primitive_types::{H256, U256};
use proptest::{option, prelude::*};

/// Small numbers, so that two of them are often equal.
fn few<N: From<u8> + std::fmt::Debug>() -> impl Strategy<Value = N> {
	(1..4u8).prop_map(N::from)
}

fn ppm() -> impl Strategy<Value = u32> {
	prop_oneof![Just(0), Just(100_000), Just(MAX_ROYALTY_PPM), Just(PPM), 0..=PPM]
}

fn policy() -> impl Strategy<Value = RoyaltyPolicy> {
	prop_oneof![Just(RoyaltyPolicy::Absolute), Just(RoyaltyPolicy::Relative)]
}

prop_compose! {
	fn derivatives()(
		flags in any::<[bool; 3]>(), revenue_share_ppm in ppm(), policy in policy(),
	) -> Derivatives {
		let [attribution, approval, reciprocal] = flags;
		Derivatives { attribution, approval, reciprocal, revenue_share_ppm, policy }
	}
}

prop_compose! {
	fn sub_licensing()(
		depth in 0..MAX_LICENCE_DEPTH + 2, count in 0..4u32, upstream_ppm in ppm(),
	) -> SubLicensing {
		SubLicensing { depth, count, upstream_ppm }
	}
}

fn legal_text() -> impl Strategy<Value = LegalText> {
	(1..3u8).prop_map(|n| LegalText {
		uri: MultiUri::ipfs(&ContentId::raw([n; 32])),
		sha256: H256([n; 32]),
	})
}

prop_compose! {
	/// Any terms, sound or not.
	fn terms()(
		flags in any::<[bool; 4]>(),
		duration_secs in option::of(few()),
		derivatives in option::of(derivatives()),
		sub_licensing in option::weighted(0.8, sub_licensing()),
		seats in 0..4u32,
		uses in option::of(few()),
		resale_royalty_ppm in ppm(),
		legal_text in option::weighted(0.3, legal_text()),
	) -> Terms {
		let [transferable, commercial_use, attribution, revocable] = flags;
		Terms {
			duration_secs,
			transferable,
			commercial_use,
			attribution,
			derivatives,
			sub_licensing,
			seats,
			uses,
			revocable,
			resale_royalty_ppm,
			legal_text,
		}
	}
}

/// Any terms that a chain stores.
fn sound() -> impl Strategy<Value = Terms> {
	terms().prop_map(repaired)
}

/// Sound terms that are like the given ones.
fn repaired(mut terms: Terms) -> Terms {
	terms.resale_royalty_ppm =
		if terms.transferable { terms.resale_royalty_ppm.min(MAX_ROYALTY_PPM) } else { 0 };
	if let Some(derivatives) = &mut terms.derivatives {
		if !terms.commercial_use {
			derivatives.revenue_share_ppm = 0;
		}
		if derivatives.reciprocal {
			terms.attribution |= derivatives.attribution;
		}
	}
	if let Some(sub) = &mut terms.sub_licensing {
		sub.depth = sub.depth.clamp(1, MAX_LICENCE_DEPTH);
		sub.count = sub.count.max(1);
	}
	assert_eq!(terms.check(), Ok(()));
	terms
}

/// Terms as wide as any within `terms`: the same, one level lower.
fn one_lower(terms: &Terms) -> Terms {
	let sub = terms.sub_licensing.filter(|sub| sub.depth > 1);
	let sub_licensing = sub.map(|sub| SubLicensing { depth: sub.depth - 1, ..sub });
	Terms { sub_licensing, ..terms.clone() }
}

/// A level below `above`, but for two fields at most: often within it, often just outside.
fn about_below(above: &Terms, other: Terms, fields: [u8; 2]) -> Terms {
	let mut below = one_lower(above);
	for field in fields {
		match field % 24 {
			0 => below.duration_secs = other.duration_secs,
			1 => below.transferable = other.transferable,
			2 => below.commercial_use = other.commercial_use,
			3 => below.attribution = other.attribution,
			4 => below.derivatives = other.derivatives,
			5 => below.sub_licensing = other.sub_licensing,
			6 => below.seats = other.seats,
			7 => below.uses = other.uses,
			8 => below.revocable = other.revocable,
			9 => below.resale_royalty_ppm = other.resale_royalty_ppm,
			10 => below.legal_text = other.legal_text.clone(),
			_ => (),
		}
	}
	below
}

prop_compose! {
	/// Sound terms, and others about a level below them.
	fn near()(above in sound(), other in terms(), fields in any::<[u8; 2]>()) -> (Terms, Terms) {
		let below = about_below(&above, other, fields);
		(above, below)
	}
}

/// What may be done under terms, as a list of numbers: one is more than another if any of its
/// numbers is. Written down apart from the code under test.
fn width(terms: &Terms) -> Vec<(TermsField, u64)> {
	let limit = |limit: Option<u64>| limit.unwrap_or(u64::MAX);
	let keeps = |ppm: u32| u64::from(PPM) - u64::from(ppm);
	let mut width = vec![
		(TermsField::Duration, limit(terms.duration_secs)),
		(TermsField::Transferable, terms.transferable.into()),
		(TermsField::CommercialUse, terms.commercial_use.into()),
		(TermsField::Attribution, (!terms.attribution).into()),
		(TermsField::Derivatives, terms.derivatives.is_some().into()),
		(TermsField::Seats, terms.seats.into()),
		(TermsField::Uses, limit(terms.uses.map(u64::from))),
		(TermsField::Revocable, (!terms.revocable).into()),
		(TermsField::SubLicensing, terms.sub_licensing.map_or(0, |sub| sub.depth.into())),
		(TermsField::SubLicensing, terms.sub_licensing.map_or(0, |sub| sub.count.into())),
		// Who may not resell has no resale to keep anything of.
		(
			TermsField::ResaleRoyalty,
			if terms.transferable { keeps(terms.resale_royalty_ppm) } else { 0 },
		),
	];
	// What is kept of a thing that may not be done is nothing.
	let kept = |share: Option<u32>| share.map_or(0, keeps);
	let derivatives = terms.derivatives;
	width.extend([
		(TermsField::SubLicensing, kept(terms.sub_licensing.map(|sub| sub.upstream_ppm))),
		(TermsField::RevenueShare, kept(derivatives.map(|d| d.revenue_share_ppm))),
		(TermsField::Derivatives, derivatives.map_or(0, |d| (!d.attribution).into())),
		(TermsField::Derivatives, derivatives.map_or(0, |d| (!d.approval).into())),
		(TermsField::Derivatives, derivatives.map_or(0, |d| (!d.reciprocal).into())),
	]);
	width
}

/// The fields in which `terms` grant more than `above`.
fn wider_fields(terms: &Terms, above: &Terms) -> Vec<TermsField> {
	let fields = width(terms).into_iter().zip(width(above));
	let mut wider: Vec<_> =
		fields.filter(|((_, own), (_, above))| own > above).map(|((field, _), _)| field).collect();
	let policies = terms.derivatives.zip(above.derivatives);
	if policies.is_some_and(|(own, above)| own.policy != above.policy) {
		wider.push(TermsField::Derivatives);
	}
	if above.legal_text.is_some() && terms.legal_text != above.legal_text {
		wider.push(TermsField::LegalText);
	}
	let depth = |terms: &Terms| terms.sub_licensing.map_or(0, |sub| sub.depth);
	if depth(terms) >= depth(above) {
		wider.push(TermsField::SubLicensing);
	}
	wider
}

fn id(n: u8) -> TermsId {
	H256([n; 32])
}

/// Terms with an id of their own: that of their fields, as far as the number goes.
fn identified() -> impl Strategy<Value = (Bond, TermsId, Terms)> {
	let bond = prop_oneof![Just(Bond::Provenance), Just(Bond::Containment)];
	(bond, 0..3u8, sound()).prop_map(|(bond, n, terms)| (bond, id(n), terms))
}

/// What some terms leave of an asset; those that contradict the others are left out.
fn inherited() -> impl Strategy<Value = Inherited> {
	prop::collection::vec(identified(), 0..4).prop_map(|origins| {
		let mut inherited = Inherited::default();
		for (bond, id, terms) in origins {
			let _ = inherited.add(bond, id, &terms);
		}
		inherited
	})
}

/// Two operations, one after the other.
fn both<E>(
	start: &Inherited,
	first: impl Fn(&mut Inherited) -> Result<(), E>,
	second: impl Fn(&mut Inherited) -> Result<(), E>,
) -> Option<Inherited> {
	let mut inherited = start.clone();
	first(&mut inherited).ok()?;
	second(&mut inherited).ok()?;
	Some(inherited)
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 4_096, ..ProptestConfig::default() })]

	#[test]
	fn terms_are_within_themselves_one_level_lower(terms in sound()) {
		let lower = one_lower(&terms);
		match terms.sub_licensing {
			None => prop_assert_eq!(lower.check_within(&terms), Err(TermsField::SubLicensing)),
			Some(_) => {
				prop_assert_eq!(lower.check(), Ok(()));
				prop_assert_eq!(lower.check_within(&terms), Ok(()));
				// The same level is one too many, unless it gives none itself.
				prop_assert_eq!(terms.check_within(&terms), Err(TermsField::SubLicensing));
			}
		}
	}

	#[test]
	fn within_is_not_wider_in_any_field((above, below) in near()) {
		let wider = wider_fields(&below, &above);
		match below.check_within(&above) {
			Ok(()) => prop_assert!(wider.is_empty(), "{wider:?}"),
			Err(field) => prop_assert!(wider.contains(&field), "{field:?}: {wider:?}"),
		}
	}

	#[test]
	fn within_is_not_wider_for_any_terms(above in sound(), below in terms()) {
		prop_assert_eq!(
			below.check_within(&above).is_ok(),
			wider_fields(&below, &above).is_empty()
		);
	}

	#[test]
	fn within_is_transitive(
		(top, middle) in near(), other in terms(), fields in any::<[u8; 2]>(),
	) {
		let low = about_below(&middle, other, fields);
		if low.check_within(&middle).is_ok() && middle.check_within(&top).is_ok() {
			prop_assert_eq!(low.check_within(&top), Ok(()));
		}
	}

	#[test]
	fn no_chain_is_deeper_than_the_bound(mut terms in sound()) {
		let mut levels = 0;
		while terms.sub_licensing.is_some() {
			terms = one_lower(&terms);
			levels += 1;
			prop_assert!(levels <= MAX_LICENCE_DEPTH);
		}
	}

	#[test]
	fn origins_can_come_in_any_order(
		start in inherited(), a in identified(), b in identified(), c in inherited(), d in inherited(),
	) {
		let add = |(bond, id, terms): &(Bond, TermsId, Terms)| {
			let (bond, id, terms) = (*bond, *id, terms.clone());
			move |inherited: &mut Inherited| inherited.add(bond, id, &terms)
		};
		let absorb = |bond: Bond, other: &Inherited| {
			let other = other.clone();
			move |inherited: &mut Inherited| inherited.absorb(bond, &other)
		};
		prop_assert_eq!(both(&start, add(&a), add(&b)), both(&start, add(&b), add(&a)));
		prop_assert_eq!(
			both(&start, add(&a), absorb(b.0, &c)),
			both(&start, absorb(b.0, &c), add(&a))
		);
		prop_assert_eq!(
			both(&start, absorb(a.0, &c), absorb(b.0, &d)),
			both(&start, absorb(b.0, &d), absorb(a.0, &c))
		);
		// Once is enough.
		let mut once = start.clone();
		if add(&a)(&mut once).is_ok() {
			prop_assert_eq!(both(&start, add(&a), add(&a)), Some(once));
		}
	}

	#[test]
	fn what_is_inherited_only_tightens(
		start in inherited(), origin in identified(), other in inherited(), n in 0..3u8,
		terms in terms(),
	) {
		let before = start.check(id(n), &terms);
		let (bond, origin_id, origin) = origin;
		let mut added = start.clone();
		match added.add(bond, origin_id, &origin) {
			Ok(()) => prop_assert!(before.is_ok() || added.check(id(n), &terms).is_err()),
			Err(_) => prop_assert_eq!(&added, &start),
		}
		let mut absorbed = start.clone();
		match absorbed.absorb(bond, &other) {
			Ok(()) => prop_assert!(before.is_ok() || absorbed.check(id(n), &terms).is_err()),
			Err(_) => prop_assert_eq!(&absorbed, &start),
		}
	}

	#[test]
	fn nothing_is_demanded_by_default(terms in terms(), n: u8) {
		prop_assert_eq!(Inherited::default().check(id(n), &terms), Ok(()));
		let mut nothing = Inherited::default();
		prop_assert_eq!(nothing.absorb(Bond::Containment, &Inherited::default()), Ok(()));
		prop_assert_eq!(nothing, Inherited::default());
	}

	#[test]
	fn absorbing_is_adding_at_one_remove((bond, id, terms) in identified()) {
		let (mut parent, mut child) = (Inherited::default(), Inherited::default());
		parent.add(Bond::Containment, id, &terms).unwrap();
		child.absorb(bond, &parent).unwrap();
		let mut direct = Inherited::default();
		direct.add(bond, id, &terms).unwrap();
		if bond == Bond::Containment {
			prop_assert_eq!(child, direct);
		} else {
			// Who uses the whole names the licensors of its parts.
			prop_assert_eq!(child, Inherited { attribution: parent.attribution, ..direct });
		}
	}

	#[test]
	fn share_alike_can_be_kept((bond, id, terms) in identified()) {
		let derivatives = Derivatives { reciprocal: true, ..terms.derivatives.unwrap_or_default() };
		let terms = repaired(Terms { derivatives: Some(derivatives), ..terms });
		let mut inherited = Inherited::default();
		inherited.add(bond, id, &terms).unwrap();
		prop_assert_eq!(inherited.check(id, &terms), Ok(()));
		prop_assert!(inherited.check(H256([9; 32]), &terms).is_err());
	}

	#[test]
	fn share_alike_can_be_sub_licensed((_, id, terms) in identified(), other in terms(), n: u8) {
		let derivatives = Derivatives { reciprocal: true, ..terms.derivatives.unwrap_or_default() };
		let terms = repaired(Terms { derivatives: Some(derivatives), ..terms });
		let mut inherited = Inherited::default();
		inherited.add(Bond::Provenance, id, &terms).unwrap();
		let below = one_lower(&terms);
		let another = H256([9; 32]);
		// The same, one level lower: those of no licence from the owner, but of a sub-licence.
		prop_assert!(inherited.check(another, &below).is_err());
		let allowed = terms.sub_licensing.is_some();
		let only = Some(&terms);
		prop_assert_eq!(inherited.check_sub_licence(another, &below, only).is_ok(), allowed);
		prop_assert!(inherited.check_sub_licence(another, &below, None).is_err());
		prop_assert_eq!(inherited.check_sub_licence(id, &terms, None), Ok(()));
		if allowed {
			prop_assert_eq!(below.check_within(&terms), Ok(()));
		}
		// Nothing else may be other, nor may more of it go upwards.
		let other = about_below(&terms, other, [n, n / 16]);
		let sub = |terms: &Terms| terms.sub_licensing.map(|sub| (sub.depth, sub.count, sub.upstream_ppm));
		let without = |terms: &Terms| Terms { sub_licensing: None, ..terms.clone() };
		let less = match (sub(&other), sub(&terms)) {
			(_, None) => false,
			(None, Some(_)) => true,
			(Some((depth, count, up)), Some((most, many, due))) => {
				depth < most && count <= many && up == due
			}
		};
		let same = without(&other) == without(&terms) && less;
		prop_assert_eq!(other.is_same_with_less_sub_licensing(&terms), same);
		prop_assert_eq!(inherited.check_sub_licence(another, &other, only).is_ok(), same);
	}

	#[test]
	fn a_list_gives_no_more_than_origins_allow(inherited in inherited()) {
		let limited = inherited.duration_secs.is_some() || inherited.uses.is_some();
		let allowed = !limited && inherited.reciprocal.is_none();
		prop_assert_eq!(inherited.check_unlimited().is_ok(), allowed);
	}

	#[test]
	fn what_contains_a_thing_grants_no_more_of_it((_, id, part) in identified(), whole in terms()) {
		let mut inherited = Inherited::default();
		inherited.add(Bond::Containment, id, &part).unwrap();
		if inherited.check(id, &whole).is_err() {
			return Ok(());
		}
		// Everything but what the royalty shares see to, and what concerns one licence alone.
		for field in wider_fields(&whole, &part) {
			let elsewhere = [
				TermsField::RevenueShare,
				TermsField::ResaleRoyalty,
				TermsField::Revocable,
				TermsField::LegalText,
				TermsField::SubLicensing,
				TermsField::Derivatives,
			];
			prop_assert!(elsewhere.contains(&field), "{field:?}");
		}
		prop_assert!(part.derivatives.is_some() || whole.derivatives.is_none());
		prop_assert!(part.sub_licensing.is_some() || whole.sub_licensing.is_none());
		let approval = |terms: &Terms| terms.derivatives.is_some_and(|d| d.approval);
		prop_assert!(!approval(&part) || whole.derivatives.is_none() || approval(&whole));
	}

	#[test]
	fn portions_are_exact_and_fit(amount: u128, a in 0..=PPM, b in 0..=PPM) {
		let exact = U256::from(amount) * a / PPM;
		prop_assert_eq!(U256::from(portion(amount, a)), exact);
		// Of the rest after one portion, the whole stays the whole.
		let rest = amount - portion(amount, a);
		prop_assert!(portion(rest, b) <= rest);
		// Portions whose rates make up the whole make up the whole, but for a unit of rounding.
		let others = portion(amount, PPM - a);
		let sum = portion(amount, a).checked_add(others).unwrap();
		prop_assert!(sum <= amount && amount - sum <= 1);
		prop_assert!(a > b || portion(amount, a) <= portion(amount, b));
	}
}

#[test]
fn each_unsound_field_is_named() {
	let sound = Terms {
		transferable: true,
		commercial_use: true,
		derivatives: Some(Derivatives::default()),
		sub_licensing: Some(SubLicensing { depth: 1, count: 1, upstream_ppm: 0 }),
		..Terms::default()
	};
	assert_eq!(sound.check(), Ok(()));
	let refused = |field: TermsField, change: fn(&mut Terms)| {
		let mut terms = sound.clone();
		change(&mut terms);
		assert_eq!(terms.check(), Err(field));
	};
	fn derivatives(terms: &mut Terms) -> &mut Derivatives {
		terms.derivatives.as_mut().unwrap()
	}
	fn sub(terms: &mut Terms) -> &mut SubLicensing {
		terms.sub_licensing.as_mut().unwrap()
	}
	refused(TermsField::Duration, |terms| terms.duration_secs = Some(0));
	refused(TermsField::Uses, |terms| terms.uses = Some(0));
	refused(TermsField::ResaleRoyalty, |terms| terms.resale_royalty_ppm = MAX_ROYALTY_PPM + 1);
	refused(TermsField::ResaleRoyalty, |terms| {
		terms.resale_royalty_ppm = 1;
		terms.transferable = false;
	});
	refused(TermsField::RevenueShare, |terms| derivatives(terms).revenue_share_ppm = PPM + 1);
	refused(TermsField::RevenueShare, |terms| {
		terms.commercial_use = false;
		derivatives(terms).revenue_share_ppm = 1;
	});
	refused(TermsField::Attribution, |terms| {
		derivatives(terms).reciprocal = true;
		derivatives(terms).attribution = true;
	});
	refused(TermsField::SubLicensing, |terms| sub(terms).depth = 0);
	refused(TermsField::SubLicensing, |terms| sub(terms).depth = MAX_LICENCE_DEPTH + 1);
	refused(TermsField::SubLicensing, |terms| sub(terms).count = 0);
	refused(TermsField::SubLicensing, |terms| sub(terms).upstream_ppm = PPM + 1);
}
