# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# Long connections of HTTP/2, whose fields are told once and then referred to: what does who comes late know?
requests=8000

# http2_table TITLE TEXT FILE LOG [OPTION...]
http2_table() {
    section "$1" "$2 Held against the client's log, by numbers in the bodies and in what varies of the heads. \"Mixed\": parts of different streams in one." \
        tool "calls to see" "calls seen" "paths right" "paths wrong" "statuses right" "statuses wrong" mixed "bodies wrong"
    local tool cells bodies
    for tool in "${tools[@]}"; do
        "http2_$tool" "${@:3}"
        cells=()
        for count in expected exchanges paths_right paths_wrong statuses_right statuses_wrong mixed; do
            cells+=("$(json "$count" "$verdict")")
        done
        bodies=$(json bodies_wrong "$verdict")
        [ "$tool" = podmirror ] || bodies=''
        row "$tool" "${cells[@]}" "$bodies"
    done
}

# http2_late NAME OPTION...: records from five seconds after the load began.
http2_late() {
    local name=$1 driver
    shift
    start "$work/drive.log" "$http2_load" --to "$pod_inside:$pod_port" --requests "$requests" --rate 400 --paths 10 --log "$work/$name.log" "$@"
    driver=$started
    sleep 5
    recording "$work/$name.pcap"
    wait "$driver"
    say "load: $(cat "$work/drive.log")"
    end_recording
}

serve_http2
server=$started
recording "$work/http2-start.pcap"
say "load: $(drive_http2 --requests "$requests" --rate 800 --paths 10 --log "$work/http2-start.log")"
end_recording
http2_late http2-varying
http2_late http2-constant --constant
kill "$server"

http2_table "HTTP/2 from its first byte: $requests requests on 4 connections" \
    "Ten paths; traceparent and x-request-id vary. Go's client and server, which put every field into the dynamic table." \
    "$work/http2-start.pcap" "$work/http2-start.log"
http2_table "HTTP/2 joined after 5 s, with fields that vary" "The same at 400 a second, recorded from 5 s after its begin." \
    "$work/http2-varying.pcap" "$work/http2-varying.log" --later-than "$work/http2-varying.pcap"
http2_table "HTTP/2 joined after 5 s, every field constant" \
    "The same with heads of which nothing varies but the path among ten: nothing is told a second time, so paths cannot be known." \
    "$work/http2-constant.pcap" "$work/http2-constant.log" --later-than "$work/http2-constant.pcap"
