"""Verification looks for the words of claims that people added."""

from bearwitness.model.judgement import Action
from bearwitness.review.adding import added_value
from bearwitness.review.table import decision
from made_case import AT, made_case


def test_the_words_of_a_claim_that_a_person_added_are_looked_for_where_it_says(tmp_path):
    with made_case(tmp_path / "made", reports=1) as case:
        report = case.report_ids()[0]
        value = added_value({"act": "raid", "spans": {"act": "arrested"}}, case.text(report))
        good = decision(("claim-added", report), Action.ADD, "Ana", AT, value=value)
        case.decide([good])
        assert case.verify() == ()
        value["evidence"][0]["start"] += 1
        bad = decision(("claim-moved", report), Action.ADD, "Ana", AT, value=value)
        case.decide([bad])
        (finding,) = case.verify()
        assert finding.subject == "claim-moved"
        assert "not the ones quoted" in finding.problem
