# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034
# What the parts of the image builder share. Sourced.
set -euo pipefail
LC_ALL=C
export LC_ALL
unset LANG

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
os=$top/kiosk-os
out=${SUNBOOTH_IMAGE_OUT:-$top/build/image}

# Half of the time is fsync on a disk: a memory disk is taken where it has room.
scratch=${SUNBOOTH_SCRATCH:-}
if [ -z "$scratch" ]; then
  free_kb=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || echo 0)
  if [ "${free_kb:-0}" -gt 3000000 ]; then scratch=/dev/shm/sunbooth-image; else scratch=$out/scratch; fi
fi

# The kiosk's own moment: every time in the image is this one (2026-01-01), so that two builds are one.
export SOURCE_DATE_EPOCH=1767225600

say() { printf '%s\n' "$*"; }
fail() { printf 'image: %s\n' "$*" >&2; exit 2; }

# timed TITLE COMMAND...: runs it with its words in the log, and tells how long it took. As a job of its own: bash forgets
# `set -e` in what stands behind an `if`, and a signature that failed would be followed by the next step.
timed() {
  local title=$1 from=$SECONDS
  shift
  printf '%s … ' "$title"
  "$@" >>"$out/image.log" 2>&1 </dev/null &
  if ! wait $!; then
    printf 'failed\n'
    tail -n 20 "$out/image.log" | without_hosts >&2
    fail "\"$title\" failed; the whole log is $out/image.log"
  fi
  printf '%s s\n' $((SECONDS - from))
}

# Where packages are fetched from is nobody's business.
without_hosts() { sed -E 's#(https?|ftp|mirror\+[a-z]+)://[^/ ]+#\1://…#g'; }

# The machine's own package source, handed over as a file: its address is never written down.
apt_source() {
  local file
  for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
    [ ! -s "$file" ] || { printf '%s' "$file"; return; }
  done
  fail "no Debian package source in /etc/apt: the image is made from the machine's own"
}

# Later than any image before: systemd-boot takes the highest version. The moment of the commit, so that one commit is one version.
version() {
  local seconds
  seconds=$(git -c safe.directory="*" -C "$top" log -1 --format=%ct 2>/dev/null || echo "$SOURCE_DATE_EPOCH")
  printf '0.1.%s' "$(date -u -d "@$seconds" +%Y%m%d%H%M%S)"
}

words_of() { sed -e 's/#.*//' "$1" | tr -s ' \n' '\n' | grep .; }
