# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# A large capture read by one core. The file is in the page cache: what is measured is the work on its bytes.
pairs=${BENCH_REPLAY_PAIRS:-100000}

section "Replay of a large capture, one core" \
    "Recorded of this load: $pairs pairs of 512 B up, 1 KiB down and $((pairs / 20)) of 16 KiB up, 64 KiB down. Wall time of the whole process, best of three." \
    tool "pairs seen" "seconds" "MiB/s" "times Suricata" "of cat FILE >/dev/null" "CPU s" "peak RSS MiB"

serve
server=$started
record "$work/large-1.pcap" --rate 0 --pairs "$pairs" --connections 16
record "$work/large-2.pcap" --rate 0 --first "$pairs" --pairs $((pairs / 20)) --connections 8 --up 16384 --down 65536
kill "$server"
mergecap -F pcap -w "$work/large.pcap" "$work/large-1.pcap" "$work/large-2.pcap"
rm "$work"/large-[12].pcap
bytes=$(stat -c %s "$work/large.pcap")

# best COMMAND...: the least of three wall times, in ms; $cpu_ms and $rss_mib are of the last.
best() {
    local least=999999999 i
    for i in 1 2 3; do
        "$@"
        [ "$wall_ms" -ge "$least" ] || least=$wall_ms
    done
    wall_ms=$least
}

cat_file() {
    meter cat taskset -c 0 cat "$1"
    unmeter_at_end cat
}

mib_s() { awk -v b="$bytes" -v ms="$1" 'BEGIN { printf "%.0f", b / 1048576 / (ms / 1000) }'; }

best cat_file "$work/large.pcap"
cat_ms=$wall_ms
declare -A took
for tool in suricata "${tools[@]/suricata/}"; do
    [ -n "$tool" ] || continue
    best "offline_$tool" "$work/large.pcap"
    took[$tool]=$wall_ms
    verdict=$(judge "$tool")
    row "$tool" "$(json pairs "$verdict")" "$(div "$wall_ms" 1000 2)" "$(mib_s "$wall_ms")" "$(div "${took[suricata]}" "$wall_ms" 2)" \
        "$(div "$cat_ms" "$wall_ms" 4)" "$(div "$cpu_ms" 1000 2)" "$rss_mib"
done
row "cat FILE >/dev/null" - "$(div "$cat_ms" 1000 3)" "$(mib_s "$cat_ms")" "$(div "${took[suricata]}" "$cat_ms" 1)" 1 - -
printf '\n%s\n' "The file has $(div "$bytes" 1048576 0) MiB." >>"$results"
