#!/usr/bin/env bash
# Proves the cloud edition on a real Azure Functions host, with the storage emulator:
#   demo files, a release held against that of the one-machine host, the scenarios of Hub.Http.Tests, a host that is killed
#   in the middle of an import and of an orchestration, messages that can not be worked on, timers, settings that are wrong.
# The host is `func` on the PATH (Azure Functions Core Tools 4), or HUB_FUNCTIONS_HOST: the path of
# Microsoft.Azure.WebJobs.Script.WebHost(.dll), as the container images of Azure Functions have it in /azure-functions-host.
# HUB_FUNCTIONS_APP: the app, published; left out it is published here. HUB_CLOUD_PORT: first of six free ports (7171).
# Arguments choose among: demo scenarios import cases (which rests on the files of demo) poison timers start. HUB_CLOUD_LOG: folder for logs. Needs the .NET 10 SDK, Node 20, curl, jq and openssl.
# The last line is: N passed, N failed, N skipped. Exit code 0: all of it; 1: something failed; 77: no host, nothing ran.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/cloud/hosts.sh
source tests/cloud/steps.sh
source tests/cloud/cases.sh
source tests/cloud/storage.sh
source tests/cloud/poison.sh
source tests/cloud/timers.sh
source tests/cloud/start.sh

if ! find_host; then
  say 'no Functions host: put func on the PATH or set HUB_FUNCTIONS_HOST; nothing ran'
  exit 77
fi
for tool in dotnet node curl jq openssl; do command -v "$tool" >/dev/null || { say "$tool is missing"; exit 1; }; done

mkdir -p "$logs"
trap stop_all EXIT
build_all
start_azurite
start_host
start_standalone

readonly chosen=" ${*:-demo scenarios import cases poison timers start} "
if wants demo; then
  check 'the demo files come out as on one machine' demo_is_equal
  check 'the release is verified by its address and equal to the one-machine one' release_is_equal
  check 'failed work is listed for the operator' operator_sees_failed_work
fi
if wants scenarios; then scenarios; fi
if wants cases; then
  if has_cases; then
    check 'a case goes through review and appeal' case_to_the_end
    check 'a host that is killed in the middle of an orchestration goes on' killed_orchestration
  else
    skip 'cases: this hub has no endpoints for them'
  fi
fi
if wants import; then check 'a host that is killed in the middle of an import loses and doubles nothing' killed_import; fi
if wants poison; then
  check 'a message that can not be read is kept after five tries, and other work goes on' unreadable_message_is_kept
  check 'failed work is sent again' failed_work_is_sent_again
  check 'a submission whose work fails at every attempt says so' submission_without_body_fails
fi
if wants timers; then
  check 'a change whose message was lost gets into the feed' lost_change_gets_its_page
  check 'what work on an old submission left is cleared away' work_of_old_submissions_goes
  check 'audit logs are signed' audit_gets_a_checkpoint
  check 'an upload that nobody confirms ends' upload_expires
  check 'a release comes by itself' release_comes_by_itself
  check 'no timer fails' no_timer_fails
fi
if wants start; then
  check 'settings that are wrong are told, and nothing is served' wrong_settings_are_told
  check 'a storage account that can not be read is told by the host' wrong_storage_is_told
  check 'mended settings serve' mended_settings_serve
fi

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
