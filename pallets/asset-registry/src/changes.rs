//! From events to what the runtime API tells about a block.

use crate::{Config, Event, Pallet};
use metahub_assets::{AssetId, Change};

impl<T: Config> Pallet<T> {
	/// The change that an event of this pallet stands for, if it is one that followers see.
	pub fn change(event: Event<T>) -> Option<Change<T::AccountId>> {
		Some(match event {
			Event::CollectionCreated { collection, publisher, .. } => {
				Change::CollectionCreated { collection, publisher }
			}
			Event::RolesSet { collection, who, roles } => {
				Change::RolesSet { collection, who, roles: roles.0 }
			}
			Event::PublisherChanged { collection, from, to } => {
				Change::PublisherChanged { collection, from, to }
			}
			Event::CollectionDestroyed { collection } => Change::CollectionDestroyed { collection },
			Event::Registered { asset, owner, kind, content } => {
				Change::Registered { asset, owner, kind, root: content.root }
			}
			Event::Revised { asset, revision, content, .. } => {
				Change::Revised { asset, revision, root: content.root }
			}
			Event::UriAdded { asset, revision, uri, .. } => {
				Change::UriAdded { asset, revision, uri }
			}
			Event::UriWithdrawn { asset, revision, uri, .. } => {
				Change::UriWithdrawn { asset, revision, uri }
			}
			Event::StateSet { asset, from, to, .. } => Change::StateSet { asset, from, to },
			Event::ManagedSet { asset, managed, .. } => Change::ManagedSet { asset, managed },
			Event::Linked { subject, link, .. } => Change::Linked { subject, link },
			Event::Unlinked { subject, link, .. } => Change::Unlinked { subject, link },
			Event::RevisionsPruned { asset, oldest } => Change::RevisionsPruned { asset, oldest },
			Event::Retired { asset, .. } => Change::Retired { asset },
			// An offer changes nothing yet; a short deposit is between the depositor and whoever
			// took it.
			Event::PublisherNominated { .. } | Event::DepositShort { .. } => return None,
			Event::__Ignore(_, never) => match never {},
		})
	}

	/// The change that a transfer event of the NFT pallet stands for, if the item is an asset.
	/// Assets are moved by several calls of several pallets; the NFT pallet tells of each once.
	pub fn transfer_change(
		collection: u32,
		item: u64,
		from: T::AccountId,
		to: T::AccountId,
	) -> Option<Change<T::AccountId>> {
		let asset = AssetId::new(collection, item);
		Self::is_registry_collection(collection).then_some(Change::Transferred { asset, from, to })
	}
}
