# shellcheck shell=bash
# shellcheck disable=SC2154 # read together with the other files of the benchmark, which share these names
# What knowing of every Pod costs the agent.
pods=${BENCH_PODS:-10000}

section "Coverage: $pods Pods" \
    "Pods of a namespace that takes part, two of three of them mirrored. From the agent's start until all are known; its CPU in half a minute in which nothing \
happens but its own rounds; then the report and the metrics, medians of 20." \
    "known after ms" "idle % of a core" "report ms" "report KiB" "metrics ms" "peak RSS MiB"

answered=$(load coverage --agent "$root/out/podmirror-agent" --pods "$pods")
say "$answered"
row "$(json known_ms "$answered")" "$(json idle_percent "$answered")" "$(json report_ms "$answered")" "$(json report_kib "$answered")" \
    "$(json metrics_ms "$answered")" "$(json peak_mib "$answered")"
