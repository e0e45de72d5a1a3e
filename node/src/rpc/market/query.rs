//! The runtime calls.

use crate::rpc::{
	blocks::{Blocks, KeepsStates},
	names::{asset_id, ss58, unknown_asset},
};
use metahub_assets::market::{Item, ListingInfo};
use metahub_rpc_api::{
	types::{Id, ItemAnswer, Listing, Price, Seconds},
	Error,
};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_asset_registry_runtime_api::AssetsApi;
use pallet_market_runtime_api::MarketApi;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use std::sync::Arc;

/// What the name of a licence begins with.
const LICENCE: &str = "licence:";

/// Asks the runtime.
pub struct Query<C, S>(Blocks<C, S>);

impl<C, S> Query<C, S>
where
	C: ProvideRuntimeApi<Block> + HeaderBackend<Block>,
	C::Api: MarketApi<Block, AccountId> + AssetsApi<Block, AccountId, Balance, BlockNumber>,
	S: KeepsStates,
{
	/// Asks the runtime through this client.
	pub fn new(client: Arc<C>, states: S) -> Self {
		Self(Blocks::new(client, states))
	}

	/// `market_item`.
	pub fn item(&self, text: &str, at: Option<Hash>) -> Result<ItemAnswer, Error> {
		let item = self.parse(text)?;
		let block = self.0.block(at)?;
		let found = self.0.call(&block, |api, hash| api.item(hash, item))?;
		let Some(info) = found else {
			return Err(match item {
				Item::Licence(id) => Error::UnknownLicence { id: Id(id) },
				Item::Asset(id) => {
					let collection =
						self.0.call(&block, |api, hash| api.collection(hash, id.collection))?;
					unknown_asset(collection, id)
				}
			});
		};
		Ok(ItemAnswer {
			snapshot: info.snapshot.into(),
			fingerprint: info.fingerprint,
			licences: info.licences.map(Into::into),
			listing: info.listing.map(listing),
			block,
		})
	}

	/// The item that a caller names.
	fn parse(&self, text: &str) -> Result<Item, Error> {
		let Some(number) = text.strip_prefix(LICENCE) else {
			return asset_id(text, self.0.genesis()).map(Item::Asset);
		};
		let id = number.parse().map_err(|error: std::num::ParseIntError| Error::BadId {
			id: text.into(),
			reason: error.to_string(),
		})?;
		Ok(Item::Licence(id))
	}
}

fn listing(info: ListingInfo<AccountId>) -> Listing {
	Listing {
		seller: ss58(&info.seller),
		prices: info.prices.into_iter().map(Price::from).collect(),
		swaps: info.swaps,
		closes: info.closes.map(Seconds),
	}
}
