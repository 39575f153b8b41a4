#!/usr/bin/env python3
"""What the Registry does with hostile input: a table of attack, expected, seen. Ends with 1 where the two differ.

Run from the root of a checkout, about two minutes:

    python3 docs/scripts/registry-hostile.py                 # all of it, as Markdown
    python3 docs/scripts/registry-hostile.py framing urns    # or some: framing urns json keys slow

Each attack goes to the real program over a socket of its own, byte by byte as it is written here. After each the Registry
must still answer GET /health with 200. No request that was hidden in another may be answered, nothing but the store may be
written to its directory, and its memory may not grow by more than --grow MiB, with a heap of 128 MiB at most. Clients have 3 s
for a head or a body here, and not 10 and 30, so that this takes no longer.

framing  Heads that two readers could cut into requests differently (S2). "closed" is a connection closed without an answer, be
         it at once or at the end of the 3 s.
urns     Names that are none, or that a careless service would turn into a path (S3).
json     Bodies that cost more to read than to send (S4).
keys     Wrong keys, and that no answer or output of the program shows the right one (S5).
slow     Clients that send or read as slowly as they can, many of them at once (S1).
"""

import argparse
import re
import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path

from registry_process import KEY, class_path, registry

GET = "GET /v1/registry/urn:example:there HTTP/1.1\r\n"
PUT = "PUT /v1/registry/urn:example:framed HTTP/1.1\r\n"
HOST = "Host: localhost\r\n"
WITH_KEY = HOST + f"X-API-Key: {KEY}\r\n"
JSON = "Content-Type: application/json\r\n"
HIDDEN = "GET /openapi.json HTTP/1.1\r\nHost: hidden\r\n\r\n"
BODY = '{"manifest":{}}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=["framing", "urns", "json", "keys", "slow", []])
    parser.add_argument("--grow", type=int, default=256)
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="registry-hostile-"))
    try:
        attacked = Attacked(work)
        for part in options.parts or ["framing", "urns", "json", "keys", "slow"]:
            print(f"| {part} | expected | seen | ms |\n|---|---|---|---|")
            {"framing": framing, "urns": urns, "json": bodies, "keys": keys, "slow": slow}[part](attacked)
            print(flush=True)
        sys.exit(attacked.end(options.grow))
    finally:
        shutil.rmtree(work)


class Attacked:
    """The Registry, and what became of each attack."""

    def __init__(self, work):
        self.data = work / "data"
        limits = ["--head-timeout", "3s", "--body-timeout", "3s"]
        self.program = registry(class_path(work), self.data, *limits, options=["-Xmx128m"])
        self.wrong = []
        self.tried = 0
        for _ in range(200):
            self.program.request("GET", "/health")
        assert self.program.request("PUT", "/v1/registry/urn:example:there", BODY.encode())[0] == 201
        self.files = self.listing()
        self.memory = self.program.resident_mb()

    def listing(self):
        return sorted(str(file.relative_to(self.data.parent)) for file in self.data.parent.rglob("*"))

    def connect(self, timeout=10):
        return socket.create_connection(("127.0.0.1", self.program.port), timeout)

    def raw(self, text, quiet=0.5, half_close=False):
        """The statuses of all that is answered until the connection ends, or nothing comes for a while."""
        data = text if isinstance(text, bytes) else text.encode("latin-1")
        told = b""
        ended = False
        with self.connect() as connection:
            try:
                connection.sendall(data)
                if half_close:
                    connection.shutdown(socket.SHUT_WR)
                connection.settimeout(quiet)
                while piece := connection.recv(65536):
                    told += piece
                ended = True
            except socket.timeout:
                pass
            except OSError:
                ended = True
        return statuses(told), ended, told

    def attack(self, name, expected, act):
        """Notes what was seen; expected is the words for it, or several, any of which will do."""
        self.tried += 1
        began = time.monotonic()
        seen = act()
        elapsed_ms = 1000 * (time.monotonic() - began)
        if self.program.request("GET", "/health")[0] != 200:
            seen += ", and it is not well"
        allowed = [expected] if isinstance(expected, str) else expected
        ok = seen in allowed
        if not ok:
            self.wrong.append(name)
        print(f"| {name} | {' or '.join(allowed)} | {seen}{'' if ok else ' **NO**'} | {elapsed_ms:.0f} |", flush=True)

    def answer(self, name, expected, method, path, body=None, headers=None):
        def act():
            status, content, _ = self.program.request(method, path, body, headers)
            return f"{status}{', the key in it' if KEY.encode() in content else ''}"

        self.attack(name, expected, act)

    def end(self, grow):
        grown = self.program.resident_mb() - self.memory
        files = [file for file in self.listing() if file not in self.files]
        self.program.stop()
        shown = [line for line in self.program.trouble if KEY in line]
        print(f"{self.tried} attacks, {len(self.wrong)} not as expected{': ' if self.wrong else ''}{'; '.join(self.wrong)}")
        print(f"memory {self.memory:.0f} MiB before, {grown:+.0f} MiB after (at most {grow}); files written besides the store's: "
              f"{len(files)}; lines of its output with the key in them: {len(shown)} of {len(self.program.trouble)}")
        return 1 if self.wrong or grown > grow or files or shown else 0


