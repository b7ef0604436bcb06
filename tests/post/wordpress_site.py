"""A real web server on this computer that answers as WordPress does, and can be told to misbehave."""

from __future__ import annotations

import json
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, SECRET = "anna", "abcd EFGH 1234 ijkl"
_SIGNED = "Basic " + b64encode(f"{USER}:{SECRET}".encode()).decode()

Answer = tuple[int, dict[str, str], bytes]


def comment(number: int, words: str, *, at: datetime, **more: Any) -> dict[str, Any]:
    """One comment as the interface gives it to somebody who may moderate."""
    wall = at.replace(tzinfo=None).isoformat(timespec="seconds")
    return {
        "id": number, "post": 7, "parent": 0, "author": 0, "author_name": f"Writer {number}", "author_email": f"w{number}@example.org", "author_url": "",
        "date": wall, "date_gmt": wall, "content": {"rendered": f"<p>{words}</p>", "raw": words}, "link": f"https://clinic.example/knees/#comment-{number}",
        "status": "hold", "type": "comment", "meta": [], "_embedded": {"up": [{"id": 7, "title": {"rendered": "Knees &#038; hips"}}]}, **more,
    }  # fmt: skip


@dataclass
class Site:
    """``instead``: what it answers to a request, or ``None`` for what WordPress would. ``asked``: each request's path and headers."""

    comments: list[dict[str, Any]] = field(default_factory=list)
    instead: Callable[[str, int], Answer | None] = lambda path, number: None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pretty: bool = True
    cut: int = 0
    port: int = 0
    scheme: str = "http"

    @property
    def address(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"

    def start(self, cert: tuple[Path, Path] | None = None) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                status, headers, body = site.instead(self.path, len(site.asked)) or site.told(self.path, self.headers.get("Authorization", ""))
                self.send_response(status)
                for name, value in ({"Content-Type": "application/json"} | headers).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if site.cut and len(site.asked) == site.cut:
                    self.wfile.write(body[: len(body) // 2])
                    self.close_connection = True
                else:
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                pass  # lines are cut on purpose

        self.server = Server(("localhost", 0), Handler)
        if cert is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*cert)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
            self.scheme = "https"
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def told(self, path: str, signed: str) -> Answer:
        """As WordPress: signed in or 401, the interface at either address, a hundred a page, oldest first, totals in the headers."""
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not (asked.get("rest_route") == "/wp/v2/comments" or (self.pretty and parts.path == "/wp-json/wp/v2/comments")):
            return 404, {"Content-Type": "text/html"}, b"<html>Nothing found</html>"
        if signed != _SIGNED:
            return 401, {}, json.dumps({"code": "incorrect_password", "message": "No.", "data": {"status": 401}}).encode()
        found = sorted((c for c in self.comments if not asked.get("after") or c["date_gmt"] + "Z" > asked["after"]), key=lambda c: c["date_gmt"])
        many, page = int(asked.get("per_page", "10")), int(asked.get("page", "1"))
        pages = -(-len(found) // many)
        if page > max(pages, 1):
            return 400, {}, json.dumps({"code": "rest_post_invalid_page_number", "message": "No.", "data": {"status": 400}}).encode()
        told = found[(page - 1) * many : page * many]
        return 200, {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}, json.dumps(told).encode()


def many(count: int, now: datetime, *, first: int = 1) -> list[dict[str, Any]]:
    """So many people, the last one a minute ago."""
    return [comment(first + n, f"My left knee has hurt for {n + 2} years.", at=now - timedelta(minutes=count - n)) for n in range(count)]
