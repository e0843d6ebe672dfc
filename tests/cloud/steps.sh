# The checks. Sourced by run.sh. A check that needs a key of an organisation makes one.
readonly samples=src/Hub.Standalone/Samples

call() { # method path key [body]; at $at or the cloud
  local -a body=()
  [ $# -lt 4 ] || body=(-H 'Content-Type: application/json' -d "$4")
  curl -sS -m 120 --fail-with-body -X "$1" "${at:-$url}$2" -H "Authorization: Bearer $3" "${body[@]}"
}

key_of() { # organisation role...
  local organisation="$1"
  shift
  call POST /v1/keys "$secret" "$(jq -nc --arg o "$organisation" '{organisation: $o, roles: $ARGS.positional}' --args "$@")" | jq -r .secret
}

register() { call PUT "/v1/organisations/$1" "$secret" "{\"legalName\":{\"en\":\"$1\"},\"country\":\"${1%%-*}\",\"roles\":[\"provider\"]}" >/dev/null; }

# Sends a sample and prints its totals. Rejected rows, exit code 1, are what some samples have.
send() { # file kind organisation key
  { "$hub" submit "$samples/$1" --kind "$2" --org "$3" --hub "$at" --key "$4" --json 2>>"$logs/submit.log" || [ $? -eq 1 ]; } | tail -n 1 |
    jq -c '{kind: "'"$2"'", rows, accepted, unchanged, held, rejected, superseded} + (.totals // {}) | {kind, rows, accepted, unchanged, held, rejected, superseded}'
}

play() { # address
  local at="$1" registrar
  register "$operator"
  registrar="$(key_of "$operator" registrar publisher)"
  send 1-organisations.csv organisations "$operator" "$registrar"
  send 2-pt-units-windows-1252.csv catalogue PT-FORMAR "$(key_of PT-FORMAR provider)"
  send 3-pt-micro-credentials.csv catalogue PT-POLITEC "$(key_of PT-POLITEC provider)"
  send 4-lt-micro-credentials.csv catalogue LT-KRANTAS "$(key_of LT-KRANTAS provider)"
  send 5-pt-units-update.csv catalogue PT-FORMAR "$(key_of PT-FORMAR provider)"
  send 7-organisations.csv organisations "$operator" "$registrar"
  send 8-pt-achievements.csv achievements PT-POLITEC "$(key_of PT-POLITEC provider)"
  send 9-lt-achievements.csv achievements LT-KRANTAS "$(key_of LT-KRANTAS provider)"
  send 10-kz-achievements.csv achievements KZ-SHEBER "$(key_of KZ-SHEBER provider)"
  send 11-es-achievements.csv achievements ES-CAMPUS "$(key_of ES-CAMPUS provider)"
}

demo_is_equal() {
  play "$url" >"$folder/cloud.totals"
  play "$standalone_url" >"$folder/standalone.totals"
  cat "$folder/cloud.totals"
  [ "$(wc -l <"$folder/cloud.totals")" -eq 10 ]
  grep -q '"accepted":[1-9]' "$folder/cloud.totals"
  diff "$folder/standalone.totals" "$folder/cloud.totals"
}

# Hashes of what a release publishes; descriptions beside it name the release and differ.
hashes_of() { # address
  local id
  id="$(curl -sf "$1/open/catalogue/latest.json" | jq -r .release)"
  curl -sf "$1/open/catalogue/$id/manifest.json" | jq -r '.files[] | select(.name | test("^(entries|organisations|accreditations|loq|search)")) | "\(.name) \(.uncompressed.sha256 // .sha256)"' | sort
}

release_is_equal() {
  local at
  for at in "$url" "$standalone_url"; do call POST '/v1/releases?wait=true' "$secret" >/dev/null; done
  "$hub" verify "$url" 2>&1
  hashes_of "$url" >"$folder/cloud.hashes"
  hashes_of "$standalone_url" >"$folder/standalone.hashes"
  [ "$(wc -l <"$folder/cloud.hashes")" -ge 8 ]
  diff "$folder/standalone.hashes" "$folder/cloud.hashes"
  say "$(wc -l <"$folder/cloud.hashes") files of the release are equal"
}

operator_sees_failed_work() {
  [ "$(call GET /v1/failed-work "$secret" | jq '.items | length')" -eq 0 ]
}

# The scenarios of Hub.Http.Tests against the running host; each counts.
scenarios() {
  local xml="$logs/scenarios.trx" counters code=0
  say 'the scenarios of Hub.Http.Tests'
  HUB_URL="$url" HUB_KEY="$secret" dotnet artifacts/bin/Hub.Http.Tests/release/Hub.Http.Tests.dll -namespace Hub.Http.Tests.Scenarios -trait- 'Runs=on one machine only' -trx "$xml" -noColor >"$logs/scenarios.log" 2>&1 || code=$?
  if ! counters="$(grep -o '<Counters [^>]*>' "$xml" | head -n 1)" || [ -z "$counters" ]; then
    say "the scenarios gave no results, see $logs/scenarios.log"
    failed=$((failed + 1))
    return
  fi
  passed=$((passed + $(of_counters passed))) failed=$((failed + $(of_counters failed)))
  skipped=$((skipped + $(of_counters total) - $(of_counters passed) - $(of_counters failed)))
  grep -E '\[FAIL\]|Total:' "$logs/scenarios.log" || true
  if [ "$code" -ne 0 ] && [ "$(of_counters failed)" -eq 0 ]; then failed=$((failed + 1)); say "the scenarios ended with exit code $code"; fi
}

of_counters() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }

units() { # how many
  printf 'localId,kind,title@pt,learningOutcomes@pt,workloadHours,hoursKind,status\n'
  seq "$1" | awk '{ printf "U%06d,unit,Unidade %d,Faz %d,50,notional,published\n", $1, $1, $1 }'
}

killed_import() {
  local at="$url" organisation=PT-QUEDA key id status rows=20000 before
  register "$organisation"
  key="$(key_of "$organisation" provider)"
  units "$rows" >"$folder/units.csv"
  id="$(curl -sS --fail-with-body -X POST "$url/v1/submissions?kind=catalogue" -H "Authorization: Bearer $key" -H 'Content-Type: text/csv' -H 'Idempotency-Key: units' --data-binary "@$folder/units.csv" | jq -r .id)"
  sleep "${HUB_CLOUD_KILL_AFTER:-2}"
  before="$(call GET "/v1/submissions/$id" "$key" | jq -r .status)"
  say "killing the host while the submission is $before"
  [ "$before" != finished ]
  kill_host
  start_host
  ended() { [[ "$(call GET "/v1/submissions/$id" "$key" | jq -r .status)" =~ ^(finished|failed|refused)$ ]]; }
  local begun=$SECONDS
  wait_for 900 'the end of the import' ended
  call GET "/v1/submissions/$id" "$key" | jq -c '{status, totals}'
  say "it ended $((SECONDS - begun)) s after the restart"
  [ "$(call GET "/v1/submissions/$id" "$key" | jq -r '"\(.status) \(.totals.accepted) \(.totals.rows)"')" = "finished $rows $rows" ]
  call POST '/v1/releases?wait=true' "$secret" >/dev/null
  [ "$(curl -sf "$url/open/catalogue/latest/entries.ndjson" | grep -c "\"id\":\"$organisation~U")" -eq "$rows" ]
  "$hub" verify "$url" 2>&1
}

has_cases() { curl -sf "$url/openapi/v1.json" | jq -e '.paths["/v1/recognitions"]' >/dev/null; }
