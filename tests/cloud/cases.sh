# Cases of recognition. Sourced by run.sh.
case_keys() {
  provider="$(key_of PT-POLITEC provider)"
  reviewer="$(key_of PT-FORMAR reviewer)" other="$(key_of PT-FORMAR reviewer)"
  learner="$(call GET /v1/achievements/PT-POLITEC~R-1 "$provider" | jq -r .learner)"
}

# Asks that an achievement counts towards a unit of another school; nothing about it is beyond doubt, so persons decide.
ask() { # idempotency key
  curl -sS --fail-with-body -X POST "$url/v1/recognitions" -H "Authorization: Bearer $provider" -H 'Content-Type: application/json' -H "Idempotency-Key: $1" \
    -d "{\"learner\":\"$learner\",\"route\":\"unit-equivalence\",\"target\":\"PT-FORMAR~F001\",\"achievements\":[\"PT-POLITEC~R-1\"]}" | jq -r .id
}

stage_of() { call GET "/v1/recognitions/$1" "$reviewer" | jq -r .stage; }

is_at() { [ "$(stage_of "$1")" = "$2" ]; }

reaches() { # case stage
  wait_for "${3:-90}" "stage $2" is_at "$1" "$2" || { say "it is at $(stage_of "$1")"; return 1; }
}

# Refused by a person, after the applicant was heard.
refuse() { # case
  reaches "$1" review
  call POST "/v1/recognitions/$1/hearing" "$reviewer" >/dev/null
  call POST "/v1/recognitions/$1/hearing/answer" "$provider" '{"text":"Pedimos que seja visto de novo."}' >/dev/null
  reaches "$1" review
  call POST "/v1/recognitions/$1/decision" "$reviewer" '{"outcome":"refused","ground":"stated-reasons","remedies":["present-more-evidence"],"reasons":"Os resultados não coincidem."}' >/dev/null
}

case_to_the_end() {
  local provider reviewer other learner id again
  case_keys
  id="$(ask first)"
  again="$(ask first)"
  [ "$id" = "$again" ]
  refuse "$id"
  reaches "$id" appeal-window
  call POST "/v1/recognitions/$id/appeal" "$provider" '{"text":"A unidade foi avaliada por júri."}' >/dev/null
  reaches "$id" appeal
  call POST "/v1/recognitions/$id/decision" "$other" '{"outcome":"full","remedies":[],"parts":[]}' >/dev/null
  reaches "$id" final
  call GET "/v1/recognitions/$id" "$reviewer" | jq -c '{stage, "end": ."end", outcome, history: [.history[].what]}'
  [ "$(call GET "/v1/recognitions/$id" "$reviewer" | jq -r '"\(."end") \(.outcome)"')" = 'granted full' ]
}

# Killed twice: while the evaluation may be under way, and between a decision and the notice of it.
killed_orchestration() {
  local provider reviewer other learner id
  case_keys
  id="$(ask second)"
  kill_host
  start_host
  reaches "$id" review 400
  refuse "$id"
  kill_host
  start_host
  reaches "$id" appeal-window 400
  [ "$(call GET "/v1/recognitions/$id" "$reviewer" | jq '[.history[] | select(.what | startswith("decided"))] | length')" -eq 1 ]
  call GET "/v1/recognitions/$id" "$reviewer" | jq -c '{stage, outcome, history: [.history[].what]}'
}
