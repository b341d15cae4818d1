# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# What a page of the agent's list costs by a filter, when the store holds many calls.
calls=${BENCH_FILTERS_CALLS:-100000}
filters_data=$work/filters-data

filters_ready() { curl -sf http://127.0.0.1:18080/readyz >"$work/readyz"; }

rm -rf "$filters_data"
meter filters "$root/out/podmirror-agent" --data "$filters_data" --grpc-port 14317 --http-port 14318 --web 127.0.0.1:18080 \
    --store-max-spans-per-second 1000000 --store-max-bytes 1GiB
await 10 filters_ready

section "Filters over $calls kept calls" \
    "The first page of 100 rows, newest first, through the API; the median and the longest of 21. Where fewer than 100 are found every row was looked at." \
    "what" filter rows "median ms" "longest ms"

load filters --otlp http://127.0.0.1:14318 --web http://127.0.0.1:18080 --calls "$calls" >"$work/filters.json"
while read -r line; do
    kind=$(sed -n 's/.*"kind":"\([^"]*\)".*/\1/p' <<<"$line")
    filter=$(sed -n 's/.*"filter":"\([^"]*\)".*/\1/p' <<<"$line")
    [ -z "$kind" ] || row "$kind" "\`$filter\`" "$(json rows "$line")" "$(json median_ms "$line")" "$(json max_ms "$line")"
done <"$work/filters.json"
unmeter filters TERM
say "store: $(head -n 1 "$work/filters.json"); agent: ${cpu_ms} ms of CPU, $rss_mib MiB at most"
rm -rf "$filters_data"
