#!/usr/bin/env bash
# Runs the conformance scenarios of a folder on the fake and compares them with what was observed elsewhere.
#   eng/conformance.sh SCENARIOS OBSERVED [PREFIX]
set -euo pipefail
scenarios=$(realpath "$1") observed=$(realpath "$2") only=${3:-}
cd "$(dirname "$0")/.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build --nologo -v q tests/OffsetGuard.Conformance
run() { dotnet run --no-build --project tests/OffsetGuard.Conformance -- "$@"; }
run run --target fake --scenarios "$scenarios" --out "$out" --only "$only"
run compare "$observed" "$out" --deviations tests/OffsetGuard.Conformance/deviations.json
