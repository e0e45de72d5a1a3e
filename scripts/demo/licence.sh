# The demo's second half: Alice sells licences of her dataset for her own token. Bob, who has
# another token and nothing else, buys one and pulls; Carol is refused; Dave buys below Bob; Erin
# trains a model on the data and sells that; then the month is over.
# shellcheck shell=bash

# The development token, which Bob has, and Alice's own, which is what she wants.
BOBS=DUSD
ALICES=ARC
MONTH=$((30 * 24 * 60 * 60))

# as <name> <command…>: signed by the name's own keystore, or by the development account.
as() {
	local name=$1
	shift
	if [ -f "$WORK/$name.key" ]; then
		METAHUB_PASSWORD=demo client --json --keystore "$WORK/$name.key" "$@"
	else
		client --json --account "$name" "$@"
	fi
}
# holds <name> <currency>: in its smallest unit.
holds() { as "$1" account balance --token "$2" | field free; }
# minus <a> <b>: of numbers that are too large for the shell.
minus() { python3 -c 'import sys; print(int(sys.argv[1]) - int(sys.argv[2]))' "$@"; }
# may_use <name> <asset>: exit code 1 if not.
may_use() { as "$1" licence access "$2" >/dev/null; }

step_offer() {
	as alice licence offer create "$(get asset)" --price "25 $ALICES" --days 30 --commercial \
		--rev-share 10% --sub-depth 1 --sub-share 50% >"$WORK/offer.json"
	put offer "$(field offer "$WORK/offer.json")"
	say "Alice offers 30 days for 25 $ALICES: sub-licences at half of their price, models at a tenth of their sales"
	say "terms $(field terms "$WORK/offer.json")"
}

step_buy() {
	local before spent got
	# Bob has never been seen before. All that he gets is some of a token.
	METAHUB_PASSWORD=demo client --json account new bob --file "$WORK/bob.key" >/dev/null
	as alice pay "$(as bob account show | field address)" 100 "$BOBS" >/dev/null
	[ "$(holds bob HUB)" = 0 ] || fail "Bob has HUB"
	[ "$(holds bob "$ALICES")" = 0 ] || fail "Bob has $ALICES"
	before=$(holds alice "$ALICES")
	as bob --fee-token "$BOBS" licence buy "$(get offer)" --pay-with "$BOBS" --max 60 >"$WORK/buy.json"
	put licence "$(field licence "$WORK/buy.json")"
	got=$(minus "$(holds alice "$ALICES")" "$before")
	[ "$got" = 25000000 ] || fail "Alice got $got of her token, not 25 $ALICES"
	spent=$(field spent.amount "$WORK/buy.json")
	figure licenceSwapSpent "\"$spent\""
	say "Bob has $BOBS only: $(awk -v n="$spent" 'BEGIN { print n / 1e6 }') $BOBS of his are 25 $ALICES of hers, and he paid the fee and the deposit with it as well"
	may_use bob "$(get asset)" || fail "Bob has no access to what he bought"
}

step_gate() {
	local code=0
	# What is sold is not given away next door.
	stop "$(get a.pid)"
	stop "$(get b.pid)"
	start_gateway gate "$WORK/store-a" 127.0.0.1:0 --gated --access-log "$WORK/access.log"
	as bob pull "$(get asset)" "$WORK/bobs" --no-cache --gateway "$(get gate)" --include 'data/test/**' >"$WORK/bobs.json"
	diff -r "$WORK/birdsong/data/test" "$WORK/bobs/data/test" || fail "Bob's copy differs"
	as charlie --timeout 5 pull "$(get asset)" "$WORK/carols" --no-cache --gateway "$(get gate)" \
		--include 'data/test/**' >/dev/null 2>"$WORK/carol" || code=$?
	[ "$code" -ne 0 ] || fail "Carol pulled without a licence"
	[ ! -e "$WORK/carols" ] || fail "Carol got files"
	grep -q '"decision":"allowed"' "$WORK/access.log" || fail "the gateway logged no grant"
	grep -q '"decision":"refused"' "$WORK/access.log" || fail "the gateway logged no refusal"
	say "Bob pulled $(field files "$WORK/bobs.json") files through the gated gateway; Carol was refused:"
	say "$(field error.message "$WORK/carol" | cut -c1-160)"
}

step_sublicense() {
	local alices bobs
	# Who sells makes deposits for it, in HUB.
	as alice pay "$(as bob account show | field address)" 1 HUB >/dev/null
	as bob --fee-token "$BOBS" licence sublicense "$(get licence)" --price "10 $BOBS" --days 30 --commercial \
		--rev-share 10% >"$WORK/sub-offer.json"
	alices=$(holds alice "$BOBS")
	bobs=$(holds bob "$BOBS")
	as dave licence buy "$(field offer "$WORK/sub-offer.json")" >"$WORK/sub.json"
	[ "$(minus "$(holds alice "$BOBS")" "$alices")" = 5000000 ] || fail "Alice did not get her half"
	[ "$(minus "$(holds bob "$BOBS")" "$bobs")" = 5000000 ] || fail "Bob did not get his half"
	may_use dave "$(get asset)" || fail "Dave has no access"
	say "Dave buys a sub-licence of Bob for 10 $BOBS: 5 for Bob, 5 for Alice, in one payment"
}

step_model() {
	local collection model before share code=0
	mkdir -p "$WORK/model"
	printf -- '---\nname: Birdsong classifier\nlicense: other\n---\nTrained on the recordings.\n' >"$WORK/model/README.md"
	head -c 200000 "$WORK/birdsong/data/train/recordings.bin" >"$WORK/model/weights.bin"
	collection=$(as eve collection create "Erin's models" | field collection)
	as eve --store "$WORK/store-e" publish "$WORK/model" --collection "$collection" --kind model \
		--link "trained-on:$(get asset)" >/dev/null 2>"$WORK/unlicensed" || code=$?
	[ "$code" -ne 0 ] || fail "a model was registered without a licence of its data"
	say "without a licence the model is refused: $(field error.message "$WORK/unlicensed" | cut -c1-120)"
	as eve licence buy "$(get offer)" --pay-with "$BOBS" >"$WORK/eve-buy.json"
	model=$(as eve --store "$WORK/store-e" publish "$WORK/model" --collection "$collection" --kind model \
		--link "trained-on:$(get asset)" --by-licence "$(field licence "$WORK/eve-buy.json")" --max-owed 10% | field asset)
	as eve licence offer create "$model" --price '10 HUB' --commercial >"$WORK/model-offer.json"
	before=$(holds eve HUB)
	as ferdie licence buy "$(field offer "$WORK/model-offer.json")" >"$WORK/model-buy.json"
	[ "$(minus "$(holds eve HUB)" "$before")" = 9000000000000000000 ] || fail "Erin did not get nine tenths"
	share=$(rpc licences_shares "[\"$model\"]" | field result.shares.0.ppm)
	[ "$share" = 100000 ] || fail "the model owes $share millionths, not a tenth"
	put model "$model"
	say "Ferdie buys a licence of Erin's model for 10 HUB: 9 for Erin, 1 for Alice in the same transaction"
}

step_expire() {
	rpc dev_increaseTime "[$MONTH]" >/dev/null
	rpc engine_createBlock '[true, true]' >/dev/null
	may_use bob "$(get asset)" && fail "Bob still has access"
	may_use dave "$(get asset)" && fail "Dave still has access"
	may_use ferdie "$(get model)" || fail "what was sold of the model ended with the data's licence"
	say "30 days later: Bob's access has ended, and with it Dave's; Ferdie's licence of the model stays"
}
