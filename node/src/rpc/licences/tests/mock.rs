//! A runtime made up for the made-up chain of the `assets_*` tests.

use super::super::{query::Query, Licences, LicencesApiServer};
pub use crate::rpc::assets::tests::mock::{
	alice, genesis, hash, params, RawParams, ASSET, BEST, BROKEN, FINALIZED, OLDEST_STATE,
};
use crate::rpc::{
	assets::tests::mock::{Client as Headers, Spawner, States},
	subscription::{Chain, ClientChain, Limits, Subscriptions},
};
use futures::{
	stream::{self, BoxStream},
	StreamExt,
};
use jsonrpsee::{core::server::MethodsError, types::ErrorObjectOwned, RpcModule};
use metahub_assets::{
	dispute::{Claim, Subject, Tag},
	licence::{
		Access, AccessMode, Ended, Grant, Inherited, LicenceChange, LicenceInfo, NftKey, OfferInfo,
		Page, RevenueShare, RevocationReason, RoyaltyPolicy, Terms, TermsId, TermsInfo, Use,
	},
	pay::{ClaimPage, Currency, EscrowInfo, PaymentError, Price, Quote},
	AssetId, Deposit,
};
use metahub_rpc_api::{types::BlockChanges, Error};
use metahub_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash};
use pallet_disputes_runtime_api::DisputesApi;
use pallet_licensing_runtime_api::LicensingApi;
use pallet_payments_runtime_api::PaymentsApi;
use sc_client_api::{
	BlockchainEvents, FinalityNotifications, ImportNotifications, StorageEventStream,
};
use serde_json::Value;
use sp_api::{ApiError, ApiRef, ProvideRuntimeApi};
use sp_blockchain::{BlockStatus, HeaderBackend, Info};
use sp_core::storage::StorageKey;
use sp_runtime::{traits::Block as BlockT, DispatchError, TokenError};
use std::sync::Arc;

/// The licence that exists.
pub const LICENCE: u64 = u64::MAX;
/// The offer that exists.
pub const OFFER: u64 = 3;
/// The escrow that exists.
pub const ESCROW: u64 = 8;

/// The terms that exist.
pub fn terms() -> TermsId {
	TermsId::repeat_byte(0x77)
}

pub fn bob() -> AccountId {
	sp_keyring::Sr25519Keyring::Bob.to_account_id()
}

/// The headers of the other tests, with this runtime.
pub struct Client;

impl HeaderBackend<Block> for Client {
	fn header(&self, at: Hash) -> sp_blockchain::Result<Option<<Block as BlockT>::Header>> {
		Headers.header(at)
	}

	fn info(&self) -> Info<Block> {
		Headers.info()
	}

	fn status(&self, at: Hash) -> sp_blockchain::Result<BlockStatus> {
		Headers.status(at)
	}

	fn number(&self, of: Hash) -> sp_blockchain::Result<Option<BlockNumber>> {
		Headers.number(of)
	}

	fn hash(&self, number: BlockNumber) -> sp_blockchain::Result<Option<Hash>> {
		Headers.hash(number)
	}
}

/// The events themselves come from [`Still`].
impl BlockchainEvents<Block> for Client {
	fn import_notification_stream(&self) -> ImportNotifications<Block> {
		unimplemented!()
	}

	fn every_import_notification_stream(&self) -> ImportNotifications<Block> {
		unimplemented!()
	}

	fn finality_notification_stream(&self) -> FinalityNotifications<Block> {
		unimplemented!()
	}

	fn storage_changes_notification_stream(
		&self,
		_: Option<&[StorageKey]>,
		_: Option<&[(StorageKey, Option<Vec<StorageKey>>)]>,
	) -> sp_blockchain::Result<StorageEventStream<Hash>> {
		unimplemented!()
	}
}

impl ProvideRuntimeApi<Block> for Client {
	type Api = Api;

	fn runtime_api(&self) -> ApiRef<'_, Api> {
		Api.into()
	}
}

pub struct Api;

fn deposit() -> Deposit<AccountId, Balance> {
	Deposit { depositor: alice(), amount: 5 }
}

