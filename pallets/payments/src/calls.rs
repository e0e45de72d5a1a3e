//! The dispatchables: each checks its origin and calls the `do_…` that does the work.

use frame_support::pallet_macros::pallet_section;

/// The calls of the pallet.
#[pallet_section]
mod calls {
	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Pays `price` to one payee, by spending at most `max_amount` of `pay_with`, swapped if
		/// that is another currency. A payee that cannot be paid can claim it. `memo` is the
		/// payer's note, for the receipt.
		///
		/// # Origin
		/// Signed, by anyone.
		///
		/// # Errors
		/// [`PayeeIsPayer`](Error::PayeeIsPayer), [`PriceTooHigh`](Error::PriceTooHigh);
		/// [`CurrencyNotSwappable`](Error::CurrencyNotSwappable), [`NoPool`](Error::NoPool),
		/// [`PoolTooShallow`](Error::PoolTooShallow),
		/// [`SlippageExceeded`](Error::SlippageExceeded), [`SwapInexact`](Error::SwapInexact);
		/// [`InsufficientFunds`](Error::InsufficientFunds),
		/// [`PayerBelowMinimum`](Error::PayerBelowMinimum), [`FundsFrozen`](Error::FundsFrozen),
		/// [`UnknownToken`](Error::UnknownToken), [`PayeeUnpayable`](Error::PayeeUnpayable),
		/// [`TokenMisbehaved`](Error::TokenMisbehaved), [`TokenRefused`](Error::TokenRefused),
		/// [`AmountOverflow`](Error::AmountOverflow), [`Reentrancy`](Error::Reentrancy),
		/// [`CounterExhausted`](Error::CounterExhausted); the currency's error if the caller lacks
		/// the deposit.
		///
		/// # Events
		/// [`Paid`](Event::Paid), after [`ShareHeldBack`](Event::ShareHeldBack) if the payee could
		/// not be paid.
		///
		/// # Deposit
		/// Held from the caller if the payee could not be paid and nothing waits for it in the
		/// currency yet ([`HoldReason::Claim`]). What the caller lacks for it is bought with
		/// `pay_with`, within `max_amount`.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::pay_weight(price.currency, *pay_with))]
		pub fn pay(
			origin: OriginFor<T>,
			payee: T::AccountId,
			price: Price,
			pay_with: Currency,
			max_amount: u128,
			memo: H256,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			ensure!(payer != payee, Error::<T>::PayeeIsPayer);
			let shares = vec![Share { payee, amount: price.amount, kind: ShareKind::Seller }];
			let quote = Self::do_choose(&[price], true, pay_with)?;
			Self::do_settle(&payer, quote, max_amount, shares, Purpose::Other(memo)).map(|_| ())
		}

