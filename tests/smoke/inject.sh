#!/usr/bin/env bash
# Manifests through inject and back, as files and through pipes.
source "$(dirname "$0")/kit/checks.sh"

cat >"$scratch/shop.yaml" <<'YAML'
# The shop.
apiVersion: v1
kind: Service
metadata: {name: shop} # stays as it is
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    metadata:
      labels:
        app: shop
    spec:
      containers:
      - name: app
        image: nginx:1.25
        command:
        - sh
        - -c
        - |
          echo "yes" # no comment
          exec nginx
YAML

expect_status 0 "$PODMIRROR" inject -f "$scratch/shop.yaml" -o "$scratch/injected.yaml"
expect_text "$scratch/err" "deployment/shop  injected"
expect_text "$scratch/injected.yaml" "metadata: {name: shop} # stays as it is"
expect_text "$scratch/injected.yaml" "- name: mirror"
expect_text "$scratch/injected.yaml" "value: shop"

expect_status 0 "$PODMIRROR" inject --image another --mode egress -f "$scratch/injected.yaml"
cmp "$scratch/injected.yaml" "$scratch/out"
expect_text "$scratch/err" "already_injected"

expect_status 0 "$PODMIRROR" uninject --json "$scratch/injected.yaml" -o "$scratch/injected.yaml"
cmp "$scratch/shop.yaml" "$scratch/injected.yaml"
expect_text "$scratch/err" '"reason":"uninjected"'

echo '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[]}}' | "$PODMIRROR" inject - 2>/dev/null | "$PODMIRROR" uninject - >"$scratch/out" 2>/dev/null
expect_text "$scratch/out" '{"apiVersion":"v1","kind":"Pod","spec":{"containers":[]}}'

printf 'kind: Pod\n\tspec: {}\n' >"$scratch/broken.yaml"
expect_status 1 "$PODMIRROR" inject -f "$scratch/shop.yaml" -f "$scratch/broken.yaml" -f "$scratch/none.yaml"
[ ! -s "$scratch/out" ]
expect_text "$scratch/err" "broken.yaml:2:1: "
expect_text "$scratch/err" "none.yaml: no such file"
expect_status 1 "$PODMIRROR" inject --config "$scratch/shop.yaml" "$scratch/shop.yaml"
expect_status 64 "$PODMIRROR" inject
expect_text "$scratch/err" "a file is missing"
