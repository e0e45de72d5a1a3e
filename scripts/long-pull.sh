#!/usr/bin/env bash
# Pulls a large file while its gateway is killed twice, says that it is busy, and the client is killed.
# Needs three times the file's size on the disk of TMPDIR.
# Usage: scripts/long-pull.sh     METAHUB_PULL_MB=10240 sets the file's size in MiB.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}" CARGO_INCREMENTAL=0
METAHUB_PULL_MB="${METAHUB_PULL_MB:-10240}" \
	cargo test --release --locked --package metahub-client --test cli_long_pull -- --nocapture
