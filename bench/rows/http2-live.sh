# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# What HTTP/2 costs a busy Pod all day.
pairs=${BENCH_LIVE_PAIRS:-80000}

section "HTTP/2 live: 4000 POST a second on 4 connections, 512 B up, 1 KiB down, $pairs pairs" \
    "As \"Live\". Go's client and server; a path for each request, so that the sink of podmirror's spans can hold path, field and bodies together." \
    tool "pairs seen" mismatched "bodies wrong" drops "CPU s" "CPU µs a pair" "under load µs a pair" "peak RSS MiB"

# The peers' counts are not taken: what they make of HTTP/2 the recordings tell. Theirs is the cost.
serve_http2
server=$started
for tool in "${tools[@]}"; do
    parts=()
    "live_start_$tool"
    before=$(cpu_of_all "$tool")
    sent=$(drive_http2 --rate 4000 --requests "$pairs")
    sleep 3
    during=$(($(cpu_of_all "$tool") - before))
    "live_stop_$tool"
    seen=$(json pairs "$verdict")
    mismatched=$(json mismatched "$verdict")
    bodies=$(json bodies_wrong "$verdict")
    [ "$tool" = podmirror ] || seen='' mismatched='' bodies=''
    row "$tool" "$seen" "$mismatched" "$bodies" "$drops" "$(div "$cpu_ms" 1000 2)" \
        "$(div "${cpu_ms}000" "$pairs")" "$(div "${during}000" "$pairs")" "$rss_mib"
    for part in "${parts[@]}"; do
        read -r name part_ms part_mib <<<"$part"
        row "  of which $name" "" "" "" "" "$(div "$part_ms" 1000 2)" "$(div "${part_ms}000" "$pairs")" "" "$part_mib"
    done
    say "load: $sent"
done
kill "$server"
