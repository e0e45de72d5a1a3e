//! Places for subscriptions: so many on the node, and fewer on each connection.

use jsonrpsee::ConnectionId;
use metahub_rpc_api::Error;
use std::{
	collections::HashMap,
	sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Places that subscriptions take.
pub struct Places {
	node: u32,
	connection: u32,
	taken: Mutex<Taken>,
}

/// How many are taken.
#[derive(Default)]
struct Taken {
	all: u32,
	/// Connections that have any.
	by: HashMap<ConnectionId, u32>,
}

impl Places {
	/// So many places on the node, and on each connection.
	pub fn new(node: u32, connection: u32) -> Arc<Self> {
		Arc::new(Self { node, connection, taken: Mutex::default() })
	}

	/// Takes a place for a connection, until the place is dropped.
	///
	/// Each address that the node listens at numbers its connections by itself. Two that have the
	/// same number share what one may take.
	pub fn take(self: &Arc<Self>, connection: ConnectionId) -> Result<Place, Error> {
		let mut taken = self.taken();
		let of_connection = taken.by.get(&connection).copied().unwrap_or_default();
		if of_connection >= self.connection {
			return Err(Error::TooManyOnConnection { limit: self.connection });
		}
		if taken.all >= self.node {
			return Err(Error::TooManySubscriptions { limit: self.node });
		}
		taken.all = taken.all.saturating_add(1);
		taken.by.insert(connection, of_connection.saturating_add(1));
		Ok(Place { places: self.clone(), connection })
	}

	fn taken(&self) -> MutexGuard<'_, Taken> {
		// Nothing panics while it is locked.
		self.taken.lock().unwrap_or_else(PoisonError::into_inner)
	}
}

/// A place that is taken.
pub struct Place {
	places: Arc<Places>,
	connection: ConnectionId,
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut taken = self.places.taken();
		taken.all = taken.all.saturating_sub(1);
		let left = taken.by.get(&self.connection).copied().unwrap_or_default().saturating_sub(1);
		if left == 0 {
			taken.by.remove(&self.connection);
		} else {
			taken.by.insert(self.connection, left);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_place_is_given_back_to_the_node_and_to_its_connection() {
		let places = Places::new(3, 2);
		let [one, two] = [1, 2].map(ConnectionId);
		let full = |limit| Some(Error::TooManySubscriptions { limit });
		let first = places.take(one).ok();
		let second = places.take(one).ok();
		assert_eq!(places.take(one).err(), Some(Error::TooManyOnConnection { limit: 2 }));
		let third = places.take(two).ok();
		assert_eq!(places.take(two).err(), full(3));
		assert!(first.is_some() && second.is_some() && third.is_some());
		drop(second);
		let again = places.take(one).ok();
		assert_eq!(places.take(two).err(), full(3));
		drop((first, third, again));
		let taken = places.taken();
		assert_eq!((taken.all, taken.by.len()), (0, 0));
	}
}
