#!/usr/bin/env bash
# Builds the hub and runs all its tests. Needs the .NET 10 SDK, git and curl; Node 20 for the storage emulator of the Azure tests,
# for the linter of the API description and for libraries of others that read a release; chromium and Node 20 for the browser tests.
# The last line is: N passed, N failed, N skipped. Exit code 0 only when something ran and nothing failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
readonly configuration=Release
readonly results="$PWD/artifacts/test-results"
readonly azurite_port="${HUB_AZURITE_PORT:-10100}"   # and the two after it
# Account and key that every copy of the emulator has; they are in its documentation.
readonly azurite_account=devstoreaccount1
readonly azurite_key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

passed=0 failed=0 skipped=0
azurite_pid='' azurite_folder=''

say() { printf '== %s\n' "$*"; }

# Packages of the operating system that are missing are installed where that is possible, and only then.
need() { # command package
  if command -v "$1" >/dev/null; then return 0; fi
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then say "$1 is missing and $2 can not be installed without root"; return 1; fi
    sudo=(sudo -n)
  fi
  say "installing $2"
  { "${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$2"; } >/dev/null
}

# Tests one project and adds what its TRX file counted. A run that dies without one counts as a failure.
test_project() { # project
  local name trx counters total now_passed now_failed code=0
  name="$(basename "$1")"
  trx="$results/$name.trx"
  say "$name"
  dotnet test "$1" -c "$configuration" --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal' || code=$?
  if [ ! -s "$trx" ] || ! counters="$(grep -o '<Counters [^>]*>' "$trx" | head -n 1)" || [ -z "$counters" ]; then
    say "$name gave no results (exit code $code)"
    failed=$((failed + 1))
    return
  fi
  total="$(counter total)"
  now_passed="$(counter passed)"
  now_failed=$(($(counter failed) + $(counter error) + $(counter timeout) + $(counter aborted)))
  if [ "$code" -ne 0 ] && [ "$now_failed" -eq 0 ]; then
    say "$name ended with exit code $code though no test failed"
    failed=$((failed + 1))
  fi
  passed=$((passed + now_passed))
  failed=$((failed + now_failed))
  skipped=$((skipped + total - now_passed - now_failed))
}

counter() { # name; reads $counters
  local value
  value="$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters")"
  printf '%s' "${value:-0}"
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

