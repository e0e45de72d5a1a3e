//! `metahub doctor`: checks what the client depends on, and says how to fix problems.
//!
//! | file | what |
//! |---|---|
//! | `node.rs` | the node, its chain, and its clock |
//! | `content.rs` | the content store and the gateways |
//! | `accounts.rs` | keystore files and the account that signs |

mod accounts;
mod content;
mod node;

use super::{Context, Outcome};
use crate::{error::Error, output::table};
use clap::Args;
use serde::Serialize;
use serde_json::json;

/// Arguments of `doctor`.
#[derive(Args, Debug)]
pub struct DoctorArgs {
	/// Gateways to look at, instead of those configured; can be given more than once
	#[arg(long = "gateway", value_name = "URL")]
	pub gateways: Vec<String>,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Level {
	Ok,
	Warn,
	Fail,
}

/// The result of one check.
#[derive(Clone, Debug, Serialize)]
struct Finding {
	area: &'static str,
	check: &'static str,
	level: Level,
	/// What was found.
	message: String,
	/// What to do about it.
	#[serde(skip_serializing_if = "Option::is_none")]
	advice: Option<String>,
}

/// The results of one area.
struct Findings {
	area: &'static str,
	all: Vec<Finding>,
}

impl Findings {
	fn of(area: &'static str) -> Self {
		Self { area, all: Vec::new() }
	}

	fn ok(&mut self, check: &'static str, message: impl Into<String>) {
		self.add(check, Level::Ok, message, None);
	}

	fn warn(&mut self, check: &'static str, message: impl Into<String>, advice: impl Into<String>) {
		self.add(check, Level::Warn, message, Some(advice.into()));
	}

	fn fail(&mut self, check: &'static str, message: impl Into<String>, advice: impl Into<String>) {
		self.add(check, Level::Fail, message, Some(advice.into()));
	}

	fn add(
		&mut self,
		check: &'static str,
		level: Level,
		message: impl Into<String>,
		advice: Option<String>,
	) {
		let message = message.into();
		self.all.push(Finding { area: self.area, check, level, message, advice });
	}
}

/// Runs `doctor`.
pub async fn run(ctx: &Context) -> Result<Outcome, Error> {
	let (node, chain) = node::look(ctx).await;
	let mut all = node.all;
	let (content, sample) = content::look_at_store(ctx).await;
	all.extend(content.all);
	all.extend(content::look_at_gateways(ctx, &sample).await.all);
	all.extend(accounts::look(ctx, chain.as_ref()).await.all);
	let worst = all.iter().map(|finding| finding.level).max().unwrap_or(Level::Ok);
	let json = json!({ "checks": all, "ok": worst != Level::Fail });
	ctx.out.result(&json, |_| text(&all));
	Ok(if worst == Level::Fail { Outcome::No } else { Outcome::Yes })
}

fn text(all: &[Finding]) -> String {
	let mut rows = Vec::new();
	for Finding { area, check, level, message, advice } in all {
		let level = match level {
			Level::Ok => "OK",
			Level::Warn => "WARN",
			Level::Fail => "FAIL",
		};
		rows.push(vec![level.into(), format!("{area} {check}"), message.clone()]);
		rows.extend(
			advice.iter().map(|advice| vec![String::new(), String::new(), format!("→ {advice}")]),
		);
	}
	table(&rows)
}
