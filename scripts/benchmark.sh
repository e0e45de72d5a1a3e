#!/usr/bin/env bash
# Runs the benchmarks and writes the weights into runtime/src/weights/.
# Usage: scripts/benchmark.sh [pallet…]     without names: every pallet listed below
# STEPS and REPEAT (default 50 and 20) trade precision for time.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
pallets=("$@")
if [ ${#pallets[@]} -eq 0 ]; then
	pallets=(metahub_precompiles::weights::{erc721,licensing,payments,registry}
		pallet_asset_registry pallet_disputes pallet_erc721 pallet_licensing pallet_market pallet_payments pallet_royalties)
fi

# The runtime alone, straight to Wasm: a native build with this feature would compile every
# dependency once more. The flags are those of substrate-wasm-builder.
CARGO_TARGET_WASM32V1_NONE_RUSTFLAGS="-C link-arg=--export-table --cfg substrate_runtime" \
	cargo rustc --release --locked --package metahub-runtime --lib --crate-type cdylib --target wasm32v1-none \
	--no-default-features --features runtime-benchmarks
# The runner brings a test runtime of its own, which is not asked for here.
SKIP_WASM_BUILD=1 cargo build --release --locked --manifest-path scripts/benchmark/Cargo.toml

for pallet in "${pallets[@]}"; do
	file=runtime/src/weights/${pallet//::weights::/_}.rs
	"$CARGO_TARGET_DIR/release/metahub-benchmark" \
		--runtime "$CARGO_TARGET_DIR/wasm32v1-none/release/metahub_runtime.wasm" \
		--genesis-builder runtime --genesis-builder-preset development \
		--pallet "$pallet" --extrinsic '*' --steps "${STEPS:-50}" --repeat "${REPEAT:-20}" \
		--output "$file"
	# Which machine's paths these were says nothing.
	sed -i "s#$CARGO_TARGET_DIR/##; s#HOSTNAME: \`[^\`]*\`, ##" "$file"
done
cargo fmt --package metahub-runtime
