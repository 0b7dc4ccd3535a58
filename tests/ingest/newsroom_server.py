"""A real HTTP server on loopback that misbehaves as the web does: each path is one trouble."""

from __future__ import annotations

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = (
    "<!doctype html><html lang='en'><head><title>Ferry fire</title></head><body><article><h1>Ferry fire</h1>"
    "<p>Nine people were hurt in the fire on the ferry Saint Osra, the coastguard’s spokesman said.</p>"
    "</article></body></html>"
)
ROBOTS = """
User-agent: *
Disallow: /

User-agent: othercrawler
User-agent: Reconcile/9
Disallow: /private
Allow: /private/open
Disallow: /*.secret$
Crawl-delay: 0.01
"""
BOMB = gzip.compress(b"<html>" + bytes(60_000_000), 1)
FEED = """<rss version="2.0"><channel><title>Larkmoor Post</title>
<item><title>Ferry fire</title><link>{host}/page</link><guid>a</guid><pubDate>Tue, 05 Mar 2024 21:00:00 GMT</pubDate>
<description>Nine hurt on ferry.</description></item>
<item><title>Inner</title><link>http://10.0.0.1/admin</link><guid>b</guid>
<description>An inner page.</description></item>
</channel></rss>"""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args):
        pass

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        name = self.path.strip("/").partition("?")[0].replace("/", "_").replace(".", "_").replace("-", "_")
        getattr(self, f"_{name}", self._page)()

    def _send(self, body=b"", status=200, **headers):
        self.send_response(status)
        for key, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self):
        self._send(PAGE.encode(), Content_Type="text/html; charset=utf-8")

    def _robots_txt(self):
        self._send(ROBOTS.encode(), Content_Type="text/plain")

    def _loop(self):
        self._send(status=302, Location="/loop")

    def _moved(self):
        self._send(status=301, Location="/page#part")

    def _moved_inside(self):
        self._send(status=302, Location="http://169.254.169.254/latest")

    def _moved_by_name(self):
        self._send(status=302, Location="http://inner.example/")

    def _moved_to_file(self):
        self._send(status=302, Location="file:///etc/passwd")

    def _moved_to_private(self):
        self._send(status=302, Location="/private/page")

    def _missing(self):
        self._send(b"gone fishing", status=404)

    def _wrong_charset(self):
        self._send(PAGE.encode(), Content_Type="text/html; charset=iso-8859-1")

    def _greek_charset(self):
        page = PAGE.replace("’", "").replace("Saint Osra", "Αίγλη")
        self._send(page.encode("iso-8859-7"), Content_Type="text/html; charset=iso-8859-7")

    def _zipped(self):
        self._send(gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")

    def _bomb(self):
        self._send(BOMB, Content_Type="text/html", Content_Encoding="gzip")

    def _broken_zip(self):
        self._send(gzip.compress(PAGE.encode())[:40], Content_Type="text/html", Content_Encoding="gzip")

    def _brotli(self):
        self._send(b"\x0b\x02", Content_Type="text/html", Content_Encoding="br")

    def _huge(self):
        self._send(b"", Content_Type="text/html", Content_Length="30000000")

    def _huge_unannounced(self):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(30):
                self.wfile.write(b"x" * 1_000_000)
        except OSError:
            pass

    def _drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(b"<")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass
        self.close_connection = True

    def _silent(self):
        time.sleep(1)
        self.close_connection = True

    def _flaky(self):
        n_asked = sum(path == "/flaky" for path, _ in self.server.asked)
        self._page() if n_asked >= 3 else self._send(status=503, Retry_After="0")

    def _down(self):
        self._send(status=503)

    def _tagged(self):
        if self.headers.get("If-None-Match") == '"one"':
            self._send(status=304, ETag='"one"')
        else:
            self._send(PAGE.encode(), Content_Type="text/html", ETag='"one"')

    def _dated(self):
        if self.headers.get("If-Modified-Since"):
            self._send(status=304)
        else:
            self._send(PAGE.encode(), Content_Type="text/html", Last_Modified="Tue, 05 Mar 2024 18:40:00 GMT")

    def _fresh(self):
        self._send(PAGE.encode(), Content_Type="text/html", Cache_Control="public, max-age=3600")

    def _unkept(self):
        self._send(PAGE.encode(), Content_Type="text/html", Cache_Control="no-store", ETag='"two"')

    def _once(self):
        n_asked = sum(path == "/once" for path, _ in self.server.asked)
        self._send(PAGE.encode(), Content_Type="text/html", ETag='"x"') if n_asked == 1 else self._send(status=500)

    def _feed(self):
        host = f"http://{self.headers['Host']}"
        self._send(FEED.format(host=host).encode(), Content_Type="application/rss+xml")

    def _picture(self):
        self._send(b"\x89PNG\r\n\x1a\n" + bytes(100), Content_Type="image/png")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args):
        """A client that hangs up in the middle is what these tests are about."""


@contextmanager
def serve():
    """Run the server; yield its address and the list of (path, headers) that were asked for."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.asked
    finally:
        server.shutdown()
        server.server_close()
