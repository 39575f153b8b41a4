// Signs and verifies DSSE envelopes with @sigstore/core.
//   sigstore.cjs sign KEY KEYID STATEMENT    prints an envelope
//   sigstore.cjs verify PUBLIC_KEY ENVELOPE  exits with 0 if its first signature is by the key
const { createPrivateKey, sign } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { crypto, dsse } = require('@sigstore/core');

const type = 'application/vnd.in-toto+json';
const [command, key, ...rest] = process.argv.slice(2);

if (command === 'sign') {
  const [keyid, statement] = rest;
  const payload = readFileSync(statement);
  const privateKey = createPrivateKey(readFileSync(key));
  const digest = privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  const signature = sign(digest, dsse.preAuthEncoding(type, payload), privateKey);
  process.stdout.write(JSON.stringify({
    payload: payload.toString('base64'),
    payloadType: type,
    signatures: [{ keyid, sig: signature.toString('base64') }],
  }));
} else {
  const envelope = JSON.parse(readFileSync(rest[0], 'utf8'));
  const publicKey = crypto.createPublicKey(readFileSync(key, 'utf8'));
  const message = dsse.preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  const signature = Buffer.from(envelope.signatures[0].sig, 'base64');
  process.exit(crypto.verify(message, publicKey, signature) ? 0 : 1);
}