def statuses(told):
    return [status.decode("latin-1") for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", told)] + [
        "hidden answered" for _ in range(told.count(b'"openapi"'))
    ]


def seen_in(result):
    answered, ended, _ = result
    final = [status for status in answered if status != "100"]
    return ", ".join(final) if final else ("closed" if ended else "nothing")


def framing(attacked):
    refused = ["400", "closed"]
    vectors = {
        "Content-Length and Transfer-Encoding": PUT + WITH_KEY + JSON + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
        "Transfer-Encoding and Content-Length": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN,
        "two different Content-Length": PUT + WITH_KEY + JSON + "Content-Length: 15\r\nContent-Length: 0\r\n\r\n" + BODY + HIDDEN,
        "the same Content-Length twice": PUT + WITH_KEY + JSON + "Content-Length: 15\r\nContent-Length: 15\r\n\r\n" + BODY + HIDDEN,
        "Content-Length: 15, 15": PUT + WITH_KEY + JSON + "Content-Length: 15, 15\r\n\r\n" + BODY + HIDDEN,
        "Content-Length: +15": PUT + WITH_KEY + JSON + "Content-Length: +15\r\n\r\n" + BODY + HIDDEN,
        "Content-Length: -1": PUT + WITH_KEY + JSON + "Content-Length: -1\r\n\r\n" + HIDDEN,
        "Content-Length: 0x0f": PUT + WITH_KEY + JSON + "Content-Length: 0x0f\r\n\r\n" + BODY + HIDDEN,
        "Content-Length: 15 with a NUL": PUT + WITH_KEY + JSON + "Content-Length: 15\0\r\n\r\n" + BODY + HIDDEN,
        "empty Content-Length": PUT + WITH_KEY + JSON + "Content-Length: \r\n\r\n" + BODY + HIDDEN,
        "Content-Length of 20 digits": PUT + WITH_KEY + JSON + "Content-Length: 18446744073709551631\r\n\r\n" + BODY + HIDDEN,
        "Transfer-Encoding: xchunked": PUT + WITH_KEY + JSON + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
        "Transfer-Encoding: chunked, identity": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + HIDDEN,
        "Transfer-Encoding twice": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
        "a blank before the colon": PUT + WITH_KEY + JSON + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
        "a header folded over two lines": PUT + WITH_KEY + JSON + "Transfer-Encoding:\r\n chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + HIDDEN,
        "Transfer-Encoding under HTTP/1.0": PUT.replace("1.1", "1.0") + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
        "no Host": "GET /health HTTP/1.1\r\n\r\n",
        "two Hosts": "GET /health HTTP/1.1\r\n" + HOST + "Host: other\r\n\r\n",
        "a header without a colon": "GET /health HTTP/1.1\r\n" + HOST + "nonsense\r\n\r\n",
        "a header without a name": "GET /health HTTP/1.1\r\n" + HOST + ": x\r\n\r\n",
        "a blank in the target": "GET /health x HTTP/1.1\r\n" + HOST + "\r\n",
        "no version": "GET /health\r\n" + HOST + "\r\n",
        "HTTP/1.1 in lower case": "GET /health http/1.1\r\n" + HOST + "\r\n",
        "not HTTP at all": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
        "HTTP/2 without asking": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "1,000 NULs": b"\0" * 1000 + b"\r\n\r\n",
        "a chunk size that is no number": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n" + HIDDEN,
        "a negative chunk size": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + HIDDEN,
        "a chunk size of 17 digits": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + HIDDEN,
        "a chunk longer than it says": PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n3\r\n" + BODY + "\r\n0\r\n\r\n" + HIDDEN,
    }
    for name, text in vectors.items():
        expected = ["400", "closed", "505"] if "HTTP/2" in name or "lower case" in name else refused
        attacked.attack(name, expected, lambda text=text: seen_in(attacked.raw(text, quiet=5)))
    attacked.attack("a body cut short", ["400", "closed"], lambda: seen_in(
        attacked.raw(PUT + WITH_KEY + JSON + "Content-Length: 100\r\n\r\n" + BODY, half_close=True)))
    attacked.attack("a body after a GET is not the next request", ["200, 200", "200", "400", "200, 400"], lambda: seen_in(
        attacked.raw(GET + WITH_KEY + f"Content-Length: {len(HIDDEN)}\r\n\r\n" + HIDDEN + "GET /health HTTP/1.1\r\n" + HOST + "\r\n")))
    attacked.attack("a request line of 1 MB", ["414", "431", "closed"], lambda: seen_in(
        attacked.raw("GET /" + "a" * 1_000_000 + " HTTP/1.1\r\n" + HOST + "\r\n")))
    attacked.attack("a header of 1 MB", ["431", "closed"], lambda: seen_in(
        attacked.raw("GET /health HTTP/1.1\r\n" + HOST + "X: " + "a" * 1_000_000 + "\r\n\r\n")))
    attacked.attack("5,000 headers", ["431", "closed"], lambda: seen_in(
        attacked.raw("GET /health HTTP/1.1\r\n" + HOST + "X: a\r\n" * 5_000 + "\r\n")))
    # RFC 9110 section 5.5: refused, or read as if it were a blank, which is what HttpCore does
    attacked.attack("a CR and a header in a value", ["400", "200"], lambda: seen_in(
        attacked.raw("GET /health HTTP/1.1\r\n" + HOST + "X: a\rSet-Cookie: b\r\n\r\n")))
    attacked.attack("100 requests at once on one connection", "100 answers", lambda: str(
        len(attacked.raw(("GET /health HTTP/1.1\r\n" + HOST + "\r\n") * 100)[0])) + " answers")
    framed = attacked.program.request("GET", "/v1/registry/urn:example:framed")[0]
    attacked.attack("and none of these stored anything", "404", lambda: str(framed))


