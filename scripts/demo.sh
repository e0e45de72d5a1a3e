#!/usr/bin/env bash
# The main job from end to end: sets up, builds, starts a development node, publishes a generated
# dataset, resolves it, proves a file, pulls it back, revises it, survives a damaged store, and has
# a plain IPFS client fetch the same content. Then licences: one is bought with another token, used at
# a gated gateway, sub-licensed, and ends; an Ethereum key does the same with viem; a model earns for
# its data. Its last line is one JSON object; it exits non-zero
# when a step fails, and leaves no process and no file behind.
#
# Usage: scripts/demo.sh
#   METAHUB_NODE, METAHUB    the node's and the client's binaries; with both, nothing is built
#   METAHUB_SKIP_SETUP=1     leaves out the set-up of the machine
#   METAHUB_DEMO_MB          size of the dataset's large file in MB (default 200)
set -uo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
WORK=$(mktemp -d "${TMPDIR:-/tmp}/metahub-demo.XXXXXX")
export ROOT WORK
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
touch "$WORK/steps" "$WORK/figures" "$WORK/pids"

# shellcheck source=scripts/demo/lib.sh
. "$ROOT/scripts/demo/lib.sh"
# shellcheck source=scripts/demo/steps.sh
. "$ROOT/scripts/demo/steps.sh"
# shellcheck source=scripts/demo/licence.sh
. "$ROOT/scripts/demo/licence.sh"
# shellcheck source=scripts/demo/ethereum.sh
. "$ROOT/scripts/demo/ethereum.sh"

# shellcheck disable=SC2329 # called by the trap
cleanup() {
	stop_step
	stop_all
	rm -rf "$WORK"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

BUILT=1
if [ -n "${METAHUB_NODE:-}" ] && [ -n "${METAHUB:-}" ]; then BUILT=0; fi
METAHUB_NODE=${METAHUB_NODE:-$CARGO_TARGET_DIR/release/metahub-node}
METAHUB=${METAHUB:-$CARGO_TARGET_DIR/release/metahub}
export METAHUB_NODE METAHUB
# Nothing of the user's own settings, and nothing in the user's home.
unset METAHUB_NODE_URL METAHUB_STORE METAHUB_GATEWAYS METAHUB_KEYSTORE METAHUB_MNEMONIC METAHUB_PASSWORD METAHUB_ACCOUNT
export METAHUB_CONFIG="$WORK/config.toml" XDG_DATA_HOME="$WORK/data" XDG_CACHE_HOME="$WORK/cache"
: >"$METAHUB_CONFIG"

STEPS="node dataset publish resolve proof pull split revise corrupt helia"
STEPS="$STEPS offer buy gate ethereum sublicense model expire"
if [ "$BUILT" -eq 1 ]; then STEPS="build $STEPS"; fi
if [ -z "${METAHUB_SKIP_SETUP:-}" ] && [ "$BUILT" -eq 1 ]; then STEPS="setup $STEPS"; fi

FAILED=0
for name in $STEPS; do
	if [ "$FAILED" -ne 0 ]; then
		printf '%s\t%s\n' "$name" "not run" >>"$WORK/steps"
	else
		# Not in a condition: there the shell would go on after a failure inside of the step.
		run_step "$name"
	fi
done
run_step stop
echo
figure totalSeconds "$SECONDS"
python3 "$ROOT/scripts/demo/report.py" "$WORK/steps" "$WORK/figures" || FAILED=1
exit "$FAILED"
