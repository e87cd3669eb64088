#!/usr/bin/env bash
# Compares the fake with the real client over librdkafka's mock cluster in random scenarios; a difference is a question, not always a fault
# of the fake: the mock has faults of its own, and real time passes between two calls.
#   eng/random.sh [COUNT] [SEED]
set -euo pipefail
count=${1:-40} seed=${2:-1}
cd "$(dirname "$0")/.."
library=$(eng/librdkafka.sh)
export OFFSETGUARD_LIBRDKAFKA=$library
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
dotnet build --nologo -v q tests/OffsetGuard.Conformance
run() { dotnet run --no-build --project tests/OffsetGuard.Conformance -- "$@"; }
run invent --count "$count" --seed "$seed" --out "$out/scenarios"
run run --target fake --scenarios "$out/scenarios" --out "$out/fake"
run run --target mock --scenarios "$out/scenarios" --out "$out/mock" 2> /dev/null
run compare "$out/mock" "$out/fake"
