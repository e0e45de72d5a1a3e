#!/usr/bin/env bash
# Starts a development node: one authority, a block for every transaction, nothing kept. With an
# Ethereum endpoint, on port 8545.
# Usage: scripts/dev.sh [node options]     METAHUB_NODE gives the binary; else it is built first.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if [ -z "${METAHUB_NODE:-}" ]; then
	[ -n "${METAHUB_SKIP_SETUP:-}" ] || scripts/setup.sh --quiet
	export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
	cargo build --release --workspace --locked
	scripts/eth-rpc.sh
	METAHUB_NODE=$CARGO_TARGET_DIR/release/metahub-node
fi
exec "$METAHUB_NODE" --dev "$@"
