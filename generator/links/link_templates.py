"""Link templates: a link is built and verified once per product, placement and campaign, then filled with names.

No other module knows of them. The plain way is `plan_on_page`, `digests_of` and `verify_link` for each link of each
person; the functions here give the same results.

A template is a link of the placeholder identity, and its names are then replaced by a person's. The result equals the
link built for that person, if the person's names keep to the placeholder's letters and length. The reason: filters,
encodings and the networks' rules for sub-ids work letter by letter, or by length. The placeholder's names have every
letter that a person's may have. So a step that leaves them unchanged leaves any covered name unchanged.

That is right only if a link depends on nothing but these letters and that length. So three kinds of links get no
template:

1. Links with an error or a warning: each person's link is built and reported by itself.

2. Links in which a name did not pass unchanged. The check fills the template with the names of a second identity. The
result must equal the link that is built for that identity.

3. Links in which a name would be a key, or whose destination already has a key of the scheme. There, equality with
other text in the link matters.

One check needs the whole name: how analytics classify a source. It runs for each page.

PERF: a cold page takes 7 to 21 % more CPU time if each person's links are built and verified by themselves.
Plain way: `plan_on_page` (generate/plan.py), `digests_of` (audit/digests.py) and `verify_link` (audit/verify.py).
Compared in tests/links/test_link_templates.py, over all schemes and on any names.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits

from msgspec import Struct

from generator.links.audit.digests import DigestText, digest_texts, pack_digests
from generator.links.audit.redirect_patterns import parses_unambiguously
from generator.links.audit.verify import LinkFault, Payee, verify_link
from generator.links.errors import LinkError
from generator.links.generate.defaults import PageChannel, PageDefaults, page_channel_of
from generator.links.generate.identity import LinkIdentity, identity_of
from generator.links.generate.plan import is_tracked, plan_on_page
from generator.links.generate.planned import PlainInputs, PlannedLink
from generator.links.lint.rules import lint_channel
from generator.links.schemes.template import Value
from generator.links.schemes.tracking import TrackingConfig
from generator.links.urls.parsed import parse_url
from generator.links.urls.query import is_utm
from generator.problems import Report
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

_PLACEHOLDER = LinkIdentity(
    slug=f"{digits}-{ascii_lowercase}",
    id=f"{digits}-._~{ascii_letters}",
    code=f"{digits}~_.-{ascii_uppercase}{ascii_lowercase}",
    plain_code=f"{ascii_lowercase}-._~{digits}",
    tier=ascii_lowercase[13:] + ascii_lowercase[:13],
    market=ascii_lowercase[::-1],
)
"""Identity with every allowed letter in its names: RFC 3986's unreserved ones, which no part of a URL encodes."""

_CONTROL = LinkIdentity("b", "C", "D", "e", "f", "g")
"""Second identity, whose names share nothing with those of the placeholder."""

_COVERED_NAMES = re.compile(
    "\n".join(rf"(?:(?=[A-Za-z0-9])[{re.escape(''.join(sorted(name)))}]{{1,{len(name)}}})?" for name in _PLACEHOLDER)
)
_PLACEHOLDER_NAME = re.compile("|".join(map(re.escape, _PLACEHOLDER)))
_SLOTS = {name: f"%({field})s" for field, name in _PLACEHOLDER._asdict().items()}
_SLOT = re.compile(r"%\(\w+\)s")
_NAMES_A_KEY = re.compile(r"%\(\w+\)s\w*(?:=|%%(?:25)*3D)", re.IGNORECASE)
"""A slot in a template that is a key, or its end, or that a reader could take for one."""
_VALUE_IN_KEY = re.compile(r"\}[^{&?#/]*=")
_CHANNEL_KEYS = ("utm_source", "utm_medium", "utm_campaign")

Names = Mapping[str, str]
"""A person's values, by the fields of `LinkIdentity`."""


class LinkTemplate(Struct, frozen=True, eq=False):
    """The placeholder's link, and its address with slots for names."""

    link: PlannedLink
    text: str


