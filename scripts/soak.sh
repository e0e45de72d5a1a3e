#!/usr/bin/env bash
# Makes 20,000 blocks, each with a transaction, on a development node of its own. Prints memory, disk and latency at the beginning
# and at the end. Not part of scripts/test.sh: it takes some ten minutes.
# Usage: scripts/soak.sh     the variable BLOCKS sets another number of blocks
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
exec cargo test --release --locked --package metahub-node --test soak -- --ignored --nocapture
