//! What is read.

use super::{h160, words, Contract, ICollection, Kind, Weights};
use crate::{
	common::{address, reason, AccountIdOf},
	weights::erc721::WeightInfo as _,
	Config,
};
use alloc::{format, string::String, vec::Vec};
use metahub_assets::AssetId;
use pallet_asset_registry::AssetInspect;
use pallet_erc721::Pallet as Erc721;
use pallet_licensing::{Licences, Pallet as Licensing};
use pallet_market::{Item, Pallet as Market};
use pallet_revive::precompiles::{
	alloy::{
		primitives::{Address, U256},
		sol_types::SolCall,
	},
	Error, Ext,
};

/// The interfaces that every collection has, by their ERC-165 ids.
pub(super) const INTERFACES: [[u8; 4]; 6] = [
	[0x01, 0xff, 0xc9, 0xa7], // ERC-165
	[0x80, 0xac, 0x58, 0xcd], // ERC-721
	[0x5b, 0x5e, 0x13, 0x9f], // ERC-721 Metadata
	[0x78, 0x0e, 0x9d, 0x63], // ERC-721 Enumerable
	[0x2a, 0x55, 0x20, 0x5a], // ERC-2981
	[0x49, 0x06, 0x49, 0x06], // ERC-4906
];
/// ERC-5192, of licences. ERC-4907 has a function that sets users, which licensing has not.
pub(super) const LOCKABLE: [u8; 4] = [0xb4, 0x5a, 0x3c, 0x0e];

/// Parts of a whole, as royalties are set.
const MILLION: u128 = 1_000_000;

impl<T: Config> Contract<T> {
	/// A token that exists, and who owns it.
	pub(super) fn token(&self, id: U256) -> Result<(u64, AccountIdOf<T>), Error> {
		u64::try_from(id)
			.ok()
			.and_then(|item| Some((item, Erc721::<T>::owner_of(self.id, item)?)))
			.ok_or_else(|| reason(words::NO_TOKEN))
	}

	/// A token of a collection of licences.
	fn licence(&self, id: U256) -> Result<u64, Error> {
		match self.kind {
			Kind::Licences(_) => self.token(id).map(|(licence, _)| licence),
			Kind::Assets => Err(reason(words::NO_LICENCES)),
		}
	}

	/// The collection of assets that this one is, or whose licences it holds.
	pub(super) fn assets(&self) -> u32 {
		match self.kind {
			Kind::Assets => self.id,
			Kind::Licences(assets) => assets,
		}
	}

