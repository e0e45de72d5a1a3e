#!/usr/bin/env bash
# Starts a development node: one authority, a block for every transaction, nothing kept. With an
# Ethereum endpoint, on port 8545. Prints endpoints, funded accounts, contracts and what to try next;
# after that, warnings and errors only.
# Usage: scripts/dev.sh [node options]     METAHUB_NODE gives the binary; else it is built first.
#   With a log option of your own (-l sync=debug) you get the node's log as it is.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/metahub/target}"
if [ -z "${METAHUB_NODE:-}" ]; then
	[ -n "${METAHUB_SKIP_SETUP:-}" ] || scripts/setup.sh --quiet
	cargo build --release --workspace --locked
	scripts/eth-rpc.sh
	METAHUB_NODE=$CARGO_TARGET_DIR/release/metahub-node
fi
for option in "$@"; do
	case $option in -l* | --log | --log=*) exec "$METAHUB_NODE" --dev "$@" ;; esac
done

# shellcheck source=scripts/dev/banner.sh
. scripts/dev/banner.sh
METAHUB=${METAHUB:-$CARGO_TARGET_DIR/release/metahub}

# first_address <line>: of `… addr=127.0.0.1:9944,[::1]:9944`.
first_address() {
	local address=${1##*addr=}
	echo "${address%%[, ]*}"
}

# Reads the node's log: what it is started with is told once, warnings and errors as they come.
watch_log() {
	# Ctrl-C is for the node; its last words are still to be read.
	trap '' INT
	local line node="" ethereum="" ready="" told="" patience=()
	while :; do
		if IFS= read -r "${patience[@]}" line; then
			case $line in
			*"Running JSON-RPC server: addr="*) node=$(first_address "$line") patience=(-t 2) ;;
			*"Running Ethereum JSON-RPC server: addr="*) ethereum=$(first_address "$line") patience=(-t 60) ;;
			*"The Ethereum JSON-RPC server is ready"*) ready=yes ;;
			*"no listen addresses, cannot accept inbound"*) ;;
			# The database lies in a temporary folder, which goes before it does.
			*"Shutdown error: Io(Os { code: 2, kind: NotFound"*) ;;
			*) echo "${line%"${line##*[![:space:]]}"}" >&2 ;;
			esac
		elif [ "$?" -le 128 ]; then
			return 0
		elif [ -n "$node" ]; then
			# Nothing more comes: there is no Ethereum server.
			ready=yes
		fi
		if [ -z "$told" ] && [ -n "$node" ] && [ -n "$ready" ]; then
			banner "$node" "$ethereum" "$METAHUB"
			told=yes patience=()
		fi
	done
}

# The node takes this process's place, so that signals are its own.
exec "$METAHUB_NODE" --dev --log warn,sc_rpc_server=info,metahub_node=info,ethereum=info "$@" 2> >(watch_log)
