# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# Traffic flows; mirror starts; which is the first request that it captured? By the clock of the packets, so to a millisecond of this load.
starts=10

section "Start of mirror to its first captured request" "$starts starts into 1000 requests a second, page cache warm." "median ms" "most ms"

serve
server=$started
start "$work/drive.log" dotnet "$load_dll" drive --to "$pod_inside:$pod_port" --rate 1000 --pairs 60000 --connections 8
driver=$started
sleep 2
: >"$work/starts"
for _ in $(seq "$starts"); do
    start_in_pod "$work/first.out" dotnet "$load_dll" first --seconds 20
    first=$started
    await 10 in_pod grep -q '@podmirror' /proc/net/unix
    began=$(date +%s%N)
    start_in_pod "$work/mirror.log" "$podmirror" mirror --mode ingress
    mirror=$started
    if wait "$first"; then
        echo $((($(cat "$work/first.out") - began) / 1000)) >>"$work/starts"
    fi
    kill -TERM "$mirror"
    wait "$mirror" || true
done
kill "$driver" "$server"
sort -n "$work/starts" | awk '{ v[NR] = $1 } END { printf "%.1f %.1f\n", v[int((NR + 1) / 2)] / 1000, v[NR] / 1000 }' >"$work/starts.summary"
read -r middle most <"$work/starts.summary"
row "$middle" "$most"
