"""A link from a template equals the link that is built for one person, and is verified as that is."""

from __future__ import annotations

from string import printable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.links.audit.digests import digests_of
from generator.links.audit.redirect_patterns import parses_unambiguously
from generator.links.audit.verify import Payee, verify_link
from generator.links.errors import LinkError
from generator.links.generate.identity import LinkIdentity
from generator.links.generate.plan import page_defaults, plan_on_page
from generator.links.generate.planned import PlannedLink
from generator.links.link_templates import (
    _CONTROL,
    _PLACEHOLDER,
    FilledInputs,
    LinkTemplateCache,
    _is_verified,
    _names_to_fill_in,
    _with_slots,
    digests_by_template,
    verify_by_template,
)
from generator.links.lint.rules import SOURCES
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.normalize import normalize
from generator.links.schemes.template import FILTERS, parse_template
from generator.links.schemes.tracking import ChainStep, SchemeChain, TrackingConfig
from generator.links.single import anybody
from generator.models.network import Network
from generator.problems import Place, Report
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant
from tests.links.destinations import destinations
from tests.links.test_properties import VALUES

PLACE = Place("content/site.yaml", ("tracking",))
BALM = "https://shop.example/balm?size=2#reviews"
UTM = {"source": "{ambassador}", "medium": "affiliate", "campaign": "{campaign}", "content": "{placement}.{product}"}
ACCOUNT = {name: text for name, text in VALUES.items() if isinstance(text, str) and name not in ("id", "code", "sub")}
ITEMS = (("70881412", 1), ("123", 2))

SLUGS = st.one_of(
    st.sampled_from(
        ["lea", "mia", "ted", "facebook", "lea-m", "a" * 37, "a" * 38, "0", _PLACEHOLDER.slug, _CONTROL.slug]
    ),
    st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True),
)
TOKENS = st.one_of(
    st.sampled_from(
        ["", "p-1", "lea", "LEA15", ".", "..", "%", "a--b", "-x", "100%", "é", "a b", "a" * 67, "utm_source"]
    ),
    st.sampled_from(
        [*_PLACEHOLDER, *_CONTROL, "%(slug)s", "%s", _PLACEHOLDER.id + "x", "a&b=c", "x#y", "a/b", "2", "red"]
    ),
    st.text(st.sampled_from(printable), max_size=8),
)
TEMPLATES = st.sampled_from(
    [
        *("{ambassador}", "{ambassador|upper}", "{ambassador|alnum}", "x.{ambassador}", "{ambassador}{code}"),
        *("friends", "{code}", "{code|alnum}", "{tier}{market}", "{placement}.{ambassador}", "{code}_{tier}"),
        *("{placement}.{product}<.{channel}>", "<{code}.>{product}", "{ambassador}%", "shop-{market}"),
        *("utm_sou{code}=mia", "{ambassador}.{code}=mia", "mia"),
    ]
)
OWN: list[dict[str, Any]] = [
    {"kind": "params", "utm": "link", "set": {"{id}": "{code}"}, "requires": ["id"]},
    {"kind": "params", "utm": "link", "set": {"ref": "{id|upper}", "size": "{code}"}},
    {"kind": "params", "utm": "none", "set": {"ref": "{code}-{sub}", "tag": "{id}"}},
    {"kind": "params", "utm": "link", "place": "fragment", "set": {"{id}": "1", "x": "{code}"}, "requires": ["id"]},
    {"kind": "redirect", "utm": "destination", "link": "https://n.example/{id}-{code}?to={dest}"},
    {"kind": "redirect", "utm": "outer", "link": "https://n.example/?{id}={code}<&to={dest}>"},
    {"kind": "redirect", "utm": "outer", "link": "https://{code}.n.example/{id}<?to={dest|raw}>"},
    {"kind": "redirect", "utm": "destination", "link": "https://n.example/{id|ucp}/{code|path}?to={dest}"},
]
"""Schemes that put names where they make a difference."""


def own(number: int) -> Network:
    given = {"title": f"Own {number}", **OWN[number]}
    needed = ["id", *(["code"] if "{code" in str(given.get("link")) else [])] if given["kind"] == "redirect" else []
    return Network.model_validate({"requires": needed, **given})


SCHEMES = [
    *(ChainStep(name, load_builtin(name)) for name in builtin_names()),
    *(ChainStep(f"own-{number}", own(number)) for number in range(len(OWN))),
]
AROUND = [step for step in SCHEMES if step.scheme.link and "{dest}" in step.scheme.link.text]
CLASHING = st.sampled_from(
    [
        *(BALM, f"{BALM}&ref=lea", "https://shop.example/?ref=p-1&size=LEA15&a=1", "https://shop.example/a/?tag=lea"),
        f"https://shop.example/{_PLACEHOLDER.slug}?a={_PLACEHOLDER.id}",
        "https://shop.example/?utm_source=lea&attribution/utm_x=1",
    ]
)


