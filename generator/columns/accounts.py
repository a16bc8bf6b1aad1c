"""Reader for accounts on platforms, as people write them into sheets."""

from __future__ import annotations

import re

from msgspec import Struct, field

from generator.columns.cells import FALSE, TRUE, CellError, clean, read_web_address, short
from generator.columns.numbers import is_count
from generator.columns.placeholders import is_placeholder
from generator.columns.platforms import platform_of
from generator.models.accounts import AccountError, account_at, address, check_handle, is_channel, read_federated
from generator.models.platforms import OPEN, PLATFORMS, owner_of

_NO_HANDLES = frozenset(
    (
        "private", "privat", "privé", "privado", "deleted", "suspended", "banned", "ok", "active", "inactive",
        "aktiv", "inaktiv", "actif", "inactif", "activo", "inactivo", "attivo", "inattivo", "ativo",
        "inativo", "soon", "coming", "bald", "bientôt", "pronto", "same", "idem", "ditto", "dito", "link",
        "links", "profile", "profil", "perfil", "profilo", "account", "username", "handle", "url", "here",
        "hier", "ici", "aquí", "view", "open", "click", "available", "verified", "requested", "optional",
        "required", "reel", "reels", "stories", "post", "posts",
        "video", "videos", "photos",
    )
)  # fmt: skip
"""Words about an account. A person whose handle is such a word writes `@active`, or the address."""
_APART = re.compile(r"\s*(?:[,;|\n]|\s[/&+]\s|\s(?:and|und|et|y|e)\s)\s*|\s+(?=@|https?://)", re.IGNORECASE)
_COUNT_BEHIND = re.compile(
    r"\s*[-–—:,]?\s*\(?[~<>]?\s*[0-9][0-9.,]*\s*(?:k|m|mio|tsd)?\+?\s*(?:followers?|subs\w*|abonn\w+|seguidores)?\)?$",
    re.IGNORECASE,
)
_MOST = 12
_LONGEST = 3_000
ACCOUNTS = "_socials"
"""Column name for addresses of accounts on any platform."""


class Accounts(Struct):
    """Accounts in a cell, by platform; `guesses` explain how they were read if the cell holds more."""

    by_platform: dict[str, str] = field(default_factory=dict)
    guesses: list[str] = field(default_factory=list)


def read_account(platform: str, cell: str) -> str:
    """Return `lea` for `@lea`, `lea`, `instagram.com/lea?hl=fr`; an address with more than a handle stays whole."""
    accounts = read_accounts(platform, cell).by_platform
    if platform not in accounts:
        platform_names = ", ".join(PLATFORMS[platform][0] for platform in accounts)
        raise CellError(f"`{clean(cell)[:60]}` is an account of {platform_names}, not of {PLATFORMS[platform][0]}")
    return accounts[platform]


def read_accounts(platform: str, cell: str) -> Accounts:
    """Return all accounts in a cell of a platform's column; `platform` is "" for a column of any platform.

    Raise CellError if a part of the cell is no account: the rest alone would be a guess.
    """
    text = short(cell.replace("\n", " ; "), _LONGEST)
    if match := re.fullmatch(r"\[([^\[\]]*)\]\((\S+)\)", text) or re.fullmatch(r"([^()]*)\s\((https?://\S+)\)", text):
        text = match[2]
    accounts = Accounts()
    parts = _parts(text)
    if len(parts) > _MOST:
        raise CellError(f"`{text[:60]}` names too many accounts")
    for part in parts:
        where, account, guess = _read_part(platform, part)
        if guess:
            accounts.guesses.append(f"`{text[:60]}`: {guess}")
        if where not in accounts.by_platform:
            accounts.by_platform[where] = account
        elif accounts.by_platform[where] != account:
            outcome = f"`{accounts.by_platform[where]}` was used, and `{account[:60]}` was left out"
            accounts.guesses.append(
                f"`{text[:60]}` names two accounts of {PLATFORMS[where][0]}, and a page shows one: {outcome}"
            )
    if platform and any(other_platform != platform for other_platform in accounts.by_platform):
        platform_names = ", ".join(
            f"`{name}` was read as {PLATFORMS[other_platform][0]}"
            for other_platform, name in accounts.by_platform.items()
            if other_platform != platform
        )
        accounts.guesses.append(f"`{text[:60]}` is not of {PLATFORMS[platform][0]}: {platform_names}")
    return accounts


