//! What stands before every block.

use super::{
	lock,
	log::{Asked, Entry, Reason},
	passes::Pass,
	Gate, Peer, Refusal,
};
use crate::{
	access::Rights,
	gateway::{
		answer::{is_probe, refuse},
		path::{self, Address, Resolved},
	},
};
use axum::{
	extract::{ConnectInfo, Query, Request, State},
	http::{header, HeaderMap, HeaderValue, StatusCode},
	middleware::Next,
	response::Response,
};
use metahub_assets::ContentId;
use metahub_rpc_api::types::{Ended, Grant};
use serde::Deserialize;
use std::sync::Arc;

/// The parameter that a gated gateway understands beside those of the protocol.
#[derive(Debug, Deserialize)]
pub(in crate::gateway) struct Hint {
	/// The asset that the block is of.
	asset: Option<String>,
}

/// Lets a request for a block through, or not.
pub(in crate::gateway) async fn guard(
	State(gate): State<Arc<Gate>>,
	ConnectInfo(peer): ConnectInfo<Peer>,
	Query(hint): Query<Hint>,
	mut request: Request,
	next: Next,
) -> Response {
	let address = match Address::parse(request.uri().path()) {
		Ok(address) if is_probe(&address.name) => return next.run(request).await,
		Ok(address) => address,
		Err(refusal) => return refuse(refusal),
	};
	let cid = match address.root() {
		Ok(cid) => cid,
		Err(refusal) => return refuse(refusal),
	};
	let mut entry = Entry { cid: Some(cid), ..Entry::new(peer, Asked::Block) };
	let decided = gate.walk(&mut entry, cid, address, &hint, request.headers()).await;
	match decided {
		Ok((reason, resolved)) => {
			gate.log.allowed(&entry, reason);
			let mut response = match resolved {
				Ok(resolved) => {
					request.extensions_mut().insert(resolved);
					next.run(request).await
				}
				Err(refusal) => refuse(refusal),
			};
			if reason != Reason::Public {
				keep_private(&mut response);
			}
			response
		}
		Err(refusal) => {
			gate.log.refused(&entry, &refusal);
			refusal.response(gate.url())
		}
	}
}

/// The pass that a request shows.
fn bearer(headers: &HeaderMap) -> Option<&str> {
	let (scheme, pass) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
	scheme.eq_ignore_ascii_case("bearer").then(|| pass.trim())
}

/// What one client may have is not for a cache that others share.
fn keep_private(response: &mut Response) {
	let headers = response.headers_mut();
	let public = headers.get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
	let private = match public.and_then(|value| value.strip_prefix("public")) {
		Some(rest) => format!("private{rest}"),
		None => "no-store".into(),
	};
	if let Ok(value) = HeaderValue::from_str(&private) {
		headers.insert(header::CACHE_CONTROL, value);
	}
	headers.insert(header::VARY, HeaderValue::from_static("Accept, Authorization"));
}

impl Gate {
	/// Walks along a path and decides about each block before it is looked at, so that a refusal does
	/// not depend on what is in it. The inner error is a path that leads nowhere.
	async fn walk(
		&self,
		entry: &mut Entry,
		root: ContentId,
		address: Address,
		hint: &Hint,
		headers: &HeaderMap,
	) -> Result<(Reason, Result<Resolved, (StatusCode, String)>), Refusal> {
		let (hint, pass) = (hint.asset.as_deref(), bearer(headers));
		let mut reason = self.decide(entry, &root, hint, pass).await?;
		let (store, mut at, mut cids) = (self.assets.store(), root, vec![root]);
		for segment in &address.segments {
			at = match path::step(&store, &at, segment, headers).await {
				Ok(next) => next,
				Err(refusal) => return Ok((reason, Err(refusal))),
			};
			cids.push(at);
			entry.cid = Some(at);
			let decided = self.decide(entry, &at, hint, pass).await?;
			// The answer is public only if all of its blocks are.
			if reason == Reason::Public {
				reason = decided;
			}
		}
		Ok((reason, Ok(Resolved { segments: address.segments, cids })))
	}

	async fn decide(
		&self,
		entry: &mut Entry,
		cid: &ContentId,
		hint: Option<&str>,
		pass: Option<&str>,
	) -> Result<Reason, Refusal> {
		if self.assets.is_public(cid) {
			return Ok(Reason::Public);
		}
		let refusal = match self.by_pass(entry, cid, pass).await {
			Ok(reason) => return Ok(reason),
			Err(refusal) => refusal,
		};
		match hint {
			Some(hint) if self.is_manifest_of(entry, cid, hint).await? => Ok(Reason::Public),
			_ => Err(refusal),
		}
	}