def urns(attacked):
    bad = {
        "a path to another file": "..%2F..%2Fetc%2Fpasswd",
        "a path within a URN": "urn:example:..%2F..%2Fetc%2Fpasswd",
        "a path, encoded twice": "urn:example:%252e%252e%252f",
        "a NUL": "urn:example:a%00b",
        "a NUL, encoded twice": "urn:example:a%2500b",
        "a line feed": "urn:example:a%0Ab",
        "an overlong slash (C0 AF)": "urn:example:%C0%AF",
        "half an escape": "urn:example:%2",
        "no escape": "urn:example:%zz",
        "no name": "urn:example:",
        "no namespace": "urn::a",
        "a namespace of one letter": "urn:x:a",
        "a namespace of 33 letters": "urn:" + "x" * 33 + ":a",
        "not a URN": "http:%2F%2Fexample.com",
        "a letter that is not ASCII": "urn:example:%C3%A9",
        "a right-to-left mark": "urn:example:%E2%80%AEa",
        "a blank": "urn:example:a%20b",
        "an unpaired surrogate": "urn:example:%ED%A0%80",
        "a fragment": "urn:example:a%23b",
        "an r-component": "urn:example:a%3F+r",
        "empty": "",
    }
    taken = {"urn:example:..%2F..%2Fetc%2Fpasswd", "urn:example:%252e%252e%252f", "urn:example:a%2500b"}
    for name, urn in bad.items():
        # a name may hold slashes, dots and escapes of its own: it is kept as a name, and is no path
        expected = ["201"] if urn in taken else ["400", "404"]
        attacked.answer(name, expected, "PUT", "/v1/registry/" + urn, BODY.encode())
    attacked.answer("10,000 letters", ["414", "431"], "GET", "/v1/registry/urn:example:" + "a" * 10_000)
    attacked.answer("1,025 letters", "414", "GET", "/v1/registry/" + ("urn:example:" + "a" * 1100)[:1025])
    attacked.answer("the same name in other letters", "200", "GET", "/v1/registry/URN:EXAMPLE:there")
    attacked.answer("a name in other letters is another", "404", "GET", "/v1/registry/urn:example:THERE")
    attacked.answer("two names in one query", "400", "GET", "/v1/resolve?urn=urn:example:there&urn=urn:example:a")
    attacked.answer("a dot segment in the path", "404", "GET", "/v1/registry/../health")


