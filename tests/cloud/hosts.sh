# What runs beside the checks: emulator, Functions host, one-machine host. Sourced by run.sh.
readonly first_port="${HUB_CLOUD_PORT:-7171}"
readonly host_port="$first_port" standalone_port=$((first_port + 1)) azurite_port=$((first_port + 2))      # and the two after it
readonly folder="$(mktemp -d)"
readonly logs="${HUB_CLOUD_LOG:-$folder/logs}"
readonly url="http://127.0.0.1:$host_port" standalone_url="http://127.0.0.1:$standalone_port"
readonly hub="$PWD/artifacts/bin/Hub.Standalone/release/hub"
readonly operator=PT-REGISTO
readonly secret="$(head -c 32 /dev/urandom | base64 | tr -d '=+/\n')"
# Account and key that every copy of the emulator has; they are in its documentation.
readonly azurite_account=devstoreaccount1
readonly azurite_key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

host='' app="${HUB_FUNCTIONS_APP:-$folder/app}"
azurite_pid='' standalone_pid=''
passed=0 failed=0 skipped=0

say() { printf '== %s\n' "$*"; }

wants() { [[ "$chosen" == *" $1 "* ]]; }

skip() { skipped=$((skipped + 1)); say "skipped: $1"; }

# Runs a function as one check. It may use set -e: the first command that fails is the failure.
check() { # what function
  local code
  say "$1"
  set +e      # in a condition bash would not heed the inner one
  (set -e; "$2")
  code=$?
  set -e
  if [ "$code" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); say "FAILED: $1"; fi
}

find_host() {
  if [ -n "${HUB_FUNCTIONS_HOST:-}" ]; then host="$HUB_FUNCTIONS_HOST"; [ -e "$host" ]; return; fi
  if command -v func >/dev/null; then host=func; return; fi
  return 1
}

