"""One sheet for all pages has every page's rules in the page's order, and its files are found."""

from graphlib import CycleError
from pathlib import Path

import pytest

from sphinx_ext.one_style import FILE, in_one_order, join_styles, joined, moved, sheets_of
from tests.site.contents import PAGES
from tools.site import SITE

HEAD = """<head>
    <link href="../_static/theme.css?digest=5c" rel="stylesheet" />
    <link rel="icon" href="../_static/logo.svg" />
    <link rel="stylesheet" type="text/css" href="../_static/print.css?v=1" media="print" />
</head>
"""


def test_a_page_tells_its_sheets_in_their_order_and_for_what_they_are() -> None:
    sheets = [("_static/theme.css", "all"), ("_static/print.css", "print")]
    assert sheets_of(HEAD, "chapters") == sheets


def test_sheets_of_all_pages_keep_the_order_of_each() -> None:
    a, b, c, d = ((name, "all") for name in "abcd")
    order = in_one_order([[a, d], [a, b, d], [b, c, d]])
    assert order == [a, b, c, d]


def test_pages_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(CycleError):
        in_one_order([[("a", "all"), ("b", "all")], [("b", "all"), ("a", "all")]])


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("fonts/A.woff2", "../vendor/katex/fonts/A.woff2"),
        ("'fonts/A.woff2'", "../vendor/katex/fonts/A.woff2"),
        ("../a.svg", "../vendor/a.svg"),
    ],
)
def test_a_file_that_a_style_names_is_found_from_its_new_place(address: str, there: str) -> None:
    assert moved(f"a{{src:url({address})}}", "vendor/katex") == f'a{{src:url("{there}")}}'


@pytest.mark.parametrize("address", ["data:image/png;base64,iVBO", '"data:image/svg+xml,a"', "#a"])
def test_what_is_no_file_stays(address: str) -> None:
    style = f"a{{background:url({address})}}"
    assert moved(style, "vendor/katex") == style


def test_a_sheet_for_paper_stays_one(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("p{top:0}", encoding="utf-8")
    assert joined(tmp_path, [("a.css", "print")]) == "@media print {\np{top:0}\n}"


def test_what_a_style_imports_stands_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "styles").mkdir()
    (tmp_path / "styles" / "a.css").write_text('@import "../b.css";a{top:0}', encoding="utf-8")
    (tmp_path / "b.css").write_text("b{background:url(b.svg)}", encoding="utf-8")
    there = 'b{background:url("../b.svg")}a{top:0}'
    assert joined(tmp_path, [("styles/a.css", "all")]) == there


def test_all_pages_link_the_one_sheet_and_the_others_are_gone(tmp_path: Path) -> None:
    for folder in ("_static", "chapters"):
        (tmp_path / folder).mkdir()
    for name in ("theme", "print"):
        (tmp_path / "_static" / f"{name}.css").write_text(f".{name}{{top:0}}", encoding="utf-8")
    pages = [tmp_path / "index.html", tmp_path / "chapters" / "one.html"]
    pages[0].write_text(HEAD.replace("../", ""), encoding="utf-8")
    pages[1].write_text(HEAD, encoding="utf-8")
    join_styles(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.css")] == [Path(FILE).name]
    for page, up in zip(pages, ("", "../"), strict=True):
        text = page.read_text(encoding="utf-8")
        assert text.count('rel="stylesheet"') == 1
        assert f'href="{up}{FILE}?v=' in text and 'rel="icon"' in text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_site_links_the_one_sheet(page: str) -> None:
    folder = str(Path(page).parent)
    assert sheets_of((SITE / page).read_text(encoding="utf-8"), folder) == [(FILE, "all")]


@pytest.mark.parametrize(
    "rule",
    [".bd-sidebar-primary", ".katex-display", ".demo-place", ".highlight .k", "@media print"],
)
def test_the_one_sheet_has_rules_from_each_of_those_it_was_made_of(rule: str) -> None:
    assert rule in (SITE / FILE).read_text(encoding="utf-8")
