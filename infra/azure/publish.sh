#!/usr/bin/env bash
# Builds the app of the hub and puts it into the function app of a resource group:
#   bash infra/azure/publish.sh GROUP
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
group="${1:?name of the resource group}"

app="$(az functionapp list --resource-group "$group" --query "[?tags.\"azd-service-name\"=='hub'].name | [0]" --output tsv)"
[ -n "$app" ] || { echo "There is no hub in $group: deploy infra first." >&2; exit 2; }

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
dotnet publish src/Hub.Functions -c Release --nologo -v q -o "$folder/app"
(cd "$folder/app" && zip --quiet --recurse-paths ../app.zip .)
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$folder/app.zip" --output none
echo "published to $app"
