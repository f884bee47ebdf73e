"""Requests and answers as mutants see them, and the proxy that passes them on."""

import dataclasses
import http.client
import http.server
import json
import socket
import threading
import urllib.parse


class Message:
    """What requests and answers have in common."""

    def json(self):
        """The body's value, or None."""
        try:
            return json.loads(self.body) if self.body else None
        except ValueError:
            return None

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def with_json(self, value):
        return dataclasses.replace(self, body=json.dumps(value).encode())

    def with_header(self, name, value):
        """With `value` None the header is left out."""
        kept = tuple((key, text) for key, text in self.headers if key.lower() != name.lower())
        return dataclasses.replace(self, headers=kept if value is None else (*kept, (name, value)))


@dataclasses.dataclass(frozen=True)
class Request(Message):
    """What a client sent. `path` is below the base URL."""

    method: str
    path: str
    query: str
    headers: tuple
    body: bytes

    def parameters(self):
        return dict(urllib.parse.parse_qsl(self.query, keep_blank_values=True))

    def with_parameters(self, parameters):
        return dataclasses.replace(self, query=urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote))

    def of(self, method, path, value=None):
        """Another request of the same client."""
        body = b"" if value is None else json.dumps(value).encode()
        kept = tuple((key, text) for key, text in self.headers if key.lower() in ("authorization", "accept"))
        headers = kept if value is None else (*kept, ("Content-Type", "application/scim+json"))
        return Request(method, path, "", headers, body)

    # What a request is about.

    def parts(self):
        return [part for part in self.path.split("/") if part]

    def about(self, kind, with_id):
        """Whether it is for /Users (or a single one)."""
        parts = self.parts()
        return bool(parts) and parts[0] == kind and len(parts) == (2 if with_id else 1)

    def is_list(self):
        parts = self.parts()
        return self.method == "GET" and len(parts) == 1 and parts[0] in ("Users", "Groups")

    def is_search(self):
        return self.method == "POST" and bool(self.parts()) and self.parts()[-1] == ".search"

    def is_single(self):
        parts = self.parts()
        return len(parts) == 2 and parts[0] in ("Users", "Groups") and parts[1] != ".search"

    def creates(self, *kinds):
        parts = self.parts()
        return self.method == "POST" and len(parts) == 1 and parts[0] in (kinds or ("Users", "Groups"))

    def operations(self):
        """Of a PATCH, else None. They may be changed in place and put back with with_operations()."""
        value = self.json()
        if self.method != "PATCH" or not isinstance(value, dict):
            return None
        operations = value.get("Operations")
        well = isinstance(operations, list) and all(isinstance(one, dict) for one in operations)
        return operations if well else None

    def with_operations(self, operations):
        return self.with_json({**self.json(), "Operations": operations})


@dataclasses.dataclass(frozen=True)
class Response(Message):
    """What the client gets."""

    status: int
    headers: tuple
    body: bytes

    def with_status(self, status):
        return dataclasses.replace(self, status=status)

    def without_body(self):
        return dataclasses.replace(self, body=b"")

    def succeeded(self):
        return 200 <= self.status < 300

    def map_resources(self, change):
        """With each resource in it replaced by change(resource): a single one, those of a list."""
        value = self.json()
        if not isinstance(value, dict) or not self.succeeded():
            return self
        if isinstance(value.get("Resources"), list):
            return self.with_json({**value, "Resources": [change(one) for one in value["Resources"]]})
        return self.with_json(change(value)) if "id" in value else self

    def listing(self):
        """The value of a ListResponse, else None."""
        value = self.json()
        return value if self.status == 200 and isinstance(value, dict) and "totalResults" in value else None


def answer(status, value=None, headers=()):
    """An answer of the mutant's own."""
    body = b"" if value is None else json.dumps(value).encode()
    kind = () if value is None else (("Content-Type", "application/scim+json"),)
    return Response(status, (*kind, *headers), body)


def error(status, scim_type=None, detail="refused"):
    value = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": str(status), "detail": detail}
    if scim_type:
        value["scimType"] = scim_type
    return answer(status, value)


HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "accept-encoding"}


class Upstream:
    """The bridge, over one kept connection a thread."""

    def __init__(self, port, base):
        self.port, self.base, self.local = port, base, threading.local()

    def send(self, request):
        for again in (True, False):
            try:
                return self._send(request)
            except (http.client.HTTPException, OSError):
                self.local.connection = None
                if not again:
                    raise
        raise AssertionError

    def _send(self, request):
        connection = getattr(self.local, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            connection.connect()
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.local.connection = connection
        target = self.base + request.path + ("?" + request.query if request.query else "")
        connection.putrequest(request.method, target, skip_accept_encoding=True)
        for name, value in request.headers:
            if name.lower() not in HOP_BY_HOP:
                connection.putheader(name, value)
        if request.body or request.method in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body or None)
        came = connection.getresponse()
        return Response(came.status, tuple(came.getheaders()), came.read())


class Handler(http.server.BaseHTTPRequestHandler):
    """One request through the mutant."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _pass_on(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else b""
        target, _, query = self.path.partition("?")
        base = self.server.upstream.base
        inside = target.startswith(base)
        request = Request(self.command, target[len(base):] if inside else target, query, tuple(self.headers.items()), body)
        self._answer(self._changed(request) if inside and self.server.mutant else self.server.upstream.send(request))

    def _changed(self, request):
        """What the mutant makes of it. One that breaks is no mistake of a server: the run is void."""
        try:
            return self.server.mutant(request, self.server.upstream.send)
        except (http.client.HTTPException, OSError):
            raise
        except Exception as broken:  # pylint: disable=broad-exception-caught
            self.server.broken.append(f"{type(broken).__name__}: {broken}, at {request.method} {request.path}")
            return self.server.upstream.send(request)

    def _answer(self, came):
        lines = [f"HTTP/1.1 {came.status} {http.client.responses.get(came.status, 'Status')}"]
        lines += [f"{name}: {value}" for name, value in came.headers if name.lower() not in HOP_BY_HOP]
        body = came.body if came.status not in (204, 304) and self.command != "HEAD" else b""
        if came.status not in (204, 304):
            lines.append(f"Content-Length: {len(came.body)}")
        self.wfile.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _pass_on

    def log_message(self, *_):
        pass


class Proxy:
    """Listens on a loopback port; `mutant` (a function of request and send) may be set at any time."""

    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.mutant = None
        self.server.broken = []
        self.port = self.server.server_address[1]

    def start(self, upstream_port, base="/scim/v2"):
        self.server.upstream = Upstream(upstream_port, base)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def use(self, mutant):
        self.server.mutant = mutant

    def broken(self):
        """How mutants broke: empty when all did what they are there for."""
        return list(self.server.broken)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
