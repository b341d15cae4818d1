# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# How well kinds of sensitive value are found, among as many values that only look like them.
seed=${BENCH_KINDS_SEED:-1}

section "Kinds of sensitive value" \
    "1000 values and 10 fields of each kind, made up with right check digits, among as many of each sort that is of none: UUIDs, times in seconds to \
nanoseconds, decimals, snowflakes, hashes, digits of any length, some under names of their own, some under names that tell nothing. Recall of what is \
of no kind is the part that is left alone. A field is flagged by the catalog after 50 calls." \
    kind "recall of values" "precision of values" "recall of fields" "precision of fields"

while read -r line; do
    kind=$(sed -n 's/.*"kind":"\([^"]*\)".*/\1/p' <<<"$line")
    precision=$(json precision "$line") field_precision=$(json field_precision "$line")
    [[ "$kind" != none:* ]] || precision=- field_precision=-
    row "$kind" "$(json recall "$line")" "$precision" "$(json field_recall "$line")" "$field_precision"
done < <(load kinds --seed "$seed")
