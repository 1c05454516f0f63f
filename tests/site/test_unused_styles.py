"""A rule stays while anything on the site could fit it."""

from pathlib import Path

import pytest

from sphinx_ext.unused_styles import is_used, remove_from, rules, used

WORDS = {"here", "btn-lg", "w-1/2"}


@pytest.mark.parametrize(
    "rule",
    [
        "p{color:red}",
        ".here{color:red}",
        "#anything .here > a:hover{color:red}",
        ".btn-lg.here{color:red}",
        r".w-1\/2{width:50%}",
        ".here:not(.gone){color:red}",
        ".here:not(:is(.gone, .too)){color:red}",
        '[data-name=".gone{}"]{color:red}',
        "@font-face{font-family:A;src:url(a.woff2)}",
        "@keyframes turn{from{top:12.5%}to{top:0}}",
        "@media print{.here{color:red}}",
        "@media print{@supports (top:0){.here{color:red}}}",
        "@charset 'utf-8';",
        ".here{background:url(data:image/svg+xml;utf8,a)}",
    ],
)
def test_a_rule_that_could_fit_stays_as_it_is(rule: str) -> None:
    assert used(rule, WORDS) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".gone{color:red}",
        ".here .gone{color:red}",
        ".here.gone:hover{color:red}",
        ".gone,.gone p{color:red}",
        "@media print{.gone{color:red}}",
        "/* why */",
    ],
)
def test_a_rule_that_fits_nothing_goes(rule: str) -> None:
    assert used(rule, WORDS) == ""


def test_of_a_list_the_selectors_that_could_fit_stay() -> None:
    either = ".here:is(.gone, p:not(.gone))"
    assert used(f".gone, {either}, a{{top:0}}", WORDS) == f"{either},a{{top:0}}"


def test_a_licence_stays_also_when_the_rule_after_it_goes() -> None:
    assert used("/*! MIT */ .gone{top:0} .here{top:0}", WORDS) == "/*! MIT */\n.here{top:0}"


def test_a_brace_in_a_string_or_in_a_comment_ends_no_rule() -> None:
    style = """a::before{content:"}"} /*! } */ b{content:'{'}"""
    assert [inside for _, inside in rules(style)] == ['content:"}"', "content:'{'"]


def test_what_a_selector_excludes_need_not_exist() -> None:
    assert is_used(".here:not(.gone:is(.too, .away))", WORDS)


def test_classes_of_pages_and_of_scripts_count_and_others_do_not(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p class="of-page">', encoding="utf-8")
    (tmp_path / "own.js").write_text('list.add("of-script")', encoding="utf-8")
    style = tmp_path / "_static" / "theme.css"
    style.parent.mkdir()
    style.write_text(".of-page{top:0} .of-script{top:0} .of-none{top:0}", encoding="utf-8")
    style.with_name("theme.css.map").touch()
    remove_from(tmp_path)
    assert style.read_text(encoding="utf-8") == ".of-page{top:0}\n.of-script{top:0}"
    assert [path.name for path in style.parent.iterdir()] == ["theme.css"]