class FilledInputs(Struct, frozen=True):
    """The inputs of a template's link with a person's names (see `LinkInputs`)."""

    template: LinkTemplate
    names: Names

    @property
    def destinations(self) -> tuple[str, ...]:
        """The input of each scheme, innermost first."""
        return tuple([text % self.names for text in _inputs_with_slots(self.template).destinations])

    @property
    def values(self) -> Mapping[str, Value]:
        """All values that the schemes may read."""
        values = _inputs_with_slots(self.template).values
        return {key: value % self.names if isinstance(value, str) else value for key, value in values.items()}

    @property
    def utm(self) -> Mapping[str, str]:
        """The UTM values, by whole keys."""
        return {key: text % self.names for key, text in _inputs_with_slots(self.template).utm.items()}


class LinkTemplateCache:
    """The templates of one page's links, and the names to fill in."""

    def __init__(self, tracking: TrackingConfig, subject: Subject, channel: str) -> None:
        identity, page_channel = identity_of(subject), page_channel_of(tracking, subject, channel)
        self._slug = identity.slug
        # An issued link belongs to one person, so no template covers it.
        self._names = None if subject.person.links else _names_to_fill_in(identity)
        self._pages = _placeholder_pages(tracking, tuple([name != "" for name in identity]), page_channel)
        self._fit: dict[tuple[str, ...], bool] = {}

    def plan(self, want: LinkWant) -> PlannedLink | None:
        """Plan a link from its template; None if it must be built for this person."""
        names = self._names
        template_and_texts = names and _template(
            *self._pages, want.placement, want.destination, want.product, want.items
        )
        if not names or not template_and_texts:
            return None
        template, channel_texts = template_and_texts
        if channel_texts not in self._fit:  # nearly all links of a page share it
            self._fit[channel_texts] = not lint_channel(*[text % names for text in channel_texts])
        if not self._fit[channel_texts]:
            return None
        link = template.link
        inputs = FilledInputs(template, names)
        return PlannedLink(want, self._slug, template.text % names, link.channel, link.campaign, link.steps, inputs)


def digests_by_template(planned_links: Iterable[PlannedLink]) -> bytes:
    """Return the digests of one person's links, as `digests_of` does."""
    return pack_digests(_filled_digest_texts(planned_links))


def verify_by_template(
    plan: PlannedLink, href: str, payee: Payee, destination: str, slugs: Container[str] = ()
) -> list[LinkFault]:
    """Return the faults of `href`, as `verify_link` does."""
    inputs = plan.inputs
    if isinstance(inputs, FilledInputs) and _matches_verified_template(inputs, href, payee, destination):
        return []
    return verify_link(plan, href, payee, destination, slugs)


def _names_to_fill_in(identity: LinkIdentity) -> Names | None:
    """Return a person's values for a template; None if the placeholder does not cover one of them."""
    return identity._asdict() if _COVERED_NAMES.fullmatch("\n".join(identity)) else None


def _with_slots(text: str) -> str:
    """Convert a text with placeholder names into a template for any names: `_with_slots(text) % names`."""
    return _PLACEHOLDER_NAME.sub(lambda match: _SLOTS[match[0]], text.replace("%", "%%"))


@lru_cache(maxsize=1024)
def _placeholder_pages(
    tracking: TrackingConfig, has: tuple[bool, ...], page_channel: PageChannel
) -> tuple[PageDefaults, PageDefaults]:
    """Return the pages of both placeholder identities, with the same fields empty as this person's."""

    def page(stand_in: LinkIdentity) -> PageDefaults:
        names = LinkIdentity._make([name if is_set else "" for name, is_set in zip(stand_in, has, strict=True)])
        return PageDefaults(tracking, names, page_channel, {}, tracking.place)

    return page(_PLACEHOLDER), page(_CONTROL)


@lru_cache(maxsize=8192)
def _template(
    defaults: PageDefaults,
    control_defaults: PageDefaults,
    placement: str,
    destination: str,
    product: str,
    items: tuple[tuple[str, int], ...],
) -> tuple[LinkTemplate, tuple[str, ...]] | None:
    """Return a template and the values by which analytics classify its links, all with slots."""
    want = LinkWant(placement, destination, product, items=items)
    report = Report()
    try:
        if not is_tracked(defaults.tracking, want):
            return None
        link, control = plan_on_page(defaults, want, report), plan_on_page(control_defaults, want, report)
    except LinkError:
        return None
    names = control_defaults.identity._asdict()
    if len(report) or _with_slots(_text_of(link)) % names != _text_of(control) or _mixes_keys(link, names):
        return None
    utm = link.inputs.utm
    return LinkTemplate(link, _with_slots(link.href)), tuple([_with_slots(utm.get(key, "")) for key in _CHANNEL_KEYS])


