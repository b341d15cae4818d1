# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# How well path templates are found in traffic made of API descriptions, how well OpenAPI documents fit it, and what the catalog costs.
build_project "$root/bench/Catalog/Catalog.csproj"
catalog() { dotnet "$root/artifacts/bin/Catalog/release/PodMirror.Bench.Catalog.dll" "$@"; }
seeds=${BENCH_CATALOG_SEEDS:-5}

section "Path templates: $seeds seeds of each description" \
    "12,000 calls each, made of the descriptions in the folder of test data and two of our own. F1 of the templates; grouping is the part of answered \
calls whose group has the same calls as the true one; inflation is templates found for each true one." \
    description seed F1 grouping inflation

while read -r line; do
    row "$(sed -n 's/.*"description":"\([^"]*\)".*/\1/p' <<<"$line")" "$(sed -n 's/.*"seed":"\([^"]*\)".*/\1/p' <<<"$line")" \
        "$(json f1 "$line")" "$(json grouping "$line")" "$(json inflation "$line")"
done < <(catalog templates "$seeds")

fits=${BENCH_CATALOG_CALLS:-12000}
section "OpenAPI: $seeds seeds of each description" \
    "$fits calls each, every operation authenticated in one of eight ways or none; operations that the templates take together are left out (mixed). \
Valid is the part of calls that the document written of them allows; fresh are as many others, known those of operations and statuses that came 200 times. \
Precision and recall of required properties and parameters, by what was there 20 times; recall of all counts those that were not; auth is the part of operations." \
    description seed valid "fresh, known" "fresh, all" precision recall "recall of all" auth mixed

while read -r line; do
    row "$(sed -n 's/.*"description":"\([^"]*\)".*/\1/p' <<<"$line")" "$(sed -n 's/.*"seed":"\([^"]*\)".*/\1/p' <<<"$line")" \
        "$(json replay "$line")" "$(json fresh_known "$line")" "$(json fresh "$line")" "$(json required_precision "$line")" \
        "$(json required_recall "$line")" "$(json required_recall_all "$line")" "$(json auth "$line")" "$(json mixed "$line")"
done < <(catalog openapi "$seeds" "$fits")

section "The catalog's cost" \
    "A million calls with JSON of 600 bytes and 20 header fields, of 50 services. CPU of the whole process, searches for values included; memory after a collection." \
    endpoints "µs a call" "MiB"

spent=$(catalog cost 5000)
say "$spent"
row "$(json endpoints "$spent")" "$(json us_per_call "$spent")" "$(json mib "$spent")"
