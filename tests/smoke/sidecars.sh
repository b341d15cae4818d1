#!/usr/bin/env bash
# What mirror and tme of a Pod count comes to the agent as metrics: /api/v1/sidecars shows it by Pod, /metrics the sums, and both know what was lost.
source "$(dirname "$0")/kit/checks.sh"
if [ "${1:-}" != inside ]; then
    for place in "--net" "--user --map-root-user --net"; do
        # shellcheck disable=SC2086 # several options
        if unshare $place true 2>/dev/null; then
            # shellcheck disable=SC2086
            unshare $place bash "$0" inside
            exit
        fi
    done
    skip "no network namespaces for this user"
fi

ip link set lo up
export OTEL_METRIC_EXPORT_INTERVAL=200
export OTEL_RESOURCE_ATTRIBUTES=k8s.namespace.name=smoke,k8s.pod.name=smoke-0
web=http://localhost:8080
"$PODMIRROR_AGENT" --data "$scratch/data" >"$scratch/agent.log" 2>&1 &
agent=$!
eventually 20 curl --silent --fail "$web/readyz"
# Its spans are dropped and counted; its metrics go out all the same.
OTEL_TRACES_EXPORTER=none "$PODMIRROR" tme 2>"$scratch/tme.log" &
tme=$!
eventually 10 grep -q listening "$scratch/tme.log"
"$PODMIRROR" mirror 2>"$scratch/mirror.log" &
mirror=$!
eventually 10 grep -q connected "$scratch/mirror.log"

# shows TEXT: whether /api/v1/sidecars has it.
shows() { curl --silent --fail "$web/api/v1/sidecars?pod=smoke-0" >"$scratch/list" && grep -qE -- "$1" "$scratch/list"; }
eventually 30 shows '"exchanges_received":[1-9]'
eventually 10 shows '"tme":.*"disabled":[1-9]'
# The mirror's ledger comes every ten seconds.
eventually 30 shows '"mirror":\{.*"exchanges_acknowledged":[1-9].*"tme"'
shows '"balanced":true.*"balanced":true'
shows '"memory_bytes":[1-9][0-9]{6}'
expect_no_text "$scratch/list" '"balanced":false'

sum() { curl --silent --fail "$web/metrics" | grep -E "^podmirror_agent_sidecars_$1 [1-9]"; }
sum 'tme_exchanges_dropped_total\{reason="disabled"\}'
sum 'mirror_exchanges_acknowledged_total'

kill -TERM "$mirror"
wait "$mirror"
kill -TERM "$tme"
wait "$tme"
kill -TERM "$agent"
wait "$agent"
