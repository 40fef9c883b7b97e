#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# bundle.sh FOLDER VERSION: makes FOLDER/update.raucb of the image that lies in FOLDER: root, hash tree and both slots' boot
# files, signed by SUNBOOTH_KEYS/update.key. Its blocks are checked by dm-verity while they are read.
# shellcheck source-path=SCRIPTDIR/../image source=lib.sh
source "$(dirname "$0")/../image/lib.sh"
dir=$1 version=$2
work=$scratch/bundle
rm -rf --one-file-system "$work"
mkdir -p "$work"
ln -L "$dir/root.erofs" "$work/root.img" 2>/dev/null || cp "$dir/root.erofs" "$work/root.img"
cp "$dir/root.verity" "$work/verity.img"
cp "$dir/kiosk-a.efi" "$dir/kiosk-b.efi" "$os/update/hook" "$work/"
cat >"$work/manifest.raucm" <<MANIFEST
[update]
compatible=sunbooth-kiosk
version=$version

[bundle]
format=verity

[hooks]
filename=hook

[image.rootfs]
filename=root.img
hooks=post-install

[image.verity]
filename=verity.img
MANIFEST
rm -f "$dir/update.raucb"
# The root is compressed already.
rauc bundle --cert="$SUNBOOTH_KEYS/update.pem" --key="$SUNBOOTH_KEYS/update.key" --mksquashfs-args="-noD -quiet" "$work" "$dir/update.raucb"
rm -rf --one-file-system "$work"
