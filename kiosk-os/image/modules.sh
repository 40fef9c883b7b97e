#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# modules.sh KERNEL_TREE WHERE INTO: copies the modules that modules.txt lists for WHERE (initrd, release or test) and those
# they depend on. For the initrd also INTO/modules.order: in which order to insert them.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
kernel=$1 where=$2 into=$3
version=$(cat "$kernel/version")
base=lib/modules/$version

case $where in
  initrd) marks='initrd' ;;
  release) marks='root' ;;
  test) marks='root\|test' ;;
  *) fail "modules: $where is none of initrd, release, test" ;;
esac

files() {
  local name
  sed -n "s/^\($marks\) \([^ #]*\).*/\2/p" "$os/image/modules.txt" | while read -r name; do
    modprobe -d "$kernel" -S "$version" --show-depends "$name" | sed -n 's/^insmod \([^ ]*\).*/\1/p' ||
      fail "modules.txt: the kernel has no module $name"
  done | awk '!seen[$0]++' | sed "s#^$kernel/*##"
}

list=$(files)
[ -n "$list" ] || fail "modules.txt names nothing for $where"
mkdir -p "$into/usr/$base"
if [ "$where" = initrd ]; then
  mkdir -p "$into/modules"
  for file in $list; do
    cp "$kernel/$file" "$into/modules/"
    printf '%s\n' "${file##*/}"
  done >"$into/modules.order"
  rmdir -p "$into/usr/$base" 2>/dev/null || true
  exit 0
fi
for file in $list; do
  mkdir -p "$into/usr/$(dirname "$file")"
  cp "$kernel/$file" "$into/usr/$file"
done
cp "$kernel/$base"/modules.builtin* "$into/usr/$base/"
cp "$kernel/$base"/modules.order "$into/usr/$base/" 2>/dev/null || true
depmod -b "$into/usr" "$version"
