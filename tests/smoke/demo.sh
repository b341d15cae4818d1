#!/usr/bin/env bash
# The whole way, live: make demo shows the calls of its API, with secrets taken out, and leaves nothing behind.
source "$(dirname "$0")/kit/checks.sh"
root=$(cd "$(dirname "$0")/../.." && pwd)

unshare --net true 2>/dev/null || unshare --user --map-root-user --net true 2>/dev/null || skip "no network namespaces for this user"
DEMO_PORT=$(free_port)
export DEMO_PORT DEMO_SECONDS=12
"$root/scripts/demo" >"$scratch/out" 2>"$scratch/err" &
demo=$!
eventually 90 grep -qF '/api/orders' "$scratch/out"
# Which call of the round is seen first is up to when the mirror began.
is_listed() {
    curl --silent --fail "http://localhost:$DEMO_PORT/api/v1/exchanges" >"$scratch/list" && grep -qF "$1" "$scratch/list"
}
eventually 30 is_listed '"/api/products"'
expect_no_text "$scratch/list" 'k-'
wait "$demo"
expect_text "$scratch/out" '/api/slow'