		/// Pays a payee's claim: shares that could not be paid to it before.
		///
		/// # Origin
		/// Signed, by anyone.
		///
		/// # Errors
		/// [`NothingToClaim`](Error::NothingToClaim), [`PayeeUnpayable`](Error::PayeeUnpayable) if
		/// it still cannot be paid; [`FundsFrozen`](Error::FundsFrozen),
		/// [`UnknownToken`](Error::UnknownToken), [`PotBelowMinimum`](Error::PotBelowMinimum),
		/// [`InsufficientFunds`](Error::InsufficientFunds) if the token keeps the pot from paying,
		/// or its admin has taken from the pot;
		/// [`TokenMisbehaved`](Error::TokenMisbehaved), [`Reentrancy`](Error::Reentrancy).
		///
		/// # Events
		/// [`Claimed`](Event::Claimed).
		///
		/// # Deposit
		/// The claim's is returned to who paid it. The caller pays for what an ERC-20 contract
		/// stores, and gets what it releases.
		#[pallet::call_index(1)]
		#[pallet::weight(
			T::WeightInfo::claim().saturating_add(Pallet::<T>::erc20_weight(*currency, 1))
		)]
		pub fn claim(
			origin: OriginFor<T>,
			currency: Currency,
			payee: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(&who, currency, &payee, &payee)
		}

		/// Pays the caller's claim to another account.
		///
		/// # Origin
		/// Signed, by the payee.
		///
		/// # Errors
		/// As for [`claim`](Self::claim).
		///
		/// # Events
		/// [`Claimed`](Event::Claimed).
		///
		/// # Deposit
		/// The claim's is returned to who paid it. The caller pays for what an ERC-20 contract
		/// stores, and gets what it releases.
		#[pallet::call_index(2)]
		#[pallet::weight(
			T::WeightInfo::claim().saturating_add(Pallet::<T>::erc20_weight(*currency, 1))
		)]
		pub fn claim_to(
			origin: OriginFor<T>,
			currency: Currency,
			to: T::AccountId,
		) -> DispatchResult {
			let payee = ensure_signed(origin)?;
			Self::do_claim(&payee, currency, &payee, &to)
		}

		/// Lets a payee lock up to `max_amount` of the caller's money in all, what it has claimed
		/// included, in at most `max_locks` at a time of at most `max_secs` each. Takes the place
		/// of what was authorised before: what was claimed until now no longer counts, locks that
		/// there are do.
		///
		/// # Origin
		/// Signed, by the payer.
		///
		/// # Errors
		/// [`EscrowNeedsHold`](Error::EscrowNeedsHold), [`PayeeIsPayer`](Error::PayeeIsPayer),
		/// [`ZeroAmount`](Error::ZeroAmount) if no amount or no lock is authorised,
		/// [`Reentrancy`](Error::Reentrancy), [`DepositOverflow`](Error::DepositOverflow), or the
		/// currency's error if the caller lacks the deposit.
		///
		/// # Events
		/// [`Authorised`](Event::Authorised).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Authorisation`]).
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::authorise())]
		pub fn authorise(
			origin: OriginFor<T>,
			payee: T::AccountId,
			currency: Currency,
			max_amount: u128,
			max_secs: u64,
			max_locks: u32,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_authorise(payer, payee, currency, max_amount, max_secs, max_locks)
		}

		/// Ends an authorisation. Locks that there are stand.
		///
		/// # Origin
		/// Signed, by the payer.
		///
		/// # Errors
		/// [`NotAuthorised`](Error::NotAuthorised) if there is none, or none any more;
		/// [`Reentrancy`](Error::Reentrancy).
		///
		/// # Events
		/// [`AuthorisationRevoked`](Event::AuthorisationRevoked).
		///
		/// # Deposit
		/// The authorisation's is returned, at once or with its last lock.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::revoke_authorisation())]
		pub fn revoke_authorisation(
			origin: OriginFor<T>,
			payee: T::AccountId,
			currency: Currency,
		) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_revoke_authorisation(payer, payee, currency)
		}

		/// Locks a payer's money for the caller, for `secs` seconds. `job` says what for.
		///
		/// # Origin
		/// Signed, by a payee whom the payer has authorised.
		///
		/// # Errors
		/// [`EscrowNeedsHold`](Error::EscrowNeedsHold), [`ZeroAmount`](Error::ZeroAmount),
		/// [`NotAuthorised`](Error::NotAuthorised), [`LockTooLong`](Error::LockTooLong),
		/// [`OverAuthorisation`](Error::OverAuthorisation), [`TooManyLocks`](Error::TooManyLocks);
		/// [`InsufficientFunds`](Error::InsufficientFunds),
		/// [`PayerBelowMinimum`](Error::PayerBelowMinimum), [`FundsFrozen`](Error::FundsFrozen),
		/// [`UnknownToken`](Error::UnknownToken), or the token's error if it cannot be held;
		/// [`CounterExhausted`](Error::CounterExhausted), [`Reentrancy`](Error::Reentrancy),
		/// [`DepositOverflow`](Error::DepositOverflow), or the currency's error if the caller lacks
		/// the deposit.
		///
		/// # Events
		/// [`Locked`](Event::Locked).
		///
		/// # Deposit
		/// Held from the caller ([`HoldReason::Lock`]).
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::lock())]
		pub fn lock(
			origin: OriginFor<T>,
			payer: T::AccountId,
			currency: Currency,
			amount: u128,
			secs: u64,
			job: H256,
		) -> DispatchResult {
			let payee = ensure_signed(origin)?;
			Self::do_lock(payee, payer, currency, amount, secs, job).map(|_| ())
		}

		/// Takes `amount` out of an escrow. With `last`, what is left goes back to the payer.
		///
		/// Possible as long as the escrow is there, after the deadline as well.
		///
		/// # Origin
		/// Signed, by the payee.
		///
		/// # Errors
		/// [`EscrowUnknown`](Error::EscrowUnknown), [`NotPayee`](Error::NotPayee),
		/// [`ZeroAmount`](Error::ZeroAmount), [`OverLock`](Error::OverLock),
		/// [`PayeeUnpayable`](Error::PayeeUnpayable); [`PayerUnpayable`](Error::PayerUnpayable) if
		/// what is left cannot go back; [`AmountOverflow`](Error::AmountOverflow),
		/// [`CounterExhausted`](Error::CounterExhausted), [`Reentrancy`](Error::Reentrancy).
		///
		/// # Events
		/// [`Paid`](Event::Paid), [`EscrowEnded`](Event::EscrowEnded) with the last of it.
		///
		/// # Deposit
		/// The lock's is returned with the last of it.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::claim_lock())]
		pub fn claim_lock(
			origin: OriginFor<T>,
			escrow: u64,
			amount: u128,
			last: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim_lock(who, escrow, amount, last)
		}

		/// Gives back to the payer what is left of an escrow.
		///
		/// # Origin
		/// Signed, by the payee, or after the deadline by the payer.
		///
		/// # Errors
		/// [`EscrowUnknown`](Error::EscrowUnknown), [`NotParty`](Error::NotParty),
		/// [`DeadlineNotReached`](Error::DeadlineNotReached),
		/// [`PayerUnpayable`](Error::PayerUnpayable), [`Reentrancy`](Error::Reentrancy).
		///
		/// # Events
		/// [`EscrowEnded`](Event::EscrowEnded).
		///
		/// # Deposit
		/// The lock's is returned to the payee.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::release())]
		pub fn release(origin: OriginFor<T>, escrow: u64) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release(who, escrow)
		}

		/// Writes off a payee's claim in a token that has been destroyed, or in a contract that is
		/// gone: no payment in it is possible any more.
		///
		/// # Origin
		/// Signed, by anyone.
		///
		/// # Errors
		/// [`NothingToClaim`](Error::NothingToClaim); [`TokenExists`](Error::TokenExists) if the
		/// token still exists, even while it is being destroyed; [`Reentrancy`](Error::Reentrancy).
		///
		/// # Events
		/// [`WrittenOff`](Event::WrittenOff).
		///
		/// # Deposit
		/// The claim's is returned to who paid it.
		#[pallet::call_index(8)]
		#[pallet::weight(
			T::WeightInfo::write_off()
				.saturating_add(Pallet::<T>::erc20_question_weight(*currency))
		)]
		pub fn write_off(
			origin: OriginFor<T>,
			currency: Currency,
			payee: T::AccountId,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_write_off(currency, &payee)
		}
	}
}
