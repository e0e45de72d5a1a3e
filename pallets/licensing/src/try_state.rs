//! The invariants that tie licences, NFTs, terms and deposits together.

use crate::{
	held::{rank, ranked},
	BalanceOf, Config, HeldLicences, HoldReason, KnownTerms, LicenceCollectionOf,
	LicenceCollections, LicenceRecordOf, Licences, LicencesOfAsset, Listed, Modes, NextLicence,
	NextOffer, Offers, OffersOf, OpenLicences, Pallet, Policies, Revenue, Seats, SeatsOf,
	SoldRevisions,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
	ensure,
	traits::{
		fungible::InspectHold,
		tokens::nonfungibles_v2::{Inspect, InspectEnumerable},
	},
};
use metahub_assets::{
	licence::{
		AccessMode, OpenLicences as Counts, TermsId, MAX_COLLECTION_FEE_PPM, MAX_LICENCE_DEPTH,
	},
	AssetId,
};
use sp_runtime::{
	traits::{CheckedAdd, Zero},
	TryRuntimeError,
};

/// What the records say is on hold, by reason and account.
struct Ledger<T: Config>(BTreeMap<(u8, T::AccountId), (HoldReason, BalanceOf<T>)>);

impl<T: Config> Ledger<T> {
	fn add(
		&mut self,
		reason: HoldReason,
		who: &T::AccountId,
		amount: BalanceOf<T>,
	) -> Result<(), TryRuntimeError> {
		let entry = self.0.entry((reason as u8, who.clone())).or_insert((reason, Zero::zero()));
		entry.1 = entry.1.checked_add(&amount).ok_or("deposits exceed what a balance can be")?;
		Ok(())
	}

	fn check(self) -> Result<(), TryRuntimeError> {
		for ((_, who), (reason, recorded)) in self.0 {
			let held = T::Currency::balance_on_hold(&reason.into(), &who);
			ensure!(held == recorded, "what is on hold is not what the records say");
		}
		Ok(())
	}
}

/// How often each of the terms is referred to.
#[derive(Default)]
struct References(BTreeMap<TermsId, u32>);

impl References {
	fn add(&mut self, id: TermsId) {
		let count = self.0.entry(id).or_default();
		*count = count.saturating_add(1);
	}
}

