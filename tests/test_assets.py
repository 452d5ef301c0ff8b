"""What browsers get of assets/."""

import re
import shutil
from pathlib import Path

import pytest

from plainspoken import assets, urls
from plainspoken.problems import ENVIRONMENT_FAULT, Stop

ROOT = Path(__file__).resolve().parent.parent


def test_scripts_go_out_whole_with_a_version_that_changes_with_them(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "assets", tmp_path, dirs_exist_ok=True)
    for name, text in {"one.js": "1;\n", "notes.txt": "no"}.items():
        (tmp_path / name).write_text(text)
    before = assets.load(tmp_path)
    assert before.files.keys() == assets.load(ROOT / "assets").files.keys() | {"assets/one.js"}
    assert before.files["assets/one.js"] == b"1;\n"
    (tmp_path / "one.js").write_text("2;\n")
    assert before.address("assets/one.js") != assets.load(tmp_path).address("assets/one.js")


@pytest.mark.parametrize("name", ["listen.js", "sort.js", "favicon.svg", "icons.svg", "css/tokens.css", "css"])
def test_what_pages_ask_for_by_name_must_be_there(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    shutil.copytree(ROOT / "assets", folder)
    (folder / name).rename(tmp_path / "away")
    with pytest.raises(Stop, match=re.escape(str(folder / name)) + ".*: No such file or directory") as stop:
        assets.load(folder)
    assert stop.value.code == ENVIRONMENT_FAULT


def test_every_file_of_assets_has_its_version() -> None:
    found = assets.load(ROOT / "assets")
    assert set(found.files) == set(found.versions) and len(found.files) > 1


def test_a_style_sheet_goes_out_without_what_only_its_writers_need() -> None:
    style = ("/* Why: a \"reason\"\n   of two lines. */\n@layer x {\n  @media (min-width: 3rem) and (scripting: enabled) {\n    a:hover > b, i + u::before {\n"
             "      content: \"a  b: c; }\"; /* here too */\n      inline-size: calc(1rem - 2px);\n    }\n  }\n\n}\n")
    assert assets.bare(style) == ('@layer x{@media (min-width:3rem) and (scripting:enabled){a:hover > b,i + u::before{content:"a  b: c; }";'
                                  "inline-size:calc(1rem - 2px)}}}")


def test_each_edition_has_one_style_sheet_and_only_the_young_peoples_what_only_it_shows() -> None:
    found = assets.load(ROOT / "assets").files
    assert (urls.STYLE_SHEET in found) and b".poster__" in found[urls.YOUNG_STYLE_SHEET] and b".poster__" not in found[urls.STYLE_SHEET]
    assert len(found[urls.STYLE_SHEET]) < 0.9 * len(found[urls.YOUNG_STYLE_SHEET])
