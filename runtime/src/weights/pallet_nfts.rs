//! As measured upstream; moving an item also asks whether it is a licence that may move.

use core::marker::PhantomData;
use frame_support::weights::Weight;
use pallet_licensing::WeightInfo as _;
use pallet_nfts::WeightInfo as Upstream;

type Measured<T> = pallet_nfts::weights::SubstrateWeight<T>;
type Licences<T> = super::pallet_licensing::WeightInfo<T>;

macro_rules! upstream {
	($($call:ident($($n:ident),*),)+) => {
		$(
			fn $call($($n: u32),*) -> Weight {
				Measured::<T>::$call($($n),*)
			}
		)+
	};
}

/// What calls weigh.
pub struct WeightInfo<T>(PhantomData<T>);

impl<T: frame_system::Config> Upstream for WeightInfo<T> {
	fn transfer() -> Weight {
		Measured::<T>::transfer().saturating_add(Licences::<T>::is_locked())
	}

	upstream! {
		create(),
		force_create(),
		destroy(m, c, a),
		mint(),
		force_mint(),
		burn(),
		redeposit(i),
		lock_item_transfer(),
		unlock_item_transfer(),
		lock_collection(),
		transfer_ownership(),
		set_team(),
		force_collection_owner(),
		force_collection_config(),
		lock_item_properties(),
		set_attribute(),
		force_set_attribute(),
		clear_attribute(),
		approve_item_attributes(),
		cancel_item_attributes_approval(n),
		set_metadata(),
		clear_metadata(),
		set_collection_metadata(),
		clear_collection_metadata(),
		approve_transfer(),
		cancel_approval(),
		clear_all_transfer_approvals(),
		set_accept_ownership(),
		set_collection_max_supply(),
		update_mint_settings(),
		set_price(),
		buy_item(),
		pay_tips(n),
		create_swap(),
		cancel_swap(),
		claim_swap(),
		mint_pre_signed(n),
		set_attributes_pre_signed(n),
	}
}
