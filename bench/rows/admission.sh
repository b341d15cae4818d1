# shellcheck shell=bash
# shellcheck disable=SC2154 # read together with the other files of the benchmark, which share these names
# How long a Pod's creation waits for the webhook: the real agent, over TLS, with a small Pod.
reviews=${BENCH_REVIEWS:-3000}

section "Admission: 100 reviews a second" \
    "$reviews reviews over TLS to the agent's executable, on the machine of the benchmark. From sending to the last byte of the answer." \
    injected "p50 µs" "p90 µs" "p99 µs" "most µs"

answered=$(load reviews --agent "$root/out/podmirror-agent" --rate 100 --reviews "$reviews")
say "$answered"
row "$(json injected "$answered")" "$(json p50_us "$answered")" "$(json p90_us "$answered")" "$(json p99_us "$answered")" "$(json max_us "$answered")"
