"""Signs and verifies DSSE envelopes with python3-cryptography.

cryptography.py sign KEY KEYID STATEMENT    prints an envelope, in URL-safe base64
cryptography.py verify PUBLIC_KEY ENVELOPE  exits with 0 if its first signature is by the key
"""

import sys

sys.path.pop(0)  # this file's own name must not hide the library

import base64
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key


def read(path):
    with open(path, "rb") as file:
        return file.read()


def pae(payload_type, payload):
    encoded = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(encoded), encoded, len(payload), payload)


def sign(key_file, key_id, statement_file):
    key = load_pem_private_key(read(key_file), password=None)
    payload_type, payload = "application/vnd.in-toto+json", read(statement_file)
    message = pae(payload_type, payload)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        signature = key.sign(message)
    else:
        signature = key.sign(message, ec.ECDSA(hashes.SHA256()))
    print(json.dumps({
        "payload": base64.urlsafe_b64encode(payload).decode(),
        "payloadType": payload_type,
        "signatures": [{"keyid": key_id, "sig": base64.urlsafe_b64encode(signature).decode()}],
    }))


def decoded(text):
    return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)


def verify(key_file, envelope_file):
    key = load_pem_public_key(read(key_file))
    envelope = json.loads(read(envelope_file))
    message = pae(envelope["payloadType"], decoded(envelope["payload"]))
    signature = decoded(envelope["signatures"][0]["sig"])
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, message)
        else:
            key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        sys.exit(1)


{"sign": sign, "verify": verify}[sys.argv[1]](*sys.argv[2:])
