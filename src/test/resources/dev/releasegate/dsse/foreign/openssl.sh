#!/usr/bin/env bash
# Signs and verifies DSSE envelopes with OpenSSL and nothing else.
#   openssl.sh sign KEY KEYID STATEMENT    prints an envelope
#   openssl.sh verify PUBLIC_KEY ENVELOPE  exits with 0 if its first signature is by the key
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
type=application/vnd.in-toto+json

pae() { # of $type and a file
  printf 'DSSEv1 %d %s %d ' "${#type}" "$type" "$(wc -c < "$1")"
  cat "$1"
}

is_ed25519() {
  openssl pkey "$@" -noout -text 2> /dev/null | grep -q ED25519
}

member() { # of an envelope without spaces, as the Registry tells it
  sed -E "s/.*\"$2\":\"([^\"]*)\".*/\\1/" "$1"
}

decoded() {
  tr -- '-_' '+/' | openssl base64 -d -A
}

case $1 in
  sign)
    pae "$4" > "$work/signed"
    if is_ed25519 -in "$2"; then
      openssl pkeyutl -sign -rawin -inkey "$2" -in "$work/signed" -out "$work/signature"
    else
      openssl dgst -sha256 -sign "$2" -out "$work/signature" "$work/signed"
    fi
    printf '{"payloadType":"%s","payload":"%s","signatures":[{"keyid":"%s","sig":"%s"}]}' \
      "$type" "$(openssl base64 -A -in "$4")" "$3" "$(openssl base64 -A -in "$work/signature")"
    ;;
  verify)
    type=$(member "$3" payloadType)
    member "$3" payload | decoded > "$work/payload"
    member "$3" sig | decoded > "$work/signature"
    pae "$work/payload" > "$work/signed"
    if is_ed25519 -pubin -in "$2"; then
      openssl pkeyutl -verify -rawin -pubin -inkey "$2" -in "$work/signed" -sigfile "$work/signature"
    else
      openssl dgst -sha256 -verify "$2" -signature "$work/signature" "$work/signed"
    fi
    ;;
esac