	/// Whether the block is of a manifest of the asset that the request names.
	async fn is_manifest_of(
		&self,
		entry: &mut Entry,
		cid: &ContentId,
		hint: &str,
	) -> Result<bool, Refusal> {
		let Ok(id) = self.assets.parse(hint) else { return Ok(false) };
		let now = self.clock.now();
		if self.assets.remembered(id, now).is_none() {
			self.admit(entry.peer)?;
		}
		entry.asset.get_or_insert(id);
		match self.assets.asset(&self.node, id, now).await {
			Ok(asset) => Ok(self.assets.is_manifest(&asset, cid).await),
			Err(Refusal::NodeUnavailable) => Err(Refusal::NodeUnavailable),
			Err(_) => Ok(false),
		}
	}

	async fn by_pass(
		&self,
		entry: &mut Entry,
		cid: &ContentId,
		text: Option<&str>,
	) -> Result<Reason, Refusal> {
		let text = text.ok_or(Refusal::PassMissing)?;
		let pass = self.pass(text, entry.peer)?;
		entry.account = Some(pass.account.to_string());
		entry.asset = Some(pass.asset);
		entry.licence = pass.licence();
		self.renew(&pass).await?;
		let asset = self.assets.asset(&self.node, pass.asset, self.clock.now()).await?;
		if !self.assets.contains(&asset, cid).await? {
			return Err(Refusal::OtherAsset(pass.asset.to_string()));
		}
		Ok(Reason::Grant(pass.grant))
	}

	/// The pass that a text is.
	fn pass(&self, text: &str, peer: Peer) -> Result<Arc<Pass>, Refusal> {
		if let Some(pass) = lock(&self.passes).find(text) {
			return Ok(pass);
		}
		let pass = Pass::unseal(&self.seal, text).ok_or(Refusal::UnknownPass)?;
		let now = self.clock.now();
		if now >= pass.ends {
			return Err(Refusal::PassEnded);
		}
		// Whoever has many old passes could have the chain asked with every request.
		if pass.is_due(now) {
			self.admit(peer)?;
		}
		Ok(lock(&self.passes).remember(text, pass))
	}

	/// Asks the chain again when a pass's time is up.
	async fn renew(&self, pass: &Pass) -> Result<(), Refusal> {
		let decided = |now: u64| match pass.has_ended() || now >= pass.ends {
			true => Some(Err(Refusal::PassEnded)),
			false => (!pass.is_due(now)).then_some(Ok(())),
		};
		if let Some(decided) = decided(self.clock.now()) {
			return decided;
		}
		// One request asks, the others wait for the answer.
		let _asking = pass.asking.lock().await;
		let now = self.clock.now();
		if let Some(decided) = decided(now) {
			return decided;
		}
		match self.still_allowed(pass).await? {
			Some(until) if now < until => {
				pass.prolong(now.saturating_add(self.pass_secs).min(until));
				Ok(())
			}
			_ => {
				pass.end();
				Err(Refusal::PassEnded)
			}
		}
	}

	/// Until when a pass's account still has the access that it was given for.
	async fn still_allowed(&self, pass: &Pass) -> Result<Option<u64>, Refusal> {
		let rights = || self.node.rights(pass.asset, &pass.account, pass.licence());
		let until = |rights: Rights| rights.until.unwrap_or(u64::MAX);
		let Some(id) = pass.licence().filter(|_| pass.memo.is_some()) else {
			let rights = rights().await?;
			// One whose uses are counted gives access only once a use was consumed.
			return Ok(rights.filter(|rights| rights.counted().is_none()).map(until));
		};
		// The use is consumed; it may have been the last one.
		let Some(licence) = self.node.licence(id).await? else { return Ok(None) };
		let expires = licence.expires.map_or(u64::MAX, |expires| expires.0);
		let lives = match licence.ended {
			None => true,
			Some(ended) => ended == Ended::UsedUp,
		};
		let holds = match pass.grant {
			Grant::Seat { .. } if licence.ended.is_none() => {
				rights().await?.and_then(|rights| rights.licence()) == Some(id)
			}
			Grant::Seat { .. } => true,
			_ => licence.holder.as_str() == pass.account.to_string(),
		};
		Ok((lives && holds && licence.asset == pass.asset).then_some(expires))
	}
}