def bodies(attacked):
    deep = 100_000
    bombs = {
        "100,000 arrays in each other": ('{"manifest":{"a":' + "[" * deep + "]" * deep + "}}", "400"),
        "100,000 objects in each other": ('{"manifest":' + '{"a":' * deep + "1" + "}" * deep + "}", "400"),
        "65 levels": ('{"manifest":{"a":' + "[" * 63 + "]" * 63 + "}}", "400"),
        "a string of 20 MB": ('{"manifest":{"a":"' + "x" * 20_000_000 + '"}}', ["413", "closed"]),
        "a number of 1,001 digits": ('{"manifest":{"a":' + "9" * 1001 + "}}", "400"),
        "1e999999999": ('{"manifest":{"a":1e999999999}}', "400"),
        "NaN": ('{"manifest":{"a":NaN}}', "400"),
        "a member twice": ('{"manifest":{"a":1,"a":2}}', "400"),
        "an unpaired surrogate": ('{"manifest":{"a":"\\ud800"}}', "400"),
        "something after the end": ('{"manifest":{}}{}', "400"),
        "an array": ("[]", "400"),
        "nothing": ("", "400"),
        "60,000 members": ('{"manifest":{' + ",".join(f'"m{i}":0' for i in range(60_000)) + "}}", ["201", "200", "400"]),
        "60,000 capabilities": ('{"manifest":{"capabilities":[' + ",".join(f'"c{i}"' for i in range(60_000)) + "]}}", ["400", "200"]),
    }
    for name, (body, expected) in bombs.items():
        request = PUT.replace("framed", "bomb") + WITH_KEY + JSON + f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        attacked.attack(name, expected, lambda r=request, b=body: seen_in(attacked.raw((r + b).encode(), quiet=5)))
    attacked.attack("invalid UTF-8", "400", lambda: seen_in(attacked.raw(
        (PUT + WITH_KEY + JSON + "Content-Length: 22\r\nConnection: close\r\n\r\n").encode() + b'{"manifest":{"a":"\xff"}}', quiet=5)))
    attacked.answer("gzip", "415", "PUT", "/v1/registry/urn:example:a", b"\x1f\x8b", {"Content-Encoding": "gzip"})
    attacked.answer("UTF-16", "415", "PUT", "/v1/registry/urn:example:a", BODY.encode("utf-16"), {"Content-Type": "application/json;charset=utf-16"})
    attacked.attack("a chunked body without end", ["413", "closed"], lambda: endless(attacked))


