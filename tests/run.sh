#!/usr/bin/env bash
# Builds everything and runs all tests; ends with "N passed, N failed, N skipped".
#   tests/run.sh            all test projects
#   tests/run.sh Engine     only those whose name contains "Engine"
# Two projects run at a time: much of what they do is waiting, for processes to start and for disks.
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

results=$(mktemp -d)
export results
trap 'rm -rf "$results"' EXIT

# Runs one project's tests, prints what came of them in one piece, and leaves the counts in a file.
run_project() {
  local name=$1 began code summary total errors bad skip
  local output="$results/$name.out"
  began=$(date +%s)
  # Whatever ends this before its counts are known, it has not passed.
  echo "0 1 0" >"$results/$name.counts"
  "tests/$name/bin/Release/net10.0/$name" -noColor >"$output" 2>&1
  code=$?
  summary=$(grep -E '^ *'"$name"' +Total: ' "$output" | tail -n 1)
  count() { printf '%s' "$summary" | sed -nE "s/.*$1: ([0-9]+).*/\1/p"; }
  total=$(count Total) errors=$(count Errors) bad=$(count Failed) skip=$(count Skipped)
  if [ -z "$total" ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && [ "$errors" -eq 0 ]; }; then
    printf '%s\n%s\n' "$(cat "$output")" "$name: ended with code $code and no usable summary."
    return
  fi
  bad=$((bad + errors))
  echo "$((total - bad - skip)) $bad $skip" >"$results/$name.counts"
  {
    [ "$bad" -eq 0 ] || cat "$output"
    grep -E '\[SKIP\]' -A1 "$output" | grep -vE '^--$' | head -n 20
    echo "$name: $((total - bad - skip)) passed, $bad failed, $skip skipped ($(($(date +%s) - began)) s)"
  } >"$results/$name.told"
  cat "$results/$name.told"
}
export -f run_project

# Those that take longest first: what is left for the end should be short.
for name in PaymentSwitch.{Cluster,Simulations,Storage,Server,Engine}.Tests $(cd tests && echo *.Tests); do
  case "$name" in *"$only"*) ;; *) continue ;; esac
  case "$solution $name" in PaymentSwitch.Embedded.slnf\ PaymentSwitch.Cluster.*) continue ;; esac
  echo "$name"
done | awk '!seen[$0]++' | xargs -P 2 -I{} bash -c 'run_project {}'

read -r passed failed skipped < <(cat "$results"/*.counts 2>/dev/null | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
