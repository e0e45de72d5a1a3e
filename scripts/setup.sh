#!/usr/bin/env bash
# Prepares a machine for building and testing MetaHub: system packages, the Rust toolchain that
# rust-toolchain.toml names, and the Wasm target the runtime is compiled for.
# It can be run again at any time; what is already there is left alone.
# Usage: scripts/setup.sh [--quiet]     --quiet prints only problems and the summary line
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TARGET=wasm32v1-none
MIN_NODE=18
DEBIAN_SUITE=trixie-backports # where a rust-src package of our rustc's version is looked for
DEBIAN_KEYRING=${DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}

QUIET=0
for arg in "$@"; do
	case $arg in
	--quiet | -q) QUIET=1 ;;
	*) echo "setup: unknown option: $arg (known: --quiet)" >&2 && exit 2 ;;
	esac
done

say() { if [ "$QUIET" -eq 0 ]; then echo "setup: $*"; fi; }
warn() { echo "setup: $*" >&2; }
die() {
	warn "ERROR: $1"
	if [ $# -gt 1 ]; then printf '       %s\n' "${@:2}" >&2; fi
	exit 1
}
fail() { REASON=$1 && return 1; } # why one way to the Wasm target did not work
have() { command -v "$1" >/dev/null 2>&1; }

TMP=$(mktemp -d)
ADDED_SRC=""
# shellcheck disable=SC2329 # called by the trap
cleanup() {
	rm -rf "$TMP"
	if [ -n "$ADDED_SRC" ]; then rm -rf "$ADDED_SRC"; fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# ---------------------------------------------------------------- 1. system packages

# Prints the Debian names of the packages that are missing, one per line.
missing_packages() {
	local pair
	for pair in protoc:protobuf-compiler clang:clang ld.lld:lld c++:g++ curl:curl git:git make:make \
		pkg-config:pkg-config python3:python3 xz:xz-utils; do
		have "${pair%%:*}" || echo "${pair#*:}"
	done
	pkg-config --exists openssl 2>/dev/null || echo libssl-dev
	python3 -c "import ensurepip" 2>/dev/null || echo python3-venv
	if ! have node; then echo nodejs; elif ! have npm; then echo npm; fi
}

# run_apt <apt-get arguments>: as root or through sudo; its output is shown only when it fails.
run_apt() {
	local as=(env) # carries the setting through sudo
	if [ "$(id -u)" -ne 0 ]; then
		if [ -t 0 ]; then as=(sudo env); else as=(sudo -n env); fi
	fi
	"${as[@]}" DEBIAN_FRONTEND=noninteractive apt-get "$@" >"$TMP/apt.log" 2>&1 ||
		{ tail -n 15 "$TMP/apt.log" >&2 && return 1; }
}

step_packages() {
	local missing=()
	mapfile -t missing < <(missing_packages)
	if [ "${#missing[@]}" -eq 0 ]; then
		say "system packages: all there"
	else
		have apt-get || die "these programs are missing (Debian package names): ${missing[*]}" \
			"Install them with your system's package manager, then run this script again."
		[ "$(id -u)" -eq 0 ] || have sudo || die "these packages are missing: ${missing[*]}" \
			"As root: apt-get install ${missing[*]}"
		say "system packages: installing ${missing[*]}"
		run_apt update || warn "apt-get update failed; trying with the package lists that are here"
		run_apt install -y "${missing[@]}" || die "apt-get could not install: ${missing[*]}"
		hash -r
		# Some nodejs packages contain npm, Debian's does not.
		if have node && ! have npm; then run_apt install -y npm || true; fi
		hash -r
		mapfile -t missing < <(missing_packages)
		[ "${#missing[@]}" -eq 0 ] || die "still missing after installing: ${missing[*]}"
	fi
	[ "$(node -p 'parseInt(process.versions.node)')" -ge "$MIN_NODE" ] ||
		die "node $(node --version) is too old: the tests need $MIN_NODE or newer" \
			"Install a newer Node.js (nodejs.org, or your system's packages), then run this script again."
	say "node: $(node --version) with npm, enough for the tests"
}

# ---------------------------------------------------------------- 2. Rust

step_rust() {
	CHANNEL=$(sed -n 's/^channel *= *"\(.*\)".*/\1/p' "$ROOT/rust-toolchain.toml")
	[ -n "$CHANNEL" ] || die "rust-toolchain.toml names no channel"
	if ! have rustc && [ -r "$HOME/.cargo/env" ]; then
		# shellcheck disable=SC1091
		. "$HOME/.cargo/env"
	fi
	local advice="Install rustup as https://rustup.rs describes, then run this script again."
	have cargo || have rustup || die "Rust is missing" "$advice"
	# From here on every rustc and cargo is the project's, wherever it is started.
	export RUSTUP_TOOLCHAIN=$CHANNEL
	unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS CARGO_BUILD_TARGET RUSTC_WRAPPER
	if have rustup && ! rustc --version >/dev/null 2>&1; then
		say "Rust: installing toolchain $CHANNEL"
		rustup toolchain install "$CHANNEL" --profile minimal --component rustfmt --component clippy --no-self-update \
			>"$TMP/rustup.log" 2>&1 || die "rustup could not install the toolchain $CHANNEL" "$(tail -n 10 "$TMP/rustup.log")"
	fi
	RUSTC_INFO=$(rustc -vV 2>/dev/null) || die "rustc does not run" "$advice"
	RELEASE=$(sed -n 's/^release: //p' <<<"$RUSTC_INFO")
	SYSROOT=$(rustc --print sysroot)
	[ "$RELEASE" = "$CHANNEL" ] || die "rustc is $RELEASE, but rust-toolchain.toml asks for $CHANNEL" "$advice"
	local tool absent=()
	for tool in rustfmt clippy; do
		if ! cargo "${tool/rustfmt/fmt}" --version >/dev/null 2>&1; then absent+=("$tool"); fi
	done
	if [ "${#absent[@]}" -gt 0 ] &&
		! timeout 120 rustup component add "${absent[@]}" >/dev/null 2>&1; then
		warn "${absent[*]} not installed (only checks of the source need it; building does not)"
	fi
	say "Rust: $RELEASE is there"
}

# ---------------------------------------------------------------- 3. Wasm target

# Compiles, and links with link-time optimisation, a crate that uses core and alloc: what the
# runtime's build does.
probe() {
	cat >"$TMP/probe.rs" <<-'RUST'
		#![no_std]
		extern crate alloc;
		use core::alloc::{GlobalAlloc, Layout};
		struct None;
		unsafe impl GlobalAlloc for None {
			unsafe fn alloc(&self, _: Layout) -> *mut u8 { core::ptr::null_mut() }
			unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
		}
		#[global_allocator] static ALLOCATOR: None = None;
		#[panic_handler] fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
		#[no_mangle]
		pub extern "C" fn sum(n: u64) -> u64 {
			let mut v = alloc::vec::Vec::new();
			for i in 0..n { v.push((i as u128 * i as u128 % 97) as u64); }
			v.iter().sum()
		}
	RUST
	rustc --edition 2021 --crate-name probe --crate-type cdylib --target "$TARGET" -C opt-level=2 \
		-C lto=fat -C panic=abort -o "$TMP/probe.wasm" "$TMP/probe.rs" >"$TMP/probe.log" 2>&1 &&
		[ -s "$TMP/probe.wasm" ]
}

# What the stamp of a success holds: which rustc it was, and its library files with their sizes.
stamp_text() {
	local files=("$TARGET_LIB"/lib{core,alloc,compiler_builtins}-*.rlib)
	echo "$RUSTC_INFO"
	wc -c "${files[@]}" 2>/dev/null || echo "incomplete $RANDOM"
}
stamp_valid() { [ -f "$STAMP" ] && [ "$(stamp_text)" = "$(cat "$STAMP")" ]; }
write_stamp() { if mkdir -p "${STAMP%/*}" 2>/dev/null && [ -w "${STAMP%/*}" ]; then stamp_text >"$STAMP"; fi; }

with_rustup() {
	local manifest=$SYSROOT/lib/rustlib/manifest-rust-std-$TARGET file
	have rustup || fail "rustup is not installed" || return 1
	say "Wasm target: asking rustup for $TARGET"
	if [ -f "$manifest" ] && [ -w "$manifest" ]; then
		# rustup has it on its list, and yet it does not work: have it fetched anew. rustup removes
		# only what is complete, so files that are gone get an empty stand-in first.
		mkdir -p "$TARGET_LIB"
		while IFS= read -r file; do [ -e "$SYSROOT/$file" ] || : >"$SYSROOT/$file"; done < <(sed -n 's/^file://p' "$manifest")
		timeout 60 rustup target remove "$TARGET" >/dev/null 2>&1 || true
	fi
	if ! timeout 60 rustup target add "$TARGET" >"$TMP/rustup.log" 2>&1; then
		fail "rustup's server cannot be reached, or does not have the target" || return 1
	fi
	probe && return
	# Libraries that did not come from rustup would lie beside its own: leave only its own.
	for file in "$TARGET_LIB"/*; do
		if [ -f "$manifest" ] && ! grep -qF "${file##*/}" "$manifest"; then rm -f "$file"; fi
	done
	probe || fail "rustup installed the target, but it does not work"
}

# Base addresses of the repositories that apt is configured with.
apt_mirrors() {
	{
		# shellcheck disable=SC2016 # apt-get fills this in
		apt-get indextargets --format '$(REPO_URI)' 'Identifier: Packages' 2>/dev/null || true
		cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources \
			2>/dev/null | grep -v '^#' | grep -oE 'https?://[^] ]+' || true
	} | sed 's,/*$,,' | grep '^https\?://' | awk '!seen[$0]++'
}

download() { curl -fsSL --retry 2 --connect-timeout 15 --max-time 600 -o "$2" "$1"; }
sha256_is() { [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# Downloads the rust-src package of our rustc's version to $TMP/rust-src.deb, each file checked
# against the one before, the first against Debian's signature.
fetch_debian_source() {
	local mirror index entry
	index=main/binary-$(dpkg --print-architecture)/Packages.xz
	while IFS= read -r mirror; do
		download "$mirror/dists/$DEBIAN_SUITE/InRelease" "$TMP/InRelease" 2>/dev/null || continue
		rm -f "$TMP/Release"
		# More than one key signs; a good signature by one that is known here is enough.
		gpgv --keyring "$DEBIAN_KEYRING" --status-fd 1 --output "$TMP/Release" "$TMP/InRelease" \
			>"$TMP/gpgv.log" 2>/dev/null || true
		if ! grep -q '^\[GNUPG:\] VALIDSIG' "$TMP/gpgv.log" || grep -q '^\[GNUPG:\] BADSIG' "$TMP/gpgv.log"; then
			warn "no valid signature on $DEBIAN_SUITE of $mirror; not used"
			continue
		fi
		download "$mirror/dists/$DEBIAN_SUITE/$index" "$TMP/Packages.xz" || continue
		sha256_is "$TMP/Packages.xz" "$(awk -v f="$index" '/^[^ ]/ {on = /^SHA256:/} on && $3 == f {print $1}' "$TMP/Release")" || continue
		entry=$(xz -dc "$TMP/Packages.xz" | awk -v v="$RELEASE+" '
			/^Package:/ {p = $2; ok = 0} /^Version:/ {ok = index($2, v) == 1}
			/^Filename:/ {f = $2} /^SHA256:/ {s = $2}
			/^$/ {if (p == "rust-src" && ok) print f, s}' | tail -n 1)
		[ -n "$entry" ] || continue
		download "$mirror/${entry% *}" "$TMP/rust-src.deb" || continue
		if sha256_is "$TMP/rust-src.deb" "${entry#* }"; then return 0; fi
	done < <(apt_mirrors)
	return 1
}

with_debian_source() {
	local tool src=$SYSROOT/lib/rustlib/src/rust crate=$TMP/core-build library name
	for tool in apt-get dpkg gpgv; do
		have "$tool" || fail "not a Debian-like system ($tool is missing)" || return 1
	done
	[ -w "$SYSROOT/lib/rustlib" ] || fail "no permission to write to $SYSROOT" || return 1
	say "Wasm target: $REASON; building the target's core libraries from Debian's rust-src"
	fetch_debian_source || fail "no rust-src package of version $RELEASE in $DEBIAN_SUITE on apt's mirror" || return 1
	dpkg -x "$TMP/rust-src.deb" "$TMP/rust-src"
	library=$(find "$TMP/rust-src/usr/src" -maxdepth 2 -name library -print -quit)
	[ -n "$library" ] || fail "Debian's rust-src has no library folder" || return 1
	if [ ! -e "$src/library" ]; then
		if [ -d "$src" ]; then ADDED_SRC=$src/library; else ADDED_SRC=$src; fi # only for this build
		mkdir -p "$src"
		cp -r "$library" "$src/library"
	fi
	mkdir -p "$crate/src" "$TMP/lib"
	echo '#![no_std]' >"$crate/src/lib.rs"
	printf '[package]\nname = "core-build"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n[workspace]\n' >"$crate/Cargo.toml"
	# The embedded bitcode is what the runtime's link-time optimisation works on.
	if ! (cd "$crate" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR=$crate/target \
		cargo build -Zbuild-std=core,alloc --target "$TARGET" --release) >"$TMP/core-build.log" 2>&1; then
		tail -n 10 "$TMP/core-build.log" >&2
		fail "the core libraries did not compile from Debian's rust-src" || return 1
	fi
	for name in core alloc compiler_builtins; do
		cp "$crate/target/$TARGET/release/deps/lib$name"-*.rlib "$TMP/lib/" || fail "lib$name was not built" || return 1
	done
	rm -rf "$TARGET_LIB"
	mkdir -p "$TARGET_LIB"
	cp "$TMP"/lib/*.rlib "$TARGET_LIB/"
	probe || fail "the libraries built from Debian's rust-src do not work"
}

step_wasm() {
	TARGET_LIB=$SYSROOT/lib/rustlib/$TARGET/lib
	STAMP=${CARGO_TARGET_DIR:-$HOME/.cache/metahub}/setup-$TARGET.stamp
	REASON=""
	WASM_HOW="already there"
	if stamp_valid; then
		say "Wasm target: $TARGET works (checked earlier)"
		return
	elif probe; then
		say "Wasm target: $TARGET works"
		write_stamp
		return
	fi
	local first
	if with_rustup; then
		WASM_HOW="installed by rustup"
	elif first=$REASON && with_debian_source; then
		WASM_HOW="built from Debian's rust-src"
	else
		tail -n 5 "$TMP/probe.log" >&2
		die "the Wasm target $TARGET for Rust $RELEASE is missing" "- $first" "- $REASON" \
			"What to do: when rustup's server can be reached, run: rustup target add $TARGET --toolchain $CHANNEL" \
			"or, on another machine with Rust $RELEASE and the target, copy its lib/rustlib/$TARGET to $SYSROOT/lib/rustlib/"
	fi
	# Crates compiled against libraries that are gone would only confuse the next build.
	rm -rf "${CARGO_TARGET_DIR:-$ROOT/target}"/{debug,release,production}/wbuild
	write_stamp
	say "Wasm target: $TARGET works now, $WASM_HOW"
}

step_packages
step_rust
step_wasm
echo "setup: ready: Rust $RELEASE, $TARGET ($WASM_HOW), protoc $(protoc --version | awk '{print $2}'), node $(node --version), npm $(npm --version)"
