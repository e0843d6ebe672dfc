#!/bin/sh
# Makes the pepper and the first wrapping key of learners in the key vault, where they are missing. Neither is shown nor written to
# a disk that stays. What is there is left alone: another pepper would make every learner a new one.
#   AZURE_KEY_VAULT_NAME=kv-... sh infra/azure/make-secrets.sh
set -eu
umask 077
: "${AZURE_KEY_VAULT_NAME:?name of the key vault, an output of the deployment}"

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# Only "not found" means missing: any other failure must not end in a new pepper.
is_missing() { # name
  found="$(az keyvault secret list --vault-name "$AZURE_KEY_VAULT_NAME" --query "[?name=='$1'].name" --output tsv)"
  [ -z "$found" ]
}

make() { # name, command that writes the value
  if is_missing "$1"; then
    "$2" | tr -d '\n' >"$folder/value"
    az keyvault secret set --vault-name "$AZURE_KEY_VAULT_NAME" --name "$1" --file "$folder/value" --encoding utf-8 --output none
    echo "$1 made"
  else
    echo "$1 is there"
  fi
}

pepper() { openssl rand -base64 48; }
wrapping_key() { printf 'w%s:%s' "$(date -u +%Y%m%d)" "$(openssl rand -base64 32)"; }

make learner-pepper pepper
make wrapping-keys wrapping_key