	pub(super) fn supports_interface(
		&self,
		call: &ICollection::supportsInterfaceCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::supports_interface())?;
		let id = call.interfaceId.0;
		let licences = self.kind != Kind::Assets;
		let supported = INTERFACES.contains(&id) || (licences && id == LOCKABLE);
		Ok(ICollection::supportsInterfaceCall::abi_encode_returns(&supported))
	}

	pub(super) fn balance_of(
		&self,
		call: &ICollection::balanceOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		if call.owner.is_zero() {
			return Err(reason(words::NO_OWNER));
		}
		self.charge(env, Weights::<T>::balance_of())?;
		let balance = Erc721::<T>::balance_of(self.id, h160(call.owner));
		Ok(ICollection::balanceOfCall::abi_encode_returns(&U256::from(balance)))
	}

	pub(super) fn owner_of(
		&self,
		call: &ICollection::ownerOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::owner_of())?;
		let (_, owner) = self.token(call.tokenId)?;
		Ok(ICollection::ownerOfCall::abi_encode_returns(&address::<T>(&owner)))
	}

	pub(super) fn get_approved(
		&self,
		call: &ICollection::getApprovedCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::get_approved())?;
		let (item, _) = self.token(call.tokenId)?;
		let approved = Erc721::<T>::approved(self.id, item);
		let approved = approved.map_or(Address::ZERO, |account| address::<T>(&account));
		Ok(ICollection::getApprovedCall::abi_encode_returns(&approved))
	}

	pub(super) fn is_approved_for_all(
		&self,
		call: &ICollection::isApprovedForAllCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::is_approved_for_all())?;
		let is = Erc721::<T>::is_operator(self.id, h160(call.owner), h160(call.operator));
		Ok(ICollection::isApprovedForAllCall::abi_encode_returns(&is))
	}

	pub(super) fn name(&self, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::collection_name())?;
		Ok(ICollection::nameCall::abi_encode_returns(&self.title()))
	}

	/// The collection's name.
	pub(super) fn title(&self) -> String {
		let record = pallet_asset_registry::Collections::<T>::get(self.assets());
		let name = record.map(|record| String::from_utf8_lossy(&record.name).into_owned());
		match self.kind {
			Kind::Assets => name.unwrap_or_default(),
			Kind::Licences(assets) => {
				// The publisher may have destroyed the collection.
				let name = name.unwrap_or_else(|| format!("collection {assets}"));
				format!("Licences of {name}")
			}
		}
	}

	pub(super) fn symbol(&self, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::symbol())?;
		Ok(ICollection::symbolCall::abi_encode_returns(&self.short_title()))
	}

	/// The collection's symbol.
	pub(super) fn short_title(&self) -> String {
		match self.kind {
			Kind::Assets => format!("MHA{}", self.id),
			Kind::Licences(_) => format!("MHL{}", self.id),
		}
	}

	pub(super) fn owner(&self, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::collection_owner())?;
		Ok(ICollection::ownerCall::abi_encode_returns(&self.publisher()))
	}

	/// The publisher, or nobody if the collection of assets is gone.
	pub(super) fn publisher(&self) -> Address {
		pallet_asset_registry::Pallet::<T>::publisher(self.assets())
			.map_or(Address::ZERO, |publisher| address::<T>(&publisher))
	}

	pub(super) fn total_supply(&self, env: &mut impl Ext<T = T>) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::total_supply())?;
		let supply = Erc721::<T>::total_supply(self.id);
		Ok(ICollection::totalSupplyCall::abi_encode_returns(&U256::from(supply)))
	}

	pub(super) fn token_by_index(
		&self,
		call: &ICollection::tokenByIndexCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::token_by_index())?;
		let index = u32::try_from(call.index).ok();
		let token = index
			.and_then(|index| Erc721::<T>::token_by_index(self.id, index))
			.ok_or_else(|| reason(words::NO_INDEX))?;
		Ok(ICollection::tokenByIndexCall::abi_encode_returns(&U256::from(token)))
	}

	pub(super) fn token_of_owner_by_index(
		&self,
		call: &ICollection::tokenOfOwnerByIndexCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		if call.owner.is_zero() {
			return Err(reason(words::NO_OWNER));
		}
		self.charge(env, Weights::<T>::token_of_owner_by_index())?;
		let (owner, index) = (h160(call.owner), u32::try_from(call.index).ok());
		let token = index
			.and_then(|index| Erc721::<T>::token_of_owner_by_index(self.id, owner, index))
			.ok_or_else(|| reason(words::NO_OWNERS_INDEX))?;
		Ok(ICollection::tokenOfOwnerByIndexCall::abi_encode_returns(&U256::from(token)))
	}

	pub(super) fn royalty_info(
		&self,
		call: &ICollection::royaltyInfoCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::royalty_info())?;
		let (item, _) = self.token(call.tokenId)?;
		let item = match self.kind {
			Kind::Assets => Item::Asset(AssetId::new(self.id, item)),
			Kind::Licences(_) => Item::Licence(item),
		};
		// The market rounds up a price of its own size. Of a million it takes the rate itself, from
		// which the amount follows for every price there is.
		let (receiver, rate) = Market::<T>::royalty_info(item, MILLION);
		let (rate, million) = (U256::from(rate), U256::from(MILLION));
		let (whole, rest) = call.salePrice.div_rem(million);
		// The rate is at most a million: the sum is no larger than the price.
		let amount = whole * rate + (rest * rate).div_ceil(million);
		Ok(ICollection::royaltyInfoCall::abi_encode_returns(&ICollection::royaltyInfoReturn {
			receiver: receiver.map_or(Address::ZERO, |account| address::<T>(&account)),
			royaltyAmount: amount,
		}))
	}

	pub(super) fn user_of(
		&self,
		call: &ICollection::userOfCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::user_of())?;
		let licence = self.licence(call.tokenId)?;
		let user = match Licensing::<T>::ended(licence, Licensing::<T>::now()) {
			None => Licensing::<T>::holder(licence),
			Some(_) => None,
		};
		let user = user.map_or(Address::ZERO, |holder| address::<T>(&holder));
		Ok(ICollection::userOfCall::abi_encode_returns(&user))
	}

	pub(super) fn user_expires(
		&self,
		call: &ICollection::userExpiresCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::user_expires())?;
		let licence = self.licence(call.tokenId)?;
		let expires = Licences::<T>::get(licence).and_then(|record| record.expires);
		let expires = U256::from(expires.unwrap_or(u64::MAX));
		Ok(ICollection::userExpiresCall::abi_encode_returns(&expires))
	}

	pub(super) fn locked(
		&self,
		call: &ICollection::lockedCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::locked())?;
		let licence = self.licence(call.tokenId)?;
		let locked = Licensing::<T>::is_locked(self.id, licence);
		Ok(ICollection::lockedCall::abi_encode_returns(&locked))
	}
}
