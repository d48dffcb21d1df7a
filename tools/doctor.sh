#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints every package and tool that Hesper needs, its version, and OK or MISSING.
cd "$(dirname "$0")/.." || exit 1
missing=$(tools/setup.sh --missing)
tools/setup.sh --list | {
    bad=0
    while IFS="$(printf '\t')" read -r package why; do
        if printf '%s\n' "$missing" | grep -Fqx "$package"; then
            printf 'MISSING  %-20s %-28s %s\n' "$package" - "$why"
            bad=1
        else
            version=$(dpkg-query -W -f '${Version}' "$package")
            printf 'OK       %-20s %-28s %s\n' "$package" "$version" "$why"
        fi
    done
    [ "$bad" = 0 ] || { echo "doctor: make setup installs what is missing"; exit 1; }
}
