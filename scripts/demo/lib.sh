# What the demo's steps are written with: telling, failing, remembering, starting and stopping.
# shellcheck shell=bash

say() { echo "  $*"; }
# fail <why>: ends the step.
fail() { echo "$*" >"$WORK/why" && exit 1; }
# figure <name> <JSON value>: goes into the last line.
figure() { printf '%s\t%s\n' "$1" "$2" >>"$WORK/figures"; }
# put <name> <value>, get <name>: what later steps need to know.
put() { printf '%s' "$2" >"$WORK/var.$1"; }
get() { cat "$WORK/var.$1"; }
# field <path> [file]: a member of a JSON document, as `revision.uris.0`.
field() {
	python3 -c '
import json, sys
value = json.load(open(sys.argv[2]) if len(sys.argv) > 2 else sys.stdin)
for key in sys.argv[1].split("."):
    value = value[int(key)] if isinstance(value, list) else value[key]
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}
now() { date +%s.%N; }
# since <start> [bytes]: seconds, or MB/s.
since() { awk -v a="$1" -v b="$(now)" -v n="${2:-0}" 'BEGIN { t = b - a; printf n ? "%.0f" : "%.2f", n ? n / t / 1e6 : t }'; }
client() { "$METAHUB" --node "$(get node)" --quiet "$@"; }
# rpc <method> <params JSON>: the result, or the whole answer when it is an error.
rpc() {
	local node
	node=$(get node)
	curl -sS --fail-with-body --max-time 60 -H 'Content-Type: application/json' \
		-d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2}" "http${node#ws}"
}

# run_step <name>: runs step_<name> in a shell of its own, where the first failure ends it. Sets
# FAILED when it does.
run_step() {
	local name=$1 from=$SECONDS why
	echo
	echo "== $name"
	rm -f "$WORK/why"
	# In a process group of its own, and waited for: so a signal is acted on at once, and ends the
	# step with all that it has started.
	set -m
	(set +m -e && "step_$name") 2>"$WORK/stderr" &
	STEP_PID=$!
	set +m
	wait "$STEP_PID"
	local code=$?
	STEP_PID=""
	cat "$WORK/stderr" >&2
	if [ "$code" -eq 0 ]; then
		printf '%s\tok\n' "$name" >>"$WORK/steps"
		return
	fi
	# shellcheck disable=SC2034 # for demo.sh
	FAILED=1
	why=$(cat "$WORK/why" 2>/dev/null || tail -n 1 "$WORK/stderr")
	printf '%s\t%s\n' "$name" "${why:-ended with code $code after $((SECONDS - from)) s}" >>"$WORK/steps"
	echo "  FAILED: ${why:-code $code}"
	if [ "$name" = node ] || [ "$name" = publish ]; then tail -n 5 "$WORK/node.log" "$WORK/node.err" >&2 2>/dev/null; fi
}

# start <name> <command…>: in the background, output in <name>.log (stderr in <name>.err).
start() {
	local name=$1
	shift
	"$@" >"$WORK/$name.log" 2>"$WORK/$name.err" </dev/null &
	put "$name.pid" "$!"
	echo "$! $name" >>"$WORK/pids"
}
# last_words <file>: its last line, if it has one.
last_words() { tail -n 1 "$1" | grep . || echo "without a word"; }
alive() { kill -0 "$1" 2>/dev/null && [ "$(ps -o stat= -p "$1" 2>/dev/null | cut -c1)" != Z ]; }
# await <seconds> <what> <command…>: until the command succeeds.
await() {
	local limit=$1 what=$2
	shift 2
	local until=$((SECONDS + limit))
	until "$@"; do
		[ "$SECONDS" -lt "$until" ] || fail "$what: nothing after $limit s"
		sleep 0.1
	done
}
# stop <pid> [name]: asks it to end, and insists if it does not.
stop() {
	local until=$((SECONDS + 20))
	kill "$1" 2>/dev/null || return 0
	while alive "$1"; do
		if [ "$SECONDS" -ge "$until" ]; then
			echo "${2:-process $1} did not end within 20 s of being asked to" >&2
			kill -9 "$1" 2>/dev/null
			return 1
		fi
		sleep 0.1
	done
}
# Stops everything that was started, the last first.
stop_all() {
	local pid name code=0
	while read -r pid name; do stop "$pid" "$name" || code=1; done < <(tac "$WORK/pids" 2>/dev/null)
	: >"$WORK/pids"
	return "$code"
}
# Ends the step that is at work, with all that it has started.
stop_step() {
	if [ -n "${STEP_PID:-}" ]; then
		kill -- "-$STEP_PID" 2>/dev/null
		wait "$STEP_PID" 2>/dev/null
	fi
}

# start_gateway <name> <store> [address [options…]]: remembers its URL as <name>.
start_gateway() {
	local name=$1 store=$2 address=${3:-127.0.0.1:0}
	if [ $# -gt 3 ]; then shift 3; else shift $#; fi
	start "$name" "$METAHUB" --json --node "$(get node)" --store "$store" gateway --listen "$address" "$@"
	await 20 "gateway $name" gateway_up "$name"
	put "$name" "$(head -n 1 "$WORK/$name.log" | field url)"
}
gateway_up() {
	alive "$(get "$1.pid")" || fail "gateway $1 ended: $(last_words "$WORK/$1.err")"
	[ -n "$(head -n 1 "$WORK/$1.log")" ]
}
