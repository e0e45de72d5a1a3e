//! Challenges and passes.

use super::{
	key::{Kind, Seal},
	lock,
	log::{Asked, Entry, Reason},
	passes::Pass,
	random,
	refusal::json,
	Gate, Peer, Refusal,
};
use crate::access::{
	chain_id, memo, verify,
	wire::{ChallengeAnswer, ChallengeRequest, PassAnswer, PassRequest, MAX_REQUEST_LEN},
	Caller, Challenge, Moment, Rights,
};
use crate::gateway::connections::Connection;
use axum::{
	extract::{ConnectInfo, Request, State},
	http::{header, HeaderValue, StatusCode},
	response::Response,
};
use codec::{DecodeAll, Encode};
use futures::StreamExt;
use metahub_assets::AssetId;
use metahub_rpc_api::types::{Ended, Grant, Id, Licence, Seconds};
use primitive_types::H256;
use serde::{de::DeserializeOwned, Serialize};
use std::sync::Arc;

/// How long after its challenge's time a use may become visible that was consumed in time, seconds.
const LATE: u64 = 600;

/// `POST /access/challenge`.
pub(in crate::gateway) async fn challenge(
	State(gate): State<Arc<Gate>>,
	ConnectInfo(peer): ConnectInfo<Peer>,
	request: Request,
) -> Response {
	let mut entry = Entry::new(peer, Asked::Challenge);
	let result = gate.give_challenge(&mut entry, request).await;
	gate.answer(&entry, result.map(|answer| (answer, Reason::Asked)))
}

