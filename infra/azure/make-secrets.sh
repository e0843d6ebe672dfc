#!/bin/sh
# Makes the pepper and the first wrapping key of learners in the key vault, where they are missing. Neither is shown nor written to
# a disk that stays. What is there is left alone: another pepper would make every learner a new one.
#   bash infra/azure/make-secrets.sh GROUP      (azd gives AZURE_KEY_VAULT_NAME instead)
set -eu
umask 077
vault="${AZURE_KEY_VAULT_NAME:-}"
[ -n "$vault" ] || vault="$(az keyvault list --resource-group "${1:?name of the resource group}" --query "[?tags.product=='hub'].name | [0]" --output tsv)"
[ -n "$vault" ] || { echo "There is no key vault of a hub in $1: deploy infra first." >&2; exit 2; }

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

make() { # name, command that writes the value
  # Not inside a condition, where a failure would count as "missing" and end in a new pepper.
  found="$(az keyvault secret list --vault-name "$vault" --query "[?name=='$1'].name" --output tsv)"
  if [ -n "$found" ]; then
    echo "$1 is there"
    return
  fi

  "$2" >"$folder/lines"
  tr -d '\n' <"$folder/lines" >"$folder/value"
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$folder/value" --encoding utf-8 --output none
  echo "$1 made"
}

pepper() { openssl rand -base64 48; }
wrapping_key() { printf 'w%s:%s' "$(date -u +%Y%m%d)" "$(openssl rand -base64 32)"; }

make learner-pepper pepper
make wrapping-keys wrapping_key
