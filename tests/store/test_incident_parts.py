"""Incidents are vouched for in parts: a change costs one part, and nothing goes unseen."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, update

from bearwitness.store import tables as t


def many(world, count=40):
    one = world.incident()
    return [replace(one, id=f"incident-{n * 37 % 256:02x}{n:014x}") for n in range(count)]


def lines_about_incidents(case):
    lines = (case.path / "ledger.jsonl").read_text().splitlines()
    entries = [json.loads(line) for line in lines]
    return [entry["data"]["subject"] for entry in entries if entry["kind"] == "incidents"]


def test_only_the_parts_in_which_an_incident_changed_get_a_new_line(filled, world):
    with filled() as case:
        incidents = many(world)
        case.save_incidents(incidents, world.at)
        before = len(lines_about_incidents(case))
        changed = replace(incidents[3], credibility=2)
        case.change_incidents([], [(changed, "another")], world.at)
        assert lines_about_incidents(case)[before:] == [changed.id[: t.PART]]
        case.change_incidents([incidents[4].id], [], world.at)
        assert lines_about_incidents(case)[before + 1 :] == [incidents[4].id[: t.PART]]
        assert [f for f in case.verify() if f.is_broken] == []


@pytest.mark.parametrize("harm", ["changed", "gone", "added"])
def test_an_incident_that_nobody_recorded_is_found(filled, world, harm):
    with filled() as case:
        incidents = many(world)
        case.save_incidents(incidents, world.at)
        of_one = t.incidents.c.id == incidents[5].id
        with case._engine.begin() as db:
            if harm == "changed":
                db.execute(update(t.incidents).where(of_one).values(body="{}"))
            elif harm == "gone":
                db.execute(delete(t.incidents).where(of_one))
            else:
                row = {"position": 999, "id": "incident-ff00000000000000", "body": "{}"}
                db.execute(insert(t.incidents), [row])
        found = {finding.subject for finding in case.verify()}
        name = "incident-ff" if harm == "added" else incidents[5].id[: t.PART]
        assert name in found


def test_a_case_of_an_older_program_is_vouched_for_in_parts_from_its_next_change_on(filled, world):
    with filled() as case:
        incidents = many(world)
        case.save_incidents(incidents, world.at)
        with case._writing() as book:
            for part in {one.id[: t.PART] for one in incidents}:
                book.forget("incidents", part)
            book.record("incidents", t.WHOLE, world.at)
        changed = replace(incidents[3], credibility=2)
        case.change_incidents([], [(changed, "another")], world.at)
        assert [f for f in case.verify() if f.is_broken] == []
        parts = Counter(lines_about_incidents(case))
        assert all(parts[one.id[: t.PART]] >= 2 for one in incidents)
        assert case.incidents() == tuple(
            sorted([*incidents[:3], changed, *incidents[4:]], key=lambda one: one.id)
        )
