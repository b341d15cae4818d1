# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# What redacting a body costs, by itself: bench/Micro, out of the page that BenchmarkDotNet prints.
section "Redaction of a JSON body of 8 KiB" \
    "bench/Micro's RedactionBenchmarks: reading the body, detectors and places included; nothing to hide, and two values to hide in each item." \
    body mean "standard deviation" allocated

build_project "$root/bench/Micro/Micro.csproj"
(cd "$work" && dotnet "$root/artifacts/bin/Micro/release/PodMirror.Bench.Micro.dll" --filter '*RedactionBenchmarks*') >"$work/redaction.out" 2>&1
while IFS='|' read -r _ method mean _ deviation rest; do
    row "${method// /}" "$(xargs <<<"$mean")" "$(xargs <<<"$deviation")" "$(awk -F '|' '{ print $(NF - 2) }' <<<"$rest" | xargs)"
done < <(grep -E '^\| *(Unredacted|Plain|Secret) ' "$work/redaction.out")
