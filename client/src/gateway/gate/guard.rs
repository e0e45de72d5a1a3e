//! What stands before every block.

use super::{
	lock,
	log::{Asked, Entry, Reason},
	passes::Pass,
	Gate, Peer, Refusal,
};
use crate::{
	access::Rights,
	gateway::answer::{is_probe, parse_cid, refuse},
};
use axum::{
	extract::{ConnectInfo, Path, Query, Request, State},
	http::{header, HeaderMap, HeaderValue},
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
	Path(name): Path<String>,
	Query(hint): Query<Hint>,
	request: Request,
	next: Next,
) -> Response {
	if is_probe(&name) {
		return next.run(request).await;
	}
	let cid = match parse_cid(&name) {
		Ok(cid) => cid,
		Err(refusal) => return refuse(refusal),
	};
	let mut entry = Entry { cid: Some(cid), ..Entry::new(peer, Asked::Block) };
	let pass = bearer(request.headers());
	let decided = gate.decide(&mut entry, &cid, hint.asset.as_deref(), pass).await;
	match decided {
		Ok(reason) => {
			gate.log.allowed(&entry, reason);
			let mut response = next.run(request).await;
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
		let pass = lock(&self.passes).find(text).ok_or(Refusal::UnknownPass)?;
		entry.account = Some(pass.account.to_string());
		entry.asset = Some(pass.asset);
		entry.licence = pass.licence();
		self.renew(text, &pass).await?;
		let asset = self.assets.asset(&self.node, pass.asset, self.clock.now()).await?;
		if !self.assets.contains(&asset, cid).await? {
			return Err(Refusal::OtherAsset(pass.asset.to_string()));
		}
		Ok(Reason::Grant(pass.grant))
	}

	/// Asks the chain again when a pass's time is up.
	async fn renew(&self, text: &str, pass: &Pass) -> Result<(), Refusal> {
		if self.clock.now() < pass.expires() {
			return Ok(());
		}
		// One request asks, the others wait for the answer.
		let _asking = pass.asking.lock().await;
		let now = self.clock.now();
		if now < pass.expires() {
			return Ok(());
		}
		let until = match now < pass.ends {
			true => self.still_allowed(pass).await?,
			false => None,
		};
		match until {
			Some(until) if now < until => {
				pass.prolong(now.saturating_add(self.pass_secs).min(until));
				Ok(())
			}
			_ => {
				lock(&self.passes).remove(text);
				Err(Refusal::PassEnded)
			}
		}
	}

	/// Until when a pass's account still has the access that it was given for.
	async fn still_allowed(&self, pass: &Pass) -> Result<Option<u64>, Refusal> {
		let rights = || self.node.rights(pass.asset, &pass.account, pass.licence());
		let until = |rights: Rights| rights.until.unwrap_or(u64::MAX);
		let Some(id) = pass.licence().filter(|_| pass.counted) else {
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
