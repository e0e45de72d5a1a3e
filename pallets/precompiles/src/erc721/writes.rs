//! Moves and approvals.

use super::{h160, receiver, words, Contract, ICollection, Weights};
use crate::{
	common::{account, address, caller, dispatch, reason},
	weights::erc721::WeightInfo as _,
	Config,
};
use alloc::vec::Vec;
use pallet_erc721::{Call, Pallet as Erc721};
use pallet_revive::precompiles::{alloy::primitives::Address, Error, Ext};

impl<T: Config> Contract<T> {
	/// Moves a token. Returns who moved it.
	pub(super) fn transfer_from(
		&self,
		call: &ICollection::transferFromCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Address, Error> {
		self.charge(env, Weights::<T>::transfer_from())?;
		let (item, owner) = self.token(call.tokenId)?;
		let (owner, mover) = (address::<T>(&owner), address::<T>(&caller(env)?));
		let may_move = mover == owner
			|| Erc721::<T>::approved(self.id, item)
				.is_some_and(|approved| address::<T>(&approved) == mover)
			|| Erc721::<T>::is_operator(self.id, h160(owner), h160(mover));
		if !may_move {
			return Err(reason(words::MAY_NOT_MOVE));
		}
		if call.from != owner {
			return Err(reason(words::WRONG_OWNER));
		}
		if call.to.is_zero() {
			return Err(reason(words::TO_NOBODY));
		}
		let to = account::<T>(call.to);
		dispatch(env, Call::transfer { collection: self.id, item, to })?;
		Ok(mover)
	}

	pub(super) fn safe_transfer_from(
		&self,
		call: &ICollection::safeTransferFrom_0Call,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		let ICollection::safeTransferFrom_0Call { from, to, tokenId, ref data } = *call;
		// Moving charges for itself.
		let whole = Weights::<T>::safe_transfer_from(data.len() as u32);
		env.charge(whole.saturating_sub(Weights::<T>::transfer_from()))?;
		let operator =
			self.transfer_from(&ICollection::transferFromCall { from, to, tokenId }, env)?;
		receiver::ask(operator, from, to, tokenId, data, env)?;
		Ok(Vec::new())
	}

	pub(super) fn approve(
		&self,
		call: &ICollection::approveCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::approve())?;
		let (item, owner) = self.token(call.tokenId)?;
		let (owner, approver) = (address::<T>(&owner), address::<T>(&caller(env)?));
		if call.to == owner {
			return Err(reason(words::APPROVAL_TO_OWNER));
		}
		if approver != owner && !Erc721::<T>::is_operator(self.id, h160(owner), h160(approver)) {
			return Err(reason(words::MAY_NOT_APPROVE));
		}
		let spender = (!call.to.is_zero()).then(|| account::<T>(call.to));
		dispatch(env, Call::approve { collection: self.id, item, spender })?;
		Ok(Vec::new())
	}

	pub(super) fn set_approval_for_all(
		&self,
		call: &ICollection::setApprovalForAllCall,
		env: &mut impl Ext<T = T>,
	) -> Result<Vec<u8>, Error> {
		self.charge(env, Weights::<T>::set_approval_for_all())?;
		if call.operator == address::<T>(&caller(env)?) {
			return Err(reason(words::APPROVAL_TO_CALLER));
		}
		let operator = account::<T>(call.operator);
		let approved = call.approved;
		dispatch(env, Call::set_approval_for_all { collection: self.id, operator, approved })?;
		Ok(Vec::new())
	}
}
