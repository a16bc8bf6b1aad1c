"""Tests that a link from a template equals the link that is built for one person, and is verified alike."""

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
"""Schemes that put names where two names can clash."""


def own_network(number: int) -> Network:
    fields = {"title": f"Own {number}", **OWN[number]}
    required = ["id", *(["code"] if "{code" in str(fields.get("link")) else [])] if fields["kind"] == "redirect" else []
    return Network.model_validate({"requires": required, **fields})


SCHEMES = [
    *(ChainStep(name, load_builtin(name)) for name in builtin_names()),
    *(ChainStep(f"own-{number}", own_network(number)) for number in range(len(OWN))),
]
AROUND = [step for step in SCHEMES if step.scheme.link and "{dest}" in step.scheme.link.text]
DESTINATIONS = st.sampled_from(
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


def subject(slug: str, id: str = "", code: str = "", **fields: object) -> Subject:
    anyone = anybody(slug, "")
    return replace(anyone, person=anyone.person.model_copy(update={"partner_id": id, "code": code, **fields}))


def plan_both_ways(
    site: TrackingConfig, person: Subject, want: LinkWant
) -> tuple[PlannedLink | None, PlannedLink | None, Report]:
    """Return the link from the template, the link that is built for the person, and the report of the second."""
    report = Report()
    try:
        own_link = plan_on_page(page_defaults(site, person, ""), want, report)
    except LinkError:
        own_link = None
    return LinkTemplateCache(site, person, "").plan(want), own_link, report


def is_verified(plan: PlannedLink) -> bool:
    assert isinstance(plan.inputs, FilledInputs)
    return _is_verified(plan.inputs.template)


def contents_of(plan: PlannedLink) -> tuple[object, ...]:
    inputs = plan.inputs
    details = (inputs.destinations, dict(inputs.values), dict(inputs.utm), plan.steps, plan.channel, plan.campaign)
    return (plan.want, plan.slug, plan.href, *details, digests_of([plan]), digests_by_template([plan]))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.sampled_from(SCHEMES), min_size=1, max_size=1).flatmap(
        lambda inner: st.lists(st.sampled_from(AROUND), max_size=1).map(lambda outer: inner + outer)
    ),
    st.one_of(st.just(UTM), st.fixed_dictionaries({"source": TEMPLATES, "content": TEMPLATES, "campaign": TEMPLATES})),
    st.one_of(st.just("{placement}"), TEMPLATES),
    st.one_of(DESTINATIONS, destinations()),
    st.tuples(SLUGS, TOKENS, TOKENS, st.sampled_from([None, "micro"]), st.sampled_from([None, "FR"])),
    st.sampled_from([(), ITEMS]),
)
def test_a_filled_template_equals_the_link_of_the_person(
    steps: list[ChainStep], utm: dict[str, str], sub: str, url: str, names: Any, items: tuple[tuple[str, int], ...]
) -> None:
    slug, id_, code, tier, market = names
    person = subject(slug, id_, code, tier=tier, market=market)
    want = LinkWant("story", url, "balm", items=items)
    template_link, own_link, report = plan_both_ways(tracking(steps, utm, sub), person, want)
    if template_link is None:
        return
    assert own_link is not None
    assert not len(report), [problem.message for problem in report]
    assert contents_of(template_link) == contents_of(own_link)
    for payee in (
        Payee(slug, id_, code, {}),
        *(Payee("mia", id_, code, {}), Payee(slug, "p-2", code, {}), Payee(slug, id_, "MIA", {})),
        Payee(slug, id_, code, {"shop": BALM}),
    ):
        for href in (
            template_link.href,
            template_link.href.replace("=", "=x", 1),
            f"{template_link.href}&utm_source=mia",
        ):
            for slugs in (frozenset({"mia", "lea", slug}), frozenset[str]()):
                faults = verify_by_template(template_link, href, payee, url, slugs)
                assert faults == verify_link(own_link, href, payee, url, slugs)
                assert faults == verify_by_template(own_link, href, payee, url, slugs)


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
def test_damage_to_a_link_from_a_template_is_noticed(change: str, to: str) -> None:
    site = tracking([ChainStep("goaffpro", load_builtin("goaffpro"))], UTM, "")
    plan = LinkTemplateCache(site, subject("lea", "p-1"), "").plan(LinkWant("story", BALM))
    assert plan is not None
    assert is_verified(plan)
    payee, slugs = Payee("lea", "p-1", "", {}), {"lea", "mia", "lea-x", _PLACEHOLDER.slug}
    assert verify_by_template(plan, plan.href, payee, BALM, slugs) == []
    damaged_href = plan.href.replace(change, to)
    assert damaged_href != plan.href
    assert verify_by_template(plan, damaged_href, payee, BALM, slugs)
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
def test_there_is_no_template_where_a_clash_of_keys_depends_on_the_name(network: dict[str, Any], url: str) -> None:
    step = ChainStep("own", Network.model_validate({"title": "Own", "requires": ["id"], **network}))
    site, want = tracking([step], UTM, ""), LinkWant("story", url)
    hrefs = []
    for name in ("lea", "mia"):
        template_link, own_link, _ = plan_both_ways(site, subject(name, name), want)
        assert template_link is None
        assert own_link is not None
        hrefs.append(own_link.href.replace(name, "X"))
    assert hrefs[0] != hrefs[1]
    template_link, *_ = plan_both_ways(site, subject("lea", "lea"), LinkWant("story", "https://shop.example/?b=2&a=1"))
    assert template_link is not None


