# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# What the rows of the benchmark share: the load, the meter, the table.
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"
source "$root/scripts/netns.sh"

work=$root/bench/work
export work
load() { dotnet "$root/artifacts/bin/Load/release/PodMirror.Bench.Load.dll" "$@"; }
load_dll=$root/artifacts/bin/Load/release/PodMirror.Bench.Load.dll
# Started from here, so that its own listening sockets and files are all that it finds.
podmirror=$root/out/podmirror

# json KEY LINE: a number out of one line of JSON as our tools print it.
json() { sed -n "s/.*\"$1\":\([0-9.]*\).*/\1/p" <<<"$2"; }

# run_browser NAME: runs web/tests/bench/NAME.test.ts with the agent's executable, which leaves what it found in $work/NAME.found, a line each.
run_browser() {
    browser_found=$work/$1.found
    : >"$browser_found"
    [ -d "$root/web/node_modules" ] || (cd "$root/web" && npm ci --no-audit --no-fund --loglevel=error)
    (cd "$root/web" && PODMIRROR_AGENT=$root/out/podmirror-agent BENCH_FOUND=$browser_found \
        npx vitest run --config vitest.bench.config.ts "tests/bench/$1.test.ts") >"$work/$1.out" 2>&1 </dev/null \
        || say "$1: not all of it was measured; see ${work#"$root/"}/$1.out"
}

# found_of WHAT: the line about something that run_browser left; nothing when there is none.
found_of() { grep -F "\"what\":\"$1\"" "$browser_found" || true; }

# div A B [DIGITS]
div() { awk -v a="$1" -v b="$2" -v d="${3:-1}" 'BEGIN { if (b == 0) print "-"; else printf "%.*f", d, a / b }'; }

# row CELL...: a row of the current table.
row() { { printf '| %s ' "$@" && echo '|'; } | tee -a "$results" >&2; }

# section TITLE TEXT HEADER...: begins a table.
section() {
    printf '\n## %s\n\n%s\n\n' "$1" "$2" >>"$results"
    say "== $1"
    shift 2
    row "$@"
    row "${@/*/---}"
}

# The process and all that descend from it.
tree() {
    local pid
    echo "$1"
    for pid in $(pgrep -P "$1" || true); do
        tree "$pid"
    done
}

# meter NAME COMMAND...: starts a command of which user+sys is taken when it ends, its waited-for children's too.
meter() {
    local name=$1
    shift
    : >"$work/$name.out"
    : >"$work/$name.err"
    (
        TIMEFORMAT='%3U %3S %3R'
        # shellcheck disable=SC2016 # the inner shell expands it: its process becomes the command
        { time bash -c 'echo $$ >"$0"; exec "$@"' "$work/$name.pid" "$@" >"$work/$name.out" 2>"$work/$name.err" || true; } 2>"$work/$name.times"
    ) &
    await 5 test -s "$work/$name.pid"
}

# cpu_so_far NAME: milliseconds of user+sys so far, in steps of the clock tick.
cpu_so_far() {
    local pid total=0
    for pid in $(tree "$(cat "$work/$1.pid")"); do
        total=$((total + $(awk '{ sub(/.*\) /, ""); print ($12 + $13) * 10 }' "/proc/$pid/stat" 2>/dev/null || echo 0)))
    done
    echo "$total"
}

# unmeter NAME SIGNAL: ends the command; leaves its CPU in $cpu_ms and the sum of peak RSS over its processes in $rss_mib.
unmeter() {
    local pid kib=0 of
    pid=$(cat "$work/$1.pid")
    for of in $(tree "$pid"); do
        kib=$((kib + $(awk '/VmHWM/ { print $2 }' "/proc/$of/status" 2>/dev/null || echo 0)))
    done
    kill -"$2" "$pid" 2>/dev/null || true
    await 30 ended "$pid" || kill -KILL "$pid"
    await 5 test -s "$work/$1.times"
    take_times "$1" "$kib"
}

# unmeter_at_end NAME: the same for a command that ends by itself, and its wall time in $wall_ms. Peak RSS is what was last seen of it.
unmeter_at_end() {
    local pid kib=0 now
    pid=$(cat "$work/$1.pid")
    until [ -s "$work/$1.times" ]; do
        now=$(awk '/VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
        kib=${now:-$kib}
        sleep 0.1
    done
    take_times "$1" "$kib"
}

take_times() {
    cpu_ms=$(awk '{ printf "%d", ($1 + $2) * 1000 }' "$work/$1.times")
    wall_ms=$(awk '{ printf "%d", $3 * 1000 }' "$work/$1.times")
    rss_mib=$(div "$2" 1024)
    rm -f "$work/$1.pid" "$work/$1.times"
}

ended() { ! kill -0 "$1" 2>/dev/null; }

# serve: the server of the load, in the Pod.
serve() {
    start_in_pod "$work/server.log" dotnet "$load_dll" serve --listen "$pod_inside:$pod_port"
    await 10 pod_listens
}

# drive OPTION...: the client of the load, outside; prints its counts.
drive() { load drive --to "$pod_inside:$pod_port" "$@"; }

# What sends and answers HTTP/2: bench/http2-load.
http2_load=$root/artifacts/http2-load

build_http2_load() { build_go ./bench/http2-load "$http2_load"; }

# serve_http2: its server, in the Pod.
serve_http2() {
    start_in_pod "$work/server.log" "$http2_load" --listen "$pod_inside:$pod_port"
    await 10 pod_listens
}

# drive_http2 OPTION...: its client, outside; prints its counts.
drive_http2() { "$http2_load" --to "$pod_inside:$pod_port" "$@"; }
