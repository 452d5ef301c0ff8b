"""The servers that a portal is put on: nginx with the settings README gives, Python's own, a path below a shared host, and none at all."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tests import plugin_noskip

if TYPE_CHECKING:
    from _typeshed import SupportsRead, SupportsWrite

ROOT = Path(__file__).resolve().parent.parent


def free() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[int]:
    """A server's process, from when it answers to the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(400):
            assert process.poll() is None, process.communicate()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except ConnectionRefusedError:
                time.sleep(0.05)
            else:
                break
        else:
            raise AssertionError(f"{command[0]} does not answer")
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=10)


@contextmanager
def nginx(output: Path, folder: Path) -> Iterator[int]:
    """A real nginx that serves a built portal with the settings README.md gives; its own files go to a folder. The port comes back."""
    folder.chmod(0o755)
    given = re.search(r"^```nginx\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert given
    port = free()
    server = given[1].replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/portal/output", str(output))
    server = server.replace("/srv/portal/docs", str(ROOT / "docs"))
    assert str(output) in server and str(ROOT) in server
    program = plugin_noskip.nginx()
    assert program
    home = re.search(r"--conf-path=(\S+)/", subprocess.run([program, "-V"], capture_output=True, text=True).stderr)
    types = f"include {home[1]}/mime.types;" if home else ""
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    settings = folder / "nginx.conf"
    settings.write_text(f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; user root;\nevents {{}}\n"
                        f"http {{ access_log off; {temporary} {types}\n{server}}}\n")
    with running([program, "-p", str(folder), "-c", str(settings), "-e", f"{folder}/error.log"], port):
        yield port


@contextmanager
def plain(output: Path) -> Iterator[int]:
    """Python's own server, as README starts it."""
    port = free()
    with running([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(output), str(port)], port):
        yield port


@contextmanager
def slow(output: Path, cut: bytes, pause: float) -> Iterator[int]:
    """A host whose pages come in parts, each `pause` seconds after the one before: one ends with each of the first four matches of `cut`."""
    class Handler(SimpleHTTPRequestHandler):
        def copyfile(self, source: "SupportsRead[bytes]", outputfile: "SupportsWrite[bytes]") -> None:
            held, at = source.read(), 0
            for place in (*(found.end() for found in islice(re.finditer(cut, held), 4)), len(held)):
                outputfile.write(held[at:place])
                time.sleep(pause if place < len(held) else 0)
                at = place

        def log_message(self, *_: object) -> None:
            pass
    with threaded(lambda *given: Handler(*given, directory=str(output))) as port:
        yield port


@contextmanager
def threaded(handler: Callable[..., SimpleHTTPRequestHandler]) -> Iterator[int]:
    """A server of this process that answers each in a thread of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def below(output: Path, prefix: str) -> Iterator[int]:
    """A host that many share, as GitHub Pages is: the portal stands below a path, and what is not there is answered by its 404.html."""
    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            inside = path.startswith(prefix)
            return super().translate_path("/" + path.removeprefix(prefix)) if inside else str(output / "nothing of ours")

        def send_error(self, code: int, *_: object) -> None:
            body = (output / "404.html").read_bytes() if self.path.startswith(prefix) else b"another's"
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass
    with threaded(lambda *given: Handler(*given, directory=str(output))) as port:
        yield port
