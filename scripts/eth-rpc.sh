#!/usr/bin/env bash
# Builds the Ethereum JSON-RPC server that the node starts, and puts it beside the node's executable.
# The first time takes long; after that cargo sees whether anything has changed.
# Usage: scripts/eth-rpc.sh
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../node/eth-rpc"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
export CARGO_INCREMENTAL=0
# A test network's runtime that the server's crate brings along, and that is of no use here.
export SKIP_REVIVE_DEV_RUNTIME_WASM_BUILD=1
cargo build --release --locked
