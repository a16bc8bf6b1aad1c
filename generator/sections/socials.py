"""Socials: where else the ambassador is to be found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Struct
from pydantic import Field, PlainValidator, ValidationError, ValidatorFunctionWrapHandler, WithJsonSchema, WrapValidator
from pydantic_core import ErrorDetails, InitErrorDetails

from generator.models.accounts import AccountError, address, read_written
from generator.models.json_shapes import KIND, TEXT
from generator.models.platforms import PLATFORMS, Platform
from generator.models.written import shape, wrong
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, Want


def _account(value: object) -> str:
    if not isinstance(value, str):
        raise wrong("wrong-shape", f"this should be a handle or a web address, not {shape(value)}")
    return value.strip()


def _accounts(value: object, handler: ValidatorFunctionWrapHandler) -> dict[str, str]:
    """Read all accounts by the rule of their platforms, and report all that are none."""
    faults: list[InitErrorDetails] = []
    try:
        accounts = handler(value)
    except ValidationError as error:
        faults = [_again(detail) for detail in error.errors(include_url=False)]
        texts = value.items() if isinstance(value, Mapping) else ()
        accounts = {key: text.strip() for key, text in texts if key in PLATFORMS and isinstance(text, str)}
    written_accounts = {}
    for platform, text in accounts.items():
        try:
            written_accounts[platform] = read_written(platform, text)
        except AccountError as error:
            fault = wrong("not-an-account", str(error), error.help)
            faults.append(InitErrorDetails(type=fault, loc=(platform,), input=text))
    if faults:
        raise ValidationError.from_exception_data("socials", faults)
    return written_accounts


def _again(detail: ErrorDetails) -> InitErrorDetails:
    """One found error, to be raised together with others."""
    context = detail.get("ctx", {})
    kind = wrong(detail["type"], context["message"], context.get("help", "")) if "message" in context else None
    return InitErrorDetails(type=kind or detail["type"], loc=detail["loc"], input=detail["input"], ctx=context)


class SocialView(Struct, frozen=True):
    """One account: the platform's key, its name, the link."""

    platform: str
    label: str
    link: Link


class SocialsView(Struct, frozen=True):
    """The accounts in the order in which they were written."""

    accounts: tuple[SocialView, ...]


Account = Annotated[str, PlainValidator(_account), WithJsonSchema({**TEXT, KIND: "handle or web address"})]
DESCRIPTION = Field(
    description="Their other accounts: a platform, and a handle or the whole address of the profile.",
    examples=[{"instagram": "leamoreau", "website": "https://lea.example"}],
)


class Socials:
    """`socials:` platform and handle, or platform and URL."""

    name: ClassVar[str] = "socials"
    fields: ClassVar[dict[str, Any]] = {
        "socials": Annotated[dict[Platform, Account], WrapValidator(_accounts), DESCRIPTION]
    }

    def _addresses(self, subject: Subject) -> Iterator[tuple[str, str]]:
        for platform, account in (subject.written("socials", dict[str, str]) or {}).items():
            url = address(platform, account)
            if url:
                yield platform, url

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A link per account."""
        for platform, url in self._addresses(subject):
            yield LinkWant(self.name, url, "", subject.place.at("socials", platform))

    def view(self, subject: Subject, answers: Answers) -> SocialsView | None:
        """The accounts, or None without one."""
        links = [(platform, answers.link(LinkWant(self.name, url))) for platform, url in self._addresses(subject)]
        accounts = tuple(SocialView(p, PLATFORMS[p][0], link) for p, link in links if link)
        return SocialsView(accounts) if accounts else None
