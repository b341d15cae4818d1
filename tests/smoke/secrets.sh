#!/usr/bin/env bash
# A secret of each form through every place of every protocol, past the real mirror, tme and agent: all are on the wire, none comes out.
source "$(dirname "$0")/kit/checks.sh"
root=$(cd "$(dirname "$0")/../.." && pwd)

if unshare --net true 2>/dev/null; then
    outside=(unshare --net)
elif unshare --user --map-root-user --net true 2>/dev/null; then
    outside=(unshare --user --map-root-user --net)
else
    skip "no network namespaces for this user"
fi

dotnet build "$root/bench/Load/Load.csproj" --configuration Release --nologo --verbosity quiet
expect_status 0 env BENCH_SECRETS_RATE=0 "${outside[@]}" setpriv --pdeathsig TERM bash "$root/bench/secrets" 1 "$scratch/secrets"
cat "$scratch/err"
for place in otlp logs disk api; do
    expect_text "$scratch/out" "\"$place\":0,"
done
number() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" "$scratch/out"; }
[ "$(number secrets)" -gt 30 ]
[ "$(number on_wire)" -eq "$(number secrets)" ]
[ "$(number spans)" -eq "$(number exchanges)" ]
[ "$(number answered)" -eq "$(number exchanges)" ]
[ $(($(number benign_changed) * 100)) -le "$(number benign_fields)" ]
