//! Challenges and passes.

use super::{
	challenges::Pending,
	lock,
	log::{Asked, Entry, Reason},
	passes::Pass,
	random,
	refusal::json,
	Gate, Peer, Refusal,
};
use crate::access::{
	chain_id, memo, verify,
	wire::{ChallengeAnswer, ChallengeRequest, PassAnswer, PassRequest},
	Caller, Challenge, Moment, Rights,
};
use axum::{
	body::Bytes,
	extract::{rejection::BytesRejection, ConnectInfo, State},
	http::{header, HeaderValue, StatusCode},
	response::{IntoResponse, Response},
};
use metahub_rpc_api::types::{Ended, Grant, Id, Seconds};
use serde::{de::DeserializeOwned, Serialize};
use std::sync::Arc;

/// What the signer reads.
const STATEMENT: &str = "Get a pass for this asset's files.";

type Body = Result<Bytes, BytesRejection>;

/// `POST /access/challenge`.
pub(in crate::gateway) async fn challenge(
	State(gate): State<Arc<Gate>>,
	ConnectInfo(peer): ConnectInfo<Peer>,
	body: Body,
) -> Response {
	let mut entry = Entry::new(peer, Asked::Challenge);
	let result = gate.give_challenge(&mut entry, body).await;
	gate.answer(&entry, result.map(|answer| (answer, Reason::Asked)))
}

/// `POST /access/pass`.
pub(in crate::gateway) async fn pass(
	State(gate): State<Arc<Gate>>,
	ConnectInfo(peer): ConnectInfo<Peer>,
	body: Body,
) -> Response {
	let mut entry = Entry::new(peer, Asked::Pass);
	let result = gate.give_pass(&mut entry, body).await;
	gate.answer(
		&entry,
		result.map(|answer| {
			let grant = answer.grant;
			(answer, Reason::Grant(grant))
		}),
	)
}

