# shellcheck shell=bash
# shellcheck disable=SC2154 # read together with the other files of the benchmark, which share these names
# Payloads that would run, load or change something, in every place where the page shows a value.
run_browser hostile

section "Hostile payloads in the page" \
    "Each of the payloads in all places, everything opened. Scripts are those that ran, reports those of the page's policy (/api/v1/policy-reports), requests \
those to other addresses than the agent's, complaints what the console says. Goal: 0 everywhere." \
    places payloads "scripts run" "policy reports" "requests elsewhere" complaints
hostile_row() {
    found=$(found_of "$1")
    row "$2" "$(json payloads "$found")" "$(json scripts "$found")" "$(json reports "$found")" "$(json foreign "$found")" "$(json complaints "$found")"
}
hostile_row calls "calls in Live traffic and their inspector, Pods, Health"
hostile_row filter "the filter, its completion and complaints, the address"
hostile_row catalog "the catalog that the agent made of such calls: APIs, Sensitive data, Map, Spec"
hostile_row answers "every text of the catalog's API, changes and parameters of the address"