def tracking(steps: list[ChainStep], utm: dict[str, str], sub: str) -> TrackingConfig:
    chain = SchemeChain(tuple(steps), {**ACCOUNT, "sub": sub})
    templates = {f"utm_{key}": parse_template(text) for key, text in utm.items()}
    return TrackingConfig(PLACE, chain, {}, {}, chain, templates, "ambassadors", "shop.example")


def subject(slug: str, id: str = "", code: str = "", **other: object) -> Subject:
    found = anybody(slug, "")
    return replace(found, person=found.person.model_copy(update={"partner_id": id, "code": code, **other}))


def both_ways(
    site: TrackingConfig, who: Subject, want: LinkWant
) -> tuple[PlannedLink | None, PlannedLink | None, Report]:
    """The link of the form, the link that is made for the person alone, and what that says."""
    report = Report()
    try:
        alone = plan_on_page(page_defaults(site, who, ""), want, report)
    except LinkError:
        alone = None
    return LinkTemplateCache(site, who, "").plan(want), alone, report


def is_verified(plan: PlannedLink) -> bool:
    assert isinstance(plan.inputs, FilledInputs)
    return _is_verified(plan.inputs.template)


def all_of(plan: PlannedLink) -> tuple[object, ...]:
    inputs = plan.inputs
    made_of = (inputs.destinations, dict(inputs.values), dict(inputs.utm), plan.steps, plan.channel, plan.campaign)
    return (plan.want, plan.slug, plan.href, *made_of, digests_of([plan]), digests_by_template([plan]))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(SCHEMES), min_size=1, max_size=1).flatmap(
        lambda inner: st.lists(st.sampled_from(AROUND), max_size=1).map(lambda outer: inner + outer)
    ),
    st.one_of(st.just(UTM), st.fixed_dictionaries({"source": TEMPLATES, "content": TEMPLATES, "campaign": TEMPLATES})),
    st.one_of(st.just("{placement}"), TEMPLATES),
    st.one_of(CLASHING, destinations()),
    st.tuples(SLUGS, TOKENS, TOKENS, st.sampled_from([None, "micro"]), st.sampled_from([None, "FR"])),
    st.sampled_from([(), ITEMS]),
)
def test_a_form_filled_is_the_link_of_the_person(
    steps: list[ChainStep], utm: dict[str, str], sub: str, url: str, names: Any, items: tuple[tuple[str, int], ...]
) -> None:
    slug, id_, code, tier, market = names
    who = subject(slug, id_, code, tier=tier, market=market)
    want = LinkWant("story", url, "balm", items=items)
    filled, alone, report = both_ways(tracking(steps, utm, sub), who, want)
    if filled is None:
        return
    assert alone is not None
    assert not len(report), [problem.message for problem in report]
    assert all_of(filled) == all_of(alone)
    for payee in (
        Payee(slug, id_, code, {}),
        *(Payee("mia", id_, code, {}), Payee(slug, "p-2", code, {}), Payee(slug, id_, "MIA", {})),
        Payee(slug, id_, code, {"shop": BALM}),
    ):
        for href in (filled.href, filled.href.replace("=", "=x", 1), f"{filled.href}&utm_source=mia"):
            for slugs in (frozenset({"mia", "lea", slug}), frozenset[str]()):
                faults = verify_by_template(filled, href, payee, url, slugs)
                assert faults == verify_link(alone, href, payee, url, slugs)
                assert faults == verify_by_template(alone, href, payee, url, slugs)


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("utm_source=lea", "utm_source=mia"),
        ("utm_source=lea", "utm_source=lea-x"),
        ("utm_source=lea", "utm_source=lea&utm_source=lea"),
        ("utm_source=lea", f"utm_source={_PLACEHOLDER.slug}"),
        ("utm_source=lea", "utm_source=%(slug)s"),
        ("utm_source=lea", "x_utm_source=lea"),
        ("utm_medium", "utm_source=mia&utm_medium"),
        ("utm_medium=affiliate", "utm_medium=paid"),
        ("ref=p-1", "ref=p-2"),
        ("ref=p-1", "ref=p-1&ref=p-1"),
        ("size=2", "size=3"),
        ("/balm", "/brow"),
        ("#reviews", ""),
    ],
)
def test_a_damaged_link_of_a_form_is_found(change: str, to: str) -> None:
    site = tracking([ChainStep("goaffpro", load_builtin("goaffpro"))], UTM, "")
    plan = LinkTemplateCache(site, subject("lea", "p-1"), "").plan(LinkWant("story", BALM))
    assert plan is not None
    assert is_verified(plan)
    payee, slugs = Payee("lea", "p-1", "", {}), {"lea", "mia", "lea-x", _PLACEHOLDER.slug}
    assert verify_by_template(plan, plan.href, payee, BALM, slugs) == []
    damaged = plan.href.replace(change, to)
    assert damaged != plan.href
    assert verify_by_template(plan, damaged, payee, BALM, slugs)
    assert verify_by_template(plan, plan.href, Payee("mia", "p-2", "", {}), BALM, slugs)
    assert verify_by_template(plan, plan.href, payee, BALM.replace("balm", "brow"), slugs)


