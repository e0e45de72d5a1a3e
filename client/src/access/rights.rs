//! What the chain says about who has access.

use crate::chain::{Chain, ChainError};
use metahub_assets::AssetId;
use metahub_rpc_api::{
	types::{AccessAnswer, Grant, Licence},
	ErrorCode,
};
use primitive_types::H256;
use subxt::utils::AccountId32;

/// Why an account has access, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
	/// Why.
	pub grant: Grant,
	/// When that ends, Unix seconds.
	pub until: Option<u64>,
	/// Uses that are left; `None` when they are not counted.
	pub uses_left: Option<u32>,
}

impl Rights {
	/// The licence that gives access, if one does.
	pub fn licence(&self) -> Option<u64> {
		match self.grant {
			Grant::Holder { licence } | Grant::Seat { licence } => Some(licence.0),
			Grant::Owner | Grant::Free | Grant::Listed => None,
		}
	}

	/// The licence of which a use has to be consumed, if uses are counted.
	pub fn counted(&self) -> Option<u64> {
		self.uses_left.and_then(|_| self.licence())
	}

	/// Whether an account has access to an asset at a block; a licence is looked at first.
	pub async fn of(
		chain: &Chain,
		asset: AssetId,
		account: &AccountId32,
		licence: Option<u64>,
		at: Option<H256>,
	) -> Result<Option<Self>, ChainError> {
		let answer = chain.access(&asset.into(), account, None, licence, at).await;
		let Some(answer) = unless_unknown(answer)? else { return Ok(None) };
		let AccessAnswer { allowed, grant, until, uses_left, .. } = answer;
		let until = until.map(|until| until.0);
		Ok(grant.filter(|_| allowed).map(|grant| Self { grant, until, uses_left }))
	}
}

/// A licence as of a block, if there is one.
pub(crate) async fn licence(
	chain: &Chain,
	id: u64,
	at: Option<H256>,
) -> Result<Option<Licence>, ChainError> {
	Ok(unless_unknown(chain.licence(id, at).await)?.map(|answer| answer.licence))
}

/// That there is no such licence is an answer.
fn unless_unknown<T>(answer: Result<T, ChainError>) -> Result<Option<T>, ChainError> {
	match answer {
		Ok(answer) => Ok(Some(answer)),
		Err(error) if error.assets_code() == Some(ErrorCode::UnknownLicence) => Ok(None),
		Err(error) => Err(error),
	}
}
