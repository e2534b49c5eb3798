#!/usr/bin/env bash
# Builds everything and runs all tests; ends with "N passed, N failed, N skipped".
#   tests/run.sh            all test projects
#   tests/run.sh Engine     only those whose name contains "Engine"
set -u
cd "$(dirname "$0")/.." || exit 1
only="${1:-}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# The cluster host needs packages that not every source has: without them everything else is built and tested.
solution=PaymentSwitch.sln
if ! restored=$(dotnet restore "$solution" --nologo -v quiet 2>&1) && printf '%s' "$restored" | grep -qE 'Akka|PaymentSwitch\.Cluster'; then
  solution=PaymentSwitch.Embedded.slnf
  echo "The package source has no Akka.NET: the cluster host and its tests are left out, everything else is built and tested."
fi

if ! dotnet build "$solution" -c Release --nologo -v quiet -clp:NoSummary; then
  echo "The build failed; no test was run."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

passed=0 failed=0 skipped=0
output=$(mktemp)
trap 'rm -f "$output"' EXIT
for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  case "$name" in *"$only"*) ;; *) continue ;; esac
  case "$solution $name" in PaymentSwitch.Embedded.slnf\ PaymentSwitch.Cluster.*) continue ;; esac
  began=$(date +%s)
  "$(dirname "$project")/bin/Release/net10.0/$name" -noColor >"$output" 2>&1
  code=$?
  summary=$(grep -E '^ *'"$name"' +Total: ' "$output" | tail -n 1)
  count() { printf '%s' "$summary" | sed -nE "s/.*$1: ([0-9]+).*/\1/p"; }
  total=$(count Total) errors=$(count Errors) bad=$(count Failed) skip=$(count Skipped)
  if [ -z "$total" ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && [ "$errors" -eq 0 ]; }; then
    cat "$output"
    echo "$name: ended with code $code and no usable summary."
    failed=$((failed + 1))
    continue
  fi
  bad=$((bad + errors))
  [ "$bad" -eq 0 ] || cat "$output"
  grep -E '\[SKIP\]' -A1 "$output" | grep -vE '^--$' | head -n 20
  echo "$name: $((total - bad - skip)) passed, $bad failed, $skip skipped ($(($(date +%s) - began)) s)"
  passed=$((passed + total - bad - skip)) failed=$((failed + bad)) skipped=$((skipped + skip))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
