# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# How each tool is started on the Pod's eth0 or on a file, and how what it saw is judged. A tool's name is the suffix of its functions.

tshark_fields=(-T fields -e http.request.uri -e http.response.code -e http.response_for.uri -e http.response.line)

# live_start_TOOL: captures in the Pod until live_stop_TOOL, which leaves $cpu_ms, $rss_mib, $drops and the counts of what was seen in $verdict.
# live_meters_TOOL: the meters that it runs under.
live_meters_tshark=(tshark)
live_meters_suricata=(suricata)
live_meters_podmirror=(mirror tme)

live_start_tshark() {
    meter tshark nsenter --target "$pod_holder" --net -- tshark -i eth0 -n -l -f "tcp port $pod_port" -Y http "${tshark_fields[@]}"
    await 20 grep -q 'Capturing on' "$work/tshark.err"
    sleep 1
}

live_stop_tshark() {
    unmeter tshark INT
    mv "$work/tshark.out" "$work/tshark.lines"
    drops=$(awk '/packets? dropped/ { n = $1 } END { print n + 0 }' "$work/tshark.err")
    verdict=$(judge tshark)
}

live_start_suricata() {
    rm -rf "$work/suricata" && mkdir -p "$work/suricata"
    meter suricata nsenter --target "$pod_holder" --net -- \
        suricata -c "$root/bench/suricata.yaml" --af-packet=eth0 --runmode workers -S /dev/null -l "$work/suricata"
    await 30 grep -q 'Engine started' "$work/suricata.out"
    sleep 1
}

live_stop_suricata() {
    unmeter suricata INT
    mv "$work/suricata/eve.json" "$work/suricata.lines"
    drops=$(sed -n 's/.*drops: \([0-9]*\).*/\1/p' "$work/suricata.out" "$work/suricata.err" | tail -n 1)
    verdict=$(judge suricata)
}

# What runs the sink of podmirror's spans: a command before its own, such as chrt.
sink_by=()

# mirror and tme in the Pod, and outside a sink that counts the spans and checks them (--check 0: only takes them).
live_start_podmirror() {
    start "$work/sink.out" "${sink_by[@]}" dotnet "$load_dll" sink --listen "$pod_outside:4318" "$@"
    sink=$started
    await 10 bash -c "exec 3<>/dev/tcp/$pod_outside/4318"
    meter tme env OTEL_EXPORTER_OTLP_ENDPOINT="http://$pod_outside:4318" OTEL_SERVICE_NAME=bench \
        nsenter --target "$pod_holder" --net -- "$podmirror" tme
    meter mirror nsenter --target "$pod_holder" --net -- "$podmirror" mirror --mode ingress --stats
    sleep 2
}

live_stop_podmirror() {
    parts=()
    unmeter mirror TERM
    local cpu=$cpu_ms rss=$rss_mib
    parts+=("mirror $cpu_ms $rss_mib")
    unmeter tme TERM
    parts+=("tme $cpu_ms $rss_mib")
    cpu_ms=$((cpu_ms + cpu))
    rss_mib="$rss + $rss_mib"
    kill -TERM "$sink"
    wait "$sink" || true
    verdict=$(tail -n 1 "$work/sink.out")
    drops=$(json ring_drops "$(grep -h '"ring_drops"' "$work/mirror.err" "$work/mirror.out" | tail -n 1)")
}

# offline_TOOL FILE [OPTION...]: reads a capture file with one core; leaves the same.
offline_tshark() {
    meter tshark taskset -c 0 tshark -n -r "$1" -Y http "${tshark_fields[@]}"
    unmeter_at_end tshark
    mv "$work/tshark.out" "$work/tshark.lines"
}

offline_suricata() {
    rm -rf "$work/suricata" && mkdir -p "$work/suricata"
    meter suricata taskset -c 0 suricata -c "$root/bench/suricata.yaml" -r "$1" --runmode single -S /dev/null -l "$work/suricata"
    unmeter_at_end suricata
    mv "$work/suricata/eve.json" "$work/suricata.lines"
}

# Secrets are left in, as the peers do.
offline_podmirror() {
    meter podmirror taskset -c 0 "$podmirror" replay --format json --no-redact --stats "$@"
    unmeter_at_end podmirror
    mv "$work/podmirror.out" "$work/podmirror.lines"
}

# http2_TOOL FILE LOG [OPTION...]: reads a recording of bench/http2-load; leaves the counts in $verdict.
http2_tshark() {
    # Without its preface tshark does not find HTTP/2 by itself.
    verdict=$(tshark -n -r "$1" -d "tcp.port==$pod_port,http2" -Y http2 -T pdml -J "http2 tcp" 2>/dev/null | judge_http2 tshark - "${@:2}")
}

http2_suricata() {
    offline_suricata "$1"
    verdict=$(judge_http2 suricata "$work/suricata.lines" "${@:2}")
}

http2_podmirror() {
    offline_podmirror "$1"
    verdict=$(judge_http2 podmirror "$work/podmirror.lines" "${@:2}")
}

judge_http2() { load judge-http2 --kind "$1" --in "$2" --log "$3" "${@:4}"; }

version_tshark() { tshark --version 2>/dev/null | head -n 1; }
version_suricata() { suricata -V; }
version_podmirror() { "$podmirror" --version | head -n 1; }

# judge TOOL [OPTION...]: the counts over $work/TOOL.lines.
judge() {
    local tool=$1
    shift
    load judge --kind "$tool" --in "$work/$tool.lines" "$@"
}

# record FILE OPTION...: drives the load with those options and records the Pod's eth0 into a pcap file.
record() {
    local file=$1
    shift
    recording "$file"
    say "recording: $(drive "$@")"
    end_recording
}

# recording FILE: begins to record the Pod's eth0, until end_recording.
recording() {
    start_in_pod "$work/dumpcap.log" dumpcap -q -P -i eth0 -f "tcp port $pod_port" -B 256 -w "$1"
    recorder=$started
    await 10 grep -q 'File:' "$work/dumpcap.log"
}

end_recording() {
    sleep 2
    kill -INT "$recorder"
    wait "$recorder" || true
    say "dumpcap: $(grep -i 'dropped' "$work/dumpcap.log" | tail -n 1)"
}

# cpu_of_all TOOL: milliseconds over everything that it runs.
cpu_of_all() {
    local -n meters=live_meters_$1
    local name total=0
    for name in "${meters[@]}"; do
        total=$((total + $(cpu_so_far "$name")))
    done
    echo "$total"
}
