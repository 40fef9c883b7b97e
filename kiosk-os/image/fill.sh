#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# fill.sh KIND BASE KERNEL TREE: makes TREE, the root file system of a release or a test image: Debian's part, the kernel's
# modules, the kiosk, and our units. KIND decides what of it is for tests: never anything in a release.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
kind=$1 base=$2 kernel=$3 tree=$4
bin=$top/build/$SUNBOOTH_PRESET/bin
data=$top/build/$SUNBOOTH_PRESET/data

rm -rf --one-file-system "$tree"
cp -a "$base" "$tree"
"$os/image/strip.sh" "$tree"
"$os/image/modules.sh" "$kernel" "$kind" "$tree"

install -D -m 755 "$bin/sunbooth-kiosk" "$tree/usr/bin/sunbooth-kiosk"
strip "$tree/usr/bin/sunbooth-kiosk"
mkdir -p "$tree/usr/share/sunbooth/trust"
cp -r --no-preserve=mode "$data"/. "$tree/usr/share/sunbooth/"
install -m 644 "$SUNBOOTH_KEYS/update-ca.pem" "$tree/usr/share/sunbooth/trust/update-ca.pem"
if [ -s "$SUNBOOTH_KEYS/root.pub" ]; then install -m 644 "$SUNBOOTH_KEYS/root.pub" "$tree/usr/share/sunbooth/trust/root.pub"; fi

cp -a --no-preserve=ownership "$os/units/." "$tree/"
if [ "$kind" = test ]; then
  cp -a --no-preserve=ownership "$os/units-test/." "$tree/"
  g++ -O1 -static -s -o "$tree/usr/lib/sunbooth/touch-panel" "$top/tests/os/touch_panel.cpp"
