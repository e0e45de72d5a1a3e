//! How licences, offers and terms read for people.

use crate::{
	cli::{
		money::Units,
		text::{tags, when, when_or_dash},
		values::{percent_text, spelled},
	},
	output::{fields, hub},
};
use metahub_rpc_api::types::{
	AccessAnswer, Ended, Grant, Inherited, Licence, LicenceAnswer, Offer, Seconds, Terms,
	TermsAnswer,
};

fn or_dash<T: ToString>(value: &Option<T>) -> String {
	value.as_ref().map_or_else(|| "-".into(), ToString::to_string)
}

fn yes(flag: bool) -> String {
	if flag { "yes" } else { "no" }.into()
}

/// A length of time: days where it is whole days.
fn duration(secs: &Option<Seconds>) -> String {
	match secs {
		None => "for ever".into(),
		Some(Seconds(secs)) if secs % 86_400 == 0 => format!("{} days", secs / 86_400),
		Some(Seconds(secs)) => format!("{secs} seconds"),
	}
}

/// Why a licence has ended, or that it has not.
pub fn ended(ended: &Option<Ended>) -> String {
	match ended {
		None => "live".into(),
		Some(Ended::Expired) => "expired".into(),
		Some(Ended::Revoked { reason }) => format!("revoked ({})", spelled(reason)),
		Some(Ended::Above { licence }) => format!("ended with licence {licence} above it"),
		Some(Ended::AssetGone) => "ended with the asset".into(),
		Some(Ended::UsedUp) => "used up".into(),
	}
}

fn granted(terms: &Terms) -> Vec<(&'static str, String)> {
	let derivatives = terms.derivatives.as_ref().map_or_else(
		|| "no".into(),
		|derivatives| {
			let mut words = vec!["yes".to_owned()];
			if derivatives.attribution {
				words.push("naming the asset".into());
			}
			if derivatives.approval {
				words.push("after approval".into());
			}
			if derivatives.reciprocal {
				words.push("under the same terms".into());
			}
			let share = percent_text(derivatives.revenue_share_ppm);
			words.push(format!("{share} of their sales ({})", spelled(&derivatives.policy)));
			words.join(", ")
		},
	);
	let subs = terms.sub_licensing.as_ref().map_or_else(
		|| "no".into(),
		|sub| {
			let share = percent_text(sub.upstream_ppm);
			format!("{} levels, {} of each licence, {share} upstream", sub.depth, sub.count)
		},
	);
	let legal = terms.legal_text.as_ref();
	let legal = legal.map(|text| format!("{}\nSHA-256 {:?}", text.uri, text.sha256));
	vec![
		("duration", duration(&terms.duration_secs)),
		("transferable", yes(terms.transferable)),
		("commercial", yes(terms.commercial_use)),
		("attribution", yes(terms.attribution)),
		("derivatives", derivatives),
		("sub-licences", subs),
		("seats", terms.seats.to_string()),
		("uses", terms.uses.map_or_else(|| "not counted".into(), |uses| uses.to_string())),
		("revocable", yes(terms.revocable)),
		("on resale", percent_text(terms.resale_royalty_ppm)),
		("wording", or_dash(&legal)),
	]
}

/// Terms in a few words: duration, uses, share of what derivatives earn, and what is granted.
pub fn terms_cells(terms: &Terms) -> [String; 4] {
	let granted = [
		(terms.commercial_use, "commercial"),
		(terms.derivatives.is_some(), "derivatives"),
		(terms.sub_licensing.is_some(), "sub-licences"),
		(terms.transferable, "transfer"),
	];
	let may: Vec<&str> = granted.iter().filter(|(yes, _)| *yes).map(|(_, word)| *word).collect();
	let may = if may.is_empty() { "personal use".into() } else { may.join(", ") };
	let share = terms.derivatives.as_ref().map(|terms| terms.revenue_share_ppm);
	[
		duration(&terms.duration_secs),
		terms.uses.map_or_else(|| "any".into(), |uses| uses.to_string()),
		share.map_or_else(|| "-".into(), percent_text),
		may,
	]
}

/// Terms.
pub fn terms(answer: &TermsAnswer) -> String {
	let mut pairs = vec![("terms", format!("{:?}", answer.id))];
	pairs.extend(granted(&answer.terms));
	pairs.push(("used by", answer.references.to_string()));
	pairs.push(("deposit", hub(answer.deposit.amount)));
	fields(&pairs)
}

