//! What the SDK's client calls of `kvdb-rocksdb`, without RocksDB.
//!
//! pallet-revive-eth-rpc takes the SDK's command line with all its defaults, RocksDB among them:
//! over ten minutes of C++, and libclang, for a database that the server never opens (its own is
//! SQLite). Here there is no such database, and the compiler knows.

use kvdb::{DBKeyValue, DBTransaction, DBValue, KeyValueDB};
use std::{collections::HashMap, io, path::Path};

/// How a database would be opened.
#[derive(Default)]
pub struct DatabaseConfig {
	/// By column, MiB.
	pub memory_budget: HashMap<u32, usize>,
	/// Whether to make it when it is not there.
	pub create_if_missing: bool,
}

impl DatabaseConfig {
	/// For so many columns.
	pub fn with_columns(_columns: u32) -> Self {
		Self::default()
	}
}

/// There is none.
pub enum Database {}

impl Database {
	/// Refuses.
	pub fn open<P: AsRef<Path>>(_config: &DatabaseConfig, path: P) -> io::Result<Self> {
		let path = path.as_ref().display();
		Err(io::Error::new(io::ErrorKind::Unsupported, format!("{path}: built without RocksDB")))
	}

	/// Of no database.
	pub fn add_column(&mut self) -> io::Result<()> {
		match *self {}
	}

	/// Of no database.
	pub fn force_compact(&self, _col: u32) -> io::Result<()> {
		match *self {}
	}

	/// Of no database.
	pub fn get(&self, _col: u32, _key: &[u8]) -> io::Result<Option<DBValue>> {
		match *self {}
	}

	/// Of no database.
	pub fn iter(&self, _col: u32) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + '_> {
		match *self {}
	}

	/// Of no database.
	pub fn transaction(&self) -> DBTransaction {
		match *self {}
	}

	/// Of no database.
	pub fn write(&self, _transaction: DBTransaction) -> io::Result<()> {
		match *self {}
	}
}

impl KeyValueDB for Database {
	fn get(&self, _col: u32, _key: &[u8]) -> io::Result<Option<DBValue>> {
		match *self {}
	}

	fn get_by_prefix(&self, _col: u32, _prefix: &[u8]) -> io::Result<Option<DBValue>> {
		match *self {}
	}

	fn write(&self, _transaction: DBTransaction) -> io::Result<()> {
		match *self {}
	}

	fn iter<'a>(&'a self, _col: u32) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match *self {}
	}

	fn iter_with_prefix<'a>(
		&'a self,
		_col: u32,
		_prefix: &'a [u8],
	) -> Box<dyn Iterator<Item = io::Result<DBKeyValue>> + 'a> {
		match *self {}
	}
}
