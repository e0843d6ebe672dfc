# What nobody's request begins. Sourced by run.sh. The schedules are those of the settings. What looks at every partition of
# many tables runs once a minute: the emulator takes longer than seconds for it.
readonly often='*/10 * * * * *' minutely='0 * * * * *' never='0 0 5 1 1 *'

last_release() { curl -sf "$url/open/catalogue/latest.json" | jq .sequence; }

changes_of() { # after which number, organisation
  call GET "/v1/changes?after=$1" "$secret" | jq --arg id "$2" '[.items[] | select(.id == $id)] | length'
}

has_change() { [ "$(changes_of "$1" "$2")" -eq 1 ]; }

# Its message is thrown away before anybody takes it, as if the process that committed the change had died.
lost_change_gets_its_page() {
  local organisation=PT-PERDIDA before
  call POST '/v1/releases?wait=true' "$secret" >/dev/null
  before="$(last_release)"
  restart_host Hub__SweepSchedule="$never" 'AzureWebJobs.feed-sequence.Disabled=true'
  register "$organisation"
  [ "$(lies_in feed-sequence)" -ge 1 ]
  clear_queue feed-sequence
  restart_host Hub__SweepSchedule="$never"
  [ "$(lies_in feed-sequence)" -eq 0 ]
  [ "$(changes_of "$before" "$organisation")" -eq 0 ]
  restart_host Hub__SweepSchedule="$often"
  wait_for 120 'the change in the feed' has_change "$before" "$organisation"
  call GET "/v1/changes?after=$before" "$secret" | jq -c '.items[] | {sequence, id}'
}

# Ended 60 days ago, says its row now: what the work on it left goes, findings and receipt stay.
work_of_old_submissions_goes() {
  local organisation=PT-ANTIGA key id prefix
  register "$organisation"
  key="$(key_of "$organisation" provider)"
  id="$(submit_units "$organisation" "$key" 3 old)"
  wait_for 60 'the submission' is_submission "$id" "$key" finished
  prefix="submissions/$organisation/0000000001/"
  has_work() { [[ "$(blobs_of "$prefix")" == */chunk-* ]]; }
  has_none() { ! has_work; }
  has_work
  change_row submissions "$organisation" s~0000000001 ".finishedAt = \"$(date -u -d '60 days ago' +%FT%TZ)\""
  has_work
  restart_host Hub__CleanSchedule="$minutely"
  wait_for 600 'the end of its working blobs' has_none
  blobs_of "$prefix"
  [[ "$(blobs_of "$prefix")" == *receipt.jws* ]]
  [ "$(call GET "/v1/submissions/$id" "$key" | jq -r .totals.accepted)" -eq 3 ]
}

# On the host that the check before has left: no release is cut there, so the daily timer alone signs the log of a new organisation.
audit_gets_a_checkpoint() {
  local organisation=PT-ANTIGA key
  key="$(key_of "$organisation" auditor)"
  signed() { call GET /v1/audit/checkpoints "$key" | jq -r '.items[-1].sequence // 0'; }
  is_signed() { [ "$(signed)" -ge 1 ]; }
  wait_for 600 'a checkpoint' is_signed
  say "the log of $organisation is signed up to entry $(signed)"
}

# Upload links live for a minute in this run, the least there is; the link takes bytes for a minute more.
upload_expires() {
  local organisation=PT-DEMORA key begun id
  register "$organisation"
  key="$(key_of "$organisation" provider)"
  restart_host Hub__UploadLifetime=00:01:00 Hub__ReleaseSchedule="$often"
  begun="$(curl -sS --fail-with-body -X POST "$url/v1/submissions?kind=catalogue&upload=true" -H "Authorization: Bearer $key" -H 'Content-Length: 0')"
  id="$(jq -r .id <<<"$begun")"
  units 3 >"$folder/late.csv"
  curl -sS --fail-with-body -X PUT "$(jq -r .uploadUrl <<<"$begun")" -H 'x-ms-blob-type: BlockBlob' --data-binary "@$folder/late.csv"
  [ -n "$(blobs_of "incoming/$organisation/")" ]
  wait_for 240 'the end of the upload' is_submission "$id" "$key" refused
  call GET "/v1/submissions/$id" "$key" | jq -c '{status, problem: .problem.code}'
  is_cleared() { [ -z "$(blobs_of "incoming/$organisation/")" ]; }
  wait_for 30 'the end of what was uploaded' is_cleared
}

# On the host that the check before has left: a change, and nobody asks for a release.
release_comes_by_itself() {
  local organisation=PT-PONTUAL before
  is_released() { [[ "$(curl -sf "$url/open/catalogue/latest/organisations.ndjson")" == *"\"id\":\"$organisation\""* ]]; }
  before="$(last_release)"
  register "$organisation"
  wait_for 180 'a release' is_released
  [ "$(last_release)" -gt "$before" ]
  "$hub" verify "$url" 2>&1
}

# By the host's own log, since the readings of one timer go to telemetry only.
no_timer_fails() {
  local timer
  for timer in release-timer submission-sweep-timer audit-checkpoint-timer feed-sweep telemetry-timer; do
    say "$timer: $(grep -c "Executed 'Functions.$timer' (Succeeded" "$logs/host.log") times"
    grep -q "Executed 'Functions.$timer' (Succeeded" "$logs/host.log"
    [ "$(grep -c "Executed 'Functions.$timer' (Failed" "$logs/host.log")" -eq 0 ]
  done
}
