#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# strip.sh TREE: takes out what a terminal never uses: the package manager and its lists (they would tell where the
# packages came from), interpreters, what logs people in, editors' and administrators' tools, caches, and what makes two builds differ.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
tree=$1
cd "$tree" || exit

rm -rf var/lib/apt var/lib/dpkg var/cache/* var/log/* etc/apt etc/dpkg usr/lib/apt usr/lib/dpkg usr/share/dpkg usr/share/perl5 usr/share/perl usr/lib/x86_64-linux-gnu/perl etc/perl \
  usr/lib/x86_64-linux-gnu/perl-base usr/share/doc-base usr/share/bug usr/share/menu usr/share/mime usr/share/applications \
  usr/share/pixmaps usr/share/gdb usr/share/sounds etc/cron.daily etc/cron.weekly etc/alternatives/README
rm -f usr/lib/x86_64-linux-gnu/libperl.so* usr/bin/apt* usr/bin/dpkg* usr/bin/perl* usr/bin/deb* usr/sbin/dpkg* usr/lib/x86_64-linux-gnu/libapt-*

# No login, no way to become somebody else, no second shell.
rm -f usr/bin/bash bin/bash usr/bin/rbash bin/rbash usr/bin/login bin/login usr/bin/su bin/su usr/bin/passwd usr/bin/chsh usr/bin/chfn \
  usr/bin/newgrp usr/bin/gpasswd usr/bin/sg usr/sbin/agetty sbin/agetty usr/sbin/getty sbin/getty sbin/sulogin usr/sbin/sulogin \
  usr/bin/expiry usr/bin/chage usr/sbin/chpasswd usr/sbin/user* usr/sbin/group* usr/sbin/vipw usr/bin/script usr/bin/wall usr/bin/write* \
  lib/systemd/systemd-sulogin-shell

# Of the tools for sound the one that switches a card on, and its table.
for name in aconnect alsabat alsaloop alsamixer alsatplg alsaucm amidi amixer aplay aplaymidi arecord arecordmidi aseqdump aseqnet axfer iecset \
  speaker-test; do rm -f "usr/bin/$name"; done
rm -rf usr/sbin/alsa-info* usr/sbin/alsabat-test* usr/share/alsa/utils.sh usr/lib/x86_64-linux-gnu/alsa-topology usr/lib/x86_64-linux-gnu/libatopology* \
  usr/lib/x86_64-linux-gnu/libfftw3f* lib/systemd/system/alsa-* lib/systemd/system/sound.target.wants etc/init.d

# What a table of temporary files would make for logins, keys of visitors by ssh and desktops.
for name in passwd provision home x11 systemd-nologin debian journal-nocow systemd-pstore; do rm -f "usr/lib/tmpfiles.d/$name.conf"; done

# What differs from one build to the next.
rm -rf etc/machine-id var/lib/dbus/machine-id etc/ssl/private/* etc/hostname etc/resolv.conf etc/passwd- etc/group- etc/shadow- etc/gshadow- \
  run/* tmp/* var/tmp/* var/backups/* etc/ld.so.cache~
find . -xdev -name __pycache__ -prune -exec rm -rf {} +
sed -i 's/^\([^:]*\):[^:]*:[^:]*:/\1:!*:20454:/' etc/shadow

# Nobody becomes root by starting a file.
find . -xdev -type f -perm /6000 -exec chmod a-s {} +

# mtools names files in DOS's code page; nobody here needs another.
find usr/lib/x86_64-linux-gnu/gconv -type f ! -name IBM850.so ! -path '*/gconv-modules*' -delete