fi
chown -R 0:0 "$tree/etc/nftables.conf" "$tree/etc/rauc" "$tree/etc/chrony" "$tree/usr/lib/sunbooth" "$tree/usr/share/sunbooth"
rm -f "$tree"/etc/chrony/sources.d/* "$tree"/etc/chrony/chrony.keys

# --- the system's own files ---
unit=$tree/etc/systemd/system
rm -rf "$unit"
mkdir -p "$unit"
ln -s /usr/lib/systemd/system/kiosk.target "$unit/default.target"
for name in getty@ serial-getty@ console-getty autovt@ container-getty@ debug-shell emergency rescue systemd-logind \
  systemd-ask-password-wall systemd-ask-password-console systemd-ask-password-plymouth systemd-firstboot systemd-sysusers systemd-pcrphase systemd-update-utmp \
  systemd-rfkill systemd-hibernate-resume@ systemd-journal-flush systemd-journal-catalog-update systemd-hwdb-update \
  systemd-modules-load systemd-random-seed systemd-repart systemd-update-done systemd-machine-id-commit systemd-boot-system-token systemd-networkd-wait-online e2scrub_reap e2scrub_all \
  fstrim ldconfig systemd-quotacheck systemd-homed systemd-userdbd systemd-binfmt systemd-pstore rpcbind keyboard-setup console-setup; do
  ln -s /dev/null "$unit/$name.service"
done
for name in ctrl-alt-del emergency rescue getty graphical remote-fs swap kexec hibernate suspend sleep; do ln -s /dev/null "$unit/$name.target"; done
for name in apt-daily apt-daily-upgrade dpkg-db-backup e2scrub_all fstrim systemd-tmpfiles-clean; do ln -s /dev/null "$unit/$name.timer"; done
for name in systemd-userdbd systemd-journald-audit systemd-rfkill systemd-initctl rpcbind; do ln -s /dev/null "$unit/$name.socket"; done
for name in systemd-ask-password-console systemd-ask-password-wall; do ln -s /dev/null "$unit/$name.path"; done
for name in dev-hugepages dev-mqueue sys-kernel-config sys-kernel-debug sys-kernel-tracing sys-fs-fuse-connections; do ln -s /dev/null "$unit/$name.mount"; done
ln -s /dev/null "$unit/proc-sys-fs-binfmt_misc.automount"
mkdir -p "$unit/sysinit.target.wants" "$unit/local-fs.target.wants" "$unit/kiosk.target.wants" "$unit/local-fs.target.d"
for name in data var tmp var-lib-private; do
  ln -s "/usr/lib/systemd/system/$name.mount" "$unit/local-fs.target.wants/$name.mount"
done
# RAUC comes when it is called (D-Bus): a start that installs nothing needs none.
for name in nftables systemd-networkd sunbooth-setup; do
  ln -s "/lib/systemd/system/$name.service" "$unit/kiosk.target.wants/$name.service"
done
ln -s /usr/lib/systemd/system/systemd-networkd.socket "$unit/kiosk.target.wants/systemd-networkd.socket"
# A data partition that cannot be used does not end in a console: the kiosk says "out of order" and the machine starts again.
printf '[Unit]\nOnFailure=\nOnFailureJobMode=replace\n' >"$unit/local-fs.target.d/sunbooth.conf"
if [ "$kind" = test ]; then
  ln -s /usr/lib/systemd/system/sunbooth-test-agent.service "$unit/sysinit.target.wants/"
fi

# Rules for hardware that a terminal does not have cost seconds at each start. Without 95-dm-notify whoever makes a mapped disk, as
# the encryption of the data partition does, waits for its answer for ever.
(cd "$tree/usr/lib/udev/rules.d" && for rule in *; do
  case $rule in
    50-udev-default.rules | 60-block.rules | 60-drm.rules | 60-evdev.rules | 60-input-id.rules | 60-persistent-storage.rules | \
      60-serial.rules | 60-sunbooth.rules | 70-touchpad.rules | 75-net-description.rules | 80-drivers.rules | 80-net-setup-link.rules | \
      95-dm-notify.rules | 99-systemd.rules | 78-sound-card.rules | 60-tpm-udev.rules | 55-dm.rules | 60-persistent-storage-dm.rules) ;;
    *) rm -f "$rule" ;;
  esac
done)

: >"$tree/etc/machine-id"
printf 'kiosk\n' >"$tree/etc/hostname"
ln -sfn /run/sunbooth/hosts "$tree/etc/hosts"
: >"$tree/etc/resolv.conf"
# Every unit of a terminal is in its image: nothing makes others at the start, be it from a table or from the kernel's command line.
rm -rf "$tree"/usr/lib/systemd/system-generators/* "$tree/etc/fstab"
mkdir -p "$tree/data" "$tree/mnt"
rm -rf "${tree:?}/var" && mkdir -p "$tree/var"
rm -f "$tree/etc/mtab" && ln -s ../proc/self/mounts "$tree/etc/mtab"
sed -i 's/^hosts:.*/hosts: files/' "$tree/etc/nsswitch.conf"

rm -f "$tree/etc/os-release"
cat >"$tree/usr/lib/os-release" <<RELEASE
NAME="Sunbooth kiosk-os"
PRETTY_NAME="Sunbooth kiosk-os $SUNBOOTH_VERSION ($kind)"
ID=sunbooth
ID_LIKE=debian
VERSION_ID=$SUNBOOTH_VERSION
IMAGE_ID=sunbooth-kiosk
IMAGE_VERSION=$SUNBOOTH_VERSION
VARIANT_ID=$kind
RELEASE
ln -s ../usr/lib/os-release "$tree/etc/os-release"
sort "$base.packages" "$kernel/package" >"$tree/usr/lib/sunbooth/manifest"
chmod 644 "$tree/usr/lib/sunbooth/manifest"
rm -f "$tree/etc/ld.so.cache" && ldconfig -r "$tree"
rm -rf "$tree/usr/share/doc/"*/[a-bd-z]* 2>/dev/null || true
