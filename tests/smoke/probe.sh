#!/usr/bin/env bash
# The agent probes itself through TLS, client certificates and tokens, and exports its own metrics.
source "$(dirname "$0")/kit/checks.sh"
command -v openssl >/dev/null || skip "openssl is missing"
cd "$scratch"
http=$(free_port)
web=$(free_port)

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=agent -keyout tls.key -out tls.crt 2>/dev/null
echo smoke-token >tokens
"$PODMIRROR_AGENT" --grpc-port 0 --http-port "$http" --web "localhost:$web" --data :memory: --probe 1s --export-metrics http://127.0.0.1:1 \
    --tls-cert tls.crt --tls-key tls.key --tls-client-ca tls.crt --token-file tokens >log 2>&1 &
agent=$!
eventually 20 curl --silent --fail "http://localhost:$web/readyz"

found() { curl --silent --fail "http://localhost:$web/metrics" | grep -qE '^podmirror_agent_probes_total\{outcome="found"\} [1-9]'; }
eventually 20 found
curl --silent --fail "http://localhost:$web/api/v1/exchanges" >rows
expect_text rows '"exchanges":[]'
curl --silent --fail "http://localhost:$web/api/v1/exchanges?service=podmirror-prober" >rows
expect_text rows '/probe/1'

# Nobody else gets in without a certificate.
if curl --silent --insecure --header 'Authorization: Bearer smoke-token' --data '' "https://localhost:$http/v1/traces" >/dev/null 2>&1; then
    echo "a sender without a certificate got an answer"
    exit 1
fi

kill -TERM "$agent"
wait "$agent"
expect_text log 'exporting metrics to http://127.0.0.1:1/v1/metrics fails'
expect_no_text log 'a probe failed'
