"""Where the site will stand, when that can be known, and a sitemap for those who look for it.

The address is made from the checkout's own ``origin``, like the launch links, so that a fork's
site names the fork; a book published elsewhere sets ``html_baseurl`` itself. Without an address
there is no sitemap. Loaded by Sphinx through `sphinx_ext`.
"""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.typing import ExtensionMetadata

from sphinx_ext.launch_links import Repository, find_repository

PAGES_HOSTS = {"github.com": "github.io", "gitlab.com": "gitlab.io"}


def pages_address(repository: Repository) -> str:
    """Return the address at which the repository's host publishes its pages.

    Examples
    --------
    >>> pages_address(Repository("github.com", "ada/one-neuron"))
    'https://ada.github.io/one-neuron/'
    """
    owner, _, name = repository.path.partition("/")
    host = f"{owner}.{PAGES_HOSTS[repository.host]}".lower()
    # a repository that is named after its owner's site is that site
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def sitemap(addresses: Iterable[str]) -> str:
    """Return a sitemap of pages, as search engines read it.

    References
    ----------
    https://www.sitemaps.org/protocol.html
    """
    places = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{places}</urlset>\n"
    )


def _find_address(app: Sphinx, config: Config) -> None:
    repository = find_repository(Path(app.srcdir))
    if repository and not config.html_baseurl:
        config.html_baseurl = pages_address(repository)


def _write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    base = app.config.html_baseurl
    if exception or not base or app.builder.format != "html":
        return
    pages = [base + app.builder.get_target_uri(page) for page in sorted(app.env.found_docs)]
    Path(app.outdir, "sitemap.xml").write_text(sitemap(pages), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect to Sphinx."""
    app.connect("config-inited", _find_address)
    app.connect("build-finished", _write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
