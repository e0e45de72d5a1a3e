# The demo's Ethereum part: an Ethereum key buys what Bob has bought, at a contract, and fetches it
# through the same gated gateway.
# shellcheck shell=bash

step_ethereum() {
	local modules="$ROOT/tests/evm/node_modules/.package-lock.json" endpoint
	if [ ! -e "$modules" ] || [ "$ROOT/tests/evm/package-lock.json" -nt "$modules" ]; then
		npm ci --prefix "$ROOT/tests/evm" --no-audit --no-fund --loglevel=error >/dev/null
	fi
	await 60 "the Ethereum endpoint" ethereum_up
	endpoint="http://$(ethereum_address)"
	client --json pack --no-store "$WORK/birdsong" | python3 -c '
import json, sys
files = [f for f in json.load(sys.stdin)["files"] if f["path"].startswith("data/test/")]
json.dump([{"path": f["path"], "cid": f["cid"]} for f in files], open(sys.argv[1], "w"))' "$WORK/wanted.json"
	node "$ROOT/scripts/demo/ethereum.mjs" "$endpoint" "$(get gate)" "$(get asset)" "$(get offer)" \
		"$WORK/wanted.json" "$WORK/ethers" >"$WORK/ethereum.json"
	diff -r "$WORK/birdsong/data/test" "$WORK/ethers/data/test" || fail "what the Ethereum key fetched differs"
	figure ethereumBuyGas "$(field gas "$WORK/ethereum.json")"
	say "with viem an Ethereum key bought licence $(field licence "$WORK/ethereum.json") for HUB, token of $(field contract "$WORK/ethereum.json")"
	say "before, the gateway refused it; then it pulled $(field files "$WORK/ethereum.json") files"
}

# The address that the node says its endpoint has.
ethereum_address() {
	sed -n 's/.*Running Ethereum JSON-RPC server: addr=\([0-9.]*:[0-9]*\).*/\1/p' "$WORK/node.err" "$WORK/node.log" | tail -n 1
}
ethereum_up() { [ -n "$(ethereum_address)" ]; }