/// A licence; what the runtime was asked for comes back in some of its members.
fn licence(id: u64, parent: Option<u64>, depth: u8) -> LicenceInfo<AccountId, Balance> {
	LicenceInfo {
		id,
		collection: 9,
		asset: ASSET,
		holder: bob(),
		licensor: Some(alice()),
		terms: terms(),
		offer: Some(OFFER),
		parent,
		depth,
		revision: 2,
		issued_at: 1_700_000_000,
		expires: Some(1_700_000_060),
		uses_left: None,
		last_use: Some(Use { memo: Hash::zero(), at: 1_700_000_001 }),
		seats_taken: 0,
		sub_licences: 3,
		open_sub_licences: 1,
		derivatives_approved: true,
		shared: Some(Price::new(Currency::Native, 7)),
		ended: Some(Ended::Revoked(RevocationReason::Breach)),
		deposit: deposit(),
	}
}

fn offer() -> OfferInfo<AccountId, Balance> {
	OfferInfo {
		id: OFFER,
		asset: ASSET,
		parent: None,
		seller: Some(alice()),
		terms: terms(),
		prices: vec![Price::new(Currency::Native, u128::MAX), Price::new(Currency::Token(1), 7)],
		swaps: true,
		supply: Some(4),
		opens: None,
		closes: Some(1_800_000_000),
		collection_fee_ppm: 10_000,
		deposit: deposit(),
	}
}

sp_api::mock_impl_runtime_apis! {
	impl LicensingApi<Block, AccountId, Balance> for Api {
		fn access(
			asset: AssetId,
			who: AccountId,
			at: Option<u64>,
			licence: Option<u64>,
		) -> Option<Access> {
			let grant = if who == alice() {
				Grant::Owner
			} else {
				Grant::Holder(licence.filter(|_| asset == ASSET)?)
			};
			// What the runtime was asked for comes back as the end.
			Some(Access { grant, until: at, uses_left: Some(2) })
		}

		#[advanced]
		fn licence(
			at: Hash,
			id: u64,
		) -> Result<Option<LicenceInfo<AccountId, Balance>>, ApiError> {
			if at == hash(BROKEN) {
				return Err(ApiError::StateBackendIsNotTrie);
			}
			Ok((id == LICENCE).then(|| licence(id, Some(1), 1)))
		}

		fn licences_of(
			account: AccountId,
			asset: Option<AssetId>,
			after: Option<NftKey>,
			limit: u32,
		) -> Option<Page<LicenceInfo<AccountId, Balance>, NftKey>> {
			// Licences of the asset are in collection 6.
			if asset.is_some() && after.is_some_and(|(collection, _)| collection != 6) {
				return None;
			}
			let items = if account == bob() {
				let parent = after.map(|(_, item)| item);
				vec![licence(asset.map_or(0, |asset| asset.item), parent, limit as u8)]
			} else {
				vec![]
			};
			Some(Page { items, next: Some((6, u64::from(limit))) })
		}

		fn licences_on(
			asset: AssetId,
			after: Option<u64>,
			limit: u32,
		) -> Page<LicenceInfo<AccountId, Balance>> {
			Page { items: vec![licence(asset.item, after, limit as u8)], next: None }
		}

		fn terms(id: TermsId) -> Option<TermsInfo<AccountId, Balance>> {
			let terms = Terms { duration_secs: Some(60), ..Default::default() };
			(id == self::terms()).then(|| TermsInfo { id, terms, references: 2, deposit: deposit() })
		}

		fn offer(id: u64) -> Option<OfferInfo<AccountId, Balance>> {
			(id == OFFER).then(offer)
		}

		fn offers(
			asset: AssetId,
			after: Option<u64>,
			limit: u32,
		) -> Page<OfferInfo<AccountId, Balance>> {
			let items = if asset == ASSET { vec![offer()] } else { vec![] };
			Page { items, next: Some(after.unwrap_or_default() + u64::from(limit)) }
		}

		fn access_mode(asset: AssetId) -> AccessMode {
			if asset == ASSET { AccessMode::Free(self::terms()) } else { AccessMode::Licence }
		}

		fn shares(asset: AssetId) -> Vec<RevenueShare> {
			let share = RevenueShare { ancestor: ASSET, ppm: 9, policy: RoyaltyPolicy::Absolute };
			if asset == ASSET { vec![] } else { vec![share] }
		}

		fn inherited(_: AssetId) -> Inherited {
			Inherited { duration_secs: Some(u64::MAX), ..Default::default() }
		}

		fn quote(offer: u64, pay_with: Currency) -> Result<Quote, DispatchError> {
			let price = Price::new(Currency::Native, 10);
			match (offer, pay_with) {
				(OFFER, Currency::Native) => {
					Ok(Quote { price, pay_with, amount_in: 10, path: vec![] })
				}
				(OFFER, Currency::Token(_)) => {
					let path = vec![pay_with, Currency::Native];
					Ok(Quote { price, pay_with, amount_in: u128::MAX, path })
				}
				_ => Err(DispatchError::Token(TokenError::FundsUnavailable)),
			}
		}

		#[advanced]
		fn changes(at: Hash) -> Result<Vec<LicenceChange<AccountId>>, ApiError> {
			let even = at.to_low_u64_be().is_multiple_of(2);
			let change = LicenceChange::Renewed { licence: LICENCE, expires: Some(1) };
			Ok(if even { vec![change] } else { vec![] })
		}
	}

	impl DisputesApi<Block> for Api {
		fn tags(subject: Subject) -> Vec<Tag> {
			let tag = Tag { dispute: 9, claim: Claim::Infringement };
			if subject == Subject::Licence(LICENCE) { vec![tag] } else { vec![] }
		}
	}

	impl PaymentsApi<Block, AccountId> for Api {
		fn quote(_: Vec<Price>, _: bool, _: Currency) -> Result<Quote, PaymentError> {
			Err(PaymentError::NoPrices)
		}

		fn claimable(account: AccountId, after: Option<Currency>, limit: u32) -> ClaimPage {
			// What the runtime was asked for comes back as the cursor.
			let items = match after {
				None if account == bob() => vec![Price::new(Currency::Token(1), u128::MAX)],
				_ => vec![],
			};
			ClaimPage { items, next: after.or(Some(Currency::Token(limit))) }
		}

		fn escrow(id: u64) -> Option<EscrowInfo<AccountId>> {
			(id == ESCROW).then(|| EscrowInfo {
				id,
				payer: alice(),
				payee: bob(),
				left: Price::new(Currency::Token(1), 6),
				deadline: 1_700_000_000,
				job: Hash::zero(),
			})
		}
	}
}

