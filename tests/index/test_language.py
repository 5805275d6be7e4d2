"""Tags of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import language_tag


@pytest.mark.parametrize(
    ("printed", "tag"),
    [
        ("en", "en"),
        ("EN-gb", "en-GB"),
        ("en_US.UTF-8", "en-US"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-1996", "de"),
        ("ar-x-private", "ar"),
        ("iw", "he"),
        ("eng", "en"),
        (" fr ", "fr"),
    ],
)
def test_a_tag_is_put_into_the_case_of_the_standard(printed, tag):
    assert language_tag(printed) == tag


@pytest.mark.parametrize(
    "printed", ["", "English", "e", "und", "x-default", "en us", "<b>", "en-" + "a" * 60, "12"]
)
def test_what_names_no_language_is_no_tag(printed):
    assert language_tag(printed) == ""


@given(st.text())
def test_a_tag_is_the_tag_of_itself(printed):
    tag = language_tag(printed)
    assert language_tag(tag) == tag
