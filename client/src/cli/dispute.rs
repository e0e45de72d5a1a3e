//! `metahub dispute`: say that an asset or a licence is not what it should be.

use super::{
	text::merge,
	values::{self, Thing},
	Context, Inclusion, Outcome,
};
use crate::{
	chain::{
		calls::disputes::{self as calls, Claim, Subject},
		Chain, ChainError,
	},
	error::Error,
	output::{fields, hub},
};
use clap::{Args, Subcommand};
use metahub_assets::ContentId;
use serde_json::{json, Value};

/// The commands of `dispute`.
#[derive(Debug, Subcommand)]
pub enum DisputeCommand {
	/// Raise a dispute; a bond is held until it is over, and half of it burned if it is dismissed
	Raise(RaiseArgs),
	/// Answer a dispute, as the owner or holder of its subject
	Respond {
		/// The dispute's number
		dispute: u64,
		/// CID of the answer's evidence
		#[arg(long, value_name = "CID", value_parser = values::content_id)]
		evidence: ContentId,
	},
	/// Take a dispute back; the bond is lost as if dismissed, once it is answered or if it took the
	/// last free place
	Withdraw {
		/// The dispute's number
		dispute: u64,
	},
	/// Look at a dispute that is open
	Show {
		/// The dispute's number
		dispute: u64,
	},
	/// Open disputes about an asset or a licence, and claims against it that were upheld
	List {
		/// An asset (<collection>:<item> or its DID), or licence:<number>
		subject: Thing,
	},
}

/// Arguments of `dispute raise`.
#[derive(Args, Debug)]
pub struct RaiseArgs {
	/// An asset (<collection>:<item> or its DID), or licence:<number>
	subject: Thing,
	/// What is wrong with it
	#[arg(value_parser = values::claim())]
	claim: Claim,
	/// CID of the evidence
	#[arg(long, value_name = "CID", value_parser = values::content_id)]
	evidence: ContentId,
	/// What to stake, in HUB. When all places are taken, a larger bond replaces the smallest one
	/// [default: the smallest bond allowed]
	#[arg(long, value_name = "HUB", value_parser = values::hub)]
	bond: Option<u128>,
}

/// Runs `dispute …`.
pub async fn run(ctx: &Context, command: DisputeCommand) -> Result<Outcome, Error> {
	match command {
		DisputeCommand::Raise(args) => raise(ctx, args).await,
		DisputeCommand::Respond { dispute, evidence } => {
			let json = json!({ "dispute": dispute.to_string(), "evidence": evidence });
			let text = format!("dispute {dispute} is answered");
			ctx.call(&calls::respond(dispute, &evidence), json, text).await
		}
		DisputeCommand::Withdraw { dispute } => {
			let json = json!({ "dispute": dispute.to_string() });
			let text = format!("dispute {dispute} is withdrawn");
			ctx.call(&calls::withdraw(dispute), json, text).await
		}
		DisputeCommand::Show { dispute } => {
			let Some(found) = ctx.chain().await?.dispute(dispute).await? else {
				return Err(Error::NoSuchDispute(dispute));
			};
			ctx.out.result(&found, |found| {
				let response = found.response.as_ref().map_or_else(
					|| "-".to_owned(),
					|response| format!("{}\nby {}", response.evidence, response.who),
				);
				let costs = found.binding || found.response.is_some();
				let withdrawing = if costs { "costs the bond" } else { "is free" };
				fields(&[
					("dispute", found.id.to_string()),
					("about", subject_text(&found.subject)),
					("claim", found.claim.clone()),
					("raised by", found.raiser.to_string()),
					("evidence", found.evidence.to_string()),
					("answer", response),
					("bond", hub(found.bond)),
					("withdrawing", withdrawing.into()),
				])
			});
			Ok(Outcome::Yes)
		}
		DisputeCommand::List { subject: thing } => {
			let chain = ctx.chain().await?;
			let record = chain.record(subject(&chain, &thing).await?).await?;
			ctx.out.result(&record, |record| {
				let tags: Vec<String> = record
					.tags
					.iter()
					.map(|tag| format!("{} (dispute {})", tag.claim, tag.dispute))
					.collect();
				let open = super::text::lines(&record.open);
				fields(&[("open", open), ("upheld", super::text::lines(&tags))])
			});
			Ok(Outcome::Yes)
		}
	}
}

fn subject_text(subject: &Value) -> String {
	match (&subject["asset"], &subject["licence"]) {
		(Value::String(asset), _) => asset.clone(),
		(_, licence) => format!("licence:{}", licence.as_str().unwrap_or_default()),
	}
}

async fn subject(chain: &Chain, thing: &Thing) -> Result<Subject, Error> {
	Ok(match thing {
		Thing::Asset(asset) => Subject::Asset(chain.asset_id(asset).await?),
		Thing::Licence(licence) => Subject::Licence(*licence),
	})
}

async fn raise(ctx: &Context, args: RaiseArgs) -> Result<Outcome, Error> {
	let account = ctx.account()?;
	let chain = ctx.chain().await?;
	let subject = subject(&chain, &args.subject).await?;
	let bond = match args.bond {
		Some(bond) => bond,
		None => chain.min_bond().await?,
	};
	let call = calls::raise(subject, args.claim, &args.evidence, bond);
	let receipt = ctx.submit(&chain, &call, &account).await?;
	let id = receipt.raised_dispute().ok_or_else(|| {
		ChainError::Incompatible("it did not say which dispute was raised".into())
	})?;
	let mut result = json!({
		"dispute": id.to_string(),
		"subject": args.subject.to_string(),
		"claim": args.claim,
		"evidence": args.evidence,
		"bond": bond.to_string(),
	});
	merge(&mut result, &Inclusion::from(&receipt));
	ctx.out.result(&result, |_| format!("dispute {id} about {}", args.subject));
	Ok(Outcome::Yes)
}
