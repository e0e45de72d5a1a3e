//! Whether others can fetch what was published, as far as this machine can tell.

use super::Context;
use crate::{
	access::Visitor,
	content::pack::Packed,
	pull::{pull_manifest, PullRequest},
};
use metahub_assets::{Did, MultiUri};
use std::{path::Path, sync::Arc, time::Duration};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// What keeps others from fetching an asset's files: URLs that do not have them, or none that anybody
/// could ask.
pub async fn warnings(ctx: &Context, did: Did, packed: &Packed, uris: &[MultiUri]) -> Vec<String> {
	let mut warnings = Vec::new();
	// An IPFS node announces what it has. Other networks cannot be asked from here.
	let mut fetchable = ctx.settings.store.starts_with("kubo:");
	for uri in uris {
		let text = uri.to_string();
		if text.starts_with("/ipfs/") {
			continue;
		}
		if !text.starts_with("http://") && !text.starts_with("https://") {
			fetchable = true;
			continue;
		}
		match fetch(ctx, did, packed, uri).await {
			Ok(()) => fetchable = true,
			Err(reason) => warnings.push(format!("others cannot fetch it from {text}: {reason}")),
		}
	}
	if !fetchable {
		warnings.push(format!(
			"others cannot fetch the files yet: only {} has them. Run `metahub gateway` where others reach \
			 it, then add its URL: metahub uri add {} <URL>/ipfs/{}",
			ctx.settings.store, did.asset, packed.manifest_cid
		));
	}
	warnings
}

/// Fetches the manifest as a stranger would.
async fn fetch(ctx: &Context, did: Did, packed: &Packed, uri: &MultiUri) -> Result<(), String> {
	let request = PullRequest {
		uris: vec![uri.clone()],
		gateways: Vec::new(),
		visitor: Some(Arc::new(Visitor::anonymous(did))),
		timeout: PATIENCE.min(ctx.settings.timeout),
		patience: Duration::ZERO,
		..PullRequest::new(packed.root, packed.entries, packed.manifest_cid, Path::new(""))
	};
	pull_manifest(&request).await.map(drop).map_err(|error| error.to_string())
}
