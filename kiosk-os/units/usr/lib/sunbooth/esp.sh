# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034,SC2013
# What boot-slots, good and trial-over share. The boot partition is mounted only while they work, and for one at a time.
#
# A slot's file is EFI/Linux/kiosk-SLOT+LEFT-DONE.efi; systemd-boot counts LEFT down and DONE up at each start and takes the
# highest version that has tries left. LEFT + DONE tells what the slot is: 3 on trial, 5 good, 9 bad. A good start sets
# a slot back to +5, so a slot that was good and fails five times in a row (a dying disk) loses its turn too.
PATH=/usr/sbin:/usr/bin
esp=/run/sunbooth-esp
folder=$esp/EFI/Linux
trial=+3 good=+5 bad=+0-9

with_esp() {
  mkdir -p $esp
  exec 9>/run/sunbooth-esp.lock
  flock 9
  mount -t vfat -o nosuid,nodev,noexec,umask=0077 /dev/disk/by-partlabel/esp $esp || return 1
  "$@"
  result=$?
  sync -f $esp
  umount $esp
  flock -u 9
  return $result
}

file_of() {
  for file in "$folder/kiosk-$1"+*.efi; do
    [ ! -e "$file" ] || { echo "$file"; return; }
  done
}

# name SLOT TRIES: from here on the slot's file is called so.
name() {
  old=$(file_of "$1")
  [ -n "$old" ] || return 1
  [ "$old" = "$folder/kiosk-$1$2.efi" ] || mv "$old" "$folder/kiosk-$1$2.efi"
}

# tries_in SLOT: LEFT + DONE.
tries_in() {
  tries=$(file_of "$1")
  tries=${tries##*+}
  tries=${tries%.efi}
  case $tries in *-*) echo $((${tries%-*} + ${tries#*-})) ;; *) echo "${tries:-0}" ;; esac
}

on_trial() { [ "$(tries_in "$1")" = 3 ]; }

booted_slot() {
  for pair in $(cat /proc/cmdline); do
    case $pair in sunbooth.slot=*) echo "${pair#*=}" ;; esac
  done
}
