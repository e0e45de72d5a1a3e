//! Where each pallet's weights come from, under the names that generated files have. A pallet
//! whose weights were measured here has its own file; the others use what their authors measured
//! on the SDK's reference machine, with this runtime's database weights.

pub mod items;
pub mod metahub_precompiles_erc721;
pub mod metahub_precompiles_licensing;
pub mod metahub_precompiles_payments;
pub mod metahub_precompiles_registry;
pub mod pallet_asset_registry;
pub mod pallet_disputes;
pub mod pallet_erc721;
pub mod pallet_licensing;
pub mod pallet_market;
pub mod pallet_payments;
pub mod pallet_royalties;

macro_rules! upstream {
	($($pallet:ident => $(:: $part:ident)+,)+) => {
		$(
			pub mod $pallet {
				//! As measured upstream.
				pub type WeightInfo<T> = $(:: $part)+<T>;
			}
		)+
	};
}

upstream! {
	frame_system => ::frame_system::weights::SubstrateWeight,
	frame_system_extensions => ::frame_system::SubstrateExtensionsWeight,
	pallet_asset_conversion => ::pallet_asset_conversion::weights::SubstrateWeight,
	pallet_asset_conversion_tx_payment =>
		::pallet_asset_conversion_tx_payment::weights::SubstrateWeight,
	pallet_assets => ::pallet_assets::weights::SubstrateWeight,
	pallet_assets_precompiles => ::pallet_assets_precompiles::weights::SubstrateWeight,
	pallet_balances => ::pallet_balances::weights::SubstrateWeight,
	pallet_nfts => ::pallet_nfts::weights::SubstrateWeight,
	pallet_multisig => ::pallet_multisig::weights::SubstrateWeight,
	pallet_preimage => ::pallet_preimage::weights::SubstrateWeight,
	pallet_proxy => ::pallet_proxy::weights::SubstrateWeight,
	pallet_revive => ::pallet_revive::weights::SubstrateWeight,
	pallet_scheduler => ::pallet_scheduler::weights::SubstrateWeight,
	pallet_session => ::pallet_session::weights::SubstrateWeight,
	pallet_sudo => ::pallet_sudo::weights::SubstrateWeight,
	pallet_timestamp => ::pallet_timestamp::weights::SubstrateWeight,
	pallet_transaction_payment => ::pallet_transaction_payment::weights::SubstrateWeight,
	pallet_utility => ::pallet_utility::weights::SubstrateWeight,
}
