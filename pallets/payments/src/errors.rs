//! What payments refuse, one error per cause.

use frame_support::pallet_macros::pallet_section;

/// The errors of the pallet.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There are no prices to choose from.
		NoPrices,
		/// There are more than 8 prices.
		TooManyPrices,
		/// The price is more than half of what 128 bits count.
		PriceTooHigh,
		/// No price is in the payer's currency, and swaps are not wanted.
		CurrencyNotAccepted,
		/// ERC-20 tokens are paid as they are: no pool swaps them.
		CurrencyNotSwappable,
		/// No pool, or none that can be used, lies between the currencies.
		NoPool,
		/// The pools between the currencies do not hold enough.
		PoolTooShallow,
		/// It takes more than the payer wants to spend at most.
		SlippageExceeded,
		/// The swap gave or took something else than was quoted.
		SwapInexact,
		/// The quote's path does not lead from the currency spent to that of the price.
		QuoteInvalid,
		/// The payer, or the pot that a claim is paid from, has less than it takes.
		InsufficientFunds,
		/// The payer's account would be left with less than the minimum balance.
		PayerBelowMinimum,
		/// The token, or the account's balance of it, is frozen.
		FundsFrozen,
		/// There is no such token, or no longer.
		UnknownToken,
		/// The shares do not add up to the price.
		SharesDoNotAddUp,
		/// There are more than 16 payees.
		TooManyPayees,
		/// A share that is not the seller's is less than the token's minimum balance: in this token,
		/// the price is too low to be shared. The native token has no price that is too low.
		ShareBelowMinimum,
		/// The payee cannot be paid, and nothing can be kept for it.
		PayeeUnpayable,
		/// The payer is the payee.
		PayeeIsPayer,
		/// The ERC-20 contract moved something else than it was asked to.
		TokenMisbehaved,
		/// A contract that is being called tries to move money here.
		Reentrancy,
		/// There have been as many receipts or escrows as can be counted.
		CounterExhausted,
		/// The amounts add up to more than can be counted.
		AmountOverflow,
		/// There is nothing to claim for the account in this currency.
		NothingToClaim,
		/// The token is still there: what waits in it is claimed, not written off.
		TokenExists,
		/// The pot would be left with less than the token's minimum balance, which has been raised,
		/// or the token's admin has taken from the pot.
		PotBelowMinimum,
		/// An escrow needs a token that can be held, which an ERC-20 cannot.
		EscrowNeedsHold,
		/// The payer has not authorised the payee for this currency.
		NotAuthorised,
		/// The amount is zero.
		ZeroAmount,
		/// The lock would last longer than the payer authorised.
		LockTooLong,
		/// More would be locked and claimed than the payer authorised.
		OverAuthorisation,
		/// There are as many locks as the payer authorised.
		TooManyLocks,
		/// There is no such escrow, or no longer.
		EscrowUnknown,
		/// Only the escrow's payee may do this.
		NotPayee,
		/// Only the escrow's payee and payer may do this.
		NotParty,
		/// The payer may take it back only after the deadline.
		DeadlineNotReached,
		/// More is claimed than is left.
		OverLock,
		/// What is left cannot be returned to the payer, because the token or its account is
		/// blocked.
		PayerUnpayable,
		/// The deposit is more than a balance can be.
		DepositOverflow,
		/// The ERC-20 contract lets the payer's tokens go neither to the payee nor to the pot:
		/// whoever moves them has not been approved, or the contract refuses the payer.
		TokenRefused,
	}
}
