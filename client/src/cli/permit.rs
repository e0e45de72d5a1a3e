//! Permits of links, and what the asset will owe: looked up, shown, and bounded.

use super::{values, Context};
use crate::{
	chain::{AssetRef, Chain},
	error::Error,
};
use clap::Args;
use metahub_assets::{
	licence::{RevenueShare, RoyaltyPolicy},
	pay::PPM,
	AssetId, Link, NewLink, Permit,
};
use metahub_rpc_api::types::{AccessMode, Terms};
use std::collections::BTreeSet;
use subxt::utils::{AccountId32, H256};

/// What permits links to other owners' assets, and the most that the asset may owe.
#[derive(Args, Clone, Debug, Default)]
pub struct PermitArgs {
	/// A licence that permits the link to the asset that it is of; can be given more than once
	#[arg(long = "by-licence", value_name = "LICENCE")]
	licences: Vec<u64>,
	/// Terms that permit links to assets that are free under them; can be given more than once
	#[arg(long = "by-free-terms", value_name = "ID", value_parser = values::hash)]
	free_terms: Vec<H256>,
	/// The most that the asset may owe to others in all, as 10% of its sales [default: what it will
	/// owe as things are now]
	#[arg(long, value_name = "SHARE", value_parser = values::percent)]
	max_owed: Option<u32>,
}

/// A permit, and the share that the other asset's owner gets under it, parts per million.
struct Chosen {
	permit: Permit,
	share: Option<u32>,
	words: String,
}

/// Links that an account makes of one asset, one after the other.
pub struct Linking<'a> {
	args: &'a PermitArgs,
	ctx: &'a Context,
	chain: &'a Chain,
	who: AccountId32,
	/// What the asset owes so far, parts per million.
	owed: u32,
	/// The assets that it owes through so far.
	counted: BTreeSet<AssetId>,
}

impl PermitArgs {
	/// Begins with an asset, or with one that is going to be registered.
	pub async fn links_of<'a>(
		&'a self,
		ctx: &'a Context,
		chain: &'a Chain,
		who: AccountId32,
		subject: Option<AssetId>,
	) -> Result<Linking<'a>, Error> {
		let owed = match subject {
			Some(subject) => owed_by(chain, subject).await?.iter().map(|share| share.ppm).sum(),
			None => 0,
		};
		Ok(Linking { args: self, ctx, chain, who, owed, counted: BTreeSet::new() })
	}
}

impl Linking<'_> {
	/// Completes the next link, and says what permits it.
	pub async fn complete(&mut self, link: Link) -> Result<NewLink, Error> {
		if !link.relation.binds() {
			return Ok(NewLink { link, permit: None, max_owed_ppm: 0 });
		}
		let chosen = self.choose(&link).await?;
		if self.counted.insert(link.object) {
			let theirs = owed_by(self.chain, link.object).await?;
			self.owed = self.owed.saturating_add(through(&theirs, chosen.share));
		}
		let max_owed_ppm = self.args.max_owed.unwrap_or(self.owed.min(PPM));
		self.ctx.out.note(format!(
			"{} {}: {}; owes {} at most in all",
			values::spelled(&link.relation),
			link.object,
			chosen.words,
			values::percent_text(max_owed_ppm),
		));
		Ok(NewLink { link, permit: Some(chosen.permit), max_owed_ppm })
	}

	/// What permits a link: what was named for the other asset, else being its owner.
	async fn choose(&self, link: &Link) -> Result<Chosen, Error> {
		let Self { args, chain, who, .. } = self;
		let object = AssetRef::Id(link.object);
		for id in &args.licences {
			let licence = chain.licence(*id, None).await?.licence;
			if licence.asset == link.object {
				let terms = chain.terms(licence.terms, None).await?.terms;
				let words = format!("by licence {id}");
				return Ok(Chosen::under(Permit::Licence(*id), &terms, words));
			}
		}
		if chain.resolve(&object, None).await?.asset.owner.as_str() == who.to_string() {
			let words = "both assets are yours".into();
			return Ok(Chosen { permit: Permit::Owner, share: None, words });
		}
		let free = match chain.access_mode(&object, None).await?.mode {
			AccessMode::Free { terms } => Some(terms),
			AccessMode::Licence | AccessMode::AllowList => None,
		};
		match free {
			Some(id) if args.free_terms.contains(&id) => {
				let terms = chain.terms(id, None).await?.terms;
				let words = format!("by the free terms {id:?}");
				Ok(Chosen::under(Permit::Free(id), &terms, words))
			}
			_ => Err(Error::Usage(self.hint(link, free).await?)),
		}
	}

	/// What the account could name to link to another owner's asset.
	async fn hint(&self, link: &Link, free: Option<H256>) -> Result<String, Error> {
		let Self { chain, who, .. } = self;
		let object = link.object;
		let mut hint = format!(
			"{object} belongs to somebody else: {} takes a permit",
			values::spelled(&link.relation),
		);
		if let Some(id) = free {
			let share = share_of(&chain.terms(id, None).await?.terms);
			hint += &format!("; it is free, {share}: --by-free-terms {id:?}");
		}
		let held = chain.licences_of(who, Some(&object.into()), None, None, None).await?.items;
		for licence in &held {
			let share = share_of(&chain.terms(licence.terms, None).await?.terms);
			hint += &format!("; you hold a licence, {share}: --by-licence {}", licence.id.0);
		}
		if free.is_none() && held.is_empty() {
			hint += ": buy a licence of it that allows derivatives, and name it with --by-licence";
		}
		Ok(hint)
	}
}

impl Chosen {
	fn under(permit: Permit, terms: &Terms, words: String) -> Self {
		let words = format!("{words}, {}", share_of(terms));
		let share = terms.derivatives.as_ref().map_or(0, |asked| asked.revenue_share_ppm);
		Self { permit, share: Some(share), words }
	}
}

/// What terms ask of derivatives, in words.
fn share_of(terms: &Terms) -> String {
	match &terms.derivatives {
		None => "which allows no derivatives".into(),
		Some(asked) if asked.revenue_share_ppm == 0 => "which asks for no share".into(),
		Some(asked) => {
			format!("which asks for {} of sales", values::percent_text(asked.revenue_share_ppm))
		}
	}
}

/// What an asset owes.
async fn owed_by(chain: &Chain, asset: AssetId) -> Result<Vec<RevenueShare>, Error> {
	Ok(chain.shares(&AssetRef::Id(asset), None).await?.shares)
}

/// What a link adds to what an asset owes, parts per million, if the other asset owes `theirs`: its
/// owner's share, which covers relative ones, and absolute ones beside it. Between two assets of one
/// owner, all of `theirs` is added.
fn through(theirs: &[RevenueShare], share: Option<u32>) -> u32 {
	let travels = theirs
		.iter()
		.filter(|theirs| share.is_none() || theirs.policy == RoyaltyPolicy::Absolute)
		.map(|theirs| theirs.ppm)
		.sum::<u32>();
	travels.saturating_add(share.unwrap_or_default())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_comes_of_a_link_is_what_the_chain_adds() {
		let owes = |n, ppm, policy| RevenueShare { ancestor: AssetId::new(0, n), ppm, policy };
		let theirs =
			[owes(1, 100_000, RoyaltyPolicy::Absolute), owes(2, 50_000, RoyaltyPolicy::Relative)];
		assert_eq!(through(&theirs, None), 150_000);
		assert_eq!(through(&theirs, Some(200_000)), 300_000);
		assert_eq!(through(&theirs, Some(0)), 100_000);
		assert_eq!(through(&[], None), 0);
	}
}
