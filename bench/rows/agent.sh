# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# The agent as a hop: spans in by OTLP/gRPC, on the disk before the answer, out by OTLP/gRPC. The load's spans are numbered, so the sink knows
# what is missing and what came twice.
agent=$root/out/podmirror-agent
agent_data=$work/agent-data

section "The agent: in, on the disk, out" \
    "OTLP/gRPC both ways over loopback, every acknowledgement after an fsync. CPU is user+sys of the agent from its start to its end." \
    load "spans in" "spans/s" "spans out" missing twice "CPU µs a span" "% of a core" "spans/s a core" "peak RSS MiB" "p50 ms" "p99 ms"

agent_up() {
    rm -rf "$agent_data"
    meter agent "$agent" --data "$agent_data" --grpc-port 14317 --http-port 14318 --web 127.0.0.1:18080 \
        --forward grpc://127.0.0.1:24317 --forward-queue-max-bytes 16GiB --grace 60s "$@"
    await 10 agent_ready
}

# What it knows of Pods comes a moment later, and requests wait for it.
agent_ready() { curl -sf http://127.0.0.1:18080/readyz >"$work/readyz" && [ "$(metric metadata_synced)" != 0 ]; }

# metric NAME: of the agent; nothing when it has none of that name.
metric() { curl -s http://127.0.0.1:18080/metrics | awk -v name="podmirror_agent_$1" '$1 == name { print $2 }'; }

sink_up() {
    start "$work/sink.out" dotnet "$load_dll" receive --listen 127.0.0.1:24317 --state "$work/sink.state"
    sink=$started
}

sink_down() {
    kill -TERM "$sink"
    wait "$sink" || true
    received=$(tail -n 1 "$work/sink.out")
}

forwarded_all() {
    [ "$(curl -s http://127.0.0.1:18080/metrics | awk '/^podmirror_agent_forward_queue_spans/ { print $2 }')" = 0 ]
}

# agent_row NAME SENT: ends the agent and the sink and writes what they did.
agent_row() {
    await 900 forwarded_all
    enriched=$(metric 'metadata_lookups_total{result="found"}')
    [ -z "$enriched" ] || say "requests whose Pod was found: $enriched"
    unmeter agent TERM
    sink_down
    local spans seconds distinct
    spans=$(json spans "$2")
    seconds=$(json seconds "$2")
    distinct=$(json distinct "$received")
    row "$1" "$spans" "$(json rate "$2")" "$distinct" $((spans - distinct)) $(($(json spans "$received") - distinct)) \
        "$(div "${cpu_ms}000" "$spans")" "$(div "${cpu_ms}00" "$(div "$seconds" 0.001 0)" 0)" "$(div "${spans}000" "$cpu_ms" 0)" "$rss_mib" \
        "$(div "$(json p50_us "$2")" 1000)" "$(div "$(json p99_us "$2")" 1000)"
    rm -f "$work/sink.state"
}

# agent_case NAME EXPORT-OPTIONS... [-- AGENT-OPTIONS...]
agent_case() {
    local name=$1 options=()
    shift
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    [ $# -eq 0 ] || shift
    sink_up
    agent_up "$@"
    agent_row "$name" "$(load export --to 127.0.0.1:14317 "${options[@]}")"
}

rm -f "$work/sink.state"
agent_case "10,000/s of 2.7 KB, 100 a request" --spans 300000 --rate 10000 -- --store-max-spans-per-second 0
agent_case "the same, with the store (2000/s)" --spans 300000 --rate 10000

# As the first, and each request's Pod is looked up among as many as a cluster has.
start "$work/farm.out" dotnet "$load_dll" farm --pods 10000 --kubeconfig "$work/farm.conf"
farm=$started
await 20 test -s "$work/farm.conf"
agent_case "as the first, with metadata" --spans 300000 --rate 10000 -- --store-max-spans-per-second 0 \
    --metadata --kubeconfig "$work/farm.conf" --metadata-labels app,team --metadata-annotations example.com/owner
kill -TERM "$farm"
wait "$farm" || true

agent_case "1000/s of 100 KB, 20 a request" --spans 30000 --rate 1000 --batch 20 --bytes 100000 -- --store-max-spans-per-second 0
agent_case "2.7 KB, as fast as it goes" --spans 1000000 --connections 8 -- --store-max-spans-per-second 0

# The backend is away for a while, then back.
away=${BENCH_AGENT_AWAY:-60}
agent_up --store-max-spans-per-second 0
sent=$(load export --to 127.0.0.1:14317 --spans $((away * 5000)) --rate 5000)
sink_up
agent_row "5000/s, backend away for $away s" "$sent"
rm -rf "$agent_data"
