# The demo's steps, in order. Each runs in a shell of its own under `set -e`.
# shellcheck shell=bash

# These two take long: what they say is shown while they are at it.
step_setup() { "$ROOT/scripts/setup.sh" --quiet 2>&1; }

step_build() {
	say "building node and client (the first time takes long)"
	cd "$ROOT" && cargo build --release --workspace --locked 2>&1
	"$ROOT/scripts/eth-rpc.sh" 2>&1
}

step_node() {
	local from
	from=$(now)
	start node "$METAHUB_NODE" --dev --rpc-port 0 --port 0 --no-prometheus --no-mdns
	await 120 "the node" node_up
	put node "ws://$(node_address)"
	await 60 "the node's RPC" rpc_up
	figure nodeStartSeconds "$(since "$from")"
	say "$("$METAHUB_NODE" --version | head -n 1) at $(get node), chain $(rpc system_chain '[]' | field result)"
}
node_address() { sed -n 's/.*Running JSON-RPC server: addr=\([0-9.]*:[0-9]*\).*/\1/p' "$WORK/node.err" "$WORK/node.log" | head -n 1; }
node_up() {
	alive "$(get node.pid)" || fail "the node ended: $(last_words "$WORK/node.err")"
	[ -n "$(node_address)" ]
}
rpc_up() { rpc system_health '[]' >/dev/null 2>&1; }

step_dataset() {
	local data="$WORK/birdsong" from size
	python3 "$ROOT/scripts/demo/dataset.py" "$data" "${METAHUB_DEMO_MB:-200}" >"$WORK/dataset.json"
	size=$(field bytes "$WORK/dataset.json")
	figure files "$(field files "$WORK/dataset.json")"
	figure datasetBytes "$size"
	say "$(field files "$WORK/dataset.json") files, $size bytes:"
	(cd "$data" && find . -type f | sort | sed 's,^\./,    ,' | head -n 20)
	from=$(now)
	sha256sum "$data/data/train/recordings.bin" >/dev/null
	figure sha256sumMBps "$(since "$from" "$(stat -c %s "$data/data/train/recordings.bin")")"
	from=$(now)
	client --json pack --no-store "$data" >"$WORK/pack.json"
	figure packMBps "$(since "$from" "$size")"
	[ "$(field entries "$WORK/pack.json")" = "$(field files "$WORK/dataset.json")" ] || fail "pack found other files"
	say "Path2Hash root $(field root "$WORK/pack.json")"
}

step_publish() {
	local from collection
	# The second source has a store of its own: a mirror, elsewhere.
	client --store "$WORK/store-b" pack "$WORK/birdsong" >/dev/null
	start_gateway b "$WORK/store-b"
	collection=$(client --json --account alice collection create "Field recordings" | field collection)
	put collection "$collection"
	from=$(now)
	client --json --account alice --store "$WORK/store-a" publish "$WORK/birdsong" --collection "$collection" \
		--kind dataset --uri '/ipfs/{manifest}' --uri "$(get b)/ipfs/{manifest}" >"$WORK/publish.json"
	figure publishSeconds "$(since "$from")"
	start_gateway a "$WORK/store-a"
	put asset "$(field asset "$WORK/publish.json")"
	put did "$(field did "$WORK/publish.json")"
	put manifest "$(field manifest "$WORK/publish.json")"
	[ "$(field root "$WORK/publish.json")" = "$(field root "$WORK/pack.json")" ] || fail "published another root"
	say "asset $(get asset), $(get did)"
	say "at $(field uris.0 "$WORK/publish.json")"
	say "and $(field uris.1 "$WORK/publish.json")"
	figure asset "\"$(get asset)\""
	figure did "\"$(get did)\""
	figure root "\"$(field root "$WORK/publish.json")\""
	figure registerFeePlanck "\"$(field fee "$WORK/publish.json")\""
}