/// The made-up chain, of which nothing more is finalised.
struct Still(ClientChain<Client, Query<Client, States>>);

impl Chain for Still {
	type Change = metahub_rpc_api::types::LicenceChange;

	fn finalized(&self) -> BlockNumber {
		self.0.finalized()
	}

	fn finality(&self) -> BoxStream<'static, ()> {
		stream::pending().boxed()
	}

	fn check(&self, number: BlockNumber) -> Result<(), Error> {
		self.0.check(number)
	}

	fn changes(&self, number: BlockNumber) -> Result<Arc<BlockChanges<Self::Change>>, Error> {
		self.0.changes(number)
	}
}

/// The methods on the made-up chain.
pub fn module() -> RpcModule<()> {
	let client = Arc::new(Client);
	let query = Arc::new(Query::new(client.clone(), States));
	let chain = Arc::new(Still(ClientChain::new(client, query.clone())));
	let subscriptions = Subscriptions::new(chain, Arc::new(Spawner), Limits::default());
	let mut module = RpcModule::new(());
	module.merge(Licences { query, subscriptions }.into_rpc()).unwrap();
	module
}

/// Calls a method as a caller would.
pub async fn call(method: &str, json: Value) -> Result<Value, ErrorObjectOwned> {
	match module().call::<_, Value>(method, RawParams(params(&json))).await {
		Ok(value) => Ok(value),
		Err(MethodsError::JsonRpc(error)) => Err(error),
		Err(error) => panic!("{error}"),
	}
}
