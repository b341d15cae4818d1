# shellcheck shell=bash
# shellcheck disable=SC2154 # read together with the other files of the benchmark, which share these names
# What knowing the metadata of every Pod costs the agent.
pods=${BENCH_METADATA_PODS:-1000000}

section "Metadata: $pods Pods" \
    "All at once, with three ReplicaSets for every ten of them; then 10,000, of which $pods are replaced one after the other, each told of four times. Two labels \
and an annotation are asked for. Until all is known; then 200 spans are looked up." \
    "Pods" "objects told of" "known" "left out" "looked up" "seconds" "CPU s" "table MiB" "RSS MiB" "peak RSS MiB"

for counts in "$pods 0" "10000 $pods"; do
    read -r listed churned <<<"$counts"
    answered=$(load metadata --agent "$root/out/podmirror-agent" --pods "$listed" --churn "$churned")
    say "$answered"
    row "$listed, $churned replaced" "$(json events "$answered")" "$(json pods "$answered")" "$(json left_out "$answered")" "$(json found "$answered")" \
        "$(json done_s "$answered")" "$(json cpu_s "$answered")" "$(json table_mib "$answered")" "$(json rss_mib "$answered")" "$(json peak_mib "$answered")"
done