def _parts(text: str) -> list[str]:
    """Return the accounts in a cell separately; a text that looks like a name (`Moreau, Lea`) stays whole."""
    parts: list[str] = []
    for part in filter(None, (part.strip() for part in _APART.split(text))):
        if parts and platform_of(parts[-1].rstrip(":")):
            parts[-1] += f" {part}"  # `IG:` and `@lea`
        else:
            parts.append(part)
    account_mark = re.compile(r"@|https?://|[\w-]+(?:\.[\w-]+)+/|[a-z0-9._]*[0-9._][a-z0-9._]*$", re.IGNORECASE)
    has_platform = [bool(_named_platform(part)[0]) for part in parts]
    told_apart = all(account_mark.match(part) or is_named for part, is_named in zip(parts, has_platform, strict=True))
    told_apart = told_apart or (
        any(has_platform) and not any(re.search(r"\s", part) for part in parts[: has_platform.index(True)])
    )
    return parts if len(parts) > 1 and told_apart else [text]


def _read_part(platform: str, text: str) -> tuple[str, str, str]:
    """Return platform, handle or address, and an explanation if it is a guess."""
    platform_in_text, remaining_text = _named_platform(text)
    if platform_in_text:
        platform, text = platform_in_text, remaining_text
    may_be_federated = platform == "mastodon" or (not platform and text.startswith("@"))  # else it may be an e-mail
    if may_be_federated and (account_address := read_federated("mastodon", text)):
        return _read_address("mastodon", account_address)
    if _is_address(platform, text):
        address, _, remark = text.partition(" ")
        if remark and not re.fullmatch(r"\([^()]*\)", remark.strip()):
            raise CellError(f"`{text[:60]}` has more than a web address")
        where, account, guess = _read_address(platform, address)
        guesses = [guess, f"`{address[:60]}` was used, and the rest was left out" if remark else ""]
        return where, account, "; ".join(filter(None, guesses))
    if not platform:
        raise CellError(f"`{text[:60]}` is not the address of an account")
    text, guess = _bare(text)
    return platform, _read_handle(platform, text), guess


def _named_platform(text: str) -> tuple[str, str]:
    """Return `instagram` and `@lea` for `IG: @lea`; two empty texts if the text names no platform."""
    match = re.match(r"([^\W\d_][\w./ ()-]{0,14}?)\s*(?::(?!//)|\s[-–]\s|\s(?=@))\s*(?=\S)", text)
    if not match:
        return "", ""
    name = platform_of(match[1])
    return (name, text[match.end() :].strip()) if name else ("", "")


def _bare(text: str) -> tuple[str, str]:
    """Return a handle without the count, remark or name that people write next to it, and an explanation if any."""
    if re.fullmatch(r"@?[^\s()]+", text):
        return text, ""
    match = re.fullmatch(r"(@?[^\s()]+)(?:\s*(\([^()]*\))|\s+([-–—]?\s*\(?[0-9].*))", text)
    if match and (match[2] or _COUNT_BEHIND.fullmatch(match[3])):
        return match[1], f"`{match[1]}` was used, and the rest was left out"
    if match := re.fullmatch(r"[^@]{1,60}[\s(](@[^\s()@]+)\)?", text):
        return match[1], f"`{match[1]}` was used, and the rest was left out"
    return text, ""


def _read_handle(platform: str, text: str) -> str:
    text = text.replace("＠", "@").strip("\"'“”„ ")
    handle = re.sub(r"^@\s*", "", text).rstrip(",;")
    label = PLATFORMS[platform][0]
    word = text.casefold().rstrip(".,;:!")
    if word in TRUE or word in FALSE or word in _NO_HANDLES:
        raise CellError(f"`{text[:60]}` does not say which account of {label}")
    if is_placeholder(text) or (
        not text.startswith("@")
        and not _is_number(platform, handle)
        and (is_count(handle) or not re.search(r"[^\W\d_]", handle))
    ):
        raise CellError(f"`{text[:60]}` is neither a handle nor a web address")
    if platform_of(text):
        raise CellError(f"`{text[:60]}` is the name of a platform, not an account")
    try:
        check_handle(platform, handle, text)
    except AccountError as error:
        raise CellError(str(error), error.help) from None
    return address(platform, handle) or handle if is_channel(platform, handle) else handle


def _is_number(platform: str, handle: str) -> bool:
    return platform == "facebook" and re.fullmatch("[0-9]{10,20}", handle) is not None


def _is_address(platform: str, text: str) -> bool:
    if re.match("[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) or "/" in text:
        return True
    if owner_of(text.lower()) and "." in text:
        return True
    return (
        (platform in OPEN or not platform)
        and platform != "substack"
        and re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}", text) is not None
    )


def _read_address(platform: str, text: str) -> tuple[str, str, str]:
    """Return platform, handle or address, and how an address with more than a handle was read."""
    url = read_web_address(text)
    if not re.match("https?://[^/]", url, re.IGNORECASE):
        raise CellError(f"`{text[:60]}` is neither a handle nor a web address")
    try:
        account = account_at(platform, url)
    except AccountError as error:
        raise CellError(str(error), error.help) from None
    return account.platform, account.text, account.remark
