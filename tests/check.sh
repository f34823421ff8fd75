#!/usr/bin/env bash
# Every check of the project, in order; CI runs this and nothing else.
# Installs what the tests need, starts every server itself on free ports, and ends with `N passed, N failed, N skipped`.
set -uo pipefail
cd "$(dirname "$0")/.."

export CARGO_TERM_COLOR=never
passed=0 failed=0 skipped=0
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT

# stage NAME COMMAND…: runs it, prints its output and time; a stage without counted tests counts as one check.
stage() {
    local name=$1 started=$SECONDS counted=0 line
    shift
    printf '\n== %s\n' "$name"
    "$@" 2>&1 | tee "$log/out"
    local status=${PIPESTATUS[0]}
    while read -r line; do
        [[ $line =~ ([0-9]+)\ passed ]] && passed=$((passed + BASH_REMATCH[1])) && counted=1
        [[ $line =~ ([0-9]+)\ failed ]] && failed=$((failed + BASH_REMATCH[1]))
        [[ $line =~ ([0-9]+)\ (ignored|skipped) ]] && skipped=$((skipped + BASH_REMATCH[1]))
    done < <(sed 's/\x1b\[[0-9;]*m//g' "$log/out" | grep -E '^ *(test result:|Tests  |[0-9]+ passed, )')
    if ((status != 0)); then
        ((failed == 0 || counted == 0)) && failed=$((failed + 1))
        broken+=("$name")
    elif ((counted == 0)); then
        passed=$((passed + 1))
    fi
    printf -- '-- %s: %d s%s\n' "$name" $((SECONDS - started)) "$( ((status != 0)) && echo ', FAILED')"
    return "$status"
}
broken=()

packages() {
    local wanted=(chromium firefox-esr fonts-wqy-microhei iproute2 pulseaudio python3-venv) missing=()
    for package in "${wanted[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if ((${#missing[@]})); then
        local sudo=()
        ((EUID == 0)) || sudo=(sudo -n)
        "${sudo[@]}" apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    fi || { echo "Install these Debian packages and try again: ${missing[*]}" >&2; return 1; }
    npm --prefix web-client ci --no-audit --no-fund --loglevel=error
}

# Ahead of everything else where the machine allows it: its people keep time. Where it stood still too long to judge, or a
# person came late by its fault, the show is played once more.
scripted_show() {
    local play=(target/debug/roadshow-load show --minutes 2 --browsers 2)
    chrt -r 1 true 2>/dev/null && play=(chrt -r 1 "${play[@]}")
    "${play[@]}" || "${play[@]}"
}

# Encoders and players on an independent WebRTC stack, in a virtual environment that is made anew when its list changes.
encoders() {
    local home=target/whip-stories wanted=tests/whip/requirements.txt
    if ! cmp -s "$wanted" "$home/made-of"; then
        rm -rf "$home"
        /usr/bin/python3 -m venv "$home" &&
            "$home/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" &&
            cp "$wanted" "$home/made-of"
    fi || return 1
    "$home/bin/python" tests/whip/stories.py
}

rust_docs() { RUSTDOCFLAGS='-D warnings' cargo doc --quiet --no-deps --document-private-items --lib; }

stage packages packages
stage 'rust: format' cargo fmt --all --check
stage 'web client' npm --prefix web-client run --silent check
stage 'rust: build' cargo build --quiet --workspace --all-targets
stage 'rust: lints' cargo clippy --quiet --workspace --all-targets -- -D warnings
stage 'rust: documentation' rust_docs
stage 'rust: tests' cargo test --quiet --workspace
stage 'whip and whep' encoders
stage 'browser stories' npm --prefix web-client run --silent stories
stage 'load, in small' target/debug/roadshow-load --smoke
stage 'scripted show' scripted_show

printf '\n'
((${#broken[@]} == 0)) || printf 'failed stages: %s\n' "${broken[*]}"
printf 'total %d s\n' "$SECONDS"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
((failed == 0 && ${#broken[@]} == 0))
