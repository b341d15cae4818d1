# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# One packet in a hundred is missing from the capture, as when the machine is busy: what is left of the traffic that spans packets?
pairs=2000
up=6144
down=20480

section "Loss: 1 % of the packets removed at random, $up B up, $down B down, 8 connections, $pairs pairs" \
    "Recorded with packets no larger than the link's, thinned with a fixed seed, read offline. \"Said\": the tool marks the pairs that lost payload; \"unsaid\": it does not." \
    tool "pairs seen" "% of pairs" mismatched "damaged, said" "damaged, unsaid" "marked without damage" "whole bodies wrong"

# No super-packets here: a lost packet should be one of 1500 bytes.
in_pod ip link set eth0 gso_max_segs 1
ip link set "$pod_link" gso_max_segs 1
serve
server=$started
record "$work/whole.pcap" --rate 1000 --pairs "$pairs" --connections 8 --up "$up" --down "$down"
kill "$server"
in_pod ip link set eth0 gso_max_segs 65535
ip link set "$pod_link" gso_max_segs 65535

thinned=$(load thin --in "$work/whole.pcap" --out "$work/thin.pcap" --truth "$work/thin.truth" --per-mille 10 --seed 1)
say "thinned: $thinned"
for tool in "${tools[@]}"; do
    "offline_$tool" "$work/thin.pcap"
    verdict=$(judge "$tool" --truth "$work/thin.truth")
    seen=$(json pairs "$verdict")
    row "$tool" "$seen" "$(div "${seen}00" "$pairs")" "$(json mismatched "$verdict")" "$(json damaged_said "$verdict")" \
        "$(json damaged_unsaid "$verdict")" "$(json said_without_damage "$verdict")" "$(json bodies_wrong "$verdict")"
done
printf '\n%s\n' "Removed $(json removed "$thinned") of $(json packets "$thinned") packets; $(awk '$2 + $3 > 0' "$work/thin.truth" | wc -l) pairs lost payload." >>"$results"