CLEAR = st.sampled_from(["/x/", "&a=", "/?x=", "/", "&b=", "?to="])
WORDS = st.sampled_from(["/", "/x/", "/x", "&a=", "-", "?to=", "x", "=", ".", "&", "/?x=", "&x=a", "/a.", "a/"])
LETTERS = st.text(st.sampled_from("xa.-to"), min_size=1, max_size=4)


def test_a_redirect_is_verified_at_once_only_if_it_separates_names() -> None:
    verified_count = unverified_count = 0

    @settings(max_examples=400, deadline=None)
    @given(
        st.lists(st.one_of(CLEAR, CLEAR, WORDS), min_size=4, max_size=4),
        st.sampled_from(["{dest}", "{dest|raw}"]),
        LETTERS,
        st.one_of(st.just(""), LETTERS),
    )
    def compare(words: list[str], dest: str, id_: str, code: str) -> None:
        nonlocal verified_count, unverified_count
        start, before_code, before_sub, before_dest = words
        link = f"https://n.example{start}{{id}}<{before_code}{{code}}>{before_sub}{{sub}}<{before_dest}{dest}>"
        network = {"title": "Own", "kind": "redirect", "utm": "destination", "link": link, "requires": ["id", "sub"]}
        try:
            site = tracking([ChainStep("own", Network.model_validate(network))], UTM, "x")
            want = LinkWant("story", "https://shop.example/a/x?to=x")
            template_link, own_link, _ = plan_both_ways(site, subject("lea", id_, code), want)
        except LinkError:
            return
        if template_link is None or own_link is None:
            return
        if is_verified(template_link):
            verified_count += 1
            assert (
                verify_link(own_link, own_link.href, Payee("lea", id_, code, {}), own_link.want.destination, {"lea"})
                == []
            )
        else:
            unverified_count += 1

    compare()
    assert verified_count >= 10, "too few links were verified at once"
    assert unverified_count >= 10, "too few links were not verified at once"


def test_a_text_that_may_overlap_a_name_is_ambiguous() -> None:
    texts = ["https://n.example/c/", "?code=", "&to=https%3A%2F%2Fs.example%3Fx%3D", "%26y"]
    clear = ["https://n.example/c/", "?code=", "&code=", "&to=", "&x="]
    assert parses_unambiguously(clear, texts)
    for word in ("-", "x", "/x", "c/x", "/c/a", "x?code=", "x&to", "a?code=b", "=x", "x%", "D5"):
        assert not parses_unambiguously([*clear, word], texts), word
    assert not parses_unambiguously(clear, [*texts[:2], texts[2].removesuffix("D"), texts[3]])


def test_a_fixed_source_that_names_a_person_is_noticed() -> None:
    """A source that is the same for all people is verified for each person: it may be the slug of one of them."""
    site = tracking([ChainStep("utm", load_builtin("utm"))], {**UTM, "source": "mia", "content": "{ambassador}"}, "")
    plan = LinkTemplateCache(site, subject("lea"), "").plan(LinkWant("story", BALM))
    assert plan is not None
    assert verify_by_template(plan, plan.href, Payee("lea", "", "", {}), BALM, {"lea"}) == []
    assert [fault.name for fault in verify_by_template(plan, plan.href, Payee("lea", "", "", {}), BALM, {"mia"})] == [
        "wrong-person"
    ]