@pytest.mark.parametrize(
    ("network", "url"),
    [
        ({"kind": "params", "utm": "link", "set": {"ref": "{id}"}}, "https://shop.example/?ref=lea&a=1"),
        (
            {
                "kind": "redirect",
                "utm": "outer",
                "link": "https://n.example/{id}<?to={dest|raw}>",
                "utm_key": "x/{key}",
            },
            "https://shop.example/?b=2&x/utm_source=lea&a=1",
        ),
    ],
)
def test_there_is_no_form_where_what_is_equal_makes_a_difference(network: dict[str, Any], url: str) -> None:
    step = ChainStep("own", Network.model_validate({"title": "Own", "requires": ["id"], **network}))
    site, want = tracking([step], UTM, ""), LinkWant("story", url)
    hrefs = []
    for name in ("lea", "mia"):
        filled, alone, _ = both_ways(site, subject(name, name), want)
        assert filled is None
        assert alone is not None
        hrefs.append(alone.href.replace(name, "X"))
    assert hrefs[0] != hrefs[1]
    filled, *_ = both_ways(site, subject("lea", "lea"), LinkWant("story", "https://shop.example/?b=2&a=1"))
    assert filled is not None


CLEAR = st.sampled_from(["/x/", "&a=", "/?x=", "/", "&b=", "?to="])
WORDS = st.sampled_from(["/", "/x/", "/x", "&a=", "-", "?to=", "x", "=", ".", "&", "/?x=", "&x=a", "/a.", "a/"])
LETTERS = st.text(st.sampled_from("xa.-to"), min_size=1, max_size=4)


def test_a_redirect_is_proven_at_once_only_where_it_keeps_names_apart() -> None:
    compared = refused = 0

    @settings(max_examples=400, deadline=None)
    @given(
        st.lists(st.one_of(CLEAR, CLEAR, WORDS), min_size=4, max_size=4),
        st.sampled_from(["{dest}", "{dest|raw}"]),
        LETTERS,
        st.one_of(st.just(""), LETTERS),
    )
    def compare(words: list[str], dest: str, id_: str, code: str) -> None:
        nonlocal compared, refused
        one, two, three, four = words
        link = f"https://n.example{one}{{id}}<{two}{{code}}>{three}{{sub}}<{four}{dest}>"
        network = {"title": "Own", "kind": "redirect", "utm": "destination", "link": link, "requires": ["id", "sub"]}
        try:
            site = tracking([ChainStep("own", Network.model_validate(network))], UTM, "x")
            want = LinkWant("story", "https://shop.example/a/x?to=x")
            filled, alone, _ = both_ways(site, subject("lea", id_, code), want)
        except LinkError:
            return
        if filled is None or alone is None:
            return
        if is_verified(filled):
            compared += 1
            assert verify_link(alone, alone.href, Payee("lea", id_, code, {}), alone.want.destination, {"lea"}) == []
        else:
            refused += 1

    compare()
    assert compared >= 10, "nothing was compared"
    assert refused >= 10, "every form was proven at once"


def test_words_that_could_lie_in_a_name_or_across_its_border() -> None:
    texts = ["https://n.example/c/", "?code=", "&to=https%3A%2F%2Fs.example%3Fx%3D", "%26y"]
    clear = ["https://n.example/c/", "?code=", "&code=", "&to=", "&x="]
    assert parses_unambiguously(clear, texts)
    for word in ("-", "x", "/x", "c/x", "/c/a", "x?code=", "x&to", "a?code=b", "=x", "x%", "D5"):
        assert not parses_unambiguously([*clear, word], texts), word
    assert not parses_unambiguously(clear, [*texts[:2], texts[2].removesuffix("D"), texts[3]])


def test_nobody_is_named_on_everybody_s_links() -> None:
    """A form whose source is always the same is proven for each person: it may be somebody's slug."""
    site = tracking([ChainStep("utm", load_builtin("utm"))], {**UTM, "source": "mia", "content": "{ambassador}"}, "")
    plan = LinkTemplateCache(site, subject("lea"), "").plan(LinkWant("story", BALM))
    assert plan is not None
    assert verify_by_template(plan, plan.href, Payee("lea", "", "", {}), BALM, {"lea"}) == []
    assert [fault.name for fault in verify_by_template(plan, plan.href, Payee("lea", "", "", {}), BALM, {"mia"})] == [
        "wrong-person"
    ]


