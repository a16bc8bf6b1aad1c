"""Facts to people: what a link left is looked up among the values of links, a code among the codes."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.report.link_values import Roster
from generator.report.names import plain_code
from generator.report.store import Store

PAGE = "page"
"""The channel of links on a person's main page."""
_MOST_NEAR = 2_000
"""Values without a person that are compared with those of links, the heaviest first."""

_FOLD = "lower(strip_accents(trim({})))"
# The most exact first. Where the source is given, the content alone proves nothing.
_LEVELS: Sequence[tuple[str, tuple[str, ...], str]] = (
    ("sub-id", ("sub",), ""),
    ("link", ("utm_source", "utm_campaign", "utm_content"), ""),
    ("link", ("utm_source", "utm_content"), ""),
    ("source", ("utm_source",), ""),
    ("content", ("utm_campaign", "utm_content"), "utm_source IS NULL"),
    ("content", ("utm_content",), "utm_source IS NULL"),
)


class NearMiss(Struct, frozen=True):
    """A value that no person has, and the known value that it resembles. It is never counted."""

    kind: str
    value: str
    nearest: str
    person: str
    weight: int


def load_roster(store: Store, roster: Roster) -> None:
    """Hand the values of links, codes, products and campaigns to the engine."""
    text = "VARCHAR"
    names = ("utm_source", "utm_medium", "utm_campaign", "utm_content", "sub", "person", "campaign", "channel",
             "placement", "product")  # fmt: skip
    tables: dict[str, tuple[tuple[str, ...], list[tuple[str, ...]]]] = {
        "links": (names, [(*link[:7], link.channel or PAGE, *link[8:]) for link in roster.links]),
        "people": (
            ("person", "name", "code", "partner"),
            [(person.slug, person.name, plain_code(person.code), person.partner) for person in roster.people.values()],
        ),
        "product_names": (
            ("name", "product"),
            [(name, id_) for id_, product in roster.products.items() for name in product],
        ),
        "campaign_names": (("utm_campaign", "campaign"), list(roster.campaigns.items())),
        "account_names": (
            ("name", "person"),
            [(name, person.slug) for person in roster.people.values() for name in person.accounts],
        ),
        "mediums": (("utm_medium",), [(name,) for name in sorted(roster.medium)]),
    }  # fmt: skip
    for name, (columns, rows) in tables.items():
        kinds = dict.fromkeys(columns, text)
        store.create(name, kinds)
        if rows:
            store.load_rows(name, kinds, rows)


def match_keys(store: Store) -> None:
    """Make `matches`: each distinct key of the facts with the person, channel, placement, product and campaign."""
    key = "utm_source, utm_medium, utm_campaign, utm_content, partner, sub"
    store.run(
        f"""CREATE OR REPLACE TABLE keys AS SELECT row_number() OVER (ORDER BY {key}) AS key, * FROM (
        SELECT {key} FROM visit_rows UNION SELECT {key} FROM order_rows) WHERE coalesce({key}) IS NOT NULL"""
    )
    store.run(
        """CREATE OR REPLACE TABLE matches (key BIGINT, how VARCHAR, person VARCHAR, channel VARCHAR, placement VARCHAR,
        product VARCHAR, people BIGINT)"""
    )
    for fold in (False, True):
        for how, columns, condition in _LEVELS:
            _match_level(store, how if not fold else f"{how}, other letter case", columns, condition, fold)
        if not fold:
            store.run(
                """INSERT INTO matches SELECT key, 'partner id', min(person), NULL, NULL, NULL, count(DISTINCT person)
                FROM keys JOIN people USING (partner) WHERE key NOT IN (SELECT key FROM matches) AND partner <> ''
                GROUP BY key HAVING count(DISTINCT person) = 1"""
            )
    store.run(
        f"""CREATE OR REPLACE TABLE found AS SELECT keys.*, how, person, channel, placement, product, people,
        coalesce(exact.campaign, folded.campaign) AS campaign FROM keys LEFT JOIN matches USING (key)
        LEFT JOIN campaign_names exact ON exact.utm_campaign = keys.utm_campaign
        LEFT JOIN (SELECT {_FOLD.format("utm_campaign")} AS name, min(campaign) AS campaign FROM campaign_names GROUP
            BY 1
            HAVING count(DISTINCT campaign) = 1) folded ON folded.name = {_FOLD.format("keys.utm_campaign")}"""
    )