def _text_of(link: PlannedLink) -> str:
    inputs = link.inputs
    return repr((link.href, inputs.destinations, inputs.values, inputs.utm))


def _mixes_keys(link: PlannedLink, names: Names) -> bool:
    """Return whether a name is part of a key, or a key may already occur in the destination.

    In both cases, equality with other text in the link would matter.
    """
    utm = link.inputs.utm
    for step, destination in zip(link.steps, link.inputs.destinations, strict=True):
        network, scheme, keys = step.network, step.scheme, set[str]()
        if scheme.keys:
            filled_values = scheme.fill({**utm, **link.inputs.values})
            keys = {key.render(filled_values) for key, _ in scheme.keys}
        if network.utm == "outer":
            keys |= {network.utm_key.replace("{key}", key) for key in utm}
        standing = {key for key, _ in parse_url(destination).pairs() if not is_utm(key)} if keys else set()
        if not standing.isdisjoint(keys) or any(_with_slots(key) % names != key for key in keys):
            return True
        if network.link and _VALUE_IN_KEY.search(network.link):
            return True
    return False


@lru_cache(maxsize=8192)
def _inputs_with_slots(template: LinkTemplate) -> PlainInputs:
    inputs = template.link.inputs
    return PlainInputs(
        tuple(map(_with_slots, inputs.destinations)),
        {key: _with_slots(value) if isinstance(value, str) else value for key, value in inputs.values.items()},
        {key: _with_slots(text) for key, text in inputs.utm.items()},
    )


def _filled_digest_texts(planned_links: Iterable[PlannedLink]) -> Iterator[DigestText]:
    for plan in planned_links:
        inputs = plan.inputs
        if isinstance(inputs, FilledInputs):
            names = inputs.names
            for kind, text, other_values, bare in _digest_texts_with_slots(inputs.template):
                yield kind, text % names, other_values % names, bare
        else:
            yield from digest_texts(plan)


@lru_cache(maxsize=8192)
def _digest_texts_with_slots(template: LinkTemplate) -> tuple[DigestText, ...]:
    texts = digest_texts(template.link)
    return tuple(
        [(kind, _with_slots(text), _with_slots(other_values), bare) for kind, text, other_values, bare in texts]
    )


def _matches_verified_template(inputs: FilledInputs, href: str, payee: Payee, destination: str) -> bool:
    """Return whether `href` is, byte for byte, a verified template with this person's names in its slots."""
    template, names = inputs.template, inputs.names
    return (
        payee.slug == names["slug"]
        and payee.partner_id == names["id"]
        and payee.code == names["code"]
        and not payee.issued_links
        and destination == template.link.want.destination
        and href == template.text % names
        and _is_verified(template)
    )


class _Anybody:
    """Container that includes every possible slug."""

    def __contains__(self, slug: object) -> bool:
        return bool(slug)


@lru_cache(maxsize=8192)
def _is_verified(template: LinkTemplate) -> bool:
    """Return whether a template is correct for every identity that it covers, as verified for the placeholder.

    First case: all schemes only write keys. Reading cuts an address at `#`, `?`, `&` and `=`, decodes, and compares.
    Names contain none of these characters, need no decoding, and are in no key. So a link that is right for the
    placeholder is right for all.

    Second case: a redirect, which a pattern reads. There one name might end like another begins. So the pattern's words
    must also stay clear of names (see audit/redirect_patterns.py).
    """
    link = template.link
    if not all(step.network.kind in ("none", "params") for step in link.steps) and not _is_clear_redirect(template):
        return False
    values = link.inputs.values
    payee = Payee(link.slug, str(values["id"]), str(values["code"]), {})
    faults = verify_link(link, link.href, payee, link.want.destination, _Anybody())
    return not faults and not _NAMES_A_KEY.search(template.text)


def _is_clear_redirect(template: LinkTemplate) -> bool:
    link = template.link
    [step, *around] = link.steps
    if around or step.network.kind != "redirect":
        return False
    words = step.scheme.words(step.scheme.fill({**link.inputs.utm, **link.inputs.values}))
    if any(_PLACEHOLDER_NAME.search(word) for word in words):
        return False
    return parses_unambiguously(words, [text.replace("%%", "%") for text in _SLOT.split(template.text)])
