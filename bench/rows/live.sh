# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# Small messages at a steady rate: what a busy Pod does all day. CPU is user+sys of the whole process, children included.
pairs=${BENCH_LIVE_PAIRS:-80000}

section "Live: 4000 keep-alive POST a second, 512 B up, 1 KiB down, $pairs pairs" \
    "Captured inside the namespace; each tool alone, with the same load. CPU is user+sys of the whole life of the process; \"under load\" leaves out start and end (in steps of 10 ms)." \
    tool "pairs seen" mismatched drops "CPU s" "CPU µs a pair" "under load µs a pair" "peak RSS MiB"

serve
server=$started
for tool in "${tools[@]}"; do
    parts=()
    "live_start_$tool"
    before=$(cpu_of_all "$tool")
    sent=$(drive --rate 4000 --pairs "$pairs" --connections 16)
    sleep 3
    during=$(($(cpu_of_all "$tool") - before))
    "live_stop_$tool"
    row "$tool" "$(json pairs "$verdict")" "$(json mismatched "$verdict")" "$drops" "$(div "$cpu_ms" 1000 2)" \
        "$(div "${cpu_ms}000" "$pairs")" "$(div "${during}000" "$pairs")" "$rss_mib"
    for part in "${parts[@]}"; do
        read -r name part_ms part_mib <<<"$part"
        row "  of which $name" "" "" "" "$(div "$part_ms" 1000 2)" "$(div "${part_ms}000" "$pairs")" "" "$part_mib"
    done
    say "load: $sent"
done
kill "$server"
