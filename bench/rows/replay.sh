# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# A large capture read by one core. The file is in the page cache: what is measured is the work on its bytes.
pairs=${BENCH_REPLAY_PAIRS:-100000}

section "Replay of a large capture, one core" \
    "Recorded of this load: $pairs pairs of 512 B up, 1 KiB down and $((pairs / 20)) of 16 KiB up, 64 KiB down. Best of three, whole process. Throughput is by CPU time, which other work on the machine does not stretch. The peers log heads only; podmirror is measured alike, and with every body in its output." \
    tool "pairs seen" "wall s" "CPU s" "MiB a CPU s" "times Suricata" "of cat FILE >/dev/null" "peak RSS MiB"

serve
server=$started
record "$work/large-1.pcap" --rate 0 --pairs "$pairs" --connections 16
record "$work/large-2.pcap" --rate 0 --first "$pairs" --pairs $((pairs / 20)) --connections 8 --up 16384 --down 65536
kill "$server"
mergecap -F pcap -w "$work/large.pcap" "$work/large-1.pcap" "$work/large-2.pcap"
rm "$work"/large-[12].pcap
bytes=$(stat -c %s "$work/large.pcap")

# best COMMAND...: the least of three in $wall_ms and in $cpu_ms.
best() {
    local least_wall=999999999 least_cpu=999999999
    for _ in 1 2 3; do
        "$@"
        [ "$wall_ms" -ge "$least_wall" ] || least_wall=$wall_ms
        [ "$cpu_ms" -ge "$least_cpu" ] || least_cpu=$cpu_ms
    done
    wall_ms=$least_wall
    cpu_ms=$least_cpu
}

offline_cat() {
    meter cat taskset -c 0 cat "$1"
    unmeter_at_end cat
}

replay_row() {
    row "$1" "$2" "$(div "$wall_ms" 1000 2)" "$(div "$cpu_ms" 1000 2)" "$(div "${bytes}000" $((cpu_ms * 1048576)) 0)" \
        "$(div "$suricata_ms" "$cpu_ms" 2)" "$(div "$cat_ms" "$cpu_ms" 3)" "$3"
}

best offline_cat "$work/large.pcap"
cat_ms=$cpu_ms
cat_wall_ms=$wall_ms
best offline_suricata "$work/large.pcap"
suricata_ms=$cpu_ms
replay_row suricata "$(json pairs "$(judge suricata)")" "$rss_mib"
best offline_podmirror "$work/large.pcap" --max-body-bytes 0
replay_row "podmirror, heads" "$(json pairs "$(judge podmirror)")" "$rss_mib"
best offline_podmirror "$work/large.pcap"
replay_row "podmirror, bodies in the output" "$(json pairs "$(judge podmirror)")" "$rss_mib"
offline_tshark "$work/large.pcap"
replay_row tshark "$(json pairs "$(judge tshark)")" "$rss_mib"
cpu_ms=$cat_ms
wall_ms=$cat_wall_ms
replay_row "cat FILE >/dev/null" - -
printf '\n%s\n' "The file has $(div "$bytes" 1048576 0) MiB." >>"$results"
