//! The Ethereum endpoint of a MetaHub node.
//!
//! pallet-revive's JSON-RPC server does the work, as a process of its own. The endpoint runs it,
//! listens in front of it, and adds what it lacks.
//!
//! ```text
//! wallet ── http, ws ──> endpoint (in the node) ── http, ws ──> metahub-eth-rpc ── ws ──> node
//!                              └── logs of native transactions ──────────────────────────> node
//! ```
//!
//! | file | what |
//! |---|---|
//! | `supervisor.rs` | runs the server: starts it, restarts it, ends with it, passes on what it logs |
//! | `upstream.rs` | asks the server |
//! | `front.rs` | listens: limits, hosts, origins; passes on what the endpoint does not answer itself |
//! | `methods.rs` | what it answers itself |
//! | `logs.rs` | logs of Ethereum transactions and of native ones, merged |
//! | `follower.rs` | new logs, and those that a reorganisation took back |
//! | `filters.rs`, `hub.rs` | filters; subscriptions |
//! | `native.rs` | what the node has to know for it |

mod error;
mod filter;
mod filters;
mod follower;
mod front;
mod hub;
mod log;
mod logs;
mod methods;
mod native;
mod supervisor;
mod upstream;

pub use error::Error;
pub use filter::LogFilter;
pub use front::{serve, Endpoint, FrontConfig, Limits, Origins};
pub use log::{Log, NativeTransaction};
pub use native::{NativeError, NativeLogs};
pub use supervisor::{find_program, Missing, Pruning, ServerConfig, Supervisor, PROGRAM};
pub use upstream::Upstream;
