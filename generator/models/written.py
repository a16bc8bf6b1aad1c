"""The base of everything that people write, and the scalars it is made of.

The reader hands over nothing but text, lists and mappings (design: "every scalar reaches the model as the text
that was written"), so each type here reads a text. An error's type is the permanent name of a problem.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from generator.models import json_shapes as shapes
from generator.prose.letters import is_ignorable, is_visible

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PRICE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?")
_OTHER_DAY = re.compile(r"([0-9]{1,2})[./ -]([0-9]{1,2})[./ -]([0-9]{4})")
_OTHER_COUNT = re.compile(r"(?:~|ca\.? ?)?([0-9]{1,3}(?:[0-9.,' \u00a0\u202f]{0,12}[0-9])?) ?([KkMm]?)\+?")
_UNITS = {"k": 1_000, "m": 1_000_000}
_DIGITS = re.compile(r"[0-9]+")
_FRACTION = re.compile(r"0|1|[01]?\.[0-9]{1,6}")
_TOKEN = re.compile(r"[^\s<>\"'`\\{}|^]{1,128}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WEB = re.compile(r"https?://[^/?#\s]", re.IGNORECASE)
_NEVER_IN_WEB = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")


class Written(BaseModel):
    """Something that people write: unknown keys are problems, an empty value is an absent one."""

    # A validator is built when it is first used: most models are read as a part of another one only.
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        if type(data) is dict and None not in data.values() and "" not in data.values():
            return data
        if not isinstance(data, Mapping):
            return data
        keys = {field.alias or name for name, field in cls.model_fields.items()}
        return {key: value for key, value in data.items() if (value is not None and value != "") or key not in keys}


def wrong(
    name: str, message: str, help: str = "", key: str | tuple[str | int, ...] = "", lacks: str = "", beside: str = ""
) -> PydanticCustomError:
    """Make the error that becomes the problem `name`.

    `key` is the one of the value's own keys that is meant, or the path to it. `beside` is another key on which the
    error depends, and `lacks` a key that would make the value right.
    """
    path = key if isinstance(key, tuple) else (key,) if key else ()
    context = {"message": message, "help": help, "key": path, "lacks": lacks, "beside": beside}
    # Braces would be read as fields of pydantic's message template.
    return PydanticCustomError(name, "{message}", context)


def shape(value: object) -> str:
    """Say in a marketer's words what kind of value this is."""
    if isinstance(value, Mapping):
        return "a group of keys"
    return "a list" if isinstance(value, list | tuple) else "nothing" if value is None else "a text"


def _reader(read_text: Callable[[str], T], what: str) -> Callable[[object], T]:
    def validate(value: object) -> T:
        if isinstance(value, str):
            return read_text(value.strip())
        raise wrong("wrong-shape", f"this should be {what}, not {shape(value)}")

    return validate


def _text(limit: int) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not value:
            raise wrong("empty-text", "this text is empty", "write a text, or delete the key")
        if len(value) > limit:
            raise wrong(
                "text-too-long",
                f"this text has {len(value):,} characters; at most {limit:,} are allowed here",
                "shorten it",
            )
        return value

    return read


def _line(limit: int) -> Callable[[str], str]:
    whole = _text(limit)

    def read(value: str) -> str:
        line = whole(" ".join(value.split()))
        if not is_visible(line):
            raise wrong("empty-text", "nothing of this text can be seen", "write a text, or delete the key")
        return line

    return read


def _flag(value: str) -> bool:
    if value not in ("true", "false"):
        raise wrong("not-true-or-false", f"`{value[:40]}` is neither `true` nor `false`", "write `true` or `false`")
    return value == "true"


def read_day(value: str) -> date:
    """Read a day written as YYYY-MM-DD."""
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise wrong("no-such-day", f"there is no day {value}", "check the month and the day") from None
    raise wrong("not-a-day", f"`{value[:40]}` is not a day", _how_to_write_day(value))


def _how_to_write_day(value: str) -> str:
    """How a day is written that stands there in another way, as far as it is certain which is meant."""
    if match := _OTHER_DAY.fullmatch(value):
        first, second, year = int(match[1]), int(match[2]), match[3]
        days = [
            f"{year}-{month:02}-{day:02}"
            for day, month in dict.fromkeys(((first, second), (second, first)))
            if 1 <= month <= 12 and 1 <= day <= 31
        ]
        if days:
            return "write " + " or ".join(f"`{day}`" for day in days) + ": year, month, day"
    return "write the day as YYYY-MM-DD, such as 2026-03-01"


