"""The line model: its file is small and complete, its answers do not depend on chance, a standfirst above a caption is kept."""

from importlib import resources

from recoupe.read import read_page
from recoupe.read.lines import split_lines
from recoupe.read.model import score_lines, smooth

PAGE = """Home
The bridge of Arlen is closed after a crack was found
The town of Arlen closed its old bridge on Monday after a crack was found.
The bridge, seen from the east bank. (Photo: Ada Lenz)
A crack was found in the bridge of Arlen on Monday morning, and the town closed it to all traffic, the mayor said.
Engineers will look at the bridge for a week, and the town has asked drivers to take the road along the river until then.
Related articles
Ten walks for the autumn
"""


def test_model_file_is_small() -> None:
    assert len(resources.files("recoupe.read").joinpath("line_weights.json").read_bytes()) < 300_000


def test_scores_are_the_same_each_time_and_tell_text_from_menu() -> None:
    lines = split_lines(PAGE)
    scores = score_lines(lines)
    assert scores == score_lines(split_lines(PAGE))
    assert min(scores[4], scores[5]) > 0 > max(scores[0], scores[7])


def test_smoothing_closes_a_small_gap() -> None:
    assert smooth([3.0, -0.2, 3.0], 0.5, 0.5) == [True, True, True]


def test_standfirst_above_a_caption_is_the_lead() -> None:
    assert read_page(PAGE).lead == "The town of Arlen closed its old bridge on Monday after a crack was found."
