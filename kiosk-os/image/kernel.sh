#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kernel.sh KERNEL_TREE: fetches and unpacks the kernel package that linux-image-amd64 stands for. It is never installed:
# its package would pull an initrd builder, and 387 MB of modules of which the image takes a list (modules.txt).
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
tree=$1

name=$(apt-cache depends linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
[ -n "$name" ] || fail "the package lists name no kernel: run apt-get update"
mkdir -p "$out/packages"
if ! compgen -G "$out/packages/${name}_*.deb" >/dev/null; then
  rm -f "$out"/packages/linux-image-*.deb
  (cd "$out/packages" && apt-get download -q "$name")
fi
deb=$(compgen -G "$out/packages/${name}_*.deb" | head -n 1)
rm -rf --one-file-system "$tree"
mkdir -p "$tree"
dpkg-deb -x "$deb" "$tree"
version=$(basename "$tree"/lib/modules/*)
depmod -b "$tree" "$version"
printf '%s' "$version" >"$tree/version"
# shellcheck disable=SC2016
dpkg-deb -W --showformat='${Package}\t${Version}\t${Architecture}\tlinux\t${Version}\n' "$deb" >"$tree/package"
