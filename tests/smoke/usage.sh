#!/usr/bin/env bash
# Help, version, and what a wrong command line gets.
source "$(dirname "$0")/kit/checks.sh"

expect_status 0 "$PODMIRROR" --help
for command in mirror tme replay inject uninject explain check tail top completion help version; do
    expect_text "$scratch/out" "$command"
done
expect_no_text "$scratch/out" CAP_NET_RAW
for command in mirror tme; do
    expect_status 0 "$PODMIRROR" "$command" --help
    expect_text "$scratch/out" "--max-body-bytes"
    expect_text "$scratch/out" "SIGTERM ends it after draining"
done
expect_status 0 "$PODMIRROR" replay --help --no-such-option
expect_status 0 "$PODMIRROR" --version
expect_status 0 "$PODMIRROR" version
expect_status 0 "$PODMIRROR" help replay
expect_text "$scratch/out" "--max-body-bytes"
expect_status 64 "$PODMIRROR" help no-such-command
expect_status 64 "$PODMIRROR" no-such-command
expect_text "$scratch/err" "no-such-command"
expect_no_text "$scratch/err" "Required"
expect_status 64 "$PODMIRROR" @/etc/passwd
expect_no_text "$scratch/err" "root"
expect_status 64 "$PODMIRROR" replay --no-such-option
expect_status 64 "$PODMIRROR" replay - - </dev/null
expect_status 64 "$PODMIRROR" mirror --mode sideways
expect_status 64 "$PODMIRROR" explain service/a
expect_status 1 "$PODMIRROR" explain pod/a --kubeconfig "$scratch/none"
[ "$(wc -l <"$scratch/err")" -eq 1 ]
expect_status 1 "$PODMIRROR" check --kubeconfig "$scratch/none"
expect_status 0 "$PODMIRROR_AGENT" --help
expect_status 0 "$PODMIRROR_AGENT" --version
expect_status 64 "$PODMIRROR_AGENT" --no-such-option
