"""A page keeps the scripts and styles of what stands in it, and loses the others."""

from pathlib import Path

import pytest

from sphinx_ext.light_pages import mended, remove_unused_scripts

OWN = '<script defer src="own.js"></script>'


@pytest.mark.parametrize(
    ("loaded", "content"),
    [
        (
            '<script defer src="../_static/scripts/bootstrap.js?digest=5c"></script>',
            '<button data-bs-toggle="dropdown">',
        ),
        (
            '<link rel="preload" as="script" href="../_static/scripts/bootstrap.js?digest=5c" />',
            '<button data-bs-toggle="collapse">',
        ),
        ('<script defer src="../searchindex.js"></script>', '<div id="search-results"></div>'),
        ('<script defer src="togglebutton.js"></script>', '<div class="toggle">'),
        ('<link rel="stylesheet" href="togglebutton.css" />', '<div class="admonition dropdown">'),
        ("<script>let toggleHintShow = 'Click to show';</script>", '<p class="note toggle">'),
        ('<script data-x="y" defer src="design-tabs.js"></script>', '<div class="sd-tab-set">'),
        ('<link rel="stylesheet" href="sphinx-design.min.css" />', '<div class="row sd-grid">'),
        ('<script defer src="copybutton.js"></script>', '<div class="highlight-python">'),
        ('<link rel="stylesheet" href="katex.min.css" />', '<span class="katex">'),
    ],
)
def test_a_file_is_loaded_where_it_is_needed_alone(loaded: str, content: str) -> None:
    assert mended(f"{OWN}{loaded}<p>") == f"{OWN}<p>"
    assert mended(f"{OWN}{loaded}{content}") == f"{OWN}{loaded}{content}"


def test_a_tooltip_and_a_button_of_the_sidebar_need_no_script() -> None:
    button = '<button class="sidebar-toggle primary-toggle btn" data-bs-toggle="tooltip">'
    scripts = '<script defer src="bootstrap.js"></script><script src="togglebutton.js"></script>'
    assert mended(f"{scripts}{button}") == button


def test_the_script_of_icons_is_always_left_out() -> None:
    page = '<script defer src="scripts/fontawesome.js?digest=5c"></script><i class="fa-sun"></i>'
    assert mended(page) == '<i class="fa-sun"></i>'


def test_a_script_waits_until_the_page_is_read_unless_others_in_it_wait_for_that_script() -> None:
    options = '<script src="documentation_options.js?v=1"></script>'
    in_page = "<script>DOCUMENTATION_OPTIONS.pagename = 'one';</script>"
    page = mended(f'{options}{in_page}<script src="a.js"></script><script async src="b.js">')
    assert page == (
        f'{options}{in_page}<script defer src="a.js"></script><script async src="b.js">'
    )


def test_a_page_has_one_title_on_paper_too() -> None:
    second = '<div id="jb-print-docs-body">\n<h1>One</h1><div><nav>Two</nav></div></div>\n'
    rest = '<div id="searchbox"></div><h1>One</h1>'
    assert mended(second + rest) == rest


def test_a_page_once_mended_stays_as_it_is() -> None:
    page = mended(f'{OWN}<script src="a.js"></script><script src="bootstrap.js"></script>')
    assert mended(page) == page


def test_scripts_of_the_theme_that_no_page_loads_are_deleted_with_their_maps(
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").write_text('<script src="_static/used.js?v=1"></script>', "utf-8")
    (tmp_path / "_static").mkdir()
    for name in ("used.js", "used.js.map", "unused.js", "unused.js.map"):
        (tmp_path / "_static" / name).touch()
    (tmp_path / "searchindex.js").touch()
    remove_unused_scripts(tmp_path)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.js*")}
    assert left == {"_static/used.js", "_static/used.js.map", "searchindex.js"}
