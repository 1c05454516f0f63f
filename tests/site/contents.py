"""The pages of the built site, by their addresses."""

from sphinx_external_toc.parsing import parse_toc_yaml

from tools.site import ROOT

PAGES = [f"{page}.html" for page in parse_toc_yaml(ROOT / "_toc.yml")]
# Those that no source has: they are found only by searching, or by mistake.
EVERY_PAGE = [*PAGES, "404.html", "genindex.html", "py-modindex.html", "search.html"]
