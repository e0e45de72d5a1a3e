#!/usr/bin/env bash
# Times pulls of one large file against curl, side by side: from a gateway on the loopback interface, from a static server, and from two
# gateways each of which has half of the blocks. Prints seconds (wall, user, system) and the peak memory of each, the best of some rounds.
# Usage: scripts/bench-pull.sh
#   METAHUB_NODE, METAHUB    the binaries [default: those in the target folder]
#   MB=1500                  the file's size in MB
#   ROUNDS=5
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
WORK=$(mktemp -d "${TMPDIR:-/tmp}/metahub-bench.XXXXXX")
CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
METAHUB_NODE=${METAHUB_NODE:-$CARGO_TARGET_DIR/release/metahub-node}
METAHUB=${METAHUB:-$CARGO_TARGET_DIR/release/metahub}
export METAHUB_CONFIG="$WORK/config.toml" XDG_DATA_HOME="$WORK/data" XDG_CACHE_HOME="$WORK/cache"
: >"$METAHUB_CONFIG"
# shellcheck source=scripts/demo/lib.sh
. "$ROOT/scripts/demo/lib.sh"
fail() { echo "$*" >&2 && exit 1; }
# shellcheck disable=SC2329 # called by the trap
cleanup() {
	stop_all
	rm -rf "$WORK"
}
trap cleanup EXIT

MB=${MB:-1500} ROUNDS=${ROUNDS:-5}
mkdir "$WORK/folder"
head -c "${MB}000000" /dev/urandom >"$WORK/folder/big.bin"

start node "$METAHUB_NODE" --dev --rpc-port 0 --port 0 --no-prometheus --no-mdns --no-eth-rpc
node_port() { grep -o 'Running JSON-RPC server: addr=127.0.0.1:[0-9]*' "$WORK/node.err" | grep -o '[0-9]*$'; }
await 60 node node_port >/dev/null
put node "ws://127.0.0.1:$(node_port)"
client --account alice collection create bench >/dev/null
client --json --account alice --store "$WORK/store" publish "$WORK/folder" --collection 0 >"$WORK/published.json" 2>/dev/null
manifest=$(field manifest "$WORK/published.json")
start_gateway whole "$WORK/store"
curl -s "$(get whole)/ipfs/$manifest" >"$WORK/manifest.json"
cid=$(field files.0.cid "$WORK/manifest.json")

# Two stores with half of the chunks each, and all else.
for half in 0 1; do
	cp -al "$WORK/store" "$WORK/half$half"
	find "$WORK/half$half/blocks" -name 'bafkrei*' ! -name "$manifest" -size +900k | sort | awk -v n="$half" 'NR % 2 == n' | xargs rm
	start_gateway "half$half" "$WORK/half$half"
done
# A static server of the folder.
mkdir "$WORK/folder/.metahub"
cp "$WORK/manifest.json" "$WORK/folder/.metahub/manifest.json"
start static python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$WORK/folder" --protocol HTTP/1.1
static_port() { grep -o 'port [0-9]*' "$WORK/static.log" | grep -o '[0-9]*'; }
await 20 "static server" static_port >/dev/null
static="http://127.0.0.1:$(static_port)"
client --account alice --store "$WORK/store" publish "$WORK/folder" --collection 0 --uri "$static" >/dev/null 2>&1

# measure <name> <command…>: one line per run.
measure() {
	local name=$1
	shift
	rm -rf "$WORK/out"
	mkdir "$WORK/out"
	sync
	/usr/bin/time -f "$name	%e	%U	%S	%M" -a -o "$WORK/times" "$@" >/dev/null 2>"$WORK/said" || fail "$name: $(cat "$WORK/said")"
	cmp -s "$WORK/folder/big.bin" "$WORK/out/big.bin" || fail "$name: another file"
}
pull() {
	local asset=$1
	shift
	echo "$METAHUB" --node "$(get node)" --store "$WORK/none" --quiet pull "$asset" "$WORK/out" --no-cache "$@"
}
# shellcheck disable=SC2046 # words without spaces
for _ in $(seq "$ROUNDS"); do
	measure "curl, gateway" curl -s -o "$WORK/out/big.bin" "$(get whole)/ipfs/$cid"
	measure "pull --no-fsync, gateway" $(pull 0:0 --no-fsync --gateway "$(get whole)")
	measure "pull --no-fsync, two gateways" $(pull 0:0 --no-fsync --gateway "$(get half0)" --gateway "$(get half1)")
	measure "curl, static" curl -s -o "$WORK/out/big.bin" "$static/big.bin"
	measure "pull --no-fsync, static" $(pull 0:1 --no-fsync --trust-host 127.0.0.1 --gateway "$WORK/half0")
	measure "curl and fsync, gateway" sh -c "curl -s -o '$WORK/out/big.bin' '$(get whole)/ipfs/$cid' && sync '$WORK/out/big.bin'"
	measure "pull, gateway" $(pull 0:0 --gateway "$(get whole)")
done
echo "${MB} MB, best of $ROUNDS: seconds (wall, user, system), peak memory in MiB"
sort -t'	' -k1,1 -k2,2n "$WORK/times" | awk -F'\t' '!seen[$1]++ { printf "%-32s %6.2f %6.2f %6.2f %6.0f\n", $1, $2, $3, $4, $5 / 1024 }'
