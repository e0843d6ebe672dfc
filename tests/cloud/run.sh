#!/usr/bin/env bash
# Proves the cloud edition on a real Azure Functions host, with the storage emulator:
#   demo files, a release held against that of the one-machine host, the scenarios of Hub.Http.Tests, a host that is killed
#   in the middle of an import and of an orchestration.
# The host is `func` on the PATH (Azure Functions Core Tools 4), or HUB_FUNCTIONS_HOST: the path of
# Microsoft.Azure.WebJobs.Script.WebHost(.dll), as the container images of Azure Functions have it in /azure-functions-host.
# HUB_FUNCTIONS_APP: the app, published; left out it is published here. HUB_CLOUD_PORT: first of six free ports (7171).
# Arguments choose among: demo scenarios import cases. HUB_CLOUD_LOG: folder for logs. Needs the .NET 10 SDK, Node 20, curl and jq.
# The last line is: N passed, N failed, N skipped. Exit code 0: all of it; 1: something failed; 77: no host, nothing ran.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/cloud/hosts.sh
source tests/cloud/steps.sh
source tests/cloud/cases.sh

if ! find_host; then
  say 'no Functions host: put func on the PATH or set HUB_FUNCTIONS_HOST; nothing ran'
  exit 77
fi
for tool in dotnet node curl jq; do command -v "$tool" >/dev/null || { say "$tool is missing"; exit 1; }; done

mkdir -p "$logs"
trap stop_all EXIT
build_all
start_azurite
start_host
start_standalone

readonly chosen=" ${*:-demo scenarios import cases} "
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

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
