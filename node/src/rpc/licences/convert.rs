//! The runtime's types as JSON's.

use crate::rpc::{assets::convert::deposit, names::ss58};
use metahub_assets::{
	licence::{LicenceInfo, NftKey, OfferInfo, Page, TermsInfo},
	pay::{self, Currency, EscrowInfo, ShareOutcome},
	AssetId,
};
use metahub_rpc_api::{
	types::{
		BlockRef, EscrowAnswer, HeldLicences, Id, Licence, LicenceChange, LicenceList, Offer,
		PaidShare, Price, Seconds, TermsAnswer, Use,
	},
	Error,
};
use metahub_runtime::{AccountId, Balance, RuntimeError};
use sp_runtime::DispatchError;

/// A change as the runtime tells it.
type RuntimeChange = metahub_assets::licence::LicenceChange<AccountId>;

/// A licence.
pub fn licence(info: LicenceInfo<AccountId, Balance>) -> Licence {
	Licence {
		id: Id(info.id),
		collection: info.collection,
		asset: info.asset,
		holder: ss58(&info.holder),
		licensor: info.licensor.as_ref().map(ss58),
		terms: info.terms,
		offer: info.offer.map(Id),
		parent: info.parent.map(Id),
		depth: info.depth,
		revision: info.revision,
		issued_at: Seconds(info.issued_at),
		expires: info.expires.map(Seconds),
		uses_left: info.uses_left,
		last_use: info.last_use.map(|last| Use { memo: last.memo, at: Seconds(last.at) }),
		seats_taken: info.seats_taken,
		sub_licences: info.sub_licences,
		open_sub_licences: info.open_sub_licences,
		derivatives_approved: info.derivatives_approved,
		shared: info.shared.map(Into::into),
		ended: info.ended.map(Into::into),
		deposit: deposit(info.deposit),
	}
}

/// A page of licences.
pub fn licences(page: Page<LicenceInfo<AccountId, Balance>>, block: BlockRef) -> LicenceList {
	LicenceList {
		items: page.items.into_iter().map(licence).collect(),
		next: page.next.map(Id),
		block,
	}
}

/// A page of the licences of an account.
pub fn held_licences(
	page: Page<LicenceInfo<AccountId, Balance>, NftKey>,
	block: BlockRef,
) -> HeldLicences {
	let key = |(collection, item)| AssetId::new(collection, item).to_string();
	HeldLicences {
		items: page.items.into_iter().map(licence).collect(),
		next: page.next.map(key),
		block,
	}
}

/// An offer.
pub fn offer(info: OfferInfo<AccountId, Balance>) -> Offer {
	Offer {
		id: Id(info.id),
		asset: info.asset,
		parent: info.parent.map(Id),
		seller: info.seller.as_ref().map(ss58),
		terms: info.terms,
		prices: info.prices.into_iter().map(Price::from).collect(),
		swaps: info.swaps,
		supply: info.supply,
		opens: info.opens.map(Seconds),
		closes: info.closes.map(Seconds),
		collection_fee_ppm: info.collection_fee_ppm,
		deposit: deposit(info.deposit),
	}
}

/// Terms.
pub fn terms(info: TermsInfo<AccountId, Balance>, block: BlockRef) -> TermsAnswer {
	TermsAnswer {
		id: info.id,
		terms: info.terms.into(),
		references: info.references,
		deposit: deposit(info.deposit),
		block,
	}
}

/// An escrow.
pub fn escrow(info: EscrowInfo<AccountId>, block: BlockRef) -> EscrowAnswer {
	EscrowAnswer {
		id: Id(info.id),
		payer: ss58(&info.payer),
		payee: ss58(&info.payee),
		left: info.left.into(),
		job: info.job,
		deadline: Seconds(info.deadline),
		block,
	}
}

/// Why an offer has no quote.
pub fn no_quote(offer: Id, pay_with: Currency, error: DispatchError) -> Error {
	match reason(error) {
		reason if reason == "Licensing.OfferUnknown" => Error::UnknownOffer { id: offer },
		reason => Error::NoQuote { offer, pay_with, reason },
	}
}

