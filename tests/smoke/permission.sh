#!/usr/bin/env bash
# Without CAP_NET_RAW, mirror says which capability is missing.
source "$(dirname "$0")/kit/checks.sh"

without=()
if [ "$(id -u)" -eq 0 ]; then
    without=(setpriv --reuid 65534 --clear-groups --bounding-set -net_raw --)
fi
# Where everybody may read it: the clone may be in somebody's home.
install -m 755 "$PODMIRROR" "$scratch/podmirror"
chmod 755 "$scratch"
expect_status 1 "${without[@]}" "$scratch/podmirror" mirror
expect_text "$scratch/err" CAP_NET_RAW
