#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every state of the model; then its mutants, which must break the promise.
set -euo pipefail
model=$(dirname "$(readlink -f "$0")")/ack.pml
command -v spin >/dev/null || { echo "R-15 skipped: the model checker spin is not installed (apt-get install spin)"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# search MUTANT...: prints what the checker says.
search() {
  spin "$@" -a "$model"
  cc -O2 -w -DSAFETY -DNOCLAIM -DCOLLAPSE -DMEMLIM=1024 -o pan pan.c
  ./pan -m1000000 || true  # What it says is read, not how it ends.
}

out=$(search)
grep -q 'errors: 0' <<<"$out" || { echo "$out"; exit 1; }
states=$(grep -oE '[0-9.e+]+ states, stored' <<<"$out" | head -1)
grep -qE 'Search not completed|max search depth too small' <<<"$out" && { echo "the search did not end"; echo "$out"; exit 1; }
echo "R-15 model of acknowledgement, backup and generation: $states, 0 broken"
for mutant in ERASE_ON_STORED IGNORE_GENERATION; do
  out=$(search "-D$mutant")
  grep -q 'assertion violated' <<<"$out" || { echo "the mutant $mutant is not caught"; exit 1; }
  echo "R-15 mutant $mutant: caught"
done
