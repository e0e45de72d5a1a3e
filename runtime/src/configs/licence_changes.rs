//! What a block changed about licences, from the events of the pallets that have a part in it.

use crate::{AccountId, Licensing, Runtime, RuntimeEvent, System};
use alloc::vec::Vec;
use metahub_assets::{licence::LicenceChange, pay::Price};

type Licences = pallet_licensing::Event<Runtime>;
type Money = pallet_payments::Event<Runtime>;

/// What this block changed, in order.
pub fn changes() -> Vec<LicenceChange<AccountId>> {
	System::read_events_no_consensus()
		.filter_map(|record| match record.event {
			RuntimeEvent::Licensing(event) => licensing(event),
			RuntimeEvent::Payments(event) => payments(event),
			// Licences are moved by calls of several pallets; all of them end in this event.
			RuntimeEvent::Nfts(pallet_nfts::Event::Transferred { collection, item, from, to }) => {
				Licensing::is_licence_collection(collection).then_some(LicenceChange::Transferred {
					licence: item,
					from,
					to,
				})
			}
			_ => None,
		})
		.collect()
}

fn licensing(event: Licences) -> Option<LicenceChange<AccountId>> {
	Some(match event {
		Licences::TermsCreated { id, new: true, .. } => LicenceChange::TermsCreated { terms: id },
		Licences::OfferCreated { offer, asset, parent, terms, .. } => {
			LicenceChange::OfferCreated { offer, asset, parent, terms }
		}
		Licences::OfferClosed { offer, asset } => LicenceChange::OfferClosed { offer, asset },
		Licences::Issued { licence, asset, holder, parent, .. } => {
			LicenceChange::Issued { licence, asset, holder, parent }
		}
		Licences::Renewed { licence, expires, .. } => LicenceChange::Renewed { licence, expires },
		Licences::Revoked { licence, reason } => LicenceChange::Revoked { licence, reason },
		Licences::Consumed { licence, who, memo, .. } => {
			LicenceChange::Consumed { licence, who, memo }
		}
		Licences::Closed { licence, asset } => LicenceChange::Closed { licence, asset },
		Licences::SeatSet { licence, account, taken } => {
			LicenceChange::SeatSet { licence, account, taken }
		}
		Licences::DerivativesApproved { licence, holder } => {
			LicenceChange::DerivativesApproved { licence, approved: holder.is_some() }
		}
		Licences::ModeSet { asset, mode } => LicenceChange::AccessModeSet { asset, mode },
		Licences::ListingSet { asset, account, listed } => {
			LicenceChange::ListedSet { asset, account, listed }
		}
		// No licence and no access is other than before, or the NFT's transfer has told it.
		Licences::TermsCreated { new: false, .. }
		| Licences::TermsRemoved { .. }
		| Licences::CollectionFeeSet { .. }
		| Licences::Resold { .. }
		| Licences::LicenceCollectionCreated { .. }
		| Licences::LicenceCollectionDestroyed { .. }
		| Licences::DepositShort { .. } => return None,
		Licences::__Ignore(_, never) => match never {},
	})
}

fn payments(event: Money) -> Option<LicenceChange<AccountId>> {
	match event {
		Money::Paid { receipt, payer, purpose, price, spent, path, shares } => {
			Some(LicenceChange::Paid {
				receipt,
				payer,
				purpose,
				price,
				spent,
				path: path.into_inner(),
				shares: shares.into_inner(),
			})
		}
		Money::Claimed { payee, currency, amount, .. } => {
			Some(LicenceChange::Claimed { payee, amount: Price::new(currency, amount) })
		}
		Money::WrittenOff { payee, currency, amount } => {
			Some(LicenceChange::WrittenOff { payee, amount: Price::new(currency, amount) })
		}
		_ => None,
	}
}
