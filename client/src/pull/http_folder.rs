//! A folder on a static HTTP server: files come whole, and have to give their CIDs when cut into
//! chunks again.

use super::sources::Tally;
use crate::{
	content::{manifest::MAX_MANIFEST_LEN, unixfs::import_bytes},
	store::{
		net::{range_start, Endpoint},
		Reach, StoreError,
	},
};
use bytes::Bytes;
use futures::{stream, Stream};
use metahub_assets::ContentId;
use reqwest::{header, Response, StatusCode};
use std::{sync::Arc, time::Duration};

/// Where a static server has the manifest, relative to the folder.
pub const HTTP_MANIFEST: &str = ".metahub/manifest.json";

/// A folder on a static HTTP server.
pub(super) struct HttpFolder {
	endpoint: Endpoint,
	pub(super) tally: Arc<Tally>,
}

impl HttpFolder {
	pub(super) fn new(
		reach: &Reach,
		base: &str,
		timeout: Duration,
		tally: Arc<Tally>,
	) -> Result<Self, StoreError> {
		Ok(Self { endpoint: Endpoint::within(reach, base, timeout)?, tally })
	}

	/// The manifest, if it has the right CID.
	pub(super) async fn manifest(&self, cid: &ContentId) -> Result<Vec<u8>, StoreError> {
		let fetched = self.fetch_manifest(cid).await;
		match &fetched {
			Ok(bytes) => self.tally.gave(1, bytes.len() as u64),
			Err(error) => self.tally.failed(HTTP_MANIFEST.into(), error),
		}
		Ok(fetched?.to_vec())
	}

	async fn fetch_manifest(&self, cid: &ContentId) -> Result<Bytes, StoreError> {
		let response = self.request(HTTP_MANIFEST, 0, MAX_MANIFEST_LEN as u64).await?;
		if response.status() != StatusCode::OK {
			return Err(self.endpoint.refusal(response).await);
		}
		let bytes = self.endpoint.body(response, MAX_MANIFEST_LEN).await?;
		if import_bytes(bytes.clone(), None).await?.cid != *cid {
			return Err(self.wrong(HTTP_MANIFEST, "it is not the one that the chain names"));
		}
		Ok(bytes)
	}

	/// A file's bytes from an offset on, and the offset that they do begin at: 0 if the server does
	/// not know ranges. More than `size` bytes in all are an error.
	pub(super) async fn open(
		&self,
		path: &str,
		size: u64,
		from: u64,
	) -> Result<(u64, impl Stream<Item = Result<Bytes, StoreError>> + Send + 'static), StoreError>
	{
		let response = self.request(path, from, size).await?;
		let start = match response.status() {
			StatusCode::OK => 0,
			StatusCode::PARTIAL_CONTENT if from > 0 && range_start(&response) == Some(from) => from,
			_ => return Err(self.endpoint.refusal(response).await),
		};
		let (endpoint, what) = (self.endpoint.clone(), path.to_owned());
		let too_long = move || StoreError::WrongFile {
			store: endpoint.label().into(),
			what: what.clone(),
			reason: format!("it is longer than {size} bytes"),
		};
		let endpoint = self.endpoint.clone();
		let left = size - start;
		let body = stream::try_unfold((response, left), move |(mut response, left)| {
			let (endpoint, too_long) = (endpoint.clone(), too_long.clone());
			async move {
				let chunk = response.chunk().await.map_err(|error| endpoint.failed(error))?;
				let Some(chunk) = chunk else { return Ok(None) };
				let left = left.checked_sub(chunk.len() as u64).ok_or_else(too_long)?;
				Ok(Some((chunk, (response, left))))
			}
		});
		Ok((start, body))
	}

	async fn request(&self, path: &str, from: u64, max_len: u64) -> Result<Response, StoreError> {
		let mut request = self.endpoint.get(self.endpoint.url(path.split('/')));
		if from > 0 {
			request = request.header(header::RANGE, format!("bytes={from}-"));
		}
		self.endpoint.send(request, max_len).await
	}

	pub(super) fn wrong(&self, path: &str, reason: &str) -> StoreError {
		StoreError::WrongFile {
			store: self.endpoint.label().into(),
			what: path.into(),
			reason: reason.into(),
		}
	}
}
