"""Ten reprints count once: copies, citations and one source are one origin, in all and by field."""

from bearwitness.linking import link
from bearwitness.linking.copies import copy_groups
from bearwitness.model.source import SourceKind, SourceLink
from factories import a_claim, a_header, a_source, people

STORY = " ".join(f"word{n}" for n in range(120))


def outlet(words: str) -> SourceLink:
    return SourceLink(SourceKind.OUTLET, words, "reported")


def headers(*published: str, names=("Harbour Post", "Ferry Times", "Quay News")):
    return {
        f"report-{n}": a_header(f"report-{n}", names[n - 1], day)
        for n, day in enumerate(published, 1)
    }


def origins(claims, heads, **more):
    (one,) = link(claims, headers=heads, **more)
    return one


def test_this_service_reported_in_may_leads_back_to_the_services_own_earlier_report():
    heads = headers("2024-03-06", "2024-03-09", names=("Harbour Post", "Harbour Post"))
    again = (outlet("this service"), outlet("Harbour Post"))
    claims = [a_claim("claim-1", "report-1"), a_claim("claim-2", "report-2", attribution=again)]
    assert len(origins(claims, heads).origins) == 1


def test_what_the_same_outlet_says_anew_of_another_source_is_another_origin():
    heads = headers("2024-03-06", "2024-03-09", names=("Harbour Post", "Harbour Post"))
    claims = [a_claim("claim-1", "report-1"), a_claim("claim-2", "report-2")]
    assert len(origins(claims, heads).origins) == 2


def test_a_report_cannot_cite_what_came_out_after_it():
    heads = headers("2024-03-06", "2024-03-09")
    citing = (outlet("Ferry Times"), outlet("Harbour Post"))
    claims = [a_claim("claim-1", "report-1", attribution=citing), a_claim("claim-2", "report-2")]
    assert len(origins(claims, heads).origins) == 2


def test_a_chain_of_citations_is_one_origin():
    heads = headers("2024-03-06", "2024-03-07", "2024-03-08")
    claims = [
        a_claim("claim-1", "report-1"),
        a_claim("claim-2", "report-2", attribution=(outlet("Harbour Post"), outlet("Ferry Times"))),
        a_claim("claim-3", "report-3", attribution=(outlet("Ferry Times"), outlet("Quay News"))),
    ]
    assert len(origins(claims, heads).origins) == 1


def test_origins_are_counted_by_field_too():
    heads = headers("2024-03-06", "2024-03-07")
    claims = [
        a_claim("claim-1", "report-1", affected=people(2)),
        a_claim("claim-2", "report-2", affected=None),
    ]
    found = origins(claims, heads)
    assert len(found.origins) == len(found.origins_of("acts")) == 2
    assert len(found.origins_of("groups")) == 1


def test_a_reprint_adds_a_report_but_no_origin_to_any_field():
    heads = headers("2024-03-06", "2024-03-07")
    claims = [a_claim("claim-1", "report-1"), a_claim("claim-2", "report-2")]
    found = origins(claims, heads, texts={"report-1": STORY, "report-2": STORY + " more of it"})
    assert len(found.report_ids) == 2
    assert len(found.origins) == len(found.origins_of("whens")) == 1


def test_one_source_of_one_report_is_one_origin_whatever_words_name_it():
    claims = [
        a_claim("claim-1", attribution=(a_source(words="a source"),)),
        a_claim("claim-2", attribution=(a_source(words="he"),)),
    ]
    assert len(origins(claims, headers("2024-03-06")).origins) == 1


def test_texts_that_share_half_their_runs_are_copies_and_those_that_share_a_third_are_not():
    words = STORY.split()
    half = " ".join([*words[:80], *(f"other{n}" for n in range(40))])
    third = " ".join([*words[:40], *(f"else{n}" for n in range(80))])
    groups = copy_groups({"a": STORY, "b": half, "c": third})
    assert groups["a"] == groups["b"] != groups["c"]
