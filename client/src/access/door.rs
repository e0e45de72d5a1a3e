//! What a visitor and a gateway know of each other: whether it is gated, and the pass.

use super::{wire::REALM, AccessError, Visitor};
use crate::store::{net::Endpoint, StoreError};
use reqwest::{header, Response, StatusCode};
use std::sync::{Arc, PoisonError};

/// What a visitor and one gateway know of each other.
#[derive(Debug)]
pub struct Door {
	visitor: Arc<Visitor>,
	state: tokio::sync::Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
	/// How often something changed.
	version: u64,
	/// Whether it has answered that it is gated.
	gated: bool,
	pass: Option<String>,
	refused: Option<Arc<AccessError>>,
}

/// What goes with a request.
#[derive(Clone, Default)]
pub(crate) struct Ticket {
	version: u64,
	/// The asset that the block is of: a gated gateway then finds its public part.
	pub asset: Option<String>,
	/// The pass.
	pub pass: Option<String>,
}

impl Door {
	pub(crate) fn new(visitor: Arc<Visitor>) -> Self {
		Self { visitor, state: tokio::sync::Mutex::default() }
	}

	/// What to send with the next request.
	pub(crate) async fn ticket(&self) -> Ticket {
		let state = self.state.lock().await;
		Ticket {
			version: state.version,
			asset: state.gated.then(|| self.visitor.did.asset.to_string()),
			pass: state.pass.clone(),
		}
	}

	/// Does what it takes to be let in, after a request with this ticket was refused.
	pub(crate) async fn admit(
		&self,
		gateway: &Endpoint,
		ticket: &Ticket,
	) -> Result<(), StoreError> {
		// One at a time: the others find a pass when they get here.
		let mut state = self.state.lock().await;
		if state.version != ticket.version {
			return Ok(());
		}
		let refused = |error: Arc<AccessError>| StoreError::NoAccess {
			store: format!("gateway {}", gateway.label()),
			error,
		};
		if let Some(error) = &state.refused {
			return Err(refused(error.clone()));
		}
		if !state.gated {
			// The manifest needs no pass. Ask for the password now, before a progress bar is drawn;
			// a failure matters only once a pass is needed.
			state.gated = true;
			state.version += 1;
			if self.visitor.keys.is_some() {
				let _ = self.visitor.account();
			}
			return Ok(());
		}
		match self.visitor.pass(gateway).await {
			Ok(answer) => {
				state.pass = Some(answer.pass);
				state.version += 1;
				Ok(())
			}
			Err(error) => {
				let visitor = &self.visitor;
				*visitor.refusal.lock().unwrap_or_else(PoisonError::into_inner) =
					Some(error.clone());
				let transient =
					matches!(&*error, AccessError::Gateway(error) if error.is_transient());
				if !transient {
					state.refused = Some(error.clone());
				}
				Err(refused(error))
			}
		}
	}
}

/// Whether an answer asks for a pass of ours.
pub(crate) fn is_challenge(response: &Response) -> bool {
	response.status() == StatusCode::UNAUTHORIZED
		&& response.headers().get_all(header::WWW_AUTHENTICATE).iter().any(|value| {
			value.to_str().is_ok_and(|text| {
				text.starts_with("Bearer ") && text.contains(&format!("realm=\"{REALM}\""))
			})
		})
}
