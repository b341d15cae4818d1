#!/usr/bin/env bash
# A capture of two calls, with credentials in them, through every format.
source "$(dirname "$0")/kit/checks.sh"
capture=$(dirname "$0")/two-calls.pcap

expect_status 0 "$PODMIRROR" replay --format json --stats "$capture"
[ "$(wc -l <"$scratch/out")" -eq 2 ]
expect_text "$scratch/out" '"status":200'
expect_text "$scratch/out" '"status":404'
expect_text "$scratch/out" '["Authorization","Bearer REDACTED"]'
expect_text "$scratch/out" 'api_key=REDACTED'
expect_no_text "$scratch/out" secret
expect_text "$scratch/err" '"exchanges_built":2'

expect_status 0 "$PODMIRROR" replay --format json --no-redact "$capture"
expect_text "$scratch/out" 'api_key=secret-key'
expect_status 0 "$PODMIRROR" replay "$capture"
expect_text "$scratch/out" '/api/products/4711'
expect_no_text "$scratch/out" secret
expect_status 0 "$PODMIRROR" replay --format otlp "$capture"
expect_text "$scratch/out" '"resourceSpans"'
expect_no_text "$scratch/out" secret-

head -c 1000 "$capture" >"$scratch/cut.pcap"
expect_status 0 "$PODMIRROR" replay --format json "$scratch/cut.pcap"
echo "no capture at all, whatever its name says" >"$scratch/text.pcap"
expect_status 1 "$PODMIRROR" replay "$scratch/text.pcap"
[ "$(wc -l <"$scratch/err")" -eq 1 ]
expect_status 1 "$PODMIRROR" replay "$scratch/not-there.pcap"

cp "$capture" "$scratch/copy.pcap"
ln "$scratch/copy.pcap" "$scratch/link.pcap"
expect_status 64 "$PODMIRROR" replay -o "$scratch/link.pcap" "$scratch/copy.pcap"
expect_text "$scratch/err" 'the output is one of the inputs'
cmp "$capture" "$scratch/copy.pcap"
