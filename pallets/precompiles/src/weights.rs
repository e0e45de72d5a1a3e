//! What functions weigh beside the calls that they dispatch.
//!
//! One trait per interface, one function per function of it that reads or computes by itself.

pub mod erc721;
pub mod licensing;
pub mod registry;

/// The weights of all interfaces.
pub trait WeightInfo: erc721::WeightInfo + licensing::WeightInfo + registry::WeightInfo {}

impl<W: erc721::WeightInfo + licensing::WeightInfo + registry::WeightInfo> WeightInfo for W {}

/// Estimates: storage accesses counted in the code, and time for what is computed.
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);
