//! What payments tell.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The receipt of a payment.
		Paid {
			/// Its number.
			receipt: u64,
			/// Who paid.
			payer: T::AccountId,
			/// For what.
			purpose: Purpose,
			/// The price, which the shares add up to.
			price: Price,
			/// What the payer spent for it.
			spent: Price,
			/// The currencies that it was swapped through, both ends included; empty without.
			path: Path,
			/// Who got what of the price, and whether they have it.
			shares: PaidShares<T::AccountId>,
		},
		/// A payee could not be paid its share, and can claim it.
		ShareHeldBack {
			/// The receipt's number.
			receipt: u64,
			/// The payee.
			payee: T::AccountId,
			/// In which currency.
			currency: Currency,
			/// How much.
			amount: u128,
		},
		/// A payer who lacked the native token for a deposit bought it.
		ToppedUp {
			/// The payer.
			who: T::AccountId,
			/// What it got, planck.
			amount: u128,
			/// What it spent.
			spent: Price,
		},
		/// What had been held back was paid.
		Claimed {
			/// Whose it was.
			payee: T::AccountId,
			/// In which currency.
			currency: Currency,
			/// How much.
			amount: u128,
			/// The account that has it now.
			to: T::AccountId,
		},
		/// What had been held back was written off: its token is no more.
		WrittenOff {
			/// Whose it was.
			payee: T::AccountId,
			/// In which currency.
			currency: Currency,
			/// How much.
			amount: u128,
		},
		/// A payer authorised a payee to lock, from now on, in place of what was authorised before.
		Authorised {
			/// The payer.
			payer: T::AccountId,
			/// The payee.
			payee: T::AccountId,
			/// In which currency.
			currency: Currency,
			/// How much in all.
			max_amount: u128,
			/// How long each lock, seconds.
			max_secs: u64,
			/// How many locks at a time.
			max_locks: u32,
		},
		/// A payer's authorisation was revoked. Locks that there are stand.
		AuthorisationRevoked {
			/// The payer.
			payer: T::AccountId,
			/// The payee.
			payee: T::AccountId,
			/// In which currency.
			currency: Currency,
		},
		/// A payee locked a payer's money.
		Locked {
			/// The escrow's id.
			escrow: u64,
			/// The payer.
			payer: T::AccountId,
			/// The payee.
			payee: T::AccountId,
			/// In which currency.
			currency: Currency,
			/// How much.
			amount: u128,
			/// When the payer may take it back, Unix seconds.
			deadline: u64,
			/// What for.
			job: H256,
		},
		/// An escrow ended: claimed to its end, or released.
		EscrowEnded {
			/// Its id.
			escrow: u64,
			/// What went back to the payer.
			released: u128,
			/// Who ended it.
			by: T::AccountId,
		},
		/// A deposit was returned in part or not at all, because the balance on hold had been
		/// taken from outside the pallet.
		DepositShort {
			/// Whose deposit.
			who: T::AccountId,
			/// What it was for.
			reason: HoldReason,
			/// What is missing, planck.
			missing: BalanceOf<T>,
		},
	}
}
