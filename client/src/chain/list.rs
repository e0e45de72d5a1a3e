//! All assets that pass a filter, page by page, across broken connections.

use super::{Chain, ChainError, ChainOptions};
use metahub_rpc_api::{
	types::{AssetList, BlockRef, ListFilter},
	ErrorCode,
};
use std::time::Duration;

/// How often a page is asked for before giving up.
const TRIES: u32 = 8;
/// How long to wait before the second try; each later one waits twice as long.
const PAUSE: Duration = Duration::from_millis(250);

/// A list of assets, page by page. Only one page is in memory.
///
/// All pages are of one block, as long as the node keeps its state. A long list can outlive that. It
/// then goes on at a newer block, after the same asset: what was registered or changed in between
/// may be on it or not, and no asset comes twice.
#[derive(Debug)]
pub struct AssetPages {
	url: String,
	options: ChainOptions,
	filter: ListFilter,
	cursor: Option<String>,
	block: Option<BlockRef>,
	chain: Option<Chain>,
	end: bool,
}

impl AssetPages {
	/// The assets that pass a filter: all, or those after the cursor.
	pub fn new(
		url: &str,
		options: ChainOptions,
		filter: ListFilter,
		cursor: Option<String>,
	) -> Self {
		Self { url: url.into(), options, filter, cursor, block: None, chain: None, end: false }
	}

	/// Where the next page begins, to go on from there later.
	pub fn cursor(&self) -> Option<&str> {
		self.cursor.as_deref()
	}

	/// The next page; `None` after the last one. A page can be empty although others follow. After an
	/// error it can be asked for again.
	pub async fn next(&mut self) -> Result<Option<AssetList>, ChainError> {
		let mut tried = 0;
		while !self.end {
			let error = match self.ask().await {
				Ok(page) if page.next_cursor.is_some() && page.next_cursor == self.cursor => {
					let reason = "its list of assets does not get past a cursor";
					return Err(ChainError::Incompatible(reason.into()));
				}
				Ok(page) => {
					self.cursor.clone_from(&page.next_cursor);
					self.end = page.next_cursor.is_none();
					self.block = Some(page.block);
					return Ok(Some(page));
				}
				Err(error) => error,
			};
			match &error {
				ChainError::Unreachable { .. } | ChainError::Timeout { .. } => self.chain = None,
				// Not kept any longer, or not known to the node that answers now.
				ChainError::Assets {
					code: ErrorCode::PrunedBlock | ErrorCode::UnknownBlock,
					..
				} if self.block.is_some() => self.block = None,
				_ => return Err(error),
			}
			tried += 1;
			if tried == TRIES {
				return Err(error);
			}
			tracing::debug!("{error}; asking for the page again");
			if self.chain.is_none() {
				tokio::time::sleep(PAUSE * 2u32.saturating_pow(tried - 1)).await;
			}
		}
		Ok(None)
	}

	async fn ask(&mut self) -> Result<AssetList, ChainError> {
		let chain = match self.chain.take() {
			Some(chain) => chain,
			None => Chain::connect_with(&self.url, self.options).await?,
		};
		let at = self.block.map(|block| block.hash);
		let page = chain.list(self.filter.clone(), self.cursor.clone(), None, at).await;
		self.chain = Some(chain);
		page
	}
}
