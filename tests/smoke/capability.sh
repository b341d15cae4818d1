#!/usr/bin/env bash
# With the file capability cap_net_raw+p, mirror captures as an ordinary user, and drains at SIGTERM with a ledger that adds up.
source "$(dirname "$0")/kit/checks.sh"
[ "$(id -u)" -eq 0 ] || skip "only root can give a file a capability"
command -v setcap >/dev/null || skip "setcap is not installed"
capsh --has-p=cap_net_raw 2>/dev/null || skip "this root may not capture itself"

install -m 755 "$PODMIRROR" "$scratch/podmirror"
chmod 755 "$scratch"
setcap cap_net_raw+p "$scratch/podmirror" 2>/dev/null || skip "this file system keeps no capabilities"
setpriv --reuid 65534 --clear-groups -- "$scratch/podmirror" mirror --socket "smoke-$$" --stats 2>"$scratch/log" &
mirror=$!
eventually 10 grep -q 'capturing (' "$scratch/log"

# Neither the capability nor any other is left to the thread that captures.
expect_text "/proc/$mirror/status" "CapPrm:	0000000000000000"
kill -USR1 "$mirror"
eventually 10 grep -q '"balanced":true' "$scratch/log"
kill -TERM "$mirror"
wait "$mirror"
[ "$(grep -c '"balanced":true' "$scratch/log")" -eq 2 ]
expect_text "$scratch/log" 'done: '
