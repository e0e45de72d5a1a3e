//! What the market tells. Payments add a receipt to each sale.

use frame_support::pallet_macros::pallet_section;

/// The events of the pallet.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// The royalty on resales of a collection's assets was set.
		RoyaltySet {
			/// The collection.
			collection: u32,
			/// Parts per million of the price from now on.
			ppm: u32,
			/// Who set it.
			who: T::AccountId,
		},
		/// An item was listed, in the place of a former listing of the same seller.
		Listed {
			/// The item.
			item: Item,
			/// Who sells it.
			seller: T::AccountId,
			/// What it costs.
			prices: Prices,
			/// Whether other currencies are swapped into a price.
			swaps: bool,
			/// Until when it can be bought, Unix seconds, exclusive.
			closes: Option<u64>,
			/// What the seller gets of each price, in their order.
			proceeds: Proceeds,
		},
		/// A listing was taken down.
		Unlisted {
			/// The item.
			item: Item,
			/// Who sold it.
			seller: T::AccountId,
			/// Who took it down.
			who: T::AccountId,
		},
		/// A listing ended because the item changed hands otherwise, or is gone.
		ListingEnded {
			/// The item.
			item: Item,
			/// Who sold it.
			seller: T::AccountId,
		},
		/// An item was sold. The receipt, the payment's event before this one, has the shares.
		Sold {
			/// The item.
			item: Item,
			/// Who sold it.
			seller: T::AccountId,
			/// Who owns it from now on.
			buyer: T::AccountId,
			/// The price.
			price: Price,
			/// What the buyer spent on it, what it lacked for the deposit included.
			spent: Price,
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
