# shellcheck shell=bash
# What every script here needs: strictness, the repository's root, one way to speak, one way to be root.
set -euo pipefail

# shellcheck disable=SC2034 # the scripts that read this file use it
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$(basename "$0"): $*"
    exit 1
}

# A script that needs root says so instead of asking for a password in the middle of something.
is_root() { [ "$(id -u)" -eq 0 ]; }

have() { command -v "$1" >/dev/null 2>&1; }

# One compiler for all projects, which is warm after the first, also where the machine's settings say otherwise: it takes 4 minutes instead of 7.
compiler=(-p:UseSharedCompilation=true)

# build_project FILE: builds a project or the solution; says something only when it fails. Within scripts/test the solution is built once, and to find
# out again that nothing has changed takes half a minute each time.
build_project() {
    [ -z "${PODMIRROR_BUILT:-}" ] || return 0
    dotnet build "$1" --configuration Release --nologo --verbosity quiet "${compiler[@]}" | sed '/^$/d; /^Build succeeded/,$d' >&2
}

# build_go FOLDER FILE: builds a Go program of Debian's packages alone, so that there is no module to fetch, and nothing is.
build_go() {
    GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS='' GOTOOLCHAIN=local CGO_ENABLED=0 GOCACHE="$root/artifacts/go" go build -o "$2" "$1"
}

# tally PASSED FAILED: adds to the counts that scripts/test ends with; outside of it there is nothing to add to.
tally() {
    if [ -n "${PODMIRROR_TALLY:-}" ]; then
        printf '%d %d\n' "$1" "$2" >>"$PODMIRROR_TALLY"
    fi
}

# blame: adds lines of its input, one for each failure, to what scripts/test repeats at its end, where somebody looks first.
blame() {
    if [ -n "${PODMIRROR_TALLY:-}" ]; then
        cat >>"$PODMIRROR_TALLY.failures"
    else
        cat >/dev/null
    fi
}
