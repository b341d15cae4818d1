#!/usr/bin/env bash
# Settings without a restart: tme takes the agent's document, redacts the next span by a rule that came later, names what gRPC says, and keeps
# the last good document when the file is spoilt. The key of hashes is told to sidecars, and not to the page.
if [ -z "${IN_NAMESPACE:-}" ]; then
    # Everything below is in a network namespace of its own, with the rights to capture there.
    export IN_NAMESPACE=1
    if unshare --net true 2>/dev/null; then exec unshare --net bash "$0"; fi
    if unshare --user --map-root-user --net true 2>/dev/null; then exec unshare --user --map-root-user --net bash "$0"; fi
    echo "skipped: no network namespaces for this user"
    exit 77
fi
source "$(dirname "$0")/kit/checks.sh"
ip link set lo up
export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 OTEL_RESOURCE_ATTRIBUTES=k8s.namespace.name=shop
page=http://127.0.0.1:8080
# A second agent is only a server whose calls are captured: reading the page of the first must not make spans.
called=http://127.0.0.1:9080

# The file changes as a mounted one does: another takes its place.
put() {
    cat >"$scratch/next.json"
    mv "$scratch/next.json" "$scratch/sidecars.json"
}

echo '{}' | put
"$PODMIRROR_AGENT" --web 127.0.0.1:8080 --sidecar-config "$scratch/sidecars.json" --data "$scratch/data" >"$scratch/agent" 2>&1 &
"$PODMIRROR_AGENT" --grpc-port 9317 --http-port 9318 --web 127.0.0.1:9080 --data "$scratch/other" >"$scratch/called" 2>&1 &
eventually 20 curl --silent --fail "$page/readyz"
eventually 20 curl --silent --fail "$called/readyz"
"$PODMIRROR" tme --socket "reload-$$" 2>"$scratch/tme" &
"$PODMIRROR" mirror --socket "reload-$$" --ports 9080 2>"$scratch/mirror" &
eventually 10 grep -qF 'connected to tme' "$scratch/mirror"
eventually 10 grep -qF 'settings taken from' "$scratch/tme"

# call NAME: a call of that path with a header that only rules hide, and what the page shows of it in $scratch/shown.
call() {
    curl --silent --output "$scratch/answer" --header 'X-Customer: Ada Lovelace' "$called/$1"
    eventually 20 shows "$1"
}
shows() {
    local id
    id=$(curl --silent --fail "$page/api/v1/exchanges?path=/$1" | sed -n 's/.*"id":\([0-9]*\),.*/\1/p')
    [ -n "$id" ] && curl --silent --fail "$page/api/v1/exchanges/$id" >"$scratch/shown"
}

# A call of gRPC-Web; the server knows nothing of it, which does not matter to the request.
printf '\0\0\0\0\005\012\003Ada' >"$scratch/message"
call_grpc() {
    curl --silent --output "$scratch/answer" --header 'Content-Type: application/grpc-web+proto' --data-binary @"$scratch/message" "$called/$1"
    eventually 20 shows "$1"
}

call before
expect_text "$scratch/shown" 'Ada Lovelace'
call_grpc shop.Search/Before
expect_text "$scratch/shown" '\u00221\u0022:\u0022Ada\u0022'

put <<'JSON'
{"defaults": {"redaction": {"hashKey": "MDEyMzQ1Njc4OWFiY2RlZg=="},
  // service Search { rpc Find(Wanted) returns (Wanted); } message Wanted { string customer = 1; }
  "descriptors": "ClASBHNob3AiGgoGV2FudGVkEhAKCGN1c3RvbWVyGAEgASgJMiwKBlNlYXJjaBIiCgRGaW5kEgwuc2hvcC5XYW50ZWQaDC5zaG9wLldhbnRlZA=="},
 // Only here.
 "namespaces": {"shop": {"redaction": {"headers": ["X-Customer"], "hashKey": "MDEyMzQ1Njc4OWFiY2RlZg=="}}}}
JSON
took_twice() { [ "$(grep -cF 'settings taken from' "$scratch/tme")" -eq 2 ]; }
eventually 50 took_twice
call after
expect_text "$scratch/shown" '/after'
expect_text "$scratch/shown" 'REDACTED'
expect_no_text "$scratch/shown" 'Ada Lovelace'
call_grpc shop.Search/Find
expect_text "$scratch/shown" '\u0022customer\u0022:\u0022Ada\u0022'

expect_status 0 curl --silent --fail "http://127.0.0.1:4318/api/v1/sidecar-config?namespace=shop"
expect_text "$scratch/out" MDEyMzQ1Njc4OWFiY2RlZg
expect_status 0 curl --silent --fail "$page/api/v1/sidecar-config?namespace=shop"
expect_text "$scratch/out" 'X-Customer'
expect_no_text "$scratch/out" MDEyMzQ1Njc4OWFiY2RlZg
expect_no_text "$scratch/tme" MDEyMzQ1Njc4OWFiY2RlZg
expect_no_text "$scratch/agent" MDEyMzQ1Njc4OWFiY2RlZg

put <<'JSON'
{
  "defaults": {
    "redaction": {"haeders": ["X-Customer"]}
  }
}
JSON
eventually 15 grep -qF 'what was there before still holds: line 3' "$scratch/agent"
expect_status 0 curl --silent --fail "http://127.0.0.1:4318/api/v1/sidecar-config?namespace=shop"
expect_text "$scratch/out" 'X-Customer'
call spoilt
expect_no_text "$scratch/shown" 'Ada Lovelace'
