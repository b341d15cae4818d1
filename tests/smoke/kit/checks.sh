# shellcheck shell=bash
# What every smoke check uses. A check exits with 0 when all is well, with 77 when this machine does not allow it, else with anything.
set -euo pipefail

scratch=$(mktemp -d)
trap 'jobs -p | xargs -r kill 2>/dev/null || true; rm -rf "$scratch"' EXIT

skip() {
    echo "skipped: $*"
    exit 77
}

# expect_status STATUS COMMAND...: its output goes to $scratch/out and $scratch/err.
expect_status() {
    local expected=$1 status=0
    shift
    "$@" >"$scratch/out" 2>"$scratch/err" || status=$?
    if [ "$status" -ne "$expected" ]; then
        echo "expected exit code $expected and got $status: $*"
        cat "$scratch/out" "$scratch/err"
        exit 1
    fi
}

# expect_text FILE TEXT, and expect_no_text: whether the file holds the text, word for word.
expect_text() {
    grep -qF -- "$2" "$1" && return
    echo "expected this text: $2"
    cat "$1"
    exit 1
}

expect_no_text() {
    grep -qF -- "$2" "$1" || return 0
    echo "this text should not be there: $2"
    cat "$1"
    exit 1
}

# eventually SECONDS COMMAND...
eventually() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $deadline ]; then
            echo "did not come true: $*"
            exit 1
        fi
        sleep 0.2
    done
}

# free_port: a port of localhost where nobody listens.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 10000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
    done
    echo "$port"
}