build_all() {
  if [ ! -x "$hub" ] || [ ! -e artifacts/bin/Hub.Http.Tests/release/Hub.Http.Tests.dll ]; then
    say 'building'
    dotnet build tests/Hub.Http.Tests -c Release --nologo -v q >"$logs/build.log" && dotnet build src/Hub.Standalone -c Release --nologo -v q >>"$logs/build.log"
  fi
  if [ -z "${HUB_FUNCTIONS_APP:-}" ]; then
    say 'publishing the app'
    dotnet publish src/Hub.Functions -c Release --nologo -v q -o "$app" >"$logs/publish.log" || { say "the app can not be published, see $logs/publish.log"; exit 1; }
  fi
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

wait_for() { # seconds what command...
  local until=$((SECONDS + $1)) what="$2"
  shift 2
  until "$@" >/dev/null 2>&1; do
    if [ "$SECONDS" -ge "$until" ]; then say "waited in vain for $what"; return 1; fi
    sleep 0.5
  done
}

start_azurite() {
  [ -e tests/azurite/node_modules/azurite ] || (cd tests/azurite && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$logs/npm.log"
  node tests/azurite/node_modules/azurite/dist/src/azurite.js --silent --disableTelemetry --skipApiVersionCheck --location "$folder/azurite" \
    --blobHost 127.0.0.1 --blobPort "$azurite_port" --queueHost 127.0.0.1 --queuePort $((azurite_port + 1)) --tableHost 127.0.0.1 --tablePort $((azurite_port + 2)) >"$logs/azurite.log" 2>&1 &
  azurite_pid=$!
  local at=http://127.0.0.1
  storage="DefaultEndpointsProtocol=http;AccountName=$azurite_account;AccountKey=$azurite_key;BlobEndpoint=$at:$azurite_port/$azurite_account;QueueEndpoint=$at:$((azurite_port + 1))/$azurite_account;TableEndpoint=$at:$((azurite_port + 2))/$azurite_account;"
  wait_for 60 'the storage emulator' is_open $((azurite_port + 2))
}

settings_of_the_app() {
  openssl ecparam -name prime256v1 -genkey -noout 2>/dev/null | openssl pkcs8 -topk8 -nocrypt >"$folder/sign.pem"
  head -c 32 /dev/urandom | base64 >"$folder/pepper"
  head -c 32 /dev/urandom | base64 >"$folder/wrap"
}

# In a process group of its own, so that all of it can be killed at once, as a machine that fails does.
launch_host() { # settings that differ, NAME=value...
  [ -e "$folder/sign.pem" ] || settings_of_the_app
  local -a run
  if [ "$host" = func ]; then run=(func start --port "$host_port" --no-build --script-root "$app")
  elif [[ "$host" == *.dll ]]; then run=(dotnet "$host")
  else run=("$host"); fi
  mkdir -p "$folder/home"
  (
    [ "$host" = func ] || cd "$(dirname "$host")"
    # Left over from a container, these would make the host believe that it runs in the cloud.
    unset CONTAINER_NAME WEBSITE_INSTANCE_ID WEBSITE_SKU WEBSITE_POD_NAME LEGION_SERVICE_HOST
    exec setsid env HOME="$folder/home" AzureWebJobsScriptRoot="$app" ASPNETCORE_URLS="$url" WEBSITE_HOSTNAME="127.0.0.1:$host_port" \
      FUNCTIONS_WORKER_RUNTIME=dotnet-isolated FUNCTIONS_EXTENSION_VERSION=~4 FUNCTIONS_REQUEST_BODY_SIZE_LIMIT=34603008 \
      AZURE_FUNCTIONS_ENVIRONMENT=Development ASPNETCORE_ENVIRONMENT=Development AzureWebJobsSecretStorageType=files AzureFunctionsWebHost__hostid=hubcloudtest \
      AzureFunctionsJobHost__logging__console__isEnabled=true DOTNET_CLI_TELEMETRY_OPTOUT=1 \
      AzureWebJobsStorage="$storage" HubStorage="$storage" Hub__Container=hub Hub__Operator="$operator" Hub__PublicUrl="$url" \
      Hub__SigningKey="$(cat "$folder/sign.pem")" Hub__LearnerPepper="$(cat "$folder/pepper")" Hub__WrappingKeys="k1:$(cat "$folder/wrap")" \
      Hub__ReleaseSchedule='0 0 3 1 1 *' Hub__CleanSchedule='0 0 4 1 1 *' Hub__SweepSchedule='*/30 * * * * *' \
      Hub__BootstrapKeySha256="$(printf %s "$secret" | sha256sum | cut -d' ' -f1)" "$@" "${run[@]}"
  ) >>"$logs/host.log" 2>&1 &
  echo "$!" >"$folder/host.pid"
  disown
}

start_host() { # settings that differ, NAME=value...
  launch_host "$@"
  wait_for 180 'the Functions host' curl -sf -m 5 "$url/health/ready"
}

restart_host() { # settings that differ, NAME=value...
  kill_host
  start_host "$@"
}

kill_host() {
  local pid
  pid="$(cat "$folder/host.pid")"
  kill -9 -- "-$pid" 2>/dev/null || true
  wait_for 30 'the end of the host' is_free "$host_port"
  say 'the host was killed'
}

is_free() { ! is_open "$1"; }

start_standalone() {
  Hub__Operator="$operator" Hub__BootstrapKeySha256="$(printf %s "$secret" | sha256sum | cut -d' ' -f1)" \
    "$hub" serve --data "$folder/standalone" --urls "$standalone_url" >"$logs/standalone.log" 2>&1 &
  standalone_pid=$!
  wait_for 60 'the one-machine host' curl -sf -m 5 "$standalone_url/health/ready"
}

stop_all() {
  [ ! -e "$folder/host.pid" ] || kill_host
  [ -z "$standalone_pid" ] || kill "$standalone_pid" 2>/dev/null || true
  [ -z "$azurite_pid" ] || kill "$azurite_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  [ "$logs" = "$folder/logs" ] && [ "$failed" -gt 0 ] && say "logs are in $logs" || rm -rf "$folder"
}
