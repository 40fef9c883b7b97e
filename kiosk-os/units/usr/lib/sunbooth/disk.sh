# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What data and setup share.

# partition NAME: the device of the GPT partition with this name. The kernel tells it as soon as it knows the disk; the names that udev
# gives come seconds later. Without a process of its own for each look: a start has none to spare.
partition() {
  tries=0
  while [ $tries -lt 450 ]; do
    for facts in /sys/class/block/*/uevent; do
      [ -r "$facts" ] || continue
      device='' found=''
      while IFS='=' read -r name value; do
        case $name=$value in
          DEVNAME=*) device=/dev/$value ;;
          PARTNAME="$1") found=yes ;;
        esac
      done <"$facts"
      if [ -n "$found" ] && [ -e "$device" ]; then
        echo "$device"
        return
      fi
    done
    tries=$((tries + 1))
    sleep 0.2
  done
  return 1
}
