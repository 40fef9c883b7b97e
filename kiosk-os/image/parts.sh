# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The parts of a disk, each made from a file that is there: checked root, boot files, boot partition, disk. Sourced, after lib.sh, by
# build and by tests/os/parts, which makes them around a root of a few files. They read kind, dir, tree, vmlinuz, scratch and SUNBOOTH_KEYS.
epoch=@$SOURCE_DATE_EPOCH
stub=/usr/lib/systemd/boot/efi/linuxx64.efi.stub
loader=/usr/lib/systemd/boot/efi/systemd-bootx64.efi
fixed_uuid=53554e42-4f4f-5448-8000-00000000000f
salt=$(printf 'sunbooth kiosk-os root' | sha256sum | cut -c1-64)

erofs() {
  find "$tree" -exec touch -h -d "$epoch" {} +
  rm -f "$dir/root.erofs" "$dir/root.verity"
  mkfs.erofs -zlz4hc,6 -C65536 -T "$SOURCE_DATE_EPOCH" -U $fixed_uuid "$dir/root.erofs" "$tree"
  # dm-verity reads whole blocks.
  truncate -s "$(($(stat -c %s "$dir/root.erofs") + 4095 & ~4095))" "$dir/root.erofs"
  veritysetup format --salt="$salt" --uuid=$fixed_uuid "$dir/root.erofs" "$dir/root.verity" >"$dir/verity.txt"
  rm -rf --one-file-system "$tree"
}

cmdline() {  # cmdline SLOT
  local hash blocks
  hash=$(sed -n 's/^Root hash:[^0-9a-f]*//p' "$dir/verity.txt")
  blocks=$(sed -n 's/^Data blocks:[^0-9]*//p' "$dir/verity.txt")
  printf 'sunbooth.slot=%s rauc.slot=%s sunbooth.blocks=%s sunbooth.roothash=%s sunbooth.salt=%s ' "$1" "$1" "$blocks" "$hash" "$salt"
  printf 'panic=5 oops=panic lockdown=confidentiality module.sig_enforce=1 vt.global_cursor_default=0 quiet '
  printf 'systemd.import_credentials=no systemd.firstboot=no rd.systemd.unit=none consoleblank=0 audit=0 '
  if [ "$kind" = test ]; then
    printf 'console=ttyS0 loglevel=7 systemd.journald.forward_to_console=1 systemd.journald.max_level_console=notice'
  else
    # No console at all: whatever the kernel has to say is not for the public.
    printf 'loglevel=0 console=null systemd.show_status=no'
  fi
}

signed() {  # signed FROM TO
  sbsign --key "$SUNBOOTH_KEYS/secureboot.key" --cert "$SUNBOOTH_KEYS/secureboot.pem" --output "$2" "$1"
}

boot_files() {
  local slot
  python3 "$os/image/splash.py" "$dir/splash.bmp"
  sed -n 's/^\(NAME\|PRETTY_NAME\|ID\|VERSION_ID\|IMAGE_ID\|IMAGE_VERSION\)=/&/p' "$dir/os-release" >"$dir/osrel"
  for slot in a b; do
    cmdline $slot >"$dir/cmdline-$slot"
    python3 "$os/image/uki.py" "$dir/uki" $stub "osrel=$dir/osrel" "cmdline=$dir/cmdline-$slot" "splash=$dir/splash.bmp" \
      "initrd=$dir/initrd.img" "linux=$vmlinuz"
    signed "$dir/uki" "$dir/kiosk-$slot.efi"
    rm -f "$dir/uki"
  done
  signed $loader "$dir/loader.efi"
}

esp() {
  printf 'timeout 0\neditor no\nauto-firmware no\nauto-entries no\nconsole-mode keep\n' >"$dir/loader.conf"
  rm -f "$dir/esp.img"
  truncate -s 128M "$dir/esp.img"
  mkfs.vfat -F 32 -n SUNBOOTH -i 5b001b00 --invariant "$dir/esp.img"
  mmd -i "$dir/esp.img" ::/EFI ::/EFI/BOOT ::/EFI/Linux ::/loader
  mcopy -i "$dir/esp.img" "$dir/loader.efi" ::/EFI/BOOT/BOOTX64.EFI
  mcopy -i "$dir/esp.img" "$dir/kiosk-a.efi" "::/EFI/Linux/kiosk-a+3.efi"
  mcopy -i "$dir/esp.img" "$dir/loader.conf" ::/loader/loader.conf
}

disk() {
  mkdir -p "$scratch/empty"
  rm -f "$dir/data.img"
  mke2fs -q -t ext4 -m 0 -L sunbooth-fresh -U $fixed_uuid -E hash_seed=$fixed_uuid,lazy_itable_init=0 -d "$scratch/empty" "$dir/data.img" 640M
  python3 "$os/image/disk.py" "$dir/disk.img" "esp=$dir/esp.img" "root-a=$dir/root.erofs" "verity-a=$dir/root.verity" "data=$dir/data.img"
  rm -f "$dir/data.img" "$dir/esp.img"
}
