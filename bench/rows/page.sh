# shellcheck shell=bash
# shellcheck disable=SC2154 # read together with the other files of the benchmark, which share these names
# What the page weighs, and how soon it is seen: the agent's executable, Chromium, a profile that has nothing of it yet.
run_browser page

section "The page" \
    "All its files as they are sent; goal: 150 KiB." \
    gzip brotli
found=$(found_of weight)
row "$(div "$(json gzip "$found")" 1024) KiB" "$(div "$(json brotli "$found")" 1024) KiB"

section "The page's first paint" \
    "Loads in headless Chromium, each with a new profile, from an agent that keeps 1000 calls; first contentful paint as the browser tells it, and \
when the view's rows are there. Goal: 500 ms." \
    view loads "median ms" "longest ms" "rows, median ms"
for view in live apis; do
    found=$(found_of "$view")
    row "$view" "$(json loads "$found")" "$(json paint "$found")" "$(json longest "$found")" "$(json shown "$found")"
done
