#!/usr/bin/env bash
# Prints the path of a librdkafka that Confluent.Kafka 2.15.1 can run on (2.14 or newer). Looks, in this order, at
#   1. OFFSETGUARD_LIBRDKAFKA, 2. the cache folder, 3. the NuGet package librdkafka.redist where it restores,
#   4. Debian's source package (sid), built once into the cache folder: about two minutes; needs apt-get, gcc and make.
# On failure it says why on standard error and exits with 1.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/offsetguard/librdkafka
library=$cache/librdkafka.so.1

say() { echo "librdkafka: $*" >&2; }

from_nuget() {
  local folder
  folder=$(mktemp -d)
  cat > "$folder/redist.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesPath>$(MSBuildThisFileDirectory)packages</RestorePackagesPath></PropertyGroup>
  <ItemGroup><PackageDownload Include="librdkafka.redist" Version="[2.15.1]" /></ItemGroup>
</Project>
PROJECT
  echo '<Project />' > "$folder/Directory.Build.props"
  dotnet restore "$folder" -v q --nologo >/dev/null 2>&1 || { rm -rf "$folder"; return 1; }
  local found
  found=$(find "$folder/packages" -path '*linux-x64*' -name 'librdkafka.so' | head -n 1)
  [ -n "$found" ] && cp "$found" "$library"
  rm -rf "$folder"
  [ -f "$library" ]
}

# The mirror that this machine's own package sources name.
debian_mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null |
    grep -v '^ *#' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' '
}

from_debian_source() {
  command -v apt-get >/dev/null && command -v gcc >/dev/null && command -v make >/dev/null || return 1
  local mirror work
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || return 1
  work=$(mktemp -d)
  trap 'rm -rf "$work"' RETURN
  mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$work/sources.list"
  local apt=(apt-get -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  "${apt[@]}" update >"$work/log" 2>&1 || { tail -n 3 "$work/log" >&2; return 1; }
  (cd "$work" && "${apt[@]}" source --download-only librdkafka >"$work/log" 2>&1) || { tail -n 3 "$work/log" >&2; return 1; }
  mkdir "$work/source"
  tar -xf "$work"/librdkafka_*.orig.tar.* -C "$work/source" --strip-components=1
  say "building $(basename "$work"/librdkafka_*.orig.tar.*) once; this takes about two minutes"
  (cd "$work/source" && ./configure --disable-ssl --disable-gssapi --disable-curl --disable-zstd >"$work/log" 2>&1 &&
    make -j2 -C src >>"$work/log" 2>&1) || { tail -n 20 "$work/log" >&2; return 1; }
  cp "$work/source/src/librdkafka.so.1" "$library"
}

if [ -n "${OFFSETGUARD_LIBRDKAFKA:-}" ]; then
  [ -f "$OFFSETGUARD_LIBRDKAFKA" ] || { say "OFFSETGUARD_LIBRDKAFKA names no file: $OFFSETGUARD_LIBRDKAFKA"; exit 1; }
  echo "$OFFSETGUARD_LIBRDKAFKA"
  exit 0
fi

mkdir -p "$cache"
if [ ! -f "$library" ]; then
  from_nuget || from_debian_source || {
    say "neither the NuGet package nor Debian's source package can be had here. Install librdkafka 2.14 or newer and set OFFSETGUARD_LIBRDKAFKA."
    exit 1
  }
fi
echo "$library"
