#!/usr/bin/env bash
# Prints the path of a Chromium that can run headless. Looks, in this order, at
#   1. OFFSETGUARD_CHROMIUM, 2. the PATH, 3. the cache folder,
#   4. Debian's package chromium-headless-shell, unpacked once into the cache folder: about 60 MB; needs apt-get and dpkg-deb, but not root.
# On failure it says why on standard error and exits with 1.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/offsetguard/chromium
browser=$cache/chromium

say() { echo "chromium: $*" >&2; }

# The package and whatever it needs that this machine lacks, beside the machine's own packages: nothing is installed.
from_debian() {
  command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
  local work
  work=$(mktemp -d)
  trap 'rm -rf "$work"' RETURN
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  local apt=(apt-get -q -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root -o Debug::NoLocking=1)
  "${apt[@]}" update >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2; return 1; }
  say "fetching Debian's chromium-headless-shell once"
  "${apt[@]}" install --yes --download-only --no-install-recommends chromium-headless-shell >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2; return 1; }
  rm -rf "$cache/root"
  mkdir -p "$cache/root"
  local package
  for package in "$work"/cache/archives/*.deb; do
    dpkg-deb -x "$package" "$cache/root"
  done
  write_launcher
}

# The libraries of the cache come last but the machine's fonts first, so that a bare machine works and a furnished one is not disturbed.
write_launcher() {
  local program libraries
  program=$(find "$cache/root/usr/lib" -type f -name 'headless[-_]shell' -o -type f -name chromium-headless-shell | head -n 1)
  [ -n "$program" ] || { say "the package holds no program of the expected name"; return 1; }
  libraries=$(find "$cache/root/usr/lib" "$cache/root/lib" -name '*.so*' -printf '%h\n' 2>/dev/null | sort -u | paste -sd :)
  cat > "$cache/fonts.conf" <<FONTS
<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include><include ignore_missing="yes">$cache/root/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir><dir>$cache/root/usr/share/fonts</dir><cachedir>$cache/fonts</cachedir>
</fontconfig>
FONTS
  cat > "$browser.new" <<LAUNCHER
#!/bin/sh
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+\$LD_LIBRARY_PATH:}$libraries" FONTCONFIG_FILE="$cache/fonts.conf"
exec "$program" "\$@"
LAUNCHER
  chmod +x "$browser.new"
  mv "$browser.new" "$browser"
}

runs() { "$1" --version >/dev/null 2>&1; }

if [ -n "${OFFSETGUARD_CHROMIUM:-}" ]; then
  [ -x "$OFFSETGUARD_CHROMIUM" ] || { say "OFFSETGUARD_CHROMIUM names no program: $OFFSETGUARD_CHROMIUM"; exit 1; }
  echo "$OFFSETGUARD_CHROMIUM"
  exit 0
fi

for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  if found=$(command -v "$name") && runs "$found"; then
    echo "$found"
    exit 0
  fi
done

mkdir -p "$cache"
if [ ! -x "$browser" ] || ! runs "$browser"; then
  { from_debian && runs "$browser"; } || {
    say "there is no Chromium, and Debian's package cannot be had here. Install one and set OFFSETGUARD_CHROMIUM to its program."
    exit 1
  }
fi
echo "$browser"
