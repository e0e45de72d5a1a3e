//! Proving to a gateway who is asking: challenges, signatures, passes.
//!
//! A gated gateway ([`crate::gateway`]) serves an asset's files only to accounts that have access
//! to it. It hands out a [`Challenge`], a text that names the gateway, the account and the asset;
//! the account signs it; the gateway asks the chain and gives a pass, which goes with every request
//! for a block. No key ever leaves its owner, and the gateway has none. docs/gateway.md has the
//! protocol for implementers.
//!
//! | who | uses |
//! |---|---|
//! | both | [`Caller`], [`Challenge`], [`Origin`], [`wire`] |
//! | the gateway | [`verify`] |
//! | the client | [`sign`], [`Visitor`] |
//!
//! ```
//! use metahub_client::{access::{self, Caller, Challenge}, keys::Account};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let alice = Account::development("alice")?;
//! let challenge = Challenge {
//!     scheme: None,
//!     domain: "gateway.example".into(),
//!     caller: Caller::Substrate(alice.id()),
//!     statement: None,
//!     uri: "https://gateway.example".into(),
//!     chain_id: "polkadot:00112233445566778899aabbccddeeff".into(),
//!     nonce: "0123456789abcdef".into(),
//!     issued_at: "2026-11-21T00:00:00Z".parse()?,
//!     expires: Some("2026-11-21T00:05:00Z".parse()?),
//!     not_before: None,
//!     request_id: None,
//!     resources: vec!["did:metahub:00112233445566778899aabbccddeeff:3:14".into()],
//! };
//! let message = challenge.to_string();
//! assert_eq!(message.parse::<Challenge>()?, challenge);
//! let signature = access::sign(&alice, &message);
//! access::verify(&challenge.caller, &message, &signature)?;
//! # Ok(())
//! # }
//! ```

mod caller;
mod challenge;
mod door;
mod error;
mod kept;
mod origin;
mod rights;
mod signature;
mod visitor;
pub mod wire;

pub use caller::{Caller, CallerError};
pub use challenge::{caip2, chain_id, Challenge, ChallengeError, Moment};
pub(crate) use door::{is_challenge, Door};
pub use error::AccessError;
pub use origin::{Origin, OriginError};
pub(crate) use rights::licence;
pub use rights::Rights;
pub use signature::{memo, sign, verify, SignatureError};

pub use visitor::{ConsumedUse, Visitor};
