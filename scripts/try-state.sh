#!/usr/bin/env bash
# Runs the runtime's tests with the checks of the SDK's pallets, too, after every block (feature try-runtime). The tests
# always check our own pallets. It compiles the SDK once more, natively only: some twenty minutes on two cores.
# Usage: scripts/try-state.sh [options of cargo test]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
export SKIP_WASM_BUILD=1
exec cargo test --release --locked --package metahub-runtime --features try-runtime "$@"