def test_a_code_that_completes_a_key_is_noticed() -> None:
    """With the letters around it, this code reads as `utm_source`."""
    site = tracking([ChainStep("utm", load_builtin("utm"))], {**UTM, "content": "utm_sou{code}=mia"}, "")
    for code, names in (("rce", ["wrong-person"]), ("lea15", [])):
        plan = LinkTemplateCache(site, subject("lea", "", code), "").plan(LinkWant("story", BALM))
        assert plan is not None
        assert [
            fault.name for fault in verify_by_template(plan, plan.href, Payee("lea", "", code, {}), BALM, {"mia"})
        ] == names


def test_a_link_without_the_issued_one_is_noticed() -> None:
    network = {"title": "Own", "kind": "params", "utm": "link", "set": {"ref": "{id}", "via": "<{link}>"}}
    site = tracking([ChainStep("own", Network.model_validate({"requires": ["id"], **network}))], UTM, "")
    plan = LinkTemplateCache(site, subject("lea", "p-1"), "").plan(LinkWant("story", BALM))
    assert plan is not None
    assert verify_by_template(plan, plan.href, Payee("lea", "p-1", "", {}), BALM) == []
    assert verify_by_template(plan, plan.href, Payee("lea", "p-1", "", {"shop": "https://n.example/x"}), BALM)
    person_with_link = subject("lea", "p-1", links={"shop": "https://n.example/x"})
    assert LinkTemplateCache(site, person_with_link, "").plan(LinkWant("story", BALM)) is None


def test_nearly_all_schemes_have_templates() -> None:
    """There is none where the link has a problem, or where two names can clash."""
    with_template, verified_at_once, without_problems = set(), set(), set()
    for step in SCHEMES:
        want = LinkWant("story", "https://shop.example/balm", items=ITEMS if "items" in step.scheme.variables else ())
        template_link, own_link, report = plan_both_ways(
            tracking([step], UTM, "{placement}"), subject("lea", "p-1", "LEA15"), want
        )
        if own_link is not None and not len(report):
            without_problems.add(step.name)
        if template_link is not None:
            with_template.add(step.name)
            verified_at_once |= {step.name} if is_verified(template_link) else set()
    assert len(with_template) > 40
    assert without_problems - with_template == {
        "post-affiliate-pro-redirect",
        "own-0",
        "own-1",
        "own-3",
        "own-5",
        "own-6",
        "own-7",
    }
    keys_only = {
        step.name for step in SCHEMES if step.name in with_template and step.network.kind in ("none", "params")
    }
    assert keys_only <= verified_at_once
    assert "own-4" in with_template - verified_at_once  # where one name may end as another one begins
    assert {"awin", "tradedoubler", "partnerize", "rakuten"} <= verified_at_once


@pytest.mark.parametrize("source", sorted(SOURCES["Organic Search"]))
def test_a_source_of_another_channel_is_reported_for_each_person(source: str) -> None:
    template_link, _, report = plan_both_ways(
        tracking([ChainStep("utm", load_builtin("utm"))], UTM, ""), subject(source, "1", "2"), LinkWant("story", BALM)
    )
    assert template_link is None
    assert "misfiled-source" in [problem.name for problem in report]


@given(TOKENS)
def test_filters_that_keep_the_placeholder_keep_every_name(name: str) -> None:
    """A placeholder is used only for names that filters treat like it."""
    names = LinkIdentity(normalize(name), name, name, normalize(name), normalize(name), normalize(name))
    for field, value, placeholder in zip(LinkIdentity._fields, names, _PLACEHOLDER, strict=True):
        is_used = _names_to_fill_in(_CONTROL._replace(**{field: value})) is not None
        for filter_ in FILTERS.values() if is_used else ():
            if filter_(placeholder) == placeholder:
                assert filter_(value) == value


@given(st.lists(st.sampled_from([*_PLACEHOLDER, "%", "%s", "%(id)s", "a", "-", "{", "é"])).map("".join))
def test_slots_in_a_text_can_be_filled_in_again(text: str) -> None:
    assert _with_slots(text) % _PLACEHOLDER._asdict() == text


def test_only_a_sub_id_with_braces_is_a_template() -> None:
    step = ChainStep("post-affiliate-pro", load_builtin("post-affiliate-pro"))
    chain = SchemeChain((step,), {"sub": "{placement}", "banner": "{code}"})
    site = TrackingConfig(PLACE, chain, {}, {}, None, {}, "", "shop.example")
    plan = plan_on_page(page_defaults(site, subject("lea", "p-1", "LEA15"), ""), LinkWant("story", BALM), Report())
    assert plan.href == "https://shop.example/balm?size=2&a_aid=p-1&a_bid=%7Bcode%7D&data1=story#reviews"
