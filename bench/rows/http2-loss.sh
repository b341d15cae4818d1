# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# One packet in a hundred is missing from the capture. A lost head costs HTTP/2 more than itself: what later ones refer to was in it.
requests=8000

# http2_loss TITLE OPTION...
http2_loss() {
    local title=$1 tool seen cells bodies
    shift
    serve_http2
    server=$started
    recording "$work/whole.pcap"
    say "load: $(drive_http2 --requests "$requests" --log "$work/http2-loss.log" "$@")"
    end_recording
    kill "$server"
    thinned=$(load thin --in "$work/whole.pcap" --out "$work/thin.pcap" --truth "$work/thin.truth" --per-mille 10 --seed 1)
    say "thinned: $thinned"
    section "HTTP/2 loss: 1 % of the packets removed at random, $title" \
        "$requests requests on 4 connections; packets no larger than the link's, thinned with a fixed seed. Removed $(json removed "$thinned") of $(json packets "$thinned"). \
A body that is damaged counts as wrong only where nothing says so." \
        tool "calls seen" "% of calls" "paths right" "paths wrong" "statuses right" "statuses wrong" mixed "bodies wrong"
    for tool in "${tools[@]}"; do
        "http2_$tool" "$work/thin.pcap" "$work/http2-loss.log"
        seen=$(json exchanges "$verdict")
        cells=()
        for count in paths_right paths_wrong statuses_right statuses_wrong mixed; do
            cells+=("$(json "$count" "$verdict")")
        done
        bodies=$(json bodies_wrong "$verdict")
        [ "$tool" = podmirror ] || bodies=''
        row "$tool" "$seen" "$(div "${seen}00" "$requests")" "${cells[@]}" "$bodies"
    done
}

in_pod ip link set eth0 gso_max_segs 1
ip link set "$pod_link" gso_max_segs 1
http2_loss "512 B up, 1 KiB down, ten paths" --rate 800 --paths 10
http2_loss "6 KiB up, 20 KiB down, ten paths" --rate 400 --paths 10 --up 6144 --down 20480
in_pod ip link set eth0 gso_max_segs 65535
ip link set "$pod_link" gso_max_segs 65535
