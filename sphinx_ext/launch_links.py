"""The links from each chapter to the same chapter elsewhere: on Binder, on a disk, in an issue.

They are made from the checkout's own ``origin``, so that a fork's links point to the fork; what
the ``origin`` cannot serve is left out. They are plain HTML at the anchor ``#launch-links`` and
need no script. Only ``sphinx_ext`` imports this module.
"""

import re
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

BRANCH = "main"
ANCHOR = "launch-links"

# Both servers take SSH under a second name, where a firewall lets only port 443 through.
HOSTS = {
    "github.com": "github.com",
    "ssh.github.com": "github.com",
    "gitlab.com": "gitlab.com",
    "altssh.gitlab.com": "gitlab.com",
}
_REMOTE = re.compile(
    r"""(?: (?:https?|ssh|git):// (?:[^/]*@)? (?P<host>[^/:@]+) (?::\d+)? /
          | (?:[^/]*@)? (?P<short>[^/:@]+) : (?!/) )  # git@github.com:ada/one-neuron.git
        (?P<path>(?:[\w.-]+/)+[\w.-]+?) (?:\.git)? /?""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Repository:
    """A public home of the book that Binder and readers can reach.

    Attributes
    ----------
    host : str
        ``"github.com"`` or ``"gitlab.com"``.
    path : str
        Owner and name, such as ``"ada/one-neuron"``; on GitLab groups may be nested.
    """

    host: str
    path: str

    def binder(self, file: str) -> str:
        """Return the address that opens a file of the repository in JupyterLab on Binder."""
        on_github = self.host == "github.com"
        source = f"gh/{self.path}" if on_github else f"gl/{quote(self.path, safe='')}"
        lab = quote(f"lab/tree/{file}", safe="/")
        return f"https://mybinder.org/v2/{source}/{BRANCH}?urlpath={lab}"

    def new_issue(self, title: str, text: str) -> str:
        """Return the address of a new issue with its title and text filled in."""
        if self.host == "github.com":
            place, filled_in = "issues/new", {"title": title, "body": text}
        else:
            place, filled_in = "-/issues/new", {"issue[title]": title, "issue[description]": text}
        return f"https://{self.host}/{self.path}/{place}?{urlencode(filled_in, quote_via=quote)}"


@dataclass(frozen=True)
class Link:
    """One link; ``saved_as`` is the file name of what is to be saved, not shown."""

    text: str
    address: str
    saved_as: str = ""


def parse_remote(remote: str) -> Repository | None:
    """Tell which public repository a git remote names.

    Parameters
    ----------
    remote : str
        A remote as git prints it: ``https://…``, ``ssh://…`` or ``git@host:owner/name.git``.

    Returns
    -------
    Repository or None
        None when readers or Binder could not reach it: another host, or a folder. User names,
        passwords and ports are left behind.

    Examples
    --------
    >>> parse_remote("git@github.com:ada/one-neuron.git")
    Repository(host='github.com', path='ada/one-neuron')
    """
    found = _REMOTE.fullmatch(remote)
    host = HOSTS.get(found["host"] or found["short"]) if found else None
    if found is None or host is None:
        return None
    if host == "github.com" and found["path"].count("/") > 1:
        return None
    return Repository(host, found["path"])


def find_repository(checkout: Path) -> Repository | None:
    """Return the repository that the ``origin`` of a checkout names, if it has one."""
    # A copy that lies inside some other checkout must not point to that one.
    if not (checkout / ".git").exists():
        return None
    try:
        asked = subprocess.run(
            ["git", "remote", "get-url", "origin"],
            cwd=checkout,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:  # a machine without git
        return None
    return parse_remote(asked.stdout.strip())


def page_links(
    repository: Repository | None, title: str, file: str, download: str
) -> tuple[Link, ...]:
    """Return the links of one page.

    Parameters
    ----------
    repository : Repository or None
        Where the book's source is public; without it only the download is left.
    title : str
        The page's title.
    file : str
        The page's source file, seen from the root of the repository.
    download : str
        The address of the notebook on this very site; empty for a page that is no notebook.
    """
    links = []
    if repository and download:
        links.append(Link("Run on Binder", repository.binder(file)))
    if download:
        links.append(Link("Download notebook", download, saved_as=file.rpartition("/")[2]))
    if repository:
        text = f"Page: {title} ({file})\n\nWhat it says:\n\nWhat is wrong with it:\n"
        mistake = repository.new_issue(f"Mistake in “{title}”", text)
        links.append(Link("Report a mistake", mistake))
    return tuple(links)


def navigation(links: tuple[Link, ...]) -> str:
    """Return the links as HTML, or nothing when there are none."""
    if not links:
        return ""
    items = ""
    for link in links:
        download = f' download="{escape(link.saved_as)}"' if link.saved_as else ""
        items += f'<li><a href="{escape(link.address)}"{download}>{escape(link.text)}</a></li>\n'
    return (
        f'<nav class="launch-links" id="{ANCHOR}" aria-label="This chapter elsewhere">\n'
        f"<ul>\n{items}</ul>\n</nav>\n"
    )


def _add_to_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None:  # the search page and the index have no source
        return
    file = Path(app.env.doc2path(page)).relative_to(app.srcdir).as_posix()
    download = ""
    if file.endswith(".ipynb"):
        # Sphinx copies each source into the site: the notebook as it is kept, outputs as text.
        download = context["pathto"](f"_sources/{context['sourcename']}", True)
    title = app.env.titles[page].astext()
    context["body"] += navigation(
        page_links(find_repository(Path(app.srcdir)), title, file, download)
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put the links below the text of each page."""
    app.connect("html-page-context", _add_to_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
