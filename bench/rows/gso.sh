# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# Messages that leave the kernel as segments far larger than the link's: a capture with a snap length of the link sees only their beginnings.
pairs=${BENCH_GSO_PAIRS:-3000}

section "Large messages in GSO super-packets: 16 KiB up, 64 KiB down, $pairs pairs at 300 a second" \
    "Bodies are compared with those that were sent: podmirror's in the exported spans; the peers do not give them here." \
    tool "pairs seen" mismatched "bodies right" "bodies wrong" drops "CPU µs a pair" "peak RSS MiB"

serve
server=$started
for tool in "${tools[@]}"; do
    "live_start_$tool"
    sent=$(drive --rate 300 --pairs "$pairs" --connections 8 --up 16384 --down 65536)
    sleep 3
    "live_stop_$tool"
    row "$tool" "$(json pairs "$verdict")" "$(json mismatched "$verdict")" "$(json bodies_right "$verdict")" "$(json bodies_wrong "$verdict")" \
        "$drops" "$(div "${cpu_ms}000" "$pairs")" "$rss_mib"
    say "load: $sent"
done
kill "$server"
