#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# root.sh TREE: Debian's part of the root file system, without kernel and without us; and TREE.packages,
# the manifest of what is in it: name, version, architecture, source, licence file's digest.
# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "$0")/lib.sh"
tree=$1

fonts() { sed -n 's/^file = "\(.*\)"/\1/p' "$top/assets/fonts.toml" | sort -u; }

options() {
  printf -- '--dpkgopt=path-exclude=%s\n' '/usr/share/doc/*' '/usr/share/man/*' '/usr/share/info/*' \
    '/usr/share/locale/*' '/usr/share/lintian/*' '/usr/share/i18n/*' '/usr/share/icons/*' \
    '/usr/share/zoneinfo/right/*' '/usr/share/zoneinfo/posix/*' '/usr/share/bash-completion/*' '/usr/share/X11/locale/*'
  printf -- '--dpkgopt=path-include=%s\n' '/usr/share/doc/*/copyright'
}

rm -rf --one-file-system "$tree"
mkdir -p "$scratch"
mapfile -t more < <(options)
TMPDIR=$scratch nice mmdebstrap --variant=essential --aptopt='Apt::Install-Recommends "false"' "${more[@]}" \
  --include="$(words_of "$os/image/packages.txt" | paste -sd,)" bookworm "$tree" "$(apt_source)"

for font in $(fonts); do
  [ -s "$tree$font" ] || fail "assets/fonts.toml names $font, which no package of packages.txt brings"
done
find "$tree/usr/share/fonts" "$tree/etc/fonts" -type f | grep -vxF -f <(fonts | sed "s#^#$tree#") | tr '\n' '\0' | xargs -0 -r rm -f

dpkg-query --admindir="$tree/var/lib/dpkg" -W \
  -f='${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\n' | sort >"$tree.packages"
