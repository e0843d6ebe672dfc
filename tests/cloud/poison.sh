# Work that fails at every attempt. Sourced by run.sh. Five attempts take a minute, by host.json.
readonly nonsense='this is no message'

submit_units() { # organisation key how-many idempotency-key; prints the submission
  units "$3" >"$folder/$1-$4.csv"
  curl -sS --fail-with-body -X POST "$url/v1/submissions?kind=catalogue" -H "Authorization: Bearer $2" -H 'Content-Type: text/csv' -H "Idempotency-Key: $4" --data-binary "@$folder/$1-$4.csv" | jq -r .id
}

is_submission() { # id key status
  [ "$(call GET "/v1/submissions/$1" "$2" | jq -r .status)" = "$3" ]
}

failed_in() { call GET /v1/failed-work "$secret" | jq --arg q "$1" --arg m "$nonsense" '[.items[] | select(.queue == $q and .message == $m)] | length'; }

is_kept() { [ "$(failed_in "$1")" -eq 1 ]; }

# What nobody can read: on a queue of submissions, whose poison ends submissions, and on another. Work that came later is not kept up by it.
unreadable_message_is_kept() {
  local queue organisation=PT-GARRAFA key id
  local -a queues=(submission-judge audit-append)
  for queue in "${queues[@]}"; do put_message "$queue" "$nonsense"; done
  register "$organisation"
  key="$(key_of "$organisation" provider)"
  id="$(submit_units "$organisation" "$key" 3 beside)"
  wait_for 60 'a submission beside it' is_submission "$id" "$key" finished
  for queue in "${queues[@]}"; do [ "$(failed_in "$queue")" -eq 0 ]; done
  say 'a submission beside it is finished, while it is tried'
  for queue in "${queues[@]}"; do
    wait_for 240 "the failed work of $queue" is_kept "$queue"
    [ "$(grep -c "Executing 'Functions.$queue-poison'" "$logs/host.log")" -eq 1 ]
    [ "$(lies_in "$queue")" -eq 0 ]
    [ "$(lies_in "$queue-poison")" -eq 0 ]
  done
  call GET /v1/failed-work "$secret" | jq -c '.items[]'
}

# Sent again by the operator it fails again, and is the same failed work.
failed_work_is_sent_again() {
  local id
  id="$(call GET /v1/failed-work "$secret" | jq -r '[.items[] | select(.queue == "audit-append")][0].id')"
  call POST "/v1/failed-work/$id/retry" "$secret" | jq -c .
  [ "$(failed_in audit-append)" -eq 0 ]
  wait_for 240 'the failed work, again' is_kept audit-append
}

# The body is taken away before the first step reads it. The submission says that it failed, the next one of its sender goes on.
submission_without_body_fails() {
  local organisation=PT-VAZIO key lost next body
  register "$organisation"
  key="$(key_of "$organisation" provider)"
  restart_host 'AzureWebJobs.submission-split.Disabled=true'
  lost="$(submit_units "$organisation" "$key" 3 lost)"
  body="$(blobs_of "uploads/$organisation/")"
  [[ "$body" =~ ^uploads/[^[:space:]]+$ ]]
  at_storage DELETE blob "hub/$body"
  next="$(submit_units "$organisation" "$key" 4 next)"
  restart_host
  wait_for 300 'the end of the submission without a body' is_submission "$lost" "$key" failed
  call GET "/v1/submissions/$lost" "$key" | jq -c '{status, problem}'
  [ "$(call GET "/v1/submissions/$lost" "$key" | jq -r .problem.code)" = submission.failed ]
  wait_for 60 'the submission after it' is_submission "$next" "$key" finished
  [ "$(call GET "/v1/submissions/$next" "$key" | jq -r .totals.accepted)" -eq 4 ]
  [ "$(lies_in submission-split-poison)" -eq 0 ]
}
