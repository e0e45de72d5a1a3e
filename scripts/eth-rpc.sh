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

# To cargo, no-rocksdb at another path is another crate, and so is everything that is built on it:
# most of the server. All clones build one copy, which is written to only where it differs.
copy=$CARGO_TARGET_DIR/eth-rpc-source
mkdir -p "$copy"
(cd "$copy" && find . -type f) | while read -r file; do
	[ -e "$file" ] || rm "$copy/$file"
done
find . -path ./target -prune -o -type f -print | while read -r file; do
	cmp -s "$file" "$copy/$file" || install -D -m 644 "$file" "$copy/$file"
done
cargo build --release --locked --manifest-path "$copy/Cargo.toml"
