"""The site's parts that Sphinx does not make, and a look at what it made.

`assets` fetches and bundles the browser code, `check` examines the built pages, `serve` shows
them. Run as `python -m tools.site COMMAND`; its functions are imported by tests alone.
"""

import argparse
import functools
import hashlib
import http.server
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path

from sphinx_external_toc.parsing import parse_toc_yaml

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
VENDOR = ROOT / "_build" / "assets" / "vendor"
SITE = ROOT / "_build" / "html"

# Elements that make a browser fetch something, and the attributes that say what.
FETCHING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "link": ("href",),
}
# A link of these kinds tells where something is; the browser fetches nothing.
NOT_FETCHED = {"canonical", "next", "prev", "author", "license", "index", "search"}
OTHER_HOST = re.compile(r"(?:https?:)?//", re.IGNORECASE)
ADDRESS_IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?((?:https?:)?//[^"')\s]+)""")
PATH_AS_TEXT = re.compile(r"^\S*[/\\]\S*$|^\S+\.(?:png|jpe?g|svg|gif|webp)$", re.IGNORECASE)


class SiteError(Exception):
    """A command cannot go on; the message says what to do."""


# --- assets ---------------------------------------------------------------------------------------


def run_npm(*arguments: str) -> None:
    """Run npm in `web/`, also an npm that lies beside this Python.

    Raises
    ------
    SiteError
        When there is no npm, or when it fails.
    """
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    npm = shutil.which("npm", path=path)
    if npm is None:
        raise SiteError(
            "npm was not found, and the site's browser code cannot be made without it. "
            "`python -m tools.environment` brings Node into the environment; then try again."
        )
    done = subprocess.run([npm, *arguments], cwd=WEB, env={**os.environ, "PATH": path})
    if done.returncode:
        raise SiteError(f"`npm {' '.join(arguments)}` failed in {WEB} (exit {done.returncode})")


def install_packages() -> None:
    """Install what `web/package-lock.json` pins, unless exactly that is installed."""
    lock = (WEB / "package-lock.json").read_bytes()
    wanted = hashlib.sha256(lock).hexdigest()
    stamp = WEB / "node_modules" / ".installed-lock"
    if stamp.exists() and stamp.read_text() == wanted:
        print("web/node_modules is current")
        return
    print("installing the packages that web/package-lock.json pins (some 10 s) …", flush=True)
    run_npm("ci", "--no-progress")
    stamp.write_text(wanted)


def copy_katex() -> None:
    """Copy the style and fonts of formulas; every browser this book serves reads woff2."""
    source = WEB / "node_modules" / "katex"
    target = VENDOR / "katex"
    shutil.copytree(
        source / "dist" / "fonts",
        target / "fonts",
        ignore=lambda _, names: [name for name in names if not name.endswith(".woff2")],
        dirs_exist_ok=True,
    )
    for file in (source / "dist" / "katex.min.css", source / "LICENSE"):
        shutil.copy(file, target)


def make_assets() -> None:
    """Make everything under `_build/assets/vendor`."""
    install_packages()
    print("bundling the widgets …", flush=True)
    run_npm("run", "--silent", "build", "--", str(VENDOR / "demos"))
    copy_katex()
    size = sum(file.stat().st_size for file in VENDOR.rglob("*") if file.is_file())
    print(f"{VENDOR.relative_to(ROOT)}: {size / 1000:.0f} kB of browser code, style and fonts")


# --- check ----------------------------------------------------------------------------------------


def missing_pages(contents: Iterable[str], site: Path) -> list[str]:
    """Return a fault for each page of the contents that was not built."""
    return [
        f"{page}.html: in _toc.yml, but not built"
        for page in contents
        if not (site / f"{page}.html").is_file()
    ]


class PageReader(HTMLParser):
    """Collects the faults of one page as it is fed to it."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = {name: value or "" for name, value in attrs}
        self.in_style = tag == "style"
        self._look_for_other_hosts(tag, values)
        if tag == "img":
            self._look_at_alternative(values)
        if "katex-error" in values.get("class", ""):
            self.faults.append(f"a formula is wrong: {values.get('title', '')}")

    def handle_endtag(self, tag: str) -> None:
        """Leave a style."""
        self.in_style = False

    def handle_data(self, data: str) -> None:
        """Look for addresses in a style of the page."""
        if self.in_style:
            self.faults += other_hosts_in_style(data)

    def _look_for_other_hosts(self, tag: str, values: dict[str, str]) -> None:
        if tag == "link" and NOT_FETCHED & set(values.get("rel", "").split()):
            return
        for name in FETCHING.get(tag, ()):
            for part in re.split(r",\s+", values.get(name, "")):
                if OTHER_HOST.match(part.strip()):
                    self.faults.append(f"<{tag}> asks another host: {part.strip()}")
        self.faults += other_hosts_in_style(values.get("style", ""))

    def _look_at_alternative(self, values: dict[str, str]) -> None:
        alternative = values.get("alt", "").strip()
        source = values.get("src", "")[:80]
        if not alternative:
            self.faults.append(f"an image has no alt text: {source}")
        elif PATH_AS_TEXT.match(alternative):
            self.faults.append(f"an image's alt text is a path ({alternative}): {source}")


def other_hosts_in_style(style: str) -> list[str]:
    """Return a fault for each address of another host in a style."""
    return [f"a style asks another host: {found}" for found in ADDRESS_IN_STYLE.findall(style)]


def faults_of_page(page: str) -> list[str]:
    """Return what is wrong with a page's HTML."""
    reader = PageReader()
    reader.feed(page)
    return reader.faults


def check_site(contents: Iterable[str], site: Path) -> list[str]:
    """Return every fault of a built site, each with the file it is in."""
    faults = missing_pages(contents, site)
    for kind, look in (("*.html", faults_of_page), ("*.css", other_hosts_in_style)):
        for path in sorted(site.rglob(kind)):
            found = look(path.read_text(encoding="utf-8"))
            faults += [f"{path.relative_to(site)}: {fault}" for fault in found]
    return faults


def check() -> None:
    """Check the built site.

    Raises
    ------
    SiteError
        With every fault found.
    """
    contents = list(parse_toc_yaml(ROOT / "_toc.yml"))
    if faults := check_site(contents, SITE):
        raise SiteError("\n".join([*faults, f"{len(faults)} faults in {SITE}"]))
    print(f"all {len(contents)} pages of _toc.yml are built, and nothing in them is amiss")


# --- serve ----------------------------------------------------------------------------------------


def serve(port: int) -> None:
    """Serve the built site to this machine until interrupted.

    Raises
    ------
    SiteError
        When there is no built site, or when the port is taken.
    """
    if not (SITE / "index.html").is_file():
        raise SiteError(f"there is no site in {SITE}: build it first (`make book`)")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(SITE))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise SiteError(f"port {port} cannot be used ({error.strerror}): try --port") from error
    with server:
        print(f"the book is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.site", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("assets", help="install and bundle the browser code")
    commands.add_parser("check", help="examine the built pages")
    serving = commands.add_parser("serve", help="serve the built pages on this machine")
    serving.add_argument("--port", type=int, default=8000, help="0 takes any free one")
    options = parser.parse_args(arguments)
    try:
        if options.command == "assets":
            make_assets()
        elif options.command == "check":
            check()
        else:
            serve(options.port)
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
