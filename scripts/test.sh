#!/usr/bin/env bash
# Sets up the machine, builds everything once, and runs every check and test there is.
# Usage: scripts/test.sh     METAHUB_SKIP_SETUP=1 leaves out the set-up.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"

# step <name> <command…>: runs it and says how long it took.
step() {
	local name=$1 from=$SECONDS
	shift
	echo "== $name"
	"$@"
	echo "== $name: ok, $((SECONDS - from)) s"
}

js_tests() {
	npm ci --prefix tests/js --no-audit --no-fund
	METAHUB="$CARGO_TARGET_DIR/release/metahub" METAHUB_NODE="$CARGO_TARGET_DIR/release/metahub-node" \
		METAHUB_ORACLE="$CARGO_TARGET_DIR/release/examples/oracle" \
		METAHUB_ACCESS_ORACLE="$CARGO_TARGET_DIR/release/examples/access_oracle" npm test --prefix tests/js
}

# The Ethereum side, by viem, ethers, Hardhat, polkadot-js and web3.py.
evm_tests() {
	local python="$CARGO_TARGET_DIR/web3py/bin/python" wanted=tests/evm/web3py/requirements.txt
	npm ci --prefix tests/evm --no-audit --no-fund
	node scripts/abi.mjs --check
	if ! cmp -s "$wanted" "$CARGO_TARGET_DIR/web3py/requirements.txt"; then
		python3 -m venv --clear "$CARGO_TARGET_DIR/web3py"
		"$python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
		cp "$wanted" "$CARGO_TARGET_DIR/web3py/requirements.txt"
	fi
	METAHUB="$CARGO_TARGET_DIR/release/metahub" METAHUB_NODE="$CARGO_TARGET_DIR/release/metahub-node" \
		METAHUB_PYTHON="$python" npm test --prefix tests/evm
}

[ -n "${METAHUB_SKIP_SETUP:-}" ] || step setup scripts/setup.sh --quiet
step fmt cargo fmt --all --check
step fmt-eth-rpc cargo fmt --manifest-path node/eth-rpc/Cargo.toml --check
step build cargo build --release --workspace --locked
# In a workspace of its own. The node finds it beside its own executable.
step eth-rpc scripts/eth-rpc.sh
# Also builds the examples, which the JavaScript tests ask for answers.
step test cargo test --release --workspace --locked --no-fail-fast
step javascript js_tests
step ethereum evm_tests
step demo env METAHUB="$CARGO_TARGET_DIR/release/metahub" METAHUB_NODE="$CARGO_TARGET_DIR/release/metahub-node" \
	METAHUB_SKIP_SETUP=1 scripts/demo.sh
step clippy cargo clippy --release --workspace --all-targets --locked -- -D warnings
step doc env RUSTDOCFLAGS="-D warnings" cargo doc --release --workspace --no-deps --locked
echo "all checks passed in $SECONDS s"
