//! Accounts and assets as text; pages.

use metahub_assets::{AssetId, CollectionInfo, Did, MAX_PAGE};
use metahub_rpc_api::{types::Ss58, Error};
use metahub_runtime::{AccountId, Balance, Hash};
use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};

/// The SS58 prefix of this chain's accounts (`frame_system::Config::SS58Prefix`).
const SS58_PREFIX: u16 = 42;
/// Longer than any SS58 text of a 32-byte account. Base58 takes quadratic time.
const MAX_SS58_LEN: usize = 64;

/// An account's SS58 text.
pub fn ss58(account: &AccountId) -> Ss58 {
	Ss58(account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX)))
}

/// The account that an SS58 text names, where `field` is the parameter that has it.
pub fn account(text: &Ss58, field: &'static str) -> Result<AccountId, Error> {
	let bad = |reason: String| Error::BadFilter { field, value: text.0.clone(), reason };
	if text.as_str().len() > MAX_SS58_LEN {
		return Err(bad("too long for an account".into()));
	}
	let (account, format) = AccountId::from_ss58check_with_version(text.as_str())
		.map_err(|error| bad(format!("not an SS58 account: {error}")))?;
	match u16::from(format) {
		SS58_PREFIX => Ok(account),
		other => Err(bad(format!(
			"accounts of this chain have the SS58 prefix {SS58_PREFIX}, not {other}"
		))),
	}
}

/// The asset that a caller names by id, or by DID of the chain with this genesis hash.
pub fn asset_id(text: &str, genesis: &Hash) -> Result<AssetId, Error> {
	let bad = |reason: String| Error::BadId { id: text.into(), reason };
	if !text.starts_with("did:") {
		return text.parse().map_err(|error: metahub_assets::AssetIdError| bad(error.to_string()));
	}
	let did: Did =
		text.parse().map_err(|error: metahub_assets::DidError| bad(error.to_string()))?;
	if did.is_on(genesis) {
		Ok(did.asset)
	} else {
		let mut prefix = Did::new(genesis, did.asset).to_string();
		prefix.truncate(prefix.len() - did.asset.to_string().len());
		Err(Error::ForeignDid { id: text.into(), prefix })
	}
}

/// That an asset does not exist, or no longer. Items of a collection are numbered in sequence and
/// numbers are not used again: one below the next that is not there has been. (That a destroyed
/// collection had it is not known any more.)
pub fn unknown_asset(collection: Option<CollectionInfo<AccountId, Balance>>, id: AssetId) -> Error {
	Error::UnknownAsset { id, retired: collection.is_some_and(|info| id.item < info.next_item) }
}

/// How many entries a page has: a limit above the cap is lowered to it, as the runtime would.
/// Zero is refused, since whoever follows its cursor would never end.
pub fn page(limit: Option<u32>) -> Result<u32, Error> {
	match limit {
		Some(0) => Err(Error::BadFilter {
			field: "limit",
			value: "0".into(),
			reason: "a page has at least one entry".into(),
		}),
		limit => Ok(limit.unwrap_or(MAX_PAGE).min(MAX_PAGE)),
	}
}
