//! Keystore files and the account that signs.

use super::Findings;
use crate::{
	chain::Chain,
	cli::Context,
	config::AccountChoice,
	keys::{peek, AccountError, Keystore},
	output::hub,
};
use std::path::{Path, PathBuf};

/// Looks at the key folder, the files in it and the account that is chosen.
pub(super) async fn look(ctx: &Context, chain: Option<&Chain>) -> Findings {
	let mut found = Findings::of("keys");
	let folder = &ctx.settings.keys;
	let mut files: Vec<PathBuf> = match std::fs::read_dir(folder) {
		Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
		Err(_) => Vec::new(),
	};
	files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
	files.sort();
	if folder.exists() {
		look_at_folder(folder, &mut found);
	}
	if let AccountChoice::Keystore(path) = &ctx.settings.account {
		if !files.contains(path) {
			files.push(path.clone());
		}
	}
	let mut good = 0;
	for path in &files {
		good += usize::from(look_at_file(path, &mut found));
	}
	match good {
		0 => found.ok("keystores", "none; metahub account new makes one"),
		_ if good == files.len() => {
			found.ok("keystores", format!("{good}, readable by their owner only"));
		}
		_ => found.ok("keystores", format!("{good} of {} in order", files.len())),
	}
	look_at_account(ctx, chain, &mut found).await;
	found
}

#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
	use std::os::unix::fs::PermissionsExt;
	Some(std::fs::metadata(path).ok()?.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_: &Path) -> Option<u32> {
	None
}

/// Users with write access to the folder can replace a keystore with their own.
fn look_at_folder(folder: &Path, found: &mut Findings) {
	match mode(folder) {
		Some(mode) if mode & 0o022 != 0 => found.fail(
			"folder",
			format!("others can write to {} (mode {mode:o})", folder.display()),
			format!("chmod 700 {}", folder.display()),
		),
		_ => found.ok("folder", folder.display().to_string()),
	}
}

/// Whether a file is in order.
fn look_at_file(path: &Path, found: &mut Findings) -> bool {
	match Keystore::read(path) {
		Err(error) => {
			let advice = "restore it from a copy, or move it out of the key folder";
			found.fail("keystore", error.to_string(), advice);
			false
		}
		Ok(_) => match mode(path) {
			Some(mode) if mode & 0o077 != 0 => {
				found.fail(
					"keystore",
					format!("others can read or change {} (mode {mode:o})", path.display()),
					format!(
						"chmod 600 {}; if others may have copied it, move to a new account",
						path.display()
					),
				);
				false
			}
			_ => true,
		},
	}
}

async fn look_at_account(ctx: &Context, chain: Option<&Chain>, found: &mut Findings) {
	let account = match peek(&ctx.settings.account) {
		Ok((account, _)) => account,
		Err(error @ AccountError::NotChosen) => {
			let advice = "needed to publish, buy and pull what is gated: --keystore or --account";
			return found.warn("account", error.to_string(), advice);
		}
		Err(error) => {
			return found.fail("account", error.to_string(), "name another with --keystore");
		}
	};
	let Some(chain) = chain else {
		return found.ok("account", format!("{account}; without a node, its funds are unknown"));
	};
	match chain.balance(&account).await {
		Ok(balance) if balance.free == 0 => found.warn(
			"account",
			format!("{account} has no HUB"),
			"send it some: fees and deposits are paid in HUB, fees also in tokens (--fee-token)",
		),
		Ok(balance) => found.ok("account", format!("{account} has {}", hub(balance.free))),
		Err(error) => found.fail("account", error.to_string(), "see what is said of the node"),
	}
}
