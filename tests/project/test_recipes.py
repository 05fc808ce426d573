"""Each recipe of CONTRIBUTING.md does what it says, in a copy of the checkout."""

from pathlib import Path

import pytest

from tests.project.recipes import Recipe, apply_diff, copy_checkout, recipes, run_console

pytestmark = pytest.mark.checkout

RECIPES = list(recipes())


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return copy_checkout(tmp_path)


@pytest.mark.parametrize("recipe", RECIPES, ids=[recipe.title for recipe in RECIPES])
def test_a_recipe_runs(recipe: Recipe, checkout: Path) -> None:
    assert any(kind == "console" for kind, _ in recipe.blocks), "it shows nothing that is run"
    recipe.run(checkout)


def test_what_is_not_there_cannot_be_changed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("b = 1\nc = 1\nb = 1\n")
    for old in ("b = 1", "b = 2"):
        with pytest.raises(AssertionError, match=r"[02] times in a\.py"):
            apply_diff(f"--- a.py\n+++ a.py\n@@\n-{old}\n+b = 3\n", tmp_path)


def test_what_is_not_printed_fails(tmp_path: Path) -> None:
    run_console("$ python -c 'print(1, 2)'\n1 2\n", tmp_path)
    with pytest.raises(AssertionError, match="not printed: 1 3"):
        run_console("$ python -c 'print(1, 2)'\n1 3\n", tmp_path)