step_resolve() {
	rpc assets_resolve "[\"$(get asset)\"]" >"$WORK/by-id.json"
	rpc assets_resolve "[\"$(get did)\"]" >"$WORK/by-did.json"
	local what file
	for file in by-id by-did; do
		for what in id:asset did:did revision.root:root revision.manifest:manifest; do
			[ "$(field "result.${what%:*}" "$WORK/$file.json")" = "$(field "${what#*:}" "$WORK/publish.json")" ] ||
				fail "$file: ${what%:*} differs"
		done
	done
	[ "$(rpc assets_didDocument "[\"$(get did)\"]" | field result.id)" = "$(get did)" ] || fail "the DID document is another's"
	# The same id on another chain is another asset.
	local foreign
	foreign="did:metahub:00000000000000000000000000000000:$(get asset)"
	[ "$(rpc assets_resolve "[\"$foreign\"]" | field error.code)" = 1005 ] || fail "a DID of another chain was resolved"
	figure depositPlanck "\"$(field result.deposit.amount "$WORK/by-id.json")\""
	figure revisionDepositPlanck "\"$(field result.revision.deposit "$WORK/by-id.json")\""
	say "by id and by DID: owner $(field result.owner "$WORK/by-id.json"), state $(field result.state "$WORK/by-id.json")"
}

step_proof() {
	local file='data/test/Zürich/Mauersegler.csv'
	client --store "$WORK/store-a" proof "$(get asset)" "$file" >"$WORK/claim.json"
	[ "$(rpc assets_verifyPath "[$(cat "$WORK/claim.json")]" | field result.valid)" = true ] || fail "the chain does not accept the proof"
	client verify-path "$WORK/claim.json" --file "$WORK/birdsong/$file" >/dev/null
	# One byte more, and it is another file.
	sed 's/"size": "\([0-9]*\)"/"size": "1\1"/' "$WORK/claim.json" >"$WORK/false-claim.json"
	[ "$(rpc assets_verifyPath "[$(cat "$WORK/false-claim.json")]" | field result.valid)" = false ] || fail "the chain accepts a false size"
	figure proofHashes "$(python3 -c 'import json,sys; print(len(json.load(open(sys.argv[1]))["proof"]))' "$WORK/claim.json")"
	say "the chain confirms $file with a proof of $(grep -c '"0x' "$WORK/claim.json") hashes, and refuses a false size"
}

# pull_to <name> <options…>: pulls to $WORK/<name>, from gateway A unless told otherwise.
pull_to() {
	local name=$1
	shift
	client --json pull "$(get asset)" "$WORK/$name" --no-cache --gateway "$(get a)" "$@" >"$WORK/$name.json"
}

step_pull() {
	local from
	from=$(now)
	pull_to copy
	figure pullSeconds "$(since "$from")"
	figure pullMBps "$(since "$from" "$(field bytes "$WORK/copy.json")")"
	diff -r "$WORK/birdsong" "$WORK/copy" || fail "the copy differs"
	client verify "$WORK/copy" "$(get asset)" --gateway "$(get a)" >/dev/null || fail "verify says no to an exact copy"
	echo x >>"$WORK/copy/README.md"
	local code=0
	client verify "$WORK/copy" "$(get asset)" --gateway "$(get a)" >/dev/null || code=$?
	[ "$code" -eq 1 ] || fail "verify says $code to a changed copy"
	rm -rf "$WORK/copy"
	say "$(field files "$WORK/copy.json") files, byte for byte the same"
}

step_split() {
	pull_to test-only --include 'data/test/**'
	diff -r "$WORK/birdsong/data/test" "$WORK/test-only/data/test" || fail "the split differs"
	[ "$(cd "$WORK/test-only" && find . -type f | grep -vc '^\./data/test/')" = 0 ] || fail "more than the split came"
	figure splitBytes "$(field fetchedBytes "$WORK/test-only.json")"
	say "test split only: $(field files "$WORK/test-only.json") files, $(field fetchedBytes "$WORK/test-only.json") bytes;" \
		"$(field skipped "$WORK/test-only.json") files not asked for"
}

step_revise() {
	local file="$WORK/birdsong/data/test/labels.csv"
	pull_to current
	# The first state stays beside the second; only the file that changes is a copy.
	cp -al "$WORK/birdsong" "$WORK/first"
	cp "$file" "$file.new"
	echo '31,Apus apus,checked' >>"$file.new"
	mv "$file.new" "$file"
	client --json --account alice --store "$WORK/store-a" revise "$(get asset)" "$WORK/birdsong" \
		--uri '/ipfs/{manifest}' --uri "$(get b)/ipfs/{manifest}" >"$WORK/revise.json"
	client --store "$WORK/store-b" pack "$WORK/birdsong" >/dev/null
	rpc assets_revisions "[\"$(get asset)\"]" >"$WORK/revisions.json"
	[ "$(field result.revisions.0.root "$WORK/revisions.json")" = "$(field root "$WORK/publish.json")" ] || fail "the first revision changed"
	[ "$(field result.revisions.1.root "$WORK/revisions.json")" = "$(field root "$WORK/revise.json")" ] || fail "the second revision is another"
	say "revision 1 root $(field result.revisions.0.root "$WORK/revisions.json")"
	say "revision 2 root $(field result.revisions.1.root "$WORK/revisions.json")"
	# An update fetches what changed and nothing else; the first revision can still be had.
	client --json pull "$(get asset)" "$WORK/current" --force --no-cache --gateway "$(get a)" >"$WORK/update.json"
	diff -r "$WORK/birdsong" "$WORK/current" || fail "the updated copy differs"
	[ "$(field fetchedBytes "$WORK/update.json")" -eq "$(stat -c %s "$file")" ] || fail "the update fetched $(field fetchedBytes "$WORK/update.json") bytes"
	pull_to past --revision 1 --include 'data/test/**'
	diff -r "$WORK/first/data/test" "$WORK/past/data/test" || fail "revision 1 differs"
	rm -rf "$WORK/current" "$WORK/past"
	figure updateFetchedBytes "$(field fetchedBytes "$WORK/update.json")"
	say "updating a copy fetched $(field fetchedBytes "$WORK/update.json") bytes"
}

step_corrupt() {
	local cid block code=0 address
	cid=$(client --json pack --no-store "$WORK/birdsong" |
		python3 -c 'import json,sys; print(next(f["cid"] for f in json.load(sys.stdin)["files"] if f["path"] == "config.yaml"))')
	block=$(find "$WORK/store-a/blocks" -name "$cid" -type f)
	[ -n "$block" ] || fail "the store has no block $cid"
	printf 'X' | dd of="$block" bs=1 seek=3 conv=notrunc status=none
	say "one byte of block $cid in the store is changed"
	# Without the second source: refused, and nothing is put in place.
	stop "$(get b.pid)"
	client --json --timeout 5 pull "$(get asset)" "$WORK/safe" --no-cache --gateway "$WORK/store-a" >/dev/null 2>"$WORK/refused" || code=$?
	[ "$code" -eq 5 ] || fail "a pull from a corrupt store ended with $code: $(tail -n 1 "$WORK/refused")"
	[ ! -e "$WORK/safe" ] || fail "a pull that failed left files"
	grep -q "wrong bytes" "$WORK/refused" || fail "another reason: $(tail -n 1 "$WORK/refused")"
	say "alone it is refused: $(field error.message "$WORK/refused" | cut -c1-150)…"
	# With it: the pull goes on from what it has, and takes the block from there.
	address=$(get b | sed 's,^http://,,')
	start_gateway b "$WORK/store-b" "$address"
	client --json pull "$(get asset)" "$WORK/safe" --no-cache --trust-host 127.0.0.1 --gateway "$WORK/store-a" >"$WORK/safe.json"
	diff -r "$WORK/birdsong" "$WORK/safe" || fail "the copy differs"
	python3 - "$WORK/safe.json" <<-'PY' || fail "the damaged block was not refused, or not taken from the second source"
		import json, sys
		first, second = json.load(open(sys.argv[1]))["sources"][:2]
		refused = any("wrong bytes" in failure["reason"] for failure in first["failures"])
		print(f"  {second['uri']} gave {second['blocks']} block(s) that the first source could not")
		sys.exit(0 if refused and second["blocks"] > 0 else 1)
	PY
	figure resumedBytes "$(field reusedBytes "$WORK/safe.json")"
	# A gateway does not send it either.
	code=$(curl -s -o /dev/null -w '%{http_code}' "$(get a)/ipfs/$cid?format=raw")
	[ "$code" = 500 ] || fail "the gateway answered $code for a damaged block"
	say "the gateway on that store answers 500 for it"
	# Storing it again mends it.
	client --store "$WORK/store-a" pack "$WORK/birdsong" >/dev/null
	code=$(curl -s -o /dev/null -w '%{http_code}' "$(get a)/ipfs/$cid?format=raw")
	[ "$code" = 200 ] || fail "storing again did not mend the block"
	rm -rf "$WORK/safe"
}

step_helia() {
	local modules="$ROOT/tests/js/node_modules/.package-lock.json"
	if [ ! -e "$modules" ] || [ "$ROOT/tests/js/package-lock.json" -nt "$modules" ]; then
		npm ci --prefix "$ROOT/tests/js" --no-audit --no-fund --loglevel=error >/dev/null
	fi
	node "$ROOT/tests/js/helia-pull.mjs" "$(get a)" "$(get manifest)" "$WORK/helia" >"$WORK/helia.json"
	diff -r "$WORK/first" "$WORK/helia" || fail "what Helia fetched differs"
	figure heliaSeconds "$(field seconds "$WORK/helia.json")"
	say "Helia fetched the same CIDs from the gateway: $(field files "$WORK/helia.json") files, $(field bytes "$WORK/helia.json") bytes"
}

# Runs in any case.
step_stop() {
	stop_all
	say "node and gateways have ended"
}
