#!/usr/bin/env bash
# The completion scripts: that of bash as bash runs it, the others as far as their shells are here.
source "$(dirname "$0")/kit/checks.sh"
PATH="$(dirname "$PODMIRROR"):$PATH"

# complete_line LINE: what a tab at its end offers, into $scratch/offers; what bash does with a tab, of which scripts have none.
complete_line() {
    bash -c '
        source <("$1" completion bash)
        COMP_LINE=$2 COMP_POINT=${#2}
        read -ra COMP_WORDS <<<"$2"
        [[ $2 == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        compopt() { :; }
        _podmirror "$1" "${COMP_WORDS[COMP_CWORD]}" ""
        printf "%s\n" "${COMPREPLY[@]}"
    ' bash "$PODMIRROR" "$1" >"$scratch/offers"
}

# expect_offers LINE OFFER...: those and no others.
expect_offers() {
    complete_line "$1"
    shift
    printf '%s\n' "$@" | diff - "$scratch/offers"
}

expect_offers "podmirror expl" explain
expect_offers "podmirror replay --format " json otlp text
expect_offers "podmirror replay --format=j" json
expect_offers "podmirror explain dep" deployment/
expect_offers "podmirror replay --max-b" --max-body-bytes
expect_offers "podmirror replay " ""
expect_offers "podmirror completion z" zsh
bash -c 'source <(podmirror completion bash); complete -p podmirror' >"$scratch/out"
expect_text "$scratch/out" "-F _podmirror podmirror"

# An interactive bash with real tabs, where script can make it a terminal.
if command -v script >/dev/null; then
    printf '%s\n' "PS1='> '" "bind 'set bell-style none'" 'source <(podmirror completion bash)' >"$scratch/rc"
    printf 'echo podmirror; podmirror expl\tpod/a --kubec\t/nope/config 2>&1 | tee %s\nexit\n' "$scratch/typed" |
        script -qec "bash --noprofile --rcfile $scratch/rc -i" /dev/null >"$scratch/terminal" || true
    expect_text "$scratch/typed" "/nope/config: no such file"
fi

for shell in zsh fish; do
    expect_status 0 "$PODMIRROR" completion "$shell"
    expect_text "$scratch/out" "suggest:"
    cp "$scratch/out" "$scratch/script.$shell"
    if command -v "$shell" >/dev/null; then
        expect_status 0 "$shell" -n "$scratch/script.$shell"
    fi
done
expect_status 64 "$PODMIRROR" completion tcsh
expect_status 64 "$PODMIRROR" completion
