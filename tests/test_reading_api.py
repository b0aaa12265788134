"""The public functions, in this process and shared out to others."""

import json
import os
import signal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bearwitness
from bearwitness.model.errors import ReaderLimit
from bearwitness.model.reading import Reading
from bearwitness.workers import Pool, Worker

TEXTS = [
    {
        "text": f"Police in Yanji arrested {n} women on {n} March 2024, a neighbour said.",
        "published": "2024-04-02",
        "outlet": "Harbour Post",
    }
    for n in range(2, 9)
]


@pytest.fixture(scope="module")
def schema(repository):
    return json.loads((repository / "docs" / "schema" / "reading.json").read_text())


def test_a_reading_is_valid_under_the_schema_and_comes_back_the_same(schema):
    for reading in bearwitness.read_texts(TEXTS[:2]):
        plain = reading.to_dict()
        jsonschema.validate(plain, schema)
        assert Reading.from_dict(plain) == reading


@settings(max_examples=25, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_gives_a_valid_reading_whose_spans_resolve(schema, text):
    reading = bearwitness.read_text(text)
    jsonschema.validate(reading.to_dict(), schema)
    for claim in reading.claims:
        for one in claim.evidence:
            one.resolve(text)
    for found in (*reading.times, *reading.places, *reading.exposures):
        assert text[found.start : found.end] == found.exact


def test_processes_give_the_same_readings_in_the_same_order():
    here = list(bearwitness.read_texts(TEXTS))
    shared = list(bearwitness.read_texts(TEXTS, workers=2))
    assert shared == here


def test_linking_readings_gives_incidents_that_name_their_claims_and_reports():
    readings = [
        bearwitness.read_text(text, published="2024-03-08")
        for text in (
            "Police in Yanji arrested two women on 5 March 2024.",
            "Two women were arrested in Yanji on 5 March 2024, officials said.",
            "Police in Bangkok arrested nine men on 2 June 2023.",
        )
    ]
    incidents = bearwitness.link(readings)
    assert bearwitness.link(readings) == incidents
    assert sorted(len(one.report_ids) for one in incidents) == [1, 2]


def test_a_process_that_is_killed_is_replaced_and_its_text_read():
    worker = Worker()
    try:
        first = worker.read(TEXTS[0])
        os.kill(worker._process.pid, signal.SIGKILL)
        assert worker.read(TEXTS[0]) == first
    finally:
        worker.stop()


def test_a_text_that_ends_its_process_is_named_and_the_others_go_on():
    with Pool(1) as pool:
        broken = {"text": TEXTS[0]["text"], "published": 7.5}
        answers = list(pool.answers([TEXTS[0], broken, TEXTS[1]]))
    assert [isinstance(answer, ReaderLimit) for answer in answers] == [False, True, False]


def test_a_text_in_another_language_gives_exposures_but_no_claims():
    reading = bearwitness.read_text(
        "경찰은 어제 연길에서 여성 두 명을 체포했다. 전화 010-1234-5678."
    )
    assert reading.claims == ()
    assert reading.exposures


def test_pseudonyms_hold_under_one_key_and_change_with_another():
    text = "Park Ji-yeon was arrested. Park Ji-yeon is 34."
    key = bytes(32)
    assert bearwitness.redact(text, key=key).text == bearwitness.redact(text, key=key).text
    assert "Park" not in bearwitness.redact(text).text


def test_what_the_package_does_not_have_is_an_attribute_error():
    with pytest.raises(AttributeError, match="follow_person"):
        bearwitness.follow_person  # noqa: B018