/// What its origins demand of an asset.
pub fn inherited(inherited: &Inherited) -> Vec<(&'static str, String)> {
	let most = |limit: &Option<u32>| limit.map_or_else(|| "any".into(), |most| format!("≤ {most}"));
	vec![
		("may earn", yes(inherited.commercial_use)),
		("must name", yes(inherited.attribution)),
		("only under", inherited.reciprocal.map_or_else(|| "-".into(), |id| format!("{id:?}"))),
		("at most", duration(&inherited.duration_secs)),
		("uses", most(&inherited.uses)),
		("seats", most(&inherited.seats)),
		("transferable", yes(inherited.transferable)),
		("sub-licences", yes(inherited.sub_licensing)),
		("derivatives", yes(inherited.derivatives)),
		("after approval", yes(inherited.approval)),
	]
}

/// A licence.
pub fn licence(answer: &LicenceAnswer) -> String {
	let licence = &answer.licence;
	let used = licence.last_use.map(|last| format!("{:?} at {}", last.memo, when(last.at)));
	fields(&[
		("licence", licence.id.to_string()),
		("asset", licence.asset.to_string()),
		("state", ended(&licence.ended)),
		("holder", licence.holder.to_string()),
		("licensor", or_dash(&licence.licensor)),
		("terms", format!("{:?}", licence.terms)),
		("offer", or_dash(&licence.offer)),
		("above it", or_dash(&licence.parent)),
		("issued", format!("{} at revision {}", when(licence.issued_at), licence.revision)),
		("expires", when_or_dash(licence.expires)),
		("uses left", or_dash(&licence.uses_left)),
		("last use", or_dash(&used)),
		("seats taken", licence.seats_taken.to_string()),
		(
			"sub-licences",
			format!("{} given, {} open", licence.sub_licences, licence.open_sub_licences),
		),
		("approved", yes(licence.derivatives_approved)),
		("upheld", tags(&answer.tags)),
		("NFT", format!("item {} of collection {}", licence.id, licence.collection)),
		("deposit", format!("{} on {}", hub(licence.deposit.amount), licence.deposit.depositor)),
	])
}

/// A licence as the cells of a table.
pub fn licence_row(licence: &Licence) -> Vec<String> {
	vec![
		licence.id.to_string(),
		licence.asset.to_string(),
		ended(&licence.ended),
		when_or_dash(licence.expires),
		or_dash(&licence.uses_left),
		or_dash(&licence.parent),
		licence.holder.to_string(),
	]
}

/// The cells above them.
pub const LICENCE_HEAD: [&str; 7] =
	["licence", "asset", "state", "expires", "uses", "above", "holder"];

/// An offer.
pub fn offer(offer: &Offer, units: &Units) -> String {
	fields(&[
		("offer", offer.id.to_string()),
		("asset", offer.asset.to_string()),
		("sub-licence of", or_dash(&offer.parent)),
		("seller", or_dash(&offer.seller)),
		("terms", format!("{:?}", offer.terms)),
		("price", units.texts(&offer.prices)),
		("swaps", yes(offer.swaps)),
		("left", offer.supply.map_or_else(|| "no limit".into(), |left| left.to_string())),
		("opens", when_or_dash(offer.opens)),
		("closes", when_or_dash(offer.closes)),
		("collection fee", percent_text(offer.collection_fee_ppm)),
		("deposit", format!("{} on {}", hub(offer.deposit.amount), offer.deposit.depositor)),
	])
}

/// An offer as the cells of a table.
pub fn offer_row(offer: &Offer, units: &Units) -> Vec<String> {
	vec![
		offer.id.to_string(),
		units.texts(&offer.prices),
		offer.supply.map_or_else(|| "-".into(), |left| left.to_string()),
		or_dash(&offer.parent),
		or_dash(&offer.seller),
		format!("{:?}", offer.terms),
	]
}

/// The cells above them.
pub const OFFER_HEAD: [&str; 6] = ["offer", "price", "left", "sub of", "seller", "terms"];

/// Whether an account has access, and why.
pub fn access(answer: &AccessAnswer) -> String {
	let why = match &answer.grant {
		None => return format!("{} has no access to {}", answer.account, answer.asset),
		Some(Grant::Owner) => "it owns the asset".into(),
		Some(Grant::Free) => "everyone has".into(),
		Some(Grant::Listed) => "it is on the list".into(),
		Some(Grant::Holder { licence }) => format!("it holds licence {licence}"),
		Some(Grant::Seat { licence }) => format!("it has a seat of licence {licence}"),
	};
	let until = answer.until.map(|until| format!(", until {}", when(until))).unwrap_or_default();
	let uses = answer.uses_left.map(|left| format!(", {left} uses left")).unwrap_or_default();
	format!("{} has access to {}: {why}{until}{uses}", answer.account, answer.asset)
}