def _price(value: str) -> Decimal:
    if not _PRICE.fullmatch(value):
        raise wrong(
            "not-a-price", f"`{value[:40]}` is not a price", 'write digits and a point, without a currency: "24.00"'
        )
    return Decimal(value)


def _count(value: str) -> int:
    if not _DIGITS.fullmatch(value):
        raise wrong("not-a-number", f"`{value[:40]}` is not a whole number", _how_to_write_count(value))
    if len(value) > 12:
        raise wrong(
            "not-a-number", f"this number has {len(value):,} digits; at most 12 are allowed", "check the number"
        )
    return int(value)


def _how_to_write_count(value: str) -> str:
    """How a number is written that stands there as people say it."""
    match = _OTHER_COUNT.fullmatch(value)
    if match is None:
        return "write digits only, such as 42000"
    digits, unit = match[1], _UNITS.get(match[2].lower()[:1], 1)
    if unit == 1 or re.fullmatch(r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+", digits):
        number = Decimal(re.sub(r"\D", "", digits))
        certain = unit > 1 or re.fullmatch(r"\d{1,3}(?:\D\d{3})+", digits)
    else:
        number, certain = Decimal(digits.replace(",", ".")), re.fullmatch(r"\d+(?:[.,]\d+)?", digits)
    whole = number * unit
    if not certain or whole != int(whole):
        return "write digits only, such as 42000"
    return f"write `{int(whole)}`: digits only"


def _fraction(value: str) -> float:
    if not _FRACTION.fullmatch(value) or float(value) > 1:
        raise wrong(
            "not-a-fraction", f"`{value[:40]}` is not a number from 0 to 1", "0 is left or top, 1 is right or bottom"
        )
    return float(value)


def is_slug(value: str) -> bool:
    """Whether a text can be part of an address (design section 2): at most 64 letters, digits and hyphens."""
    return len(value) <= 64 and SLUG.fullmatch(value) is not None


def suggest_slug(value: str) -> str:
    """What to write for a text that cannot be part of an address."""
    first, dash, second = value.partition(" - ")
    if dash and is_slug(first):
        return f"if it is another item, begin `- {second[:40]}` in the same column as the item above"
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", value[:200]) if not unicodedata.combining(letter)
    )
    near = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
    return f"write `{near}`" if is_slug(near) else "use small letters a to z, digits and single hyphens, at most 64"


def _slug(value: str) -> str:
    if not is_slug(value):
        raise wrong("not-a-slug", f"`{value[:70]}` is not a short name", suggest_slug(value))
    return value


def _token(value: str) -> str:
    if not _TOKEN.fullmatch(value):
        raise wrong("not-a-code", f"`{value[:40]}` cannot be typed as a code or id", "leave out spaces and quotes")
    if is_ignorable(value) or not is_visible(value):
        message = f"`{value[:40]}` contains an invisible character, so people cannot type it"
        raise wrong("not-a-code", message, "type it again; copied text often contains such characters")
    return value


def read_web_url(value: str) -> str:
    """Read a whole web address, beginning with its scheme."""
    if not _WEB.match(value):
        raise wrong(
            "not-a-web-address",
            f"`{value[:80]}` is not a web address",
            "write the whole address, beginning with https://",
        )
    if len(value) > 2000:
        raise wrong("not-a-web-address", f"this web address has {len(value):,} characters; at most 2,000 are allowed")
    if _NEVER_IN_WEB.search(value):
        raise wrong(
            "not-a-web-address",
            "this web address has a space or a character that an address must not have",
            "copy it from the browser's address bar",
        )
    return value


def read_shop_url(value: str) -> str:
    """Read a web address, or the part of one that follows the shop's own: `/products/balm`."""
    if not value.startswith("/") or value.startswith("//"):
        return read_web_url(value)
    read_web_url(f"https://shop.example{value}")
    return value


def whole_address(url: str, shop: str) -> str:
    """A product's address, with that of the shop before one that begins with `/`."""
    return f"{re.split('[?#]', shop)[0].rstrip('/')}{url}" if url.startswith("/") else url


