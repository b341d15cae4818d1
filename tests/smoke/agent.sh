#!/usr/bin/env bash
# The agent takes a span by OTLP/HTTP and shows it. The folder that it is started in is none of its business: no settings of another program's are
# read there, and nothing below it is watched.
source "$(dirname "$0")/kit/checks.sh"
grpc=$(free_port)
http=$(free_port)
web=$(free_port)

mkdir -p "$scratch/somewhere/below"
echo 'not for the agent' >"$scratch/somewhere/appsettings.json"
cd "$scratch/somewhere"
"$PODMIRROR_AGENT" --grpc-port "$grpc" --http-port "$http" --web "localhost:$web" --data "$scratch/data" >"$scratch/log" 2>&1 &
agent=$!
eventually 20 curl --silent --fail "http://localhost:$web/readyz"
for description in /proc/"$agent"/fdinfo/*; do
    expect_no_text "$description" 'inotify wd'
done

cat >"$scratch/span.json" <<'SPAN'
{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"smoke"}}]},"scopeSpans":[{"scope":{"name":"podmirror"},"spans":[
{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"GET","kind":2,
"startTimeUnixNano":"START","endTimeUnixNano":"END","attributes":[
{"key":"http.request.method","value":{"stringValue":"GET"}},{"key":"url.path","value":{"stringValue":"/smoke"}},
{"key":"http.response.status_code","value":{"intValue":"418"}}]}]}]}]}
SPAN
now=$(date +%s)
sed -i "s/START/${now}000000000/; s/END/${now}005000000/" "$scratch/span.json"
expect_status 0 curl --silent --fail --header 'Content-Type: application/json' --data @"$scratch/span.json" "http://localhost:$http/v1/traces"

shown() { curl --silent --fail "http://localhost:$web/api/v1/exchanges" | grep -F '"/smoke"' | grep -qF 418; }
eventually 10 shown
expect_status 0 curl --silent --fail "http://localhost:$web/"
expect_status 0 curl --silent --fail "http://localhost:$web/metrics"

kill -TERM "$agent"
wait "$agent"