def _match_level(store: Store, how: str, columns: Sequence[str], condition: str, fold: bool) -> None:
    def of(table: str, name: str) -> str:
        return _FOLD.format(f"{table}.{name}") if fold else f"{table}.{name}"

    def only(name: str) -> str:
        return f"CASE WHEN count(DISTINCT {name}) = 1 THEN min({name}) END"

    names = ", ".join(f"{of('links', name)} AS {name}" for name in columns)
    group_columns = ", ".join(map(str, range(1, len(columns) + 1)))
    conditions = " AND ".join(f"level.{name} = {of('keys', name)}" for name in columns)
    present = " AND ".join(f"links.{name} <> ''" for name in columns)
    store.run(
        f"""INSERT INTO matches SELECT key, ?, level.person, level.channel, level.placement, level.product, level.people
        FROM keys JOIN (SELECT {names}, {only("person")} AS person, {only("channel")} AS channel,
            {only("placement")} AS placement, {only("product")} AS product, count(DISTINCT person) AS people
            FROM links WHERE {present} GROUP BY {group_columns}) level ON {conditions}
        WHERE key NOT IN (SELECT key FROM matches) {f"AND keys.{condition}" if condition else ""}""",
        [how],
    )


def match_codes(store: Store) -> None:
    """Make `code_people`: each text of codes that orders have, with the one person whose code is in it."""
    fold = _FOLD.format
    store.run(
        f"""CREATE OR REPLACE TABLE code_people AS
        WITH parts AS (SELECT code, unnest(string_split(code, ',')) AS part FROM
            (SELECT DISTINCT code FROM order_rows WHERE code IS NOT NULL))
        SELECT parts.code, CASE WHEN count(DISTINCT person) = 1 THEN min(person) END AS person,
            count(DISTINCT person) AS people
        FROM parts LEFT JOIN people ON people.code <> '' AND {fold("people.code")} = {fold("parts.part")}
        GROUP BY parts.code"""
    )


def match_posts(store: Store) -> None:
    """Make `posts_of`: each post with the person whose id, account or name it has."""
    fold = _FOLD.format
    store.run(
        f"""CREATE OR REPLACE TABLE posts_of AS SELECT p.*, names.person AS slug FROM post_rows p LEFT JOIN (
            SELECT {fold("name")} AS name, min(person) AS person FROM account_names GROUP BY 1
            HAVING count(DISTINCT person) = 1) names ON names.name = ltrim({fold("p.person")}, '@')"""
    )


def find_near_misses(store: Store) -> list[NearMiss]:
    """Values without a person that differ by one letter from a value that a person has."""
    fold = _FOLD.format
    return [
        NearMiss(*row)
        for row in store.rows(
            f"""WITH unknown AS (
                SELECT 'code' AS kind, trim(part) AS value, count(*) AS weight FROM
                    (SELECT unnest(string_split(code, ',')) AS part FROM order_rows JOIN code_people USING (code)
                    WHERE head AND people = 0) GROUP BY ALL
                UNION ALL SELECT 'source', utm_source, sum(weight)::BIGINT FROM (
                    SELECT utm_source, sessions AS weight, * EXCLUDE (utm_source, sessions) FROM visit_rows) v
                    JOIN found USING (utm_source) WHERE found.person IS NULL AND found.people IS NULL
                    GROUP BY utm_source
                UNION ALL SELECT 'source', utm_source, count(*) FROM order_rows JOIN (SELECT DISTINCT utm_source FROM
                    found
                    WHERE person IS NULL AND people IS NULL) USING (utm_source) WHERE head GROUP BY utm_source
            ), heaviest AS (SELECT kind, value, sum(weight)::BIGINT AS weight FROM unknown WHERE length(value) > 2
                GROUP BY ALL ORDER BY weight DESC, value LIMIT {_MOST_NEAR}),
            known AS (SELECT DISTINCT 'code' AS kind, code AS value, person FROM people WHERE code <> ''
                UNION SELECT DISTINCT 'source', utm_source, person FROM links WHERE utm_source <> ''),
            near AS (SELECT heaviest.kind, heaviest.value, known.value AS nearest, known.person, weight,
                damerau_levenshtein({fold("heaviest.value")}, {fold("known.value")}) AS distance
                FROM heaviest JOIN known ON heaviest.kind = known.kind
                AND abs(length(heaviest.value) - length(known.value)) <= 1 AND length(known.value) > 3)
            SELECT kind, value, min(nearest), min(person), min(weight) FROM near WHERE distance = 1
            GROUP BY kind, value HAVING count(DISTINCT person) = 1 ORDER BY min(weight) DESC, value LIMIT 200"""
        )
    ]
