#!/usr/bin/env bash
# The agent is killed (SIGKILL) again and again in the middle of a load, and then stopped (SIGTERM): every span that it acknowledged reaches the
# backend. What came twice is told; a crash cannot know what the backend had answered. KILLS=200 for more of it.
source "$(dirname "$0")/kit/checks.sh"
source "$(dirname "$0")/../../scripts/lib.sh"
kills=${KILLS:-8}
stops=${STOPS:-2}
build_project "$root/bench/Load/Load.csproj"
load=$root/artifacts/bin/Load/release/PodMirror.Bench.Load.dll
grpc=$(free_port)
http=$(free_port)
web=$(free_port)
backend=$(free_port)

start_agent() {
    "$PODMIRROR_AGENT" --grpc-port "$grpc" --http-port "$http" --web "localhost:$web" --data "$scratch/$1" \
        --forward "grpc://127.0.0.1:$backend" >>"$scratch/log" 2>&1 &
    agent=$!
    eventually 60 curl --silent --fail "http://localhost:$web/readyz"
}

# send FIRST: one load after the other, numbered on, until the file "enough" is there.
send() {
    local first=$1
    while [ ! -e "$scratch/enough" ]; do
        dotnet "$load" export --to "127.0.0.1:$grpc" --first "$first" --spans 5000 --rate 2500 --batch 50 --bytes 1500 >>"$scratch/sent"
        first=$((first + 5000))
    done
}

is_empty() { curl --silent --fail "http://localhost:$web/metrics" | grep -q '^podmirror_agent_forward_queue_spans{.*} 0$'; }

# all_of JSON: the sum of a number over the lines of a file.
all_of() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$2" | awk '{ n += $1 } END { print n + 0 }'; }

# round SIGNAL TIMES
round() {
    local sender sink
    rm -f "$scratch/enough" "$scratch/sent"
    dotnet "$load" receive --listen "127.0.0.1:$backend" >"$scratch/received" &
    sink=$!
    start_agent "data-$1"
    send 1 &
    sender=$!
    for _ in $(seq "$2"); do
        sleep "$((RANDOM % 2)).$((RANDOM % 1000 + 1000))"
        kill -"$1" "$agent"
        wait "$agent" 2>/dev/null || true
        start_agent "data-$1"
    done
    touch "$scratch/enough"
    wait "$sender"
    eventually 60 is_empty
    kill -TERM "$agent"
    wait "$agent"
    kill -TERM "$sink"
    wait "$sink" || true

    local sent spans distinct
    sent=$(all_of spans "$scratch/sent")
    spans=$(all_of spans "$scratch/received")
    distinct=$(all_of distinct "$scratch/received")
    echo "SIG$1 x $2: $sent spans acknowledged, $((sent - distinct)) missing, $((spans - distinct)) came twice"
    if [ "$sent" -eq 0 ] || [ "$distinct" -ne "$sent" ]; then
        cat "$scratch/log"
        exit 1
    fi
}

round KILL "$kills"
round TERM "$stops"
expect_no_text "$scratch/log" 'cannot be used'