start_azurite() {
  need node nodejs && need npm npm || return 1
  local port
  for port in "$azurite_port" $((azurite_port + 1)) $((azurite_port + 2)); do
    if is_open "$port"; then say "port $port is taken; set HUB_AZURITE_PORT"; return 1; fi
  done
  (cd tests/azurite && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null || return 1
  azurite_folder="$(mktemp -d)"
  node tests/azurite/node_modules/azurite/dist/src/azurite.js --silent --disableTelemetry --skipApiVersionCheck --location "$azurite_folder" \
    --blobHost 127.0.0.1 --blobPort "$azurite_port" --queueHost 127.0.0.1 --queuePort $((azurite_port + 1)) --tableHost 127.0.0.1 --tablePort $((azurite_port + 2)) \
    >"$results/azurite.log" 2>&1 &
  azurite_pid=$!
  local tries=0
  until is_open "$azurite_port" && is_open $((azurite_port + 1)) && is_open $((azurite_port + 2)); do
    tries=$((tries + 1))
    if [ "$tries" -gt 120 ] || ! kill -0 "$azurite_pid" 2>/dev/null; then say 'the storage emulator did not start'; cat "$results/azurite.log"; return 1; fi
    sleep 0.5
  done
  local host=http://127.0.0.1
  export HUB_AZURITE="DefaultEndpointsProtocol=http;AccountName=$azurite_account;AccountKey=$azurite_key;BlobEndpoint=$host:$azurite_port/$azurite_account;QueueEndpoint=$host:$((azurite_port + 1))/$azurite_account;TableEndpoint=$host:$((azurite_port + 2))/$azurite_account;"
}

stop_azurite() {
  if [ -n "$azurite_pid" ]; then kill "$azurite_pid" 2>/dev/null && wait "$azurite_pid" 2>/dev/null || true; fi
  if [ -n "$azurite_folder" ]; then rm -rf "$azurite_folder"; fi
  azurite_pid='' azurite_folder=''
}
trap stop_azurite EXIT

# What a restore could not do, in a few words.
reason() { # log
  local codes
  codes="$(grep -oE 'error [A-Z]+[0-9]+: [^[]{1,160}' "$1" | sed 's/^error //' | sort -u | head -n 1)"
  printf '%s' "${codes:-see $1}"
}

build() { # project or solution
  dotnet build "$1" -c "$configuration" --no-restore --verbosity quiet
}

not_built() {
  say 'not built'
  failed=$((failed + 1))
}

# The tests of the Azure edition are in Hub.sln alone.
in_standalone() { # project
  grep -q "$(basename "$1")\.csproj" Hub.Standalone.slnf
}

standalone_tests() {
  say 'building Hub.Standalone.slnf'
  if ! dotnet restore Hub.Standalone.slnf --verbosity quiet || ! build Hub.Standalone.slnf; then not_built; return; fi
  local project
  for project in tests/*.Tests; do
    if ! in_standalone "$project"; then continue; fi
    if [ "$project" = tests/Hub.Browser.Tests ]; then prepare_browser; fi
    test_project "$project"
  done
}

# What the browser tests look through and by; without it they show as skipped.
prepare_browser() {
  if ! { need chromium chromium && need node nodejs && need npm npm && (cd tests/Hub.Browser.Tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null; }; then
    say 'Hub.Browser.Tests are skipped: chromium, Node 20 or axe-core is missing'
  fi
}

# The API description as a hub serves it, held against the rules of OpenAPI; counts as one test.
openapi_lint() {
  local folder log="$results/openapi-hub.log" pid address='' tries=0 code=0
  say 'openapi'
  if ! { need node nodejs && need npm npm && (cd tests/openapi && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null; }; then
    say 'the API description was not linted: Node 20 or its packages are missing'
    skipped=$((skipped + 1))
    return
  fi
  folder="$(mktemp -d)"
  artifacts/bin/Hub.Standalone/release/hub serve --data "$folder" --urls http://127.0.0.1:0 >"$log" 2>&1 &
  pid=$!
  until address="$(sed -n 's/.*serves at \([^ ]*\).*/\1/p' "$log")" && [ -n "$address" ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 120 ] || ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.5
  done
  if ! { curl -sf "$address/openapi/v1.json" -o "$results/openapi.json" &&
    REDOCLY_TELEMETRY=off node tests/openapi/node_modules/@redocly/cli/bin/cli.js lint --config tests/openapi/redocly.yaml "$results/openapi.json"; }; then code=1; fi
  kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true
  rm -rf "$folder"
  if [ "$code" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
}

# A release read by libraries of others, and checked as the README says, with openssl, jq and sha256sum.
foreign_readers() {
  local folder release line log="$results/foreign.log"
  say 'foreign'
  if ! { need node nodejs && need npm npm && need jq jq && need openssl openssl && (cd tests/foreign && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null; }; then
    say 'no release was read by libraries of others: Node 20 or its packages are missing'
    skipped=$((skipped + 1))
    return
  fi
  folder="$(mktemp -d)"
  if ! artifacts/bin/Hub.Standalone/release/hub demo --data "$folder/data" >"$log" 2>&1; then
    cat "$log"
    failed=$((failed + 1))
    return
  fi
  for release in "$folder"/data/blobs/open/catalogue/*/; do
    node tests/foreign/read.mjs "$release" ../shared/data/dcat-ap/shacl | tee "$log" || true
    line="$(tail -n 1 "$log")"
    if [[ ! "$line" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]]; then
      say 'the libraries gave no results'
      failed=$((failed + 1))
      continue
    fi
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
    sed -n '/^# verify a release/,/^```$/p' README.md | sed '$d' >"$folder/verify.sh"
    if [ -s "$folder/verify.sh" ] && (cd "$release" && bash -eo pipefail "$folder/verify.sh") && ! (cd "$release" && echo >>entries.csv.gz && bash -eo pipefail "$folder/verify.sh") >/dev/null 2>&1; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      say "the block of the README does not verify $release"
    fi
  done
  rm -rf "$folder"
}

# The Azure projects need packages that not every registry serves; the rest of the hub does not wait for them.
azure_tests() {
  if [ ! -d tests/Hub.Azure.Tests ]; then return; fi
  local log="$results/azure-restore.log" target=Hub.sln
  if ! dotnet restore Hub.sln >"$log" 2>&1; then
    say "Hub.Functions was left out, its packages can not be restored: $(reason "$log")"
    target=tests/Hub.Azure.Tests
    if ! dotnet restore "$target" >"$log" 2>&1; then
      say "Hub.Storage.Azure and Hub.Azure.Tests were left out, their packages can not be restored: $(reason "$log")"
      return
    fi
  fi
  say "building $target"
  if ! build "$target"; then not_built; return; fi
  if [ -z "${HUB_AZURITE:-}" ] && ! start_azurite; then say 'Hub.Azure.Tests run without the storage emulator: what needs it is skipped'; fi
  test_project tests/Hub.Azure.Tests
  stop_azurite
  if [ "$target" = Hub.sln ]; then test_project tests/Hub.Functions.Tests; fi
}

command -v dotnet >/dev/null || { say 'the .NET 10 SDK is missing: https://dot.net'; exit 1; }
rm -rf "$results"
mkdir -p "$results"
standalone_tests
openapi_lint
foreign_readers
azure_tests

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