def test_a_code_that_ends_a_key_is_read_by_itself() -> None:
    """Who looks for sources in an address takes this code, with what stands around it, for the key of one."""
    site = tracking([ChainStep("utm", load_builtin("utm"))], {**UTM, "content": "utm_sou{code}=mia"}, "")
    for code, names in (("rce", ["wrong-person"]), ("lea15", [])):
        plan = LinkTemplateCache(site, subject("lea", "", code), "").plan(LinkWant("story", BALM))
        assert plan is not None
        assert [
            fault.name for fault in verify_by_template(plan, plan.href, Payee("lea", "", code, {}), BALM, {"mia"})
        ] == names


def test_a_link_without_the_one_that_was_issued_is_found() -> None:
    network = {"title": "Own", "kind": "params", "utm": "link", "set": {"ref": "{id}", "via": "<{link}>"}}
    site = tracking([ChainStep("own", Network.model_validate({"requires": ["id"], **network}))], UTM, "")
    plan = LinkTemplateCache(site, subject("lea", "p-1"), "").plan(LinkWant("story", BALM))
    assert plan is not None
    assert verify_by_template(plan, plan.href, Payee("lea", "p-1", "", {}), BALM) == []
    assert verify_by_template(plan, plan.href, Payee("lea", "p-1", "", {"shop": "https://n.example/x"}), BALM)
    issued = subject("lea", "p-1", links={"shop": "https://n.example/x"})
    assert LinkTemplateCache(site, issued, "").plan(LinkWant("story", BALM)) is None


def test_nearly_all_schemes_have_forms() -> None:
    """Where anything is advised against there is none, nor where names make a difference."""
    having, proven, quiet = set(), set(), set()
    for step in SCHEMES:
        want = LinkWant("story", "https://shop.example/balm", items=ITEMS if "items" in step.scheme.variables else ())
        filled, alone, report = both_ways(tracking([step], UTM, "{placement}"), subject("lea", "p-1", "LEA15"), want)
        if alone is not None and not len(report):
            quiet.add(step.name)
        if filled is not None:
            having.add(step.name)
            proven |= {step.name} if is_verified(filled) else set()
    assert len(having) > 40
    assert quiet - having == {"post-affiliate-pro-redirect", "own-0", "own-1", "own-3", "own-5", "own-6", "own-7"}
    keys_only = {step.name for step in SCHEMES if step.name in having and step.network.kind in ("none", "params")}
    assert keys_only <= proven
    assert "own-4" in having - proven  # where one name may end as another begins
    assert {"awin", "tradedoubler", "partnerize", "rakuten"} <= proven


@pytest.mark.parametrize("source", sorted(SOURCES["Organic Search"]))
def test_a_source_that_analytics_file_elsewhere_is_reported_for_each_person(source: str) -> None:
    filled, _, report = both_ways(
        tracking([ChainStep("utm", load_builtin("utm"))], UTM, ""), subject(source, "1", "2"), LinkWant("story", BALM)
    )
    assert filled is None
    assert "misfiled-source" in [problem.name for problem in report]


@given(TOKENS)
def test_filters_pass_a_name_where_they_pass_the_stand_in_s(name: str) -> None:
    """What the stand-in speaks for: a filter that changes any name changes theirs."""
    names = LinkIdentity(normalize(name), name, name, normalize(name), normalize(name), normalize(name))
    for field, one, stand_in in zip(LinkIdentity._fields, names, _PLACEHOLDER, strict=True):
        speaks = _names_to_fill_in(_CONTROL._replace(**{field: one})) is not None
        for filter_ in FILTERS.values() if speaks else ():
            if filter_(stand_in) == stand_in:
                assert filter_(one) == one


@given(st.lists(st.sampled_from([*_PLACEHOLDER, "%", "%s", "%(id)s", "a", "-", "{", "é"])).map("".join))
def test_a_text_with_slots_is_the_text_again(text: str) -> None:
    assert _with_slots(text) % _PLACEHOLDER._asdict() == text


def test_braces_make_a_template_of_a_sub_id_and_of_no_other_setting() -> None:
    step = ChainStep("post-affiliate-pro", load_builtin("post-affiliate-pro"))
    chain = SchemeChain((step,), {"sub": "{placement}", "banner": "{code}"})
    site = TrackingConfig(PLACE, chain, {}, {}, None, {}, "", "shop.example")
    plan = plan_on_page(page_defaults(site, subject("lea", "p-1", "LEA15"), ""), LinkWant("story", BALM), Report())
    assert plan.href == "https://shop.example/balm?size=2&a_aid=p-1&a_bid=%7Bcode%7D&data1=story#reviews"
