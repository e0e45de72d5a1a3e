//! What nodes ask the runtime about disputes. Every answer is bounded.

#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;
pub use metahub_assets::dispute::{Subject, Tag};

sp_api::decl_runtime_apis! {
	/// Reads what judgements left behind.
	pub trait DisputesApi {
		/// The claims against an asset or a licence that a judge upheld, oldest first. At most 16.
		fn tags(subject: Subject) -> Vec<Tag>;
	}
}
