# The emulator's storage, asked and changed behind the hub's back. Sourced by run.sh.
at_storage() { # method blob|queue|table path[?query] curl's-arguments...
  local method="$1" service="$2" path="$3" port="$azurite_port" join='?'
  shift 3
  case "$service" in queue) port=$((azurite_port + 1)) ;; table) port=$((azurite_port + 2)) ;; esac
  [[ "$path" != *\?* ]] || join='&'
  curl -sS -m 60 --fail-with-body -X "$method" "http://127.0.0.1:$port/$azurite_account/$path$join$(shared_access)" "$@"
}

# A shared access signature for everything in the account: the plain words of it, signed with the account's key.
shared_access() {
  local version=2019-12-12 services=bqt kinds=sco permissions=rwdlacup end=2099-01-01T00:00:00Z key signature
  key="$(printf %s "$azurite_key" | base64 -d | od -An -v -tx1 | tr -d ' \n')"
  signature="$(printf '%s\n' "$azurite_account" "$permissions" "$services" "$kinds" '' "$end" '' '' "$version" |
    openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64 | jq -Rr @uri)"
  printf 'sv=%s&ss=%s&srt=%s&sp=%s&se=%s&sig=%s' "$version" "$services" "$kinds" "$permissions" "$end" "$signature"
}

put_message() { # queue text; encoded as the hub does. It makes the queue, where nobody has used it yet.
  at_storage PUT queue "$1"
  at_storage POST queue "$1/messages" -d "<QueueMessage><MessageText>$(printf %s "$2" | base64 -w 0)</MessageText></QueueMessage>" >/dev/null
}

clear_queue() { at_storage DELETE queue "$1/messages"; }

lies_in() { # queue; how many can be taken now, counted up to 32
  at_storage GET queue "$1/messages?peekonly=true&numofmessages=32" | { grep -o '<MessageId>' || true; } | wc -l
}

blobs_of() { # prefix; their names, a line each
  at_storage GET blob "hub?restype=container&comp=list&prefix=$1" | { grep -o '<Name>[^<]*' || true; } | cut -c7-
}

# Changes the JSON of a row as jq says.
change_row() { # table partition row jq's-filter
  local entity body path="$1(PartitionKey='$2',RowKey='$(jq -rn --arg r "$3" '$r | @uri')')"
  entity="$(at_storage GET table "$path" -H 'Accept: application/json;odata=nometadata')"
  body="$(jq -c "(.b00 | @base64d | fromjson | $4 | tojson | @base64) as \$body | {b00: \$body, \"b00@odata.type\": \"Edm.Binary\"}" <<<"$entity")"
  at_storage PUT table "$path" -H 'If-Match: *' -H 'Content-Type: application/json' -d "$body"
}