/// Lets pages of any origin ask for challenges and passes, too: what they sign names this gateway.
pub(in crate::gateway) async fn allow_callers(mut response: Response) -> Response {
	let allow = [
		(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, OPTIONS"),
		(
			header::ACCESS_CONTROL_ALLOW_HEADERS,
			"Accept, Authorization, Cache-Control, Content-Type, If-None-Match, Range",
		),
		(
			header::ACCESS_CONTROL_EXPOSE_HEADERS,
			"Content-Length, Content-Range, Etag, Retry-After, Www-Authenticate, X-Ipfs-Path, \
			 X-Ipfs-Roots",
		),
	];
	for (name, value) in allow {
		response.headers_mut().insert(name, HeaderValue::from_static(value));
	}
	response
}

fn read<T: DeserializeOwned>(body: Body) -> Result<T, Refusal> {
	let body = body.map_err(|error| match error.into_response().status() {
		StatusCode::PAYLOAD_TOO_LARGE => Refusal::BodyTooLong,
		_ => Refusal::BadRequest("its body cannot be read".into()),
	})?;
	serde_json::from_slice(&body).map_err(|error| Refusal::BadRequest(error.to_string()))
}

/// What was found out about the right to a pass.
enum Found {
	/// There is access, until then; a use of it was consumed if uses are counted.
	Access(Grant, bool, Option<u64>),
	/// There is access once a use was consumed.
	AfterUse(Rights, u64),
	/// There is none.
	Nothing,
}

impl Gate {
	fn answer<T: Serialize>(
		&self,
		entry: &Entry,
		result: Result<(T, Reason), Refusal>,
	) -> Response {
		match result {
			Ok((answer, reason)) => {
				self.log.allowed(entry, reason);
				json(StatusCode::OK, &answer)
			}
			Err(refusal) => {
				self.log.refused(entry, &refusal);
				refusal.response(self.url())
			}
		}
	}

	async fn give_challenge(
		&self,
		entry: &mut Entry,
		body: Body,
	) -> Result<ChallengeAnswer, Refusal> {
		self.admit(entry.peer)?;
		let request: ChallengeRequest = read(body)?;
		let caller: Caller = request
			.account
			.parse()
			.map_err(|e: crate::access::CallerError| Refusal::BadAccount(e.to_string()))?;
		entry.account = Some(caller.account().to_string());
		let id = self.assets.parse(&request.asset)?;
		entry.asset = Some(id);
		let now = self.clock.now();
		let asset = self.assets.asset(&self.node, id, now).await?;
		// From now on its manifest can be had without naming the asset.
		self.assets.is_manifest(&asset, &asset.manifests[0]).await;

		let expires = now.saturating_add(self.limits.challenge_secs);
		let nonce = hex::encode(random::<16>()?);
		let moment = |time| Moment::from_unix(time).ok_or(Refusal::Busy);
		let did = self.assets.did(id);
		let message = Challenge {
			scheme: None,
			domain: self.origin.domain.clone(),
			caller,
			statement: Some(STATEMENT.into()),
			uri: self.origin.uri.clone(),
			chain_id: chain_id(&caller, &did, self.node.eip155()),
			nonce: nonce.clone(),
			issued_at: moment(now)?,
			expires: Some(moment(expires)?),
			not_before: None,
			request_id: None,
			resources: vec![did.to_string()],
		}
		.to_string();
		let pending =
			Pending { message: message.clone(), caller, asset: id, expires, seen: None, tries: 0 };
		lock(&self.challenges).put(nonce.clone(), pending, now)?;
		Ok(ChallengeAnswer { message, nonce, expires: Seconds(expires) })
	}

	async fn give_pass(&self, entry: &mut Entry, body: Body) -> Result<PassAnswer, Refusal> {
		self.admit(entry.peer)?;
		let PassRequest { message, signature, licence } = read(body)?;
		let licence = licence.map(|id| id.0);
		entry.licence = licence;
		let challenge: Challenge = message.parse().map_err(Refusal::BadMessage)?;
		entry.account = Some(challenge.caller.account().to_string());
		challenge.check_origin(&self.origin).map_err(Refusal::OtherDomain)?;
		let now = self.clock.now();
		challenge.check_time(now).map_err(|_| Refusal::ChallengeExpired)?;
		let nonce = challenge.nonce;
		let mut pending = lock(&self.challenges).take(&nonce).ok_or(Refusal::UnknownNonce)?;
		// From here on the nonce is used up, unless it is put back.
		if pending.message != message {
			return Err(Refusal::MessageChanged);
		}
		if pending.expires <= now {
			return Err(Refusal::ChallengeExpired);
		}
		entry.asset = Some(pending.asset);
		verify(&pending.caller, &message, &signature).map_err(Refusal::BadSignature)?;

		let found = self.find_access(&pending, licence).await;
		let now = self.clock.now();
		let given = match found {
			Ok(Found::Access(grant, counted, until)) => {
				self.issue(&pending, grant, counted, until, now)
			}
			Ok(Found::AfterUse(rights, licence)) => {
				entry.licence = Some(licence);
				pending.seen = Some(rights);
				Err(Refusal::UseNotConsumed { licence, memo: memo(&message) })
			}
			Ok(Found::Nothing) => Err(Refusal::NoAccess),
			Err(refusal) => Err(refusal),
		};
		match &given {
			Ok(PassAnswer {
				grant: Grant::Holder { licence } | Grant::Seat { licence }, ..
			}) => {
				entry.licence = Some(licence.0);
			}
			// The same signature counts again once the use is on the chain, or the trouble is over.
			Err(Refusal::UseNotConsumed { .. } | Refusal::NodeUnavailable | Refusal::Busy) => {
				lock(&self.challenges).put_back(nonce, pending, now);
			}
			_ => {}
		}
		given
	}

	fn issue(
		&self,
		pending: &Pending,
		grant: Grant,
		counted: bool,
		until: Option<u64>,
		now: u64,
	) -> Result<PassAnswer, Refusal> {
		let until = until.unwrap_or(u64::MAX);
		let expires = now.saturating_add(self.pass_secs).min(until);
		if expires <= now {
			return Err(Refusal::NoAccess);
		}
		let ends = now.saturating_add(self.limits.session_secs.max(self.pass_secs)).min(until);
		let account = pending.caller.account();
		let pass = Pass::new(account, pending.asset, grant, counted, (expires, ends));
		let pass = lock(&self.passes).issue(pass, now)?;
		Ok(PassAnswer { pass, expires: Seconds(expires), grant })
	}

	/// What the chain says about the one who signed.
	async fn find_access(&self, pending: &Pending, licence: Option<u64>) -> Result<Found, Refusal> {
		let account = pending.caller.account();
		let seen = pending.seen;
		let licence = licence.or_else(|| seen.and_then(|rights| rights.licence()));
		let rights = self.node.rights(pending.asset, &account, licence).await?;
		let Some(id) = rights.map_or(licence, |rights| rights.counted()) else {
			return Ok(match rights {
				Some(rights) => Found::Access(rights.grant, false, rights.until),
				None => Found::Nothing,
			});
		};
		// Uses are counted, or there is no access: perhaps because the last use was consumed for
		// this very challenge.
		let Some(info) = self.node.licence(id).await? else { return Ok(Found::Nothing) };
		let consumed = info.asset == pending.asset
			&& info.last_use.is_some_and(|last| last.memo == memo(&pending.message));
		Ok(match rights {
			Some(rights) if consumed => Found::Access(rights.grant, true, rights.until),
			Some(rights) if rights.uses_left == Some(0) => Found::Nothing,
			Some(rights) => Found::AfterUse(rights, id),
			None if consumed && info.ended == Some(Ended::UsedUp) => {
				let until = info.expires.map(|expires| expires.0);
				let held = info.holder.as_str() == account.to_string();
				match seen.filter(|rights| rights.licence() == Some(id)) {
					Some(rights) => Found::Access(rights.grant, true, until),
					None if held => Found::Access(Grant::Holder { licence: Id(id) }, true, until),
					None => Found::Nothing,
				}
			}
			None => Found::Nothing,
		})
	}
}
