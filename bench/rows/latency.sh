# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# What the application's users notice. Client, server, sidecars and sink share all cores; rounds alternate, so that a slow minute hits both.
# The sink stands for an agent that is elsewhere in earnest: it only takes what comes, when nobody else wants the processor.
sink_by=(chrt --idle 0)
rounds=${BENCH_LATENCY_ROUNDS:-7}
pairs=10000

section "Latency of the application at 1000 requests a second, with and without sidecars on the same cores" \
    "$rounds rounds of $pairs pairs each way, in turns; medians over the rounds, in brackets the least and the most." \
    "" "p50 µs" "p90 µs" "p99 µs"

spread() { sort -n | awk '{ v[NR] = $1 } END { printf "%d (%d to %d)", v[int((NR + 1) / 2)], v[1], v[NR] }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

serve
server=$started
drive --rate 1000 --pairs 5000 --connections 8 >/dev/null
rm -f "$work"/latency.*
for _ in $(seq "$rounds"); do
    drive --rate 1000 --pairs "$pairs" --connections 8 >>"$work/latency.without"
    live_start_podmirror --check 0
    drive --rate 1000 --pairs "$pairs" --connections 8 >>"$work/latency.with"
    live_stop_podmirror
done
kill "$server"
sink_by=()
for how in without with; do
    cells=()
    for q in p50_us p90_us p99_us; do
        cells+=("$(sed -n "s/.*\"$q\":\([0-9]*\).*/\1/p" "$work/latency.$how" | tee "$work/latency.$how.$q" | spread)")
    done
    row "$how sidecars" "${cells[@]}"
done
cells=()
for q in p50_us p90_us p99_us; do
    cells+=("$(div "$(median <"$work/latency.with.$q")" "$(median <"$work/latency.without.$q")" 3)")
done
row "ratio of the medians" "${cells[@]}"
