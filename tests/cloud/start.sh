# Settings that are wrong. Sourced by run.sh: the reason stands in the host's log, and nothing is served.
says_why() { # what the log has to say, setting...
  local expected="$1" from
  shift
  kill_host
  from=$(($(wc -l <"$logs/host.log") + 1))
  launch_host "$@"
  tells() { tail -n "+$from" "$logs/host.log" | grep -F "$expected"; }
  wait_for 60 "the reason '$expected'" tells
  say "$(tells | head -n 1 | sed 's/^ *//' | cut -c1-220)"
  if curl -sf -m 5 "$url/health/ready" >/dev/null; then say 'it serves nevertheless'; return 1; fi
}

wrong_settings_are_told() {
  local begin='The hub can not start: '
  says_why "${begin}Not set: Hub:SweepSchedule." Hub__SweepSchedule=
  says_why "${begin}No schedule of six fields, seconds first, such as 0 0 3 * * *: Hub:SweepSchedule." Hub__SweepSchedule='every day'
  says_why "${begin}The signing key is neither" Hub__SigningKey=nonsense
  says_why "${begin}Hub:WrappingKeys" Hub__WrappingKeys=k1:nonsense
  says_why "${begin}Hub:LearnerPepper" Hub__LearnerPepper=short
  says_why "${begin}DataAnnotation validation failed for 'HubOptions' members: 'KeepWorkDays'" Hub__KeepWorkDays=0
  says_why "${begin}Failed to convert configuration value 'many' at 'Hub:KeepWorkDays'" Hub__KeepWorkDays=many
}

# The host opens the account for orchestrations before it starts the app, so it is the host that says it.
wrong_storage_is_told() { says_why 'Settings must be of the form "name=value"' HubStorage=nonsense; }

mended_settings_serve() { restart_host; }
