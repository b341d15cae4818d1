# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # read together with the other files of the benchmark, which share these names
# Secrets sent through every place past the real executables, and looked for in all that comes out.
each=${BENCH_SECRETS_EACH:-53}

section "Secrets: $each of each form through every place" \
    "Sent by HTTP/1.1, HTTP/2, gRPC, gRPC-Web and WebSockets, in bodies of every form and coding, fields, trailers, cookies, paths and queries. \
Looked for as they are, percent-encoded, escaped, in base64 and hexadecimal, in the bytes of OTLP, the logs, the agent's files (while it ran, after it, \
and as SQL) and the answers of its API. \"On the wire\" is what the server's log has." \
    "secrets (forms, kinds)" exchanges spans "on the wire" "times there" "in OTLP" "in logs" "on disk" "in the API" "MiB looked through" \
    "benign fields" "of them changed"

found=$("$root/bench/secrets" "$each" "$work/secrets")
say "$found"
looked=$(($(json otlp_bytes "$found") + $(json logs_bytes "$found") + $(json disk_bytes "$found") + $(json api_bytes "$found")))
row "$(json secrets "$found") ($(json forms "$found"), $(json kinds "$found"))" "$(json exchanges "$found")" "$(json spans "$found")" \
    "$(json on_wire "$found")" "$(json on_wire_times "$found")" "$(json otlp "$found")" "$(json logs "$found")" "$(json disk "$found")" \
    "$(json api "$found")" "$(div "$looked" 1048576 0)" "$(json benign_fields "$found")" "$(json benign_changed "$found")"