/// `POST /access/pass`.
pub(in crate::gateway) async fn pass(
	State(gate): State<Arc<Gate>>,
	ConnectInfo(peer): ConnectInfo<Peer>,
	request: Request,
) -> Response {
	let mut entry = Entry::new(peer, Asked::Pass);
	let result = gate.give_pass(&mut entry, request).await;
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

/// What a challenge of this gateway is about.
struct Given {
	caller: Caller,
	asset: AssetId,
	/// Until when it can be answered.
	expires: u64,
	/// Until when it can be shown again, if a use was consumed for it.
	paid_until: u64,
	/// What that use is named.
	memo: H256,
}

impl Given {
	/// Whether the last use of a licence was consumed for this challenge.
	fn is_paid_by(&self, licence: &Licence) -> bool {
		licence.asset == self.asset && licence.last_use.is_some_and(|last| last.memo == self.memo)
	}
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
	/// Reads a request's body, which may neither be long nor take long.
	async fn read<T: DeserializeOwned>(&self, request: Request) -> Result<T, Refusal> {
		let connection = request.extensions().get::<Arc<Connection>>().cloned();
		let whole = async {
			let mut body = request.into_body().into_data_stream();
			let mut whole = Vec::new();
			while let Some(piece) = body.next().await {
				let unread = |_| Refusal::BadRequest("its body cannot be read".into());
				let piece = piece.map_err(unread)?;
				if whole.len() + piece.len() > MAX_REQUEST_LEN {
					return Err(Refusal::BodyTooLong);
				}
				whole.extend_from_slice(&piece);
			}
			Ok(whole)
		};
		let whole = tokio::time::timeout(self.body, whole).await;
		let whole = whole.map_err(|_| Refusal::BodyTooSlow)??;
		if let Some(connection) = connection {
			connection.received();
		}
		serde_json::from_slice(&whole).map_err(|error| Refusal::BadRequest(error.to_string()))
	}

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
		request: Request,
	) -> Result<ChallengeAnswer, Refusal> {
		self.admit(entry.peer)?;
		let request: ChallengeRequest = self.read(request).await?;
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
		let moment = |time| Moment::from_unix(time).ok_or(Refusal::Busy);
		let did = self.assets.did(id);
		let mut challenge = Challenge::for_pass(
			&self.origin,
			caller,
			&did,
			chain_id(&caller, &did, self.node.eip155()),
			hex::encode(random::<16>()?),
			(moment(now)?, moment(expires)?),
		);
		let nonce = self.seal.nonce(&challenge.nonce, &challenge.to_string());
		challenge.nonce.clone_from(&nonce);
		self.metrics.challenges.inc();
		Ok(ChallengeAnswer { message: challenge.to_string(), nonce, expires: Seconds(expires) })
	}

	async fn give_pass(&self, entry: &mut Entry, request: Request) -> Result<PassAnswer, Refusal> {
		self.admit(entry.peer)?;
		let request: PassRequest = self.read(request).await?;
		let licence = request.licence.map(|id| id.0);
		entry.licence = licence;
		let challenge: Challenge = request.message.parse().map_err(Refusal::BadMessage)?;
		entry.account = Some(challenge.caller.account().to_string());
		challenge.check_origin(&self.origin).map_err(Refusal::OtherDomain)?;
		Seal::random_part(&challenge.nonce).ok_or(Refusal::UnknownNonce)?;
		if !self.seal.gave(&challenge) {
			return Err(Refusal::MessageChanged);
		}
		let given = self.given(&challenge, &request.message).ok_or(Refusal::MessageChanged)?;
		entry.asset = Some(given.asset);
		let now = self.clock.now();
		if now >= given.expires && now >= given.paid_until {
			return Err(Refusal::ChallengeExpired);
		}
		verify(&given.caller, &request.message, &request.signature)
			.map_err(Refusal::BadSignature)?;

		let seat = request.seat.and_then(|token| self.seat(&token, given.memo));
		let found = self.find_access(&given, licence, seat).await?;
		let now = self.clock.now();
		let in_time = now < given.expires;
		let answer = match found {
			Found::Nothing => Err(Refusal::NoAccess),
			Found::Access(_, true, _) if now >= given.paid_until => Err(Refusal::ChallengeExpired),
			// What was paid for can be shown again; anything else takes a new challenge.
			Found::Access(grant, true, until) => {
				self.issue(&given, grant, Some(given.memo), until, given.paid_until, now)
			}
			_ if !in_time && now >= given.expires.saturating_add(LATE) => {
				Err(Refusal::ChallengeExpired)
			}
			Found::AfterUse(rights, licence) => {
				entry.licence = Some(licence);
				let seat = matches!(rights.grant, Grant::Seat { .. })
					.then(|| self.seal.seal(Kind::Seat, &(given.memo, licence).encode()));
				let (memo, until) = (given.memo, given.paid_until);
				Err(Refusal::UseNotConsumed { licence, memo, until, seat })
			}
			_ if !in_time => Err(Refusal::ChallengeExpired),
			Found::Access(grant, false, until) => {
				lock(&self.answered).note(&challenge.nonce)?;
				let session = self.limits.session_secs.max(self.pass_secs);
				self.issue(&given, grant, None, until, now.saturating_add(session), now)
			}
		}?;
		if let Grant::Holder { licence } | Grant::Seat { licence } = answer.grant {
			entry.licence = Some(licence.0);
		}
		Ok(answer)
	}

	/// What a challenge of this gateway is about.
	fn given(&self, challenge: &Challenge, message: &str) -> Option<Given> {
		let [resource] = &*challenge.resources else { return None };
		let asset = self.assets.parse(resource).ok()?;
		let unix = |moment: &Moment| u64::try_from(moment.unix()).ok();
		let expires = unix(challenge.expires.as_ref()?)?;
		let paid_until = unix(&challenge.issued_at)?.saturating_add(self.limits.paid_secs);
		let memo = memo(message);
		Some(Given { caller: challenge.caller, asset, expires, paid_until, memo })
	}

	/// The licence that the account of a message had a seat of, as this gateway has said.
	fn seat(&self, token: &str, message: H256) -> Option<u64> {
		let said = self.seal.unseal(Kind::Seat, token)?;
		let (memo, licence) = <(H256, u64)>::decode_all(&mut &*said).ok()?;
		(memo == message).then_some(licence)
	}

	fn issue(
		&self,
		given: &Given,
		grant: Grant,
		memo: Option<H256>,
		until: Option<u64>,
		ends: u64,
		now: u64,
	) -> Result<PassAnswer, Refusal> {
		let ends = ends.min(until.unwrap_or(u64::MAX));
		let expires = now.saturating_add(self.pass_secs).min(ends);
		if expires <= now {
			return Err(Refusal::NoAccess);
		}
		let account = given.caller.account();
		let pass = Pass::new(account, given.asset, grant, memo, (now, expires, ends));
		let text = pass.seal(&self.seal);
		lock(&self.passes).remember(&text, pass);
		self.metrics.passes.inc();
		let (expires, ends) = (Seconds(expires), Some(Seconds(ends)));
		Ok(PassAnswer { pass: text, expires, ends, grant })
	}

	/// What the chain says about the account that signed. `seat`: the licence of which it had a seat
	/// when it first asked.
	async fn find_access(
		&self,
		given: &Given,
		licence: Option<u64>,
		seat: Option<u64>,
	) -> Result<Found, Refusal> {
		let account = given.caller.account();
		let named = licence.or(seat);
		let rights = self.node.rights(given.asset, &account, named).await?;
		// The chain passes over a licence that is used up, and answers by another one or that there
		// is no access. It is paid for all the same if its last use was consumed for this challenge.
		if let Some(id) = named.filter(|_| rights.and_then(|rights| rights.licence()) != named) {
			if let Some(found) = self.used_up(given, id, seat).await? {
				return Ok(found);
			}
		}
		let Some(rights) = rights else { return Ok(Found::Nothing) };
		let Some(id) = rights.counted() else {
			return Ok(Found::Access(rights.grant, false, rights.until));
		};
		let Some(info) = self.node.licence(id).await? else { return Ok(Found::Nothing) };
		Ok(if given.is_paid_by(&info) {
			Found::Access(rights.grant, true, rights.until)
		} else if rights.uses_left == Some(0) {
			Found::Nothing
		} else {
			Found::AfterUse(rights, id)
		})
	}

	/// The access that the last use of a licence gives, if it was consumed for this very challenge.
	async fn used_up(
		&self,
		given: &Given,
		id: u64,
		seat: Option<u64>,
	) -> Result<Option<Found>, Refusal> {
		let Some(info) = self.node.licence(id).await? else { return Ok(None) };
		if !given.is_paid_by(&info) || info.ended != Some(Ended::UsedUp) {
			return Ok(None);
		}
		let licence = Id(id);
		let grant = if seat == Some(id) {
			Grant::Seat { licence }
		} else if info.holder.as_str() == given.caller.account().to_string() {
			Grant::Holder { licence }
		} else {
			return Ok(None);
		};
		let until = info.expires.map(|expires| expires.0);
		Ok(Some(Found::Access(grant, true, until)))
	}
}