def endless(attacked):
    """Sends as much as it is let to, up to 1 GB."""
    sent = 0
    with attacked.connect() as connection:
        connection.sendall((PUT + WITH_KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n").encode())
        chunk = b"10000\r\n" + b"[" * 65536 + b"\r\n"
        try:
            while sent < 1_000_000_000:
                connection.sendall(chunk)
                sent += len(chunk)
        except OSError:
            pass
        try:
            told = connection.recv(65536)
        except OSError:
            told = b""
    answered = statuses(told)
    if sent >= 100_000_000:
        return f"took {sent / 1e6:.0f} MB"
    return answered[0] if answered else "closed"


def keys(attacked):
    wrong = {
        "none": None,
        "empty": "",
        "all but its last letter": KEY[:-1],
        "one letter more": KEY + "x",
        "in capitals": KEY.upper(),
        "another first letter": "b" + KEY[1:],
        "another last letter": KEY[:-1] + "x",
        "of 7,000 letters": "a" * 7_000,
        "a list with the right one in it": f"x, {KEY}",
    }
    for name, key in wrong.items():
        header = "" if key is None else f"X-API-Key: {key}\r\n"
        attacked.attack(f"key: {name}", "401", lambda h=header: seen_in(attacked.raw(GET + HOST + h + "Connection: close\r\n\r\n")))
    attacked.attack("key: the right one and a wrong one", "401", lambda: seen_in(
        attacked.raw(GET + WITH_KEY + "X-API-Key: x\r\nConnection: close\r\n\r\n")))
    attacked.attack("key: the right one twice", "401", lambda: seen_in(
        attacked.raw(GET + WITH_KEY + f"X-API-Key: {KEY}\r\nConnection: close\r\n\r\n")))
    attacked.attack("key: in the query", "401", lambda: seen_in(
        attacked.raw(f"GET /v1/resolve?urn=urn:example:there&key={KEY} HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")))
    attacked.attack("the key in the arguments of the process", "no", lambda: (
        "yes" if KEY.encode() in Path(f"/proc/{attacked.program.process.pid}/cmdline").read_bytes() else "no"))


def slow(attacked):
    """While many stall, other clients must be answered as before."""
    base = latency_ms(attacked)
    stalls = {
        "200 clients that never end their head": lambda: GET[:20],
        "200 clients that never end their body": lambda: PUT + WITH_KEY + JSON + "Content-Length: 1000\r\n\r\n{",
        "200 clients that send nothing": lambda: "",
        "200 clients that read no answer": lambda: ("GET /openapi.json HTTP/1.1\r\n" + HOST + "\r\n") * 20,
    }
    for name, text in stalls.items():
        def act(text=text):
            connections = []
            for _ in range(200):
                connection = attacked.connect()
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                connection.setblocking(False)
                try:
                    connection.send(text().encode("latin-1")) if text() else None
                except BlockingIOError:
                    pass
                connections.append(connection)
            stop = threading.Event()
            dripping = threading.Thread(target=drip, args=(connections, stop))
            dripping.start()
            try:
                p99 = latency_ms(attacked)
            finally:
                stop.set()
                dripping.join()
                for connection in connections:
                    connection.close()
            return f"300 of 300 answered, p99 {'within' if p99 < max(10 * base, 100) else f'{p99:.0f} ms, not within'} 10 times"

        attacked.attack(name, "300 of 300 answered, p99 within 10 times", act)


def drip(connections, stop):
    while not stop.wait(0.2):
        for connection in connections:
            try:
                connection.send(b"a")
            except OSError:
                pass


def latency_ms(attacked):
    taken = []
    for _ in range(300):
        began = time.monotonic()
        assert attacked.program.request("GET", "/v1/registry/urn:example:there")[0] == 200
        taken.append(1000 * (time.monotonic() - began))
    return sorted(taken)[296]


if __name__ == "__main__":
    main()
