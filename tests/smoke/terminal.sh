#!/usr/bin/env bash
# The real podmirror tail and top against the real agent: calls that are there, calls that come, an agent that goes and comes back, the end by a signal.
source "$(dirname "$0")/kit/checks.sh"
grpc=$(free_port)
http=$(free_port)
web=$(free_port)
agent_url=http://localhost:$web

start_agent() {
    "$PODMIRROR_AGENT" --grpc-port "$grpc" --http-port "$http" --web "localhost:$web" --data "$scratch/data" >>"$scratch/log" 2>&1 &
    agent=$!
    eventually 20 curl --silent --fail "$agent_url/readyz"
}

# call NUMBER PATH STATUS: a span of a call that begins now. The path is as JSON has it.
call() {
    local now
    now=$(date +%s%N)
    cat >"$scratch/span.json" <<SPAN
{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"smoke"}}]},"scopeSpans":[{"scope":{"name":"podmirror"},"spans":[
{"traceId":"$(printf %032x "$1")","spanId":"$(printf %016x "$1")","name":"GET","kind":2,"startTimeUnixNano":"$now","endTimeUnixNano":"$((now + 5000000))",
"attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.path","value":{"stringValue":"$2"}},
{"key":"http.response.status_code","value":{"intValue":"$3"}}]}]}]}]}
SPAN
    expect_status 0 curl --silent --fail --header 'Content-Type: application/json' --data @"$scratch/span.json" "http://localhost:$http/v1/traces"
}

# ends_well PID: whether the signal that it was sent ended it as it should.
ends_well() {
    local status=0
    wait "$1" || status=$?
    [ "$status" -eq 0 ] || {
        echo "ended with $status"
        exit 1
    }
}

holds() { grep -qF -- "$2" "$1"; }

start_agent
call 1 /before 200
shown() { curl --silent --fail "$agent_url/api/v1/exchanges" | grep -qF '"/before"'; }
eventually 10 shown

# Once: what is there.
expect_status 0 "$PODMIRROR" tail --agent "$agent_url" --once
expect_text "$scratch/out" "200 GET"
expect_text "$scratch/out" "/before"
expect_status 0 "$PODMIRROR" tail --agent "localhost:$web" --once --json
expect_text "$scratch/out" '"path":"/before"'
expect_status 0 "$PODMIRROR" tail --agent "$agent_url" --once --filter 'status:5xx'
[ ! -s "$scratch/out" ]
expect_status 0 "$PODMIRROR" top --agent "$agent_url" --once
expect_text "$scratch/out" "1 endpoints, over 60 s, by calls"

# What cannot be done says what to do.
expect_status 64 "$PODMIRROR" tail --agent "$agent_url" --filter 'stauts:500'
expect_text "$scratch/err" "there is no field stauts"
expect_text "$scratch/err" "characters 1 to 6"
expect_status 1 "$PODMIRROR" tail --agent "http://localhost:$(free_port)"
expect_text "$scratch/err" "port-forward"
expect_status 1 "$PODMIRROR" top --kubeconfig "$scratch/none"
expect_text "$scratch/err" "or name an agent with --agent"

# Live: calls as they come, and those of the time without an agent.
"$PODMIRROR" tail --agent "$agent_url" --last 0 --filter '-path:/health*' >"$scratch/tail" 2>"$scratch/tail.err" &
tail=$!
"$PODMIRROR" top --agent "$agent_url" --json --interval 0.2 >"$scratch/top" 2>"$scratch/top.err" &
top=$!
listens() { curl --silent "$agent_url/metrics" | grep -qx "podmirror_agent_live_clients $1"; }
eventually 10 listens 2
call 2 /healthz 200
call 3 '/live\u001b[31m' 503
eventually 10 holds "$scratch/tail" '503 GET'
expect_text "$scratch/tail" '/live\u{1b}[31m'
expect_no_text "$scratch/tail" $'\e'
expect_no_text "$scratch/tail" healthz
eventually 10 holds "$scratch/top" '"path":"/healthz"'

kill -TERM "$agent"
wait "$agent"
eventually 10 holds "$scratch/tail.err" "connecting again"
start_agent
call 4 /back 200
eventually 30 holds "$scratch/tail.err" "connected again"
eventually 10 holds "$scratch/tail" /back

kill -TERM "$tail" "$top"
ends_well "$tail"
ends_well "$top"

# A reader that is gone ends it, too.
call 5 /more 200
"$PODMIRROR" tail --agent "$agent_url" --last 5 > >(head -n 1 >"$scratch/first") &
reader=$!
eventually 10 test -s "$scratch/first"
ends() {
    call $((RANDOM + 100)) /more 200
    ! kill -0 "$reader" 2>/dev/null
}
eventually 20 ends
ends_well "$reader"

kill -TERM "$agent"
wait "$agent"
