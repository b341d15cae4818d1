# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# Bodies made to cost: whether each has its span, and what tme pays for it.
times=${BENCH_BOMBS:-100}

section "Bombs: $times of each kind" \
    "Sent 20 a second, half of them by HTTP/2, to a server that answers without reading them; mirror and tme with their defaults. CPU is that of tme between the \
first of a kind and a second and a half after the last (in steps of 10 ms); \"RSS\" its peak from the start on." \
    kind "bytes sent" "CPU ms a bomb" "RSS MiB" spans

start_in_pod "$work/server.log" dotnet "$load_dll" secrets-serve --listen "$pod_inside:$pod_port"
server=$started
await 30 pod_listens
live_start_podmirror --check 1
count=0
while read -r kind; do
    before=$(cpu_so_far tme)
    sent=$(load bombs --to "$pod_inside:$pod_port" --kind "$kind" --times "$times")
    sleep 1.5
    count=$((count + times))
    row "$kind" "$(json bytes "$sent")" "$(div $(($(cpu_so_far tme) - before)) "$times")" \
        "$(div "$(awk '/VmHWM/ { print $2 }' "/proc/$(cat "$work/tme.pid")/status")" 1024)" ""
done < <(load bombs)
live_stop_podmirror
kill "$server"
row "all: $count" "" "$(div "$cpu_ms" "$count") (with mirror)" "$rss_mib (mirror + tme)" "$(json spans "$verdict")"