def read_site_url(value: str) -> str:
    """Read the address under which a site lives: a path may follow the host, and nothing else."""
    url = read_web_url(value)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise wrong("not-a-web-address", f"`{url[:80]}` is not a web address", "check its host") from None
    if "?" in url or "#" in url or "//" in parts.path or not parts.hostname:
        message = f"`{url[:80]}` cannot be the address of a site: the addresses of its pages are added to it"
        raise wrong("not-a-web-address", message, "delete `?` and `#` with the rest, and write each `/` once")
    return url


def _path(value: object, info: ValidationInfo) -> str:
    """Read a path written from the file that names it; return it from the site's folder (see `folder_context`)."""
    if not isinstance(value, str):
        raise wrong("wrong-shape", f"this should be the path of a file, not {shape(value)}")
    path_text = value.strip()
    if not 0 < len(path_text) <= 400 or path_text.startswith(("/", "~")) or "\\" in path_text or ":" in path_text:
        raise wrong(
            "not-a-file-path",
            f"`{path_text[:80]}` is not the path of a file in the content folder",
            "write the path from the file that names it, such as `portrait.jpg` or `../images/balm.jpg`",
        )
    folder = info.context["folder"] if info.context else "content"
    path = posixpath.normpath(f"{folder}/{path_text}")
    if path.split("/")[0] != folder.split("/")[0]:
        raise wrong(
            "outside-content",
            f"`{path_text[:80]}` leads out of the content folder",
            "keep every file of the site in the content folder",
        )
    return path


def folder_context(folder: str) -> dict[str, str]:
    """The pydantic context for a file in `folder` (from the site's folder, such as `content/ambassadors/lea`)."""
    return {"folder": folder}


def _colour(value: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise wrong("not-a-colour", f"`{value[:40]}` is not a colour", 'write six hexadecimal digits: "#a4452c"')
    return value.lower()


def reads(read_text: Callable[[str], T], what: str) -> PlainValidator:
    """Make a pydantic validator of a function that reads a text, or raises what `wrong` makes."""
    return PlainValidator(_reader(read_text, what))


Line = Annotated[str, reads(_line(300), "a text"), WithJsonSchema(shapes.TEXT)]
Words = Annotated[str, reads(_text(4000), "a text"), WithJsonSchema(shapes.LONG_TEXT)]
Flag = Annotated[bool, reads(_flag, "`true` or `false`"), WithJsonSchema(shapes.FLAG)]
Day = Annotated[date, reads(read_day, "a day"), WithJsonSchema(shapes.DAY)]
Price = Annotated[Decimal, reads(_price, "a price"), WithJsonSchema(shapes.PRICE)]
Count = Annotated[int, reads(_count, "a number"), WithJsonSchema(shapes.COUNT)]
Fraction = Annotated[float, reads(_fraction, "a number from 0 to 1"), WithJsonSchema(shapes.FRACTION)]
Slug = Annotated[str, reads(_slug, "a short name"), WithJsonSchema(shapes.SLUG)]
Token = Annotated[str, reads(_token, "a code"), WithJsonSchema(shapes.TOKEN)]
OptionalToken = Annotated[
    str,
    reads(lambda value: "" if value == "false" else _token(value), "a code, or `false`"),
    WithJsonSchema(shapes.OPTIONAL_TOKEN),
]
"""Where `false` says that there is none; it is read as the empty text."""
SiteUrl = Annotated[str, reads(read_site_url, "a web address"), WithJsonSchema(shapes.WEB_URL)]
ShopUrl = Annotated[str, reads(read_shop_url, "a web address"), WithJsonSchema(shapes.SHOP_URL)]
WebUrl = Annotated[str, reads(read_web_url, "a web address"), WithJsonSchema(shapes.WEB_URL)]
FilePath = Annotated[str, PlainValidator(_path), WithJsonSchema(shapes.FILE_PATH)]
Colour = Annotated[str, reads(_colour, "a colour"), WithJsonSchema(shapes.COLOUR)]


def one_or_many(value: object) -> object:
    """Read a single item where a list may stand."""
    return value if isinstance(value, list) else [value]


class _OneOrMany:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(one_or_many, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        # Of a function's limits pydantic says minLength and maxLength, as of a text.
        many = {key.replace("Length", "Items"): value for key, value in handler(schema).items()}
        return {"anyOf": [many, many["items"]]}


OneOrMany = _OneOrMany()
"""A list that may be written as its one item."""


class Also:
    """An annotation: what else than the type itself may be written, for the JSON Schema."""

    def __init__(self, shape: dict[str, Any]) -> None:
        self.shape = shape

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Allow both."""
        return {"anyOf": [handler(schema), self.shape]}
