//! The dispatchables: each checks its origin and calls the `do_…` that does the work.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Stores terms under the hash of what they say. If they are there already, that is all
		/// the same to the caller: the event tells their id.
		///
		/// # Origin
		/// Signed, by anyone.
		///
		/// # Errors
		/// [`TermsInvalid`](Error::TermsInvalid); [`DepositOverflow`](Error::DepositOverflow), or
		/// the currency's error if the caller lacks the deposit.
		///
		/// # Events
		/// [`TermsCreated`](Event::TermsCreated).
		///
		/// # Deposit
		/// Held from the caller when the terms are new ([`HoldReason::Terms`]).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create_terms())]
		pub fn create_terms(origin: OriginFor<T>, terms: Terms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_create_terms(who, terms).map(|_| ())
		}

		/// Removes terms that nothing refers to.
		///
		/// # Origin
		/// Signed, by who created them.
		///
		/// # Errors
		/// [`TermsUnknown`](Error::TermsUnknown), [`NotCreator`](Error::NotCreator),
		/// [`TermsInUse`](Error::TermsInUse).
		///
		/// # Events
		/// [`TermsRemoved`](Event::TermsRemoved).
		///
		/// # Deposit
		/// Returned to the caller.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::remove_terms())]
		pub fn remove_terms(origin: OriginFor<T>, id: TermsId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_terms(who, id)
		}

		/// Sets who has access to an asset: licensees only, also those on a list, or everyone.
		///
		/// # Origin
		/// Signed, by the asset's owner. By anyone, to set [`AccessMode::Licence`], when the asset
		/// is gone.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`AssetRevoked`](Error::AssetRevoked),
		/// [`NotOwner`](Error::NotOwner), [`ModeUnchanged`](Error::ModeUnchanged);
		/// [`TermsUnknown`](Error::TermsUnknown) for a free asset;
		/// [`WiderThanOrigins`](Error::WiderThanOrigins) for the terms of a free asset, and for a
		/// list where the asset's origins limit time or uses or demand terms of their own;
		/// [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`ModeSet`](Event::ModeSet).
		///
		/// # Deposit
		/// Held from the caller when the asset had the default mode ([`HoldReason::Mode`]),
		/// returned to who made it when it has it again.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::act_weight(T::WeightInfo::set_access_mode()))]
		pub fn set_access_mode(
			origin: OriginFor<T>,
			asset: AssetId,
			mode: AccessMode,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_access_mode(who, asset, mode)
		}

		/// Puts an account on an asset's list or takes it off. The list counts while the mode is
		/// [`AccessMode::AllowList`].
		///
		/// # Origin
		/// Signed, by the asset's owner. By anyone, to take off, when the asset is gone.
		///
		/// # Errors
		/// [`AssetUnknown`](Error::AssetUnknown), [`NotOwner`](Error::NotOwner),
		/// [`ListingUnchanged`](Error::ListingUnchanged);
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`ListingSet`](Event::ListingSet).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Listing`]), returned to who made it.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_listed())]
		pub fn set_listed(
			origin: OriginFor<T>,
			asset: AssetId,
			account: T::AccountId,
			listed: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_listed(who, asset, account, listed)
		}

		/// Sets what the publisher gets of each sale from offers made from now on.
		///
		/// # Origin
		/// Signed, by the collection's publisher. By anyone, to set zero, when the collection is
		/// gone.
		///
		/// # Errors
		/// [`NotPublisher`](Error::NotPublisher), [`FeeTooHigh`](Error::FeeTooHigh),
		/// [`FeeUnchanged`](Error::FeeUnchanged); [`DepositOverflow`](Error::DepositOverflow), or
		/// the currency's error if the caller lacks the deposit.
		///
		/// # Events
		/// [`CollectionFeeSet`](Event::CollectionFeeSet).
		///
		/// # Deposit
		/// Held from the caller when there was no fee ([`HoldReason::CollectionFee`]), returned to
		/// who made it when there is none any more.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::set_collection_fee())]
		pub fn set_collection_fee(
			origin: OriginFor<T>,
			collection: u32,
			fee_ppm: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_collection_fee(who, collection, fee_ppm)
		}

		/// Offers licences of an asset, or sub-licences under the licence `parent`, at any one of
		/// up to 8 prices: `supply` of them, from `opens` until `closes` (Unix seconds). With
		/// `swaps`, buyers may spend other currencies, which are swapped into a price.
		///
		/// # Origin
		/// Signed, by the licensor.
		///
		/// # Errors
		/// [`NoPrices`](Error::NoPrices), [`TooManyPrices`](Error::TooManyPrices),
		/// [`DuplicateCurrency`](Error::DuplicateCurrency), [`PriceTooHigh`](Error::PriceTooHigh),
		/// [`NoSupply`](Error::NoSupply), [`EmptyWindow`](Error::EmptyWindow);
		/// [`TermsUnknown`](Error::TermsUnknown), [`AssetUnknown`](Error::AssetUnknown),
		/// [`AssetRevoked`](Error::AssetRevoked), [`WiderThanOrigins`](Error::WiderThanOrigins),
		/// [`NonCommercial`](Error::NonCommercial), [`NotLicensor`](Error::NotLicensor); for
		/// sub-licences [`LicenceUnknown`](Error::LicenceUnknown),
		/// [`WrongAsset`](Error::WrongAsset), [`ParentEnded`](Error::ParentEnded),
		/// [`WiderThanParent`](Error::WiderThanParent), [`TooDeep`](Error::TooDeep);
		/// [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`OfferCreated`](Event::OfferCreated).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Offer`]).
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::act_weight(T::WeightInfo::create_offer()))]
		pub fn create_offer(
			origin: OriginFor<T>,
			asset: AssetId,
			parent: Option<u64>,
			terms: TermsId,
			prices: Vec<Price>,
			swaps: bool,
			supply: Option<u32>,
			opens: Option<u64>,
			closes: Option<u64>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let asked = NewOffer { asset, parent, terms, prices, swaps, supply, opens, closes };
			Self::do_create_offer(who, asked).map(|_| ())
		}

		/// Closes an offer. Licences that were bought from it stay; they are not renewed any more.
		///
		/// # Origin
		/// Signed, by who would be paid if it were bought now. By anyone, once it can neither sell
		/// nor renew anything again: the asset gone, the licence above ended, the time over, all
		/// sold.
		///
		/// # Errors
		/// [`OfferUnknown`](Error::OfferUnknown), [`NotSeller`](Error::NotSeller).
		///
		/// # Events
		/// [`OfferClosed`](Event::OfferClosed).
		///
		/// # Deposit
		/// Returned to who made it.
		#[pallet::call_index(6)]
		#[pallet::weight(Pallet::<T>::act_weight(T::WeightInfo::close_offer()))]
		pub fn close_offer(origin: OriginFor<T>, offer: u64) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_offer(who, offer)
		}

		/// Buys a licence, for the caller or as a gift to `recipient`. Spends at most `max_amount`
		/// of `pay_with`. `terms` are those that the buyer has read, and `revision` is the asset's
		/// revision that the buyer has seen; `None` takes the current one. That revision stays
		/// available while the licence is open. All who share in the price are paid, or nothing
		/// happens.
		///
		/// The uses of a sub-licence are taken from the licence above.
		///
		/// A licence that would outlast the one above it ends with that one.
		///
		/// # Origin
		/// Signed, by anyone but who sells.
		///
		/// # Errors
		/// [`OfferUnknown`](Error::OfferUnknown), [`TermsChanged`](Error::TermsChanged),
		/// [`NotOpenYet`](Error::NotOpenYet), [`OfferOver`](Error::OfferOver),
		/// [`SellerChanged`](Error::SellerChanged),
		/// [`RevisionChanged`](Error::RevisionChanged), [`SoldOut`](Error::SoldOut),
		/// [`AssetUnknown`](Error::AssetUnknown), [`AssetRevoked`](Error::AssetRevoked),
		/// [`OrderingDisabled`](Error::OrderingDisabled),
		/// [`WiderThanOrigins`](Error::WiderThanOrigins),
		/// [`NonCommercial`](Error::NonCommercial), [`ParentEnded`](Error::ParentEnded),
		/// [`SubLicencesExhausted`](Error::SubLicencesExhausted),
		/// [`UsesExhausted`](Error::UsesExhausted),
		/// [`SelfPurchase`](Error::SelfPurchase), [`Reentrancy`](Error::Reentrancy); the refusal
		/// of payments; [`SharesOverWhole`](Error::SharesOverWhole),
		/// [`TooManyPayees`](Error::TooManyPayees), [`TimeOverflow`](Error::TimeOverflow),
		/// [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// [`Issued`](Event::Issued), the payment's receipt, and for the first licence of a
		/// collection [`LicenceCollectionCreated`](Event::LicenceCollectionCreated).
		///
		/// # Deposit
		/// Held from the caller for the licence ([`HoldReason::Licence`]), and for the licence
		/// collection if this is the first ([`HoldReason::LicenceCollection`]). What the caller
		/// lacks for it is bought with `pay_with` as well, within `max_amount`.
		#[pallet::call_index(7)]
		#[pallet::weight(
			Pallet::<T>::max_buy_weight(*pay_with)
				.saturating_add(T::WeightInfo::create_licence_collection())
		)]
		pub fn buy(
			origin: OriginFor<T>,
			offer: u64,
			terms: TermsId,
			revision: Option<u32>,
			recipient: Option<T::AccountId>,
			pay_with: Currency,
			max_amount: u128,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let Bought { weight, .. } =
				Self::do_buy(who, offer, terms, revision, recipient, pay_with, max_amount)?;
			Ok(Some(weight).into())
		}

		/// Gives a licence away: of an asset, or a sub-licence under `parent`.
		///
		/// # Origin
		/// Signed, by the licensor.
		///
		/// # Errors
		/// [`TermsUnknown`](Error::TermsUnknown), [`AssetUnknown`](Error::AssetUnknown),
		/// [`AssetRevoked`](Error::AssetRevoked), [`WiderThanOrigins`](Error::WiderThanOrigins),
		/// [`NotLicensor`](Error::NotLicensor), [`SelfPurchase`](Error::SelfPurchase); for
		/// sub-licences those of [`create_offer`](Self::create_offer),
		/// [`SubLicencesExhausted`](Error::SubLicencesExhausted) and
		/// [`UsesExhausted`](Error::UsesExhausted);
		/// [`TimeOverflow`](Error::TimeOverflow), [`CounterExhausted`](Error::CounterExhausted),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller
		/// lacks the deposit.
		///
		/// # Events
		/// As for [`buy`](Self::buy), without a receipt.
		///
		/// # Deposit
		/// As for [`buy`](Self::buy).
		#[pallet::call_index(8)]
		#[pallet::weight(Pallet::<T>::grant_weight(true))]
		pub fn grant(
			origin: OriginFor<T>,
			asset: AssetId,
			parent: Option<u64>,
			terms: TermsId,
			recipient: T::AccountId,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let (_, first) = Self::do_grant(who, asset, parent, terms, recipient)?;
			Ok(Some(Self::grant_weight(first)).into())
		}

		/// Pays for a licence once more, from the offer that it was bought from. Its time is
		/// added to what is left of it, or counts from now, but does not go beyond that of the
		/// licence above; its uses are added, out of those of the licence above. It stays with the
		/// revision that it was issued at.
		///
		/// # Origin
		/// Signed, by anyone.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`Revoked`](Error::Revoked),
		/// [`NotRenewable`](Error::NotRenewable), [`NothingToRenew`](Error::NothingToRenew),
		/// [`PriceTooHigh`](Error::PriceTooHigh) if what has been paid for it in all cannot be
		/// counted; those of [`buy`](Self::buy) but for the supply, the terms, the revision, the
		/// count of sub-licences and the deposit. [`SellerChanged`](Error::SellerChanged) refuses less
		/// here than there.
		///
		/// # Events
		/// [`Renewed`](Event::Renewed), and the payment's receipt.
		#[pallet::call_index(9)]
		#[pallet::weight(Pallet::<T>::max_buy_weight(*pay_with))]
		pub fn renew(
			origin: OriginFor<T>,
			licence: u64,
			pay_with: Currency,
			max_amount: u128,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let weight = Self::do_renew(who, licence, pay_with, max_amount)?;
			Ok(Some(weight).into())
		}

		/// Gives a licence to another account. Seats that the caller gave lapse, and so does the
		/// licensor's approval of its derivatives.
		///
		/// # Origin
		/// Signed, by the holder.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotHolder`](Error::NotHolder),
		/// [`NotTransferable`](Error::NotTransferable), [`LicenceEnded`](Error::LicenceEnded).
		///
		/// # Events
		/// The NFT pallet's `Transferred`, as for a transfer by its own calls.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::transfer().saturating_add(T::Observer::moved_weight()))]
		pub fn transfer(origin: OriginFor<T>, licence: u64, to: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_transfer(who, licence, to)
		}

		/// Ends a licence, and with it all below it.
		///
		/// # Origin
		/// Signed, by the licensor, if the terms allow. [`Config::RevocationOrigin`], always.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotLicensor`](Error::NotLicensor),
		/// [`NotRevocable`](Error::NotRevocable), [`Revoked`](Error::Revoked).
		///
		/// # Events
		/// [`Revoked`](Event::Revoked).
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::act_weight(T::WeightInfo::revoke()))]
		pub fn revoke(
			origin: OriginFor<T>,
			licence: u64,
			reason: RevocationReason,
		) -> DispatchResult {
			match T::RevocationOrigin::try_origin(origin) {
				Ok(_) => Self::do_revoke(licence, reason),
				Err(origin) => {
					let who = ensure_signed(origin)?;
					Self::do_revoke_by(who, licence, reason)
				}
			}
		}

		/// Takes one use from a licence. A server of the asset asks for a `memo` of its choice, and
		/// finds it in the licence.
		///
		/// # Origin
		/// Signed, by the holder or who has a seat.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotSeated`](Error::NotSeated),
		/// [`LicenceEnded`](Error::LicenceEnded), [`UsesNotCounted`](Error::UsesNotCounted).
		///
		/// # Events
		/// [`Consumed`](Event::Consumed).
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::consume())]
		pub fn consume(origin: OriginFor<T>, licence: u64, memo: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_consume(who, licence, memo)
		}

		/// Gives an account a seat of a licence, or takes it back. A seat that an earlier holder
		/// gave can be given anew.
		///
		/// # Origin
		/// Signed, by the holder. By who gave the seat, to take it back.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotHolder`](Error::NotHolder),
		/// [`SeatUnchanged`](Error::SeatUnchanged), [`LicenceEnded`](Error::LicenceEnded),
		/// [`NoSeatLeft`](Error::NoSeatLeft); [`DepositOverflow`](Error::DepositOverflow), or the
		/// currency's error if the caller lacks the deposit.
		///
		/// # Events
		/// [`SeatSet`](Event::SeatSet).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Seat`]), returned to who made it.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::set_seat())]
		pub fn set_seat(
			origin: OriginFor<T>,
			licence: u64,
			account: T::AccountId,
			taken: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_seat(who, licence, account, taken)
		}

		/// Approves derivatives that `holder`, who has to hold the licence, makes under it; `None`
		/// withdraws the approval. Derivatives that were made stay. The approval does not pass on
		/// with the licence. Where the terms of a licence above demand approval, its holder needs
		/// one, too.
		///
		/// # Origin
		/// Signed, by the licensor.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotLicensor`](Error::NotLicensor),
		/// [`HolderChanged`](Error::HolderChanged),
		/// [`DerivativesForbidden`](Error::DerivativesForbidden),
		/// [`NoApprovalNeeded`](Error::NoApprovalNeeded).
		///
		/// # Events
		/// [`DerivativesApproved`](Event::DerivativesApproved).
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::act_weight(T::WeightInfo::approve_derivatives()))]
		pub fn approve_derivatives(
			origin: OriginFor<T>,
			licence: u64,
			holder: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_approve_derivatives(who, licence, holder)
		}

		/// Ends what a licence leaves behind: record, seats and NFT go. Its id is not used again. The
		/// uses that a sub-licence has left return to the licence above.
		///
		/// # Origin
		/// Signed, by the holder. By anyone, once it has ended for good, or
		/// [`Config::CloseGraceSecs`] after its time or uses ended. Refused while sub-licences hang
		/// on it, unless they ended with it, which being used up does not do.
		///
		/// # Errors
		/// [`LicenceUnknown`](Error::LicenceUnknown), [`NotEnded`](Error::NotEnded),
		/// [`HasSubLicences`](Error::HasSubLicences).
		///
		/// # Events
		/// [`Closed`](Event::Closed).
		///
		/// # Deposit
		/// The licence's and its seats' are returned, each to who made it.
		#[pallet::call_index(15)]
		#[pallet::weight(Pallet::<T>::close_weight(T::MaxSeats::get()))]
		pub fn close(origin: OriginFor<T>, licence: u64) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let seats = Self::do_close(who, licence)?;
			Ok(Some(Self::close_weight(seats)).into())
		}

		/// Destroys the licence collection of a collection of assets. The next licence makes
		/// another.
		///
		/// # Origin
		/// Signed, by who paid for it or the collection's publisher. By anyone, when the
		/// collection is gone.
		///
		/// # Errors
		/// [`CollectionUnknown`](Error::CollectionUnknown), [`NotPublisher`](Error::NotPublisher),
		/// [`CollectionNotEmpty`](Error::CollectionNotEmpty).
		///
		/// # Events
		/// [`LicenceCollectionDestroyed`](Event::LicenceCollectionDestroyed).
		///
		/// # Deposit
		/// Returned to who made it.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::destroy_licence_collection())]
		pub fn destroy_licence_collection(origin: OriginFor<T>, collection: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_destroy_licence_collection(who, collection)
		}
	}
}
