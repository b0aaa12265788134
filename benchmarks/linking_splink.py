"""Splink on the made-up claims: the same fields, its own training, its own clusters.

How it is set up: a comparison a field with the levels that our features have (dates as intervals,
places in a hierarchy, numbers as intervals, words by how many rare ones are shared), term
frequencies for towns, ages, nationalities and kinds of perpetrator; blocking by town and date, town
and publication, province and day, and rare words; u from random pairs, m by expectation
maximisation in two sessions that block on different fields; connected components at a threshold
that the caller found on another, smaller set.
"""

# ruff: noqa: S608  (the queries are put together from constants of this file)
from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

COMMON_WORDS = 1_000  # the commonest words say little: left out of what Splink compares

PREPARED = f"""
    WITH common AS (
        SELECT list(word) AS held FROM (
            SELECT word FROM (SELECT unnest(words) AS word FROM made)
            GROUP BY word ORDER BY count(*) DESC, word LIMIT {COMMON_WORDS}))
    SELECT id AS unique_id, act, family, earliest, latest, country, admin1, town, least, most,
        sex, age, nationality, perpetrator, published,
        date_trunc('month', earliest) AS month,
        date_diff('day', DATE '2018-01-01', published) // 14 AS fortnight,
        list_filter(words, lambda word: NOT list_contains(common.held, word)) AS rare
    FROM made, common
"""


def _comparisons() -> list[Any]:
    import splink.comparison_level_library as levels
    import splink.comparison_library as library

    def custom(name: str, *given: Any) -> Any:
        steps = [levels.CustomLevel(one) if isinstance(one, str) else one for one in given]
        return library.CustomComparison(
            comparison_levels=[*steps, levels.ElseLevel()], output_column_name=name
        )

    def missing(field: str) -> Any:
        return levels.NullLevel(field)

    town = levels.ExactMatchLevel("town", term_frequency_adjustments=True)
    days = "earliest_l = latest_l AND earliest_r = latest_r"
    return [
        custom("act", levels.ExactMatchLevel("act"), "family_l = family_r"),
        custom(
            "when", missing("earliest"),
            f"{days} AND earliest_l = earliest_r",
            f"{days} AND abs(earliest_l - earliest_r) <= 2",
            f"NOT ({days}) AND earliest_l <= latest_r AND earliest_r <= latest_l",
        ),
        custom(
            "place", missing("country"), town, "town_l IS NOT NULL AND town_r IS NOT NULL "
            "AND admin1_l = admin1_r",
            levels.ExactMatchLevel("admin1", term_frequency_adjustments=True),
            "(admin1_l IS NULL OR admin1_r IS NULL) AND country_l = country_r",
        ),
        custom(
            "people", missing("least"), "least_l = least_r AND most_l = most_r",
            "least_l <= most_r AND least_r <= most_l",
        ),
        *(
            custom(
                name, missing(name), levels.ExactMatchLevel(name, term_frequency_adjustments=True)
            )
            for name in ("sex", "age", "nationality", "perpetrator")
        ),
        custom(
            "published", *(f"abs(published_l - published_r) <= {n}" for n in (3, 7, 14, 31)),
        ),
        library.ArrayIntersectAtSizes("rare", [4, 3, 2, 1]),
    ]  # fmt: skip


class Splink:
    """Trained on a table; `groups` clusters its predictions at a threshold."""

    def __init__(self, table: pa.Table, seed: int) -> None:
        import duckdb
        import splink
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on

        self.count = table.num_rows
        offline = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        self.db = duckdb.connect(":memory:", config=offline)
        self.db.register("made", table)
        self.db.execute(f"CREATE TABLE prepared AS {PREPARED}")
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=_comparisons(),
            blocking_rules_to_generate_predictions=[
                block_on("family", "town", "month"),
                block_on("family", "town", "fortnight"),
                block_on("family", "admin1", "earliest"),
                block_on("family", "admin1", "rare", arrays_to_explode=["rare"]),
                block_on("family", "fortnight", "rare", arrays_to_explode=["rare"]),
            ],
            retain_matching_columns=False,
            retain_intermediate_calculation_columns=False,
        )
        api = DuckDBAPI(self.db)
        self.linker = Linker(api.register("prepared"), settings, log_level="ERROR")
        training = self.linker.training
        training.estimate_probability_two_random_records_match(
            [block_on("act", "town", "earliest", "least")], recall=0.2
        )
        training.estimate_u_using_random_sampling(max_pairs=2e6, seed=seed)
        training.estimate_parameters_using_expectation_maximisation(
            block_on("family", "town", "earliest"), max_pairs=1e6
        )
        training.estimate_parameters_using_expectation_maximisation(
            block_on("least", "most", "admin1", "fortnight"), max_pairs=1e6
        )
        self.version = splink.__version__
        self.pairs = self.linker.inference.predict(threshold_match_probability=0.05)

    def groups(self, threshold: float) -> np.ndarray:
        """A cluster number for each row."""
        found = self.linker.clustering.cluster_pairwise_predictions_at_threshold(
            self.pairs, threshold_match_probability=threshold
        )
        query = f"SELECT cluster_id, unique_id FROM {found.physical_name} ORDER BY unique_id"
        return self.db.execute(query).fetchnumpy()["cluster_id"]
