//! Puts the version and the commit into `SUBSTRATE_CLI_IMPL_VERSION`. Without a Git repository (a
//! source archive) the commit is zeros, or what `SUBSTRATE_CLI_GIT_COMMIT_HASH` says.

use substrate_build_script_utils::{generate_cargo_keys, rerun_if_git_head_changed};

fn main() {
	println!("cargo:rerun-if-env-changed=SUBSTRATE_CLI_GIT_COMMIT_HASH");
	generate_cargo_keys();
	rerun_if_git_head_changed();
}
