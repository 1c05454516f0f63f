"""Every job in a small size: its contenders must end where neuronlib ends, whatever their speed."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from benchmarks import measuring, peers
from benchmarks.copies import final_loss
from benchmarks.jobs import (
    all_jobs,
    demos,
    digits,
    imports,
    notes_network,
    pages,
    region,
    seeds,
    training_step,
)
from benchmarks.kernel import session
from benchmarks.measuring import Budget, Contender, Job, measure, run
from neuronlib import Network, datasets, tanh
from tools.environment import find_chromium

INSTALLED = peers.versions()
INSTALLED_BROWSER = find_chromium()
SMALL = (
    training_step.job(n_steps=5),
    training_step.one_output_job(n_steps=5),
    seeds.job(n_seeds=3, n_steps=5),
    digits.job(n_epochs=5, batch_size=1438),  # all of them: no order of examples to differ in
    region.job(side=20, n_calls=1),
)
LATE = 0.3  # seconds after each event, until there is something to see
# A page with a demo that comes late, and whose slider answers late.
PAGE = f"""<p>Text.</p><div class="demo-place" id="demo-neuron"></div><script>
const dots = ["#eee", "#ddd"].map((colour) => "data:image/svg+xml," + encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" style="background:${{colour}}"/>`));
const place = document.getElementById("demo-neuron");
const after = (task) => setTimeout(task, {1000 * LATE});
after(() => {{
  place.innerHTML = `<div class="demo-still"><img src="${{dots[0]}}"></div>`;
  after(() => {{
    place.innerHTML += `<div class="demo-live">
      <div class="demo-frames"><img src="${{dots[0]}}"></div>
      <div role="slider" tabindex="0" aria-valuenow="1" aria-valuemax="1">slider</div></div>`;
  }});
}});
let shown = 0;
addEventListener("keydown", () => after(() => {{
  shown = 1 - shown;
  document.querySelector(".demo-frames img").src = dots[shown];
}}));
</script>"""
RIVALS = [(job, rival) for job in SMALL for rival in job.contenders[1:]]


@pytest.fixture(autouse=True)
def _no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "REST", 0.0)


@pytest.mark.parametrize(
    ("job", "rival"), RIVALS, ids=[f"{job.key}: {rival.name}" for job, rival in RIVALS]
)
def test_a_peer_ends_where_neuronlib_ends(job: Job, rival: Contender) -> None:
    if INSTALLED[rival.peer] is None:
        pytest.skip(f"{rival.peer} is not installed")
    alone = replace(job, contenders=(job.contenders[0], rival), rounds=2)

    (row,) = measure(alone, 1, INSTALLED)  # raises if they do not agree

    assert row.peer == rival.name
    assert len(row.outcomes) == 2


@pytest.mark.parametrize("job", SMALL[:3], ids=lambda job: job.key)
def test_a_training_lowers_the_loss(job: Job) -> None:
    task = job.task(0)
    before = task.loss(task.weights)

    _, after = run(job.contenders[0].trial(task))

    assert np.all(after < before)


@pytest.mark.parametrize("sizes", [(2, 4, 1), (2, 4, 3)])
def test_the_common_loss_is_the_one_that_the_library_minimises(sizes: tuple[int, ...]) -> None:
    data = datasets.spirals(30, n_classes=max(2, sizes[-1]))
    network = Network(sizes, activation=tanh, dtype=np.float64)
    weights = [(layer.weights, layer.biases) for layer in network.layers]

    expected, _ = network.loss_and_gradient(data.X, data.y, l2=0.3)

    assert final_loss(weights, data.X, data.y, l2=0.3) == pytest.approx(expected, rel=1e-12)


def test_every_round_has_weights_and_data_of_its_own() -> None:
    first, second = (training_step.job().task(seed) for seed in (0, 1))

    assert not np.array_equal(first.X, second.X)
    assert not np.array_equal(first.network.parameters, second.network.parameters)


def test_the_operations_of_a_pass_leave_out_the_gradient_of_the_inputs() -> None:
    # forward: 2·N·(3072·100 + 100·10); backward: as much for the weights, 2·N·100·10 for one δ
    expected = 2 * 1000 * (2 * (307_200 + 1_000) + 1_000) / 1e9

    assert notes_network.gigaflops(notes_network.products(1000)) == pytest.approx(expected)


def test_the_products_alone_and_the_pass_are_counted_as_the_same_work() -> None:
    job = notes_network.job(n_examples=4, n_passes=1)
    ours, same, square = job.contenders

    assert ours.work == same.work
    assert square.work == pytest.approx(2 * notes_network.SQUARE**3 / 1e9)
    for contender in (ours, same):
        run(contender.trial(job.task(0)))


def test_importing_runs_in_an_interpreter_of_its_own(capfd: pytest.CaptureFixture[str]) -> None:
    run(imports.interpreter_trial("import sys; print(len(sys.argv), 'numpy' in sys.modules)"))

    assert capfd.readouterr().out == "1 False\n"


@pytest.mark.parametrize("name", ["bumps", "neuron", "dying_relu"])
def test_the_picture_on_a_new_figure_is_that_of_the_demo(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demos.Words, "draw", demos.Text.draw)
    demos.demo_named.cache_clear()
    task = demos.moved(name, 2, seed=0)
    for value in task.values:
        task.widget.value = value
        figure = task.new_figure(value)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        demos.plt.close(figure)
        seen = task.demo._picture._canvas.buffer_rgba()
        np.testing.assert_array_equal(seen, canvas.buffer_rgba())


def test_a_demo_is_moved_by_what_plays_or_else_by_its_first_control() -> None:
    names = [demos.moved(name, 1, seed=0).widget.description for name in ("capacity", "maxout")]
    assert names == ["updates", "piece 1: slope w₁"]


def test_the_slowest_demo_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ratios = {"a": 0.5, "b": 2.0, "c": 1.0}
    monkeypatch.setattr(demos, "ratio", lambda name, n_events, round_: ratios[name] + round_)
    assert demos.slowest_budget(list(ratios)).reading(3) == 5.0


def test_pictures_of_a_demo_and_of_new_figures_are_timed() -> None:
    (row,) = measure(replace(demos.region_job(n_events=1), rounds=1), 1, INSTALLED)
    assert row.ratio < 1
    assert 0 < demos.ratio("maxout", 1, 0) < 1


def test_a_burst_ends_where_its_last_event_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    job = demos.burst_job(n_events=30)
    task = job.task(0)
    for contender in job.contenders:
        _, last = run(contender.trial(task))
        assert last == task.values[-1]
    monkeypatch.setattr(demos, "MOST_PICTURES", 1)
    with pytest.raises(RuntimeError, match=r"30 events drew \d+ pictures"):
        run(demos.demo_burst_trial(job.task(1)))


def test_a_kernel_in_which_code_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="'1 / 0' ended with division by zero"):
        session().printed_by("1 / 0")


def test_the_pictures_of_a_training_are_counted() -> None:
    assert demos.pictures_per_second(0.3, 0) > 0


def test_the_memory_of_a_kernel_is_that_of_one_with_the_demos() -> None:
    assert 50 < demos.megabytes(["maxout"], 0) < 400


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a site of one page."""
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one-neuron.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(INSTALLED_BROWSER is None, reason="there is no Chromium")
@pytest.mark.parametrize(
    ("things", "least"), [(("text",), 0), (("picture",), LATE), (("control",), 2 * LATE)]
)
def test_a_page_is_timed_until_what_is_waited_for_is_there(
    things: tuple[str, ...], least: float, book: Path
) -> None:
    assert pages.seconds_until(things, 1, 0, book) >= least
    assert pages.seconds_until((*things, "control"), 1, 0, book) >= 2 * LATE


@pytest.mark.skipif(INSTALLED_BROWSER is None, reason="there is no Chromium")
def test_a_key_is_timed_until_there_is_another_picture(book: Path) -> None:
    assert pages.key_to_picture(0, book) >= 1000 * LATE


def test_the_rounds_go_to_demos_all_over_the_book(tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    places = [f'<div class="demo-place" id="demo-d{i}">' for i in range(2 * pages.N_ROUNDS)]
    for name, of_page in (("a", places[:5]), ("b", places[5:])):
        (tmp_path / "chapters" / f"{name}.html").write_text("".join(of_page), encoding="utf-8")
    visited = [pages.demo_of(tmp_path, round_) for round_ in range(pages.N_ROUNDS)]
    assert visited[:3] == [
        "chapters/a.html#demo-d0",
        "chapters/a.html#demo-d2",
        "chapters/a.html#demo-d4",
    ]
    assert visited[3] == "chapters/b.html#demo-d6" and len(set(visited)) == pages.N_ROUNDS


def test_every_budget_of_the_issue_stands_in_a_job() -> None:
    budgets = [job for job in all_jobs().values() if isinstance(job, Budget)]
    assert {(job.key, job.bound, job.unit) for job in budgets} == {
        ("demos-slowest", 0.12, "of a new figure's time"),
        ("demos-training", 15, "a second"),
        ("demos-memory", 400, "MB"),
        ("pages-picture", 1.0, "s"),
        ("pages-slow-start", 2.0, "s"),
        ("pages-start", 2.5, "s"),
        ("pages-shift", 0.05, "CLS"),
        ("pages-keys", 33, "ms"),
    }


def test_every_bound_of_the_issue_stands_in_a_job() -> None:
    bounds = {
        (job.key, rival.peer, rival.must)
        for job in all_jobs().values()
        if isinstance(job, Job)
        for rival in job.contenders
        if rival.must is not None
    }

    assert bounds == {
        ("step", "PyTorch", 0.15),
        ("step", "JAX", 0.75),
        ("step", "ConvNetJS", 0.04),
        ("one-output", "scikit-learn", 0.3),
        ("seeds", "JAX", 0.7),
        ("seeds", "PyTorch", 0.4),
        ("seeds", "PyTorch", 0.05),
        ("digits", "scikit-learn", 0.3),
        ("digits", "PyTorch", 0.15),
        ("notes", "", 0.8),
        ("region", "PyTorch", 0.6),
        ("import", "", 1.15),
        ("demos-lines", "", 0.12),
        ("demos-region", "", 0.12),
        ("demos-burst", "", 1.3),
    }