/// What a call would be refused with, as clients name it: `Payments.NoPool`.
pub fn reason(error: DispatchError) -> String {
	match error {
		DispatchError::Module(module) => match RuntimeError::from_dispatch_error(error) {
			// `Pallet(Error)`, where the error can have fields.
			Some(known) => {
				let text = format!("{known:?}");
				let text = text.strip_suffix(')').unwrap_or(&text);
				text.replacen('(', ".", 1)
			}
			None => format!("Unknown.{}.{}", module.index, module.error[0]),
		},
		DispatchError::Token(error) => format!("Token.{error:?}"),
		DispatchError::Arithmetic(error) => format!("Arithmetic.{error:?}"),
		DispatchError::Transactional(error) => format!("Transactional.{error:?}"),
		other => {
			let text = format!("{other:?}");
			let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
			format!("System.{}", &text[..end])
		}
	}
}

/// A change.
pub fn change(change: RuntimeChange) -> LicenceChange {
	use metahub_assets::licence::LicenceChange as Runtime;
	match change {
		Runtime::TermsCreated { terms } => LicenceChange::TermsCreated { terms },
		Runtime::OfferCreated { offer, asset, parent, terms } => {
			LicenceChange::OfferCreated { offer: Id(offer), asset, parent: parent.map(Id), terms }
		}
		Runtime::OfferClosed { offer, asset } => {
			LicenceChange::OfferClosed { offer: Id(offer), asset }
		}
		Runtime::Issued { licence, asset, holder, parent } => LicenceChange::Issued {
			licence: Id(licence),
			asset,
			holder: ss58(&holder),
			parent: parent.map(Id),
		},
		Runtime::Renewed { licence, expires } => {
			LicenceChange::Renewed { licence: Id(licence), expires: expires.map(Seconds) }
		}
		Runtime::Transferred { licence, from, to } => {
			LicenceChange::Transferred { licence: Id(licence), from: ss58(&from), to: ss58(&to) }
		}
		Runtime::Revoked { licence, reason } => {
			LicenceChange::Revoked { licence: Id(licence), reason }
		}
		Runtime::Consumed { licence, who, memo } => {
			LicenceChange::Consumed { licence: Id(licence), who: ss58(&who), memo }
		}
		Runtime::Closed { licence, asset } => LicenceChange::Closed { licence: Id(licence), asset },
		Runtime::SeatSet { licence, account, taken } => {
			LicenceChange::SeatSet { licence: Id(licence), account: ss58(&account), taken }
		}
		Runtime::DerivativesApproved { licence, approved } => {
			LicenceChange::DerivativesApproved { licence: Id(licence), approved }
		}
		Runtime::AccessModeSet { asset, mode } => {
			LicenceChange::AccessModeSet { asset, mode: mode.into() }
		}
		Runtime::ListedSet { asset, account, listed } => {
			LicenceChange::ListedSet { asset, account: ss58(&account), listed }
		}
		Runtime::Paid { receipt, payer, purpose, price, spent, path, shares } => {
			LicenceChange::Paid {
				receipt: Id(receipt),
				payer: ss58(&payer),
				purpose: purpose.into(),
				price: price.into(),
				spent: spent.into(),
				path,
				shares: shares.into_iter().map(share).collect(),
			}
		}
		Runtime::Claimed { payee, amount } => {
			LicenceChange::Claimed { payee: ss58(&payee), amount: amount.into() }
		}
		Runtime::WrittenOff { payee, amount } => {
			LicenceChange::WrittenOff { payee: ss58(&payee), amount: amount.into() }
		}
	}
}

fn share((share, outcome): (pay::Share<AccountId>, ShareOutcome)) -> PaidShare {
	PaidShare { payee: ss58(&share.payee), amount: share.amount, kind: share.kind.into(), outcome }
}
