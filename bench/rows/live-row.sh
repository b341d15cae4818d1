# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# How long after its response a call is a row in the page: mirror and tme in the Pod, the agent outside, and who reads its live rows.
live_rows=${BENCH_LIVE_ROWS:-30000}
live_data=$work/live-data

section "Live rows at 1000 calls a second" \
    "From the last byte of the response to the event at the reader's end, through mirror, tme, the agent's queue on the disk and its store." \
    calls rows "rows lost" "p50 ms" "p99 ms" "longest ms"

live_ready() { curl -sf http://127.0.0.1:18080/readyz >"$work/readyz"; }

rm -rf "$live_data"
meter live-agent "$root/out/podmirror-agent" --data "$live_data" --listen "$pod_outside" --web 127.0.0.1:18080
await 10 live_ready
serve
server=$started
start "$work/follow.out" dotnet "$load_dll" follow --web http://127.0.0.1:18080 --rows "$live_rows"
follower=$started
meter tme env OTEL_EXPORTER_OTLP_ENDPOINT="http://$pod_outside:4318" OTEL_SERVICE_NAME=bench \
    nsenter --target "$pod_holder" --net -- "$podmirror" tme
meter mirror nsenter --target "$pod_holder" --net -- "$podmirror" mirror --mode ingress --stats
sleep 2
drive --rate 1000 --pairs "$live_rows" --connections 8 >"$work/live.driven"
wait "$follower"
seen=$(tail -n 1 "$work/follow.out")
row "$live_rows" "$(json rows "$seen")" "$(json lost "$seen")" "$(div "$(json p50_us "$seen")" 1000)" "$(div "$(json p99_us "$seen")" 1000)" \
    "$(div "$(json max_us "$seen")" 1000)"
unmeter mirror TERM
unmeter tme TERM
unmeter live-agent TERM
kill "$server"
rm -rf "$live_data"