impl<T: Config> Pallet<T> {
	/// Checks every invariant of the pallet. Looks at all its state.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut ledger = Ledger::<T>(BTreeMap::new());
		let mut references = References::default();
		Self::try_small_records(&mut ledger, &mut references)?;
		Self::try_offers(&mut ledger, &mut references)?;
		Self::try_collections(&mut ledger)?;
		let licences: BTreeMap<u64, LicenceRecordOf<T>> = Licences::<T>::iter().collect();
		Self::try_licences(&licences, &mut ledger, &mut references)?;
		Self::try_held(&licences)?;
		Self::try_commitments(&licences)?;
		Self::try_seats(&licences, &mut ledger)?;
		for (id, record) in KnownTerms::<T>::iter() {
			ledger.add(HoldReason::Terms, &record.depositor, record.deposit)?;
			ensure!(id == crate::terms_id(&record.terms), "terms are not under their own hash");
			ensure!(record.terms.check().is_ok(), "terms contradict themselves");
			let counted = references.0.remove(&id).unwrap_or_default();
			ensure!(counted == record.references, "terms miscount their references");
		}
		ensure!(references.0.is_empty(), "something is under terms that are not");
		ledger.check()
	}

	fn try_small_records(
		ledger: &mut Ledger<T>,
		references: &mut References,
	) -> Result<(), TryRuntimeError> {
		for (asset, record) in Modes::<T>::iter() {
			ledger.add(HoldReason::Mode, &record.depositor, record.deposit)?;
			ensure!(record.mode != AccessMode::Licence, "the default access mode is stored");
			if let AccessMode::Free(id) = record.mode {
				references.add(id);
			}
			let within = Self::check_mode(record.mode, &T::Revenue::inherited(asset));
			ensure!(within.is_ok(), "an access mode gives more than the asset's origins allow");
		}
		for entry in Listed::<T>::iter_values() {
			ledger.add(HoldReason::Listing, &entry.depositor, entry.deposit)?;
		}
		for record in Policies::<T>::iter_values() {
			ledger.add(HoldReason::CollectionFee, &record.depositor, record.deposit)?;
			let sound = record.fee_ppm > 0 && record.fee_ppm <= MAX_COLLECTION_FEE_PPM;
			ensure!(sound, "a collection's fee is out of bounds");
		}
		Ok(())
	}

	fn try_offers(
		ledger: &mut Ledger<T>,
		references: &mut References,
	) -> Result<(), TryRuntimeError> {
		let next = NextOffer::<T>::get();
		let mut offers = 0usize;
		for (id, offer) in Offers::<T>::iter() {
			offers = offers.saturating_add(1);
			ledger.add(HoldReason::Offer, &offer.depositor, offer.deposit)?;
			references.add(offer.terms);
			ensure!(id < next, "an offer is newer than the newest");
			ensure!(OffersOf::<T>::contains_key(offer.asset, id), "an offer is not in the index");
			ensure!(!offer.prices.is_empty(), "an offer has no price");
			let priced: BTreeMap<_, _> =
				offer.prices.iter().map(|price| (price.currency, ())).collect();
			ensure!(priced.len() == offer.prices.len(), "an offer has two prices in a currency");
		}
		ensure!(OffersOf::<T>::iter_keys().count() == offers, "the index has more offers");
		Ok(())
	}

	fn try_collections(ledger: &mut Ledger<T>) -> Result<(), TryRuntimeError> {
		let mut collections = 0usize;
		for (assets, record) in LicenceCollections::<T>::iter() {
			collections = collections.saturating_add(1);
			ledger.add(HoldReason::LicenceCollection, &record.depositor, record.deposit)?;
			let back = LicenceCollectionOf::<T>::get(record.collection);
			ensure!(back == Some(assets), "a licence collection does not know whose it is");
			let owner = T::Nfts::collection_owner(&record.collection);
			ensure!(owner == Some(Self::account_id()), "a licence collection is not the pallet's");
			let items: Vec<u64> = T::Nfts::items(&record.collection).collect();
			ensure!(items.len() as u64 == record.items, "a licence collection miscounts");
			for item in items {
				let of = Licences::<T>::get(item).map(|licence| licence.asset.collection);
				ensure!(of == Some(assets), "an NFT is no licence, or of another collection");
			}
		}
		let backs = LicenceCollectionOf::<T>::iter_keys().count();
		ensure!(backs == collections, "a licence collection is nobody's");
		Ok(())
	}

	fn try_licences(
		licences: &BTreeMap<u64, LicenceRecordOf<T>>,
		ledger: &mut Ledger<T>,
		references: &mut References,
	) -> Result<(), TryRuntimeError> {
		let next = NextLicence::<T>::get();
		let mut below = BTreeMap::<u64, u32>::new();
		for (id, record) in licences {
			ledger.add(HoldReason::Licence, &record.depositor, record.deposit)?;
			references.add(record.terms);
			ensure!(*id < next, "a licence is newer than the newest");
			let indexed = LicencesOfAsset::<T>::contains_key(record.asset, id);
			ensure!(indexed, "a licence is not in the index");
			ensure!(Self::holder_of(*id, record).is_some(), "a licence has no NFT");
			let terms = KnownTerms::<T>::get(record.terms).ok_or("a licence has no terms")?.terms;
			ensure!(record.uses_left.is_some() == terms.uses.is_some(), "uses are miscounted");
			let used_up = record.uses_left == Some(0);
			ensure!(used_up == record.used_up_at.is_some(), "uses ended at no time");
			ensure!(record.depth <= MAX_LICENCE_DEPTH, "a licence is too deep");
			let Some(above) = record.parent else {
				ensure!(record.depth == 0, "a licence without one above it has depth");
				continue;
			};
			let count = below.entry(above).or_default();
			*count = count.saturating_add(1);
			let Some(parent) = licences.get(&above) else { continue };
			ensure!(parent.asset == record.asset, "a sub-licence is of another asset");
			ensure!(record.depth == parent.depth.saturating_add(1), "a sub-licence miscounts");
			let outer = KnownTerms::<T>::get(parent.terms).ok_or("a licence has no terms")?.terms;
			ensure!(terms.check_within(&outer).is_ok(), "a sub-licence is wider than its parent");
			let within = match (record.expires, parent.expires) {
				(_, None) => true,
				(None, Some(_)) => false,
				(Some(own), Some(limit)) => own <= limit,
			};
			ensure!(within, "a sub-licence outlasts its parent");
			let most = outer.sub_licensing.map_or(0, |sub| sub.count);
			ensure!(parent.sub_licences <= most, "a licence gave too many sub-licences");
		}
		for (id, record) in licences {
			let open = below.get(id).copied().unwrap_or_default();
			ensure!(open == record.open_sub_licences, "a licence miscounts its sub-licences");
			ensure!(open <= record.sub_licences, "a licence gave fewer than there are");
		}
		let indexed = LicencesOfAsset::<T>::iter_keys().count();
		ensure!(indexed == licences.len(), "the index has more licences");
		Ok(())
	}

	/// Who holds what is in the index, and nothing else is.
	fn try_held(licences: &BTreeMap<u64, LicenceRecordOf<T>>) -> Result<(), TryRuntimeError> {
		let mut ranked_ones = 0usize;
		for (id, record) in licences {
			let Some(rank) = rank::<T>(*id, record) else { continue };
			ranked_ones = ranked_ones.saturating_add(1);
			ensure!(ranked(rank) == *id, "a rank is not its licence's");
			let holder = Self::holder_of(*id, record).ok_or("a licence has no NFT")?;
			let indexed = HeldLicences::<T>::contains_key((record.asset, holder), rank);
			ensure!(indexed, "a licence is not in its holder's index");
		}
		let indexed = HeldLicences::<T>::iter_keys().count();
		ensure!(indexed == ranked_ones, "holders' indices have more licences");
		Ok(())
	}

	/// The counters say what is open, and nothing that is open is wider than what its asset has
	/// inherited: that becomes no narrower meanwhile. Offers may be wider; they sell nothing then.
	fn try_commitments(
		licences: &BTreeMap<u64, LicenceRecordOf<T>>,
	) -> Result<(), TryRuntimeError> {
		let mut open = BTreeMap::<AssetId, Counts>::new();
		let mut sold = BTreeMap::<(AssetId, u32), u32>::new();
		for record in licences.values().filter(|record| record.revoked.is_none()) {
			let terms = KnownTerms::<T>::get(record.terms).ok_or("a licence has no terms")?.terms;
			if record.parent.is_none() {
				let counts = open.entry(record.asset).or_default();
				counts.all = counts.all.saturating_add(1);
				if !terms.revocable {
					counts.irrevocable = counts.irrevocable.saturating_add(1);
				}
			}
			let pins = sold.entry((record.asset, record.revision)).or_default();
			*pins = pins.saturating_add(1);
			let (asset, parent) = (record.asset, record.parent);
			// The only terms that an origin allows may be gone with the licences that were under
			// them; sub-licences cannot be compared with them then.
			let only = T::Revenue::inherited(asset).reciprocal;
			let gone = only.is_some_and(|only| !KnownTerms::<T>::contains_key(only));
			let within = Self::check_origins(asset, parent, record.terms, &terms, false).is_ok();
			// Nor do those below a licence that was revoked or closed keep the asset from coming under
			// more.
			let cut_off = || parent.is_some() && Self::is_cut_off(licences, parent);
			ensure!(
				within || parent.is_some() && gone || cut_off(),
				"a licence is wider than the asset's origins allow"
			);
		}
		let stored: BTreeMap<_, _> = OpenLicences::<T>::iter().collect();
		ensure!(stored == open, "an asset miscounts its open licences");
		let stored: BTreeMap<_, _> = SoldRevisions::<T>::iter()
			.map(|(asset, n, sold)| ((asset, n), sold.licences))
			.collect();
		ensure!(stored == sold, "a revision miscounts its open licences");
		let now = frame_system::Pallet::<T>::block_number();
		let past = SoldRevisions::<T>::iter_values().all(|sold| sold.last <= now);
		ensure!(past, "a revision is sold in the future");
		Ok(())
	}

	/// Whether one of the licences from this one up was revoked or closed.
	fn is_cut_off(licences: &BTreeMap<u64, LicenceRecordOf<T>>, from: Option<u64>) -> bool {
		let mut next = from;
		while let Some(id) = next {
			let Some(record) = licences.get(&id).filter(|record| record.revoked.is_none()) else {
				return true;
			};
			next = record.parent;
		}
		false
	}

	fn try_seats(
		licences: &BTreeMap<u64, LicenceRecordOf<T>>,
		ledger: &mut Ledger<T>,
	) -> Result<(), TryRuntimeError> {
		let mut seats = 0usize;
		let mut taken = BTreeMap::<u64, u32>::new();
		for (id, account, seat) in Seats::<T>::iter() {
			seats = seats.saturating_add(1);
			ledger.add(HoldReason::Seat, &seat.depositor, seat.deposit)?;
			let licence = licences.get(&id).ok_or("a seat is of no licence")?;
			let indexed = SeatsOf::<T>::contains_key((licence.asset, account), id);
			ensure!(indexed, "a seat is not in the index");
			let count = taken.entry(id).or_default();
			*count = count.saturating_add(1);
		}
		for (id, record) in licences {
			let counted = taken.get(id).copied().unwrap_or_default();
			ensure!(counted == record.seats_taken, "a licence miscounts its seats");
			let most = KnownTerms::<T>::get(record.terms).map_or(0, |known| known.terms.seats);
			ensure!(counted <= most, "a licence has more seats than its terms grant");
		}
		ensure!(SeatsOf::<T>::iter_keys().count() == seats, "the index has more seats");
		Ok(())
	}
}
