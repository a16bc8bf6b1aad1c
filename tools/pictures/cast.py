"""Who is in the pictures: every person as numbers and colours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tools.pictures.body import Body
from tools.pictures.cloth import Cloth
from tools.pictures.face import Shape, Skin
from tools.pictures.features import Look
from tools.pictures.strands import Hair

LINEN = Cloth("#fffaf2", "#f5e8d8", "#c9a48a")
OAT = Cloth("#fbf1e1", "#e6d2b6", "#a9855f")
CLAY = Cloth("#eaa684", "#c96f4b", "#7d3a26")
SAGE = Cloth("#eef0e2", "#c8d0b4", "#7f8b68")
LILAC = Cloth("#f4ecf3", "#cdbbd2", "#86708f")
APRICOT = Cloth("#fde2c8", "#f1bd92", "#b5754c")
BUTTER = Cloth("#fff6da", "#f2dca4", "#b9965a")
DUSK = Cloth("#a9a6b4", "#6f6d82", "#3c3a4c")
ROSE = Cloth("#f9dcd0", "#e2a592", "#9c5a48")

CHESTNUT = Hair("#2e1510", "#6e3a24", "#ad6a47", "#e4ab83")
ESPRESSO = Hair("#1a100c", "#40281d", "#7d5642", "#bd917a")
BLACK = Hair("#0d0908", "#231815", "#4b342c", "#86644f")
SAND = Hair("#5d4226", "#a37f4f", "#d3b27c", "#f3dfb4")
BLONDE = Hair("#8d6c3f", "#cfac70", "#efd9a8", "#fff5d8")
SILVER = Hair("#736c6a", "#b0a9a4", "#dedad5", "#ffffff")
COPPER = Hair("#5c1f10", "#a2431f", "#d5733c", "#f7b47e")
HAZEL = Hair("#38210f", "#7a5230", "#b58755", "#e6c394")


@dataclass(frozen=True, slots=True)
class Backdrop:
    """A wall in two tints with a round sun or an arch, and what throws its shadow on it."""

    top: str
    bottom: str
    sun: str
    kind: str = "sun"
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One person; `hair_style` and `dress` are names the portrait painter knows."""

    skin: Skin
    hair: Hair
    hair_style: str
    dress: str
    cloth: Cloth
    backdrop: Backdrop
    shape: Shape = field(default_factory=Shape)
    look: Look = field(default_factory=Look)
    body: Body = field(default_factory=Body)
    second: Cloth | None = None
    jewel: str = ""
    glasses: bool = False
    beard: float = 0.0
    ears: bool = False
    tilt: float = 0.0
    turn: float = 0.0
    seed: int = 1


LEA = Person(
    Skin("#fde4d2", "#f2c8ac", "#d08f72", "#6d3526", "#ea8d79", "#c8655d", 0.20),
    CHESTNUT,
    "bob",
    "knit",
    LINEN,
    Backdrop("#fef4e8", "#f8dcc2", "#f3bd90", "sun", True),
    Shape(cheek=0.96, jaw=0.755, chin=0.27, length=1.41, nose=0.155, smile=0.045, mouth=0.315, lips=0.95, blush=0.42),
    Look(brow="#6b3a22", lash="#2f1a14"),
    tilt=0.045,
    turn=-0.13,
    seed=3,
)
MINA = Person(
    Skin("#b07a57", "#87563a", "#55301f", "#28130d", "#a9492f", "#93453f", 0.34),
    BLACK,
    "curls",
    "wide linen",
    APRICOT,
    Backdrop("#fcf1d6", "#f1d7a4", "#eec07a", "arch"),
    Shape(
        cheek=0.98,
        jaw=0.80,
        chin=0.33,
        length=1.41,
        nose=0.205,
        nose_end=0.57,
        mouth=0.335,
        lips=1.28,
        smile=0.05,
        eye=0.225,
        blush=0.30,
    ),
    Look(brow="#22130e", lash="#120a08", lip="#9c4a44", lip_gloss=0.7),
    jewel="hoop",
    ears=True,
    tilt=-0.05,
    turn=0.13,
    seed=5,
)
JONAS = Person(
    Skin("#fbdfc9", "#edc0a0", "#c68a69", "#633324", "#e2836c", "#c27465", 0.18),
    SAND,
    "side part",
    "shirt",
    SAGE,
    Backdrop("#f4f3e6", "#d9dec6", "#bcc7a2", "sun"),
    Shape(
        cheek=0.985,
        jaw=0.88,
        chin=0.40,
        length=1.46,
        nose=0.18,
        nose_end=0.60,
        mouth=0.30,
        lips=0.78,
        smile=0.035,
        eye=0.20,
        brow=-0.04,
        blush=0.26,
    ),
    Look(
        open=0.74,
        iris="#6f8794",
        brow="#8a6539",
        brow_weight=1.15,
        lash="#4a3020",
        lashes=0.3,
        liner=0.55,
        lip_gloss=0.15,
    ),
    Body(neck=0.60, shoulder=2.30, shoulder_y=2.60),
    glasses=True,
    beard=1.0,
    ears=True,
    tilt=-0.03,
    turn=0.10,
    seed=8,
)
LUCIA = Person(
    Skin("#f8dabb", "#e5b792", "#b97e5b", "#5e301f", "#de7d63", "#bd5a50", 0.22),
    ESPRESSO,
    "waves",
    "vee linen",
    LINEN,
    Backdrop("#fdeee4", "#f6cbb5", "#efa88a", "sun"),
    Shape(
        cheek=0.975,
        jaw=0.77,
        chin=0.28,
        length=1.41,
        nose=0.165,
        mouth=0.33,
        lips=1.12,
        smile=0.06,
        eye=0.225,
        freckles=120,
        blush=0.40,
    ),
    Look(open=0.80, iris="#6a4426", brow="#33201a", lash="#1d110d", lip_gloss=0.6),
    tilt=-0.05,
    turn=0.12,
    seed=12,
)
AMARA = Person(
    Skin("#98644a", "#6f4631", "#462719", "#1e0e0a", "#96402c", "#843c3a", 0.36),
    BLACK,
    "braids",
    "crew linen",
    OAT,
    Backdrop("#faf0df", "#ecd6b6", "#e3b98a", "arch"),
    Shape(
        cheek=0.96,
        jaw=0.76,
        chin=0.30,
        length=1.44,
        nose=0.195,
        nose_end=0.58,
        mouth=0.325,
        lips=1.25,
        smile=0.045,
        eye=0.23,
        brow=0.03,
        blush=0.26,
    ),
    Look(brow="#170d0a", lash="#0d0706", lip_gloss=0.65),
    second=CLAY,
    tilt=0.05,
    turn=-0.12,
    seed=6,
)
TILDA = Person(
    Skin("#ffeadd", "#f9d6c3", "#dfa78f", "#7d4433", "#f0968a", "#d0736e", 0.18),
    BLONDE,
    "plait",
    "rib",
    LILAC,
    Backdrop("#f7f0f5", "#ddcfe0", "#c9b4d1", "sun"),
    Shape(
        cheek=0.98,
        jaw=0.785,
        chin=0.32,
        length=1.35,
        nose=0.15,
        nose_end=0.55,
        mouth=0.28,
        mouth_y=0.86,
        lips=0.92,
        smile=0.05,
        eye=0.225,
        apart=0.435,
        freckles=90,
        blush=0.46,
    ),
    Look(
        open=0.82,
        iris="#7d98a3",
        brow="#b58f58",
        brow_weight=0.9,
        lash="#5b3f28",
        lashes=0.8,
        liner=0.8,
        lip_gloss=0.45,
    ),
    tilt=0.04,
    turn=0.10,
    seed=14,
)
THEO = Person(
    Skin("#f3d2b3", "#dbad87", "#a9734f", "#50291b", "#cf745a", "#b3655a", 0.20),
    ESPRESSO,
    "knot",
    "apron",
    LINEN,
    Backdrop("#fbeee6", "#eccfc0", "#dcaa94", "arch"),
    Shape(
        cheek=0.975,
        jaw=0.86,
        chin=0.37,
        length=1.47,
        nose=0.185,
        nose_end=0.61,
        mouth=0.305,
        lips=0.85,
        smile=0.04,
        eye=0.205,
        brow=-0.03,
        blush=0.22,
    ),
    Look(
        open=0.76,
        iris="#4c3222",
        brow="#2a1913",
        brow_weight=1.25,
        lash="#1d110d",
        lashes=0.35,
        liner=0.6,
        lip_gloss=0.12,
    ),
    Body(neck=0.58, shoulder=2.28, shoulder_y=2.58),
    second=DUSK,
    beard=0.42,
    ears=True,
    tilt=0.03,
    turn=-0.12,
    seed=21,
)
CARMEN = Person(
    Skin("#f6d9bd", "#e3b894", "#b6805d", "#5d3223", "#d97b64", "#b65a52", 0.16),
    SILVER,
    "silver bun",
    "boat linen",
    CLAY,
    Backdrop("#fdf0e4", "#f3d2bd", "#eeb694", "sun", True),
    Shape(
        cheek=0.965,
        jaw=0.83,
        chin=0.33,
        length=1.42,
        nose=0.175,
        nose_end=0.60,
        mouth=0.315,
        lips=0.82,
        smile=0.075,
        eye=0.205,
        age=0.62,
        blush=0.34,
    ),
    Look(brow="#94806f", brow_weight=0.9, lash="#4a3b35", lashes=0.75, lip_gloss=0.4),
    jewel="drop",
    ears=True,
    tilt=-0.04,
    turn=-0.10,
    seed=17,
)
NOOR = Person(
    Skin("#f5d5b3", "#e0b28a", "#b07852", "#532b1c", "#d77a5f", "#b7584f", 0.22),
    BLACK,
    "headscarf",
    "crew linen",
    OAT,
    Backdrop("#fdf4e2", "#f4dfbd", "#f0cb98", "arch"),
    Shape(
        cheek=0.95,
        jaw=0.77,
        chin=0.29,
        length=1.40,
        nose=0.165,
        nose_end=0.58,
        mouth=0.305,
        lips=1.05,
        smile=0.055,
        eye=0.235,
        brow=0.01,
        blush=0.36,
    ),
    Look(open=0.82, iris="#5a3a22", brow="#2a1913", brow_weight=1.1, lash="#170d0a", lip_gloss=0.5),
    second=SAGE,
    tilt=0.04,
    turn=0.11,
    seed=19,
)
OTTILIE = Person(
    Skin("#ffe8da", "#f8d2bd", "#dea389", "#793f2f", "#ee9080", "#c95f58", 0.20),
    COPPER,
    "pixie",
    "crew rib",
    SAGE,
    Backdrop("#f3f2e8", "#d7dccb", "#b7c2a9", "sun"),
    Shape(
        cheek=0.955,
        jaw=0.76,
        chin=0.27,
        length=1.40,
        nose=0.15,
        nose_end=0.57,
        mouth=0.295,
        lips=1.0,
        smile=0.05,
        eye=0.22,
        brow=0.02,
        freckles=60,
        blush=0.44,
    ),
    Look(brow="#9a4a26", lash="#4a2318", lip="#c9574f"),
    jewel="stud",
    ears=True,
    tilt=-0.05,
    turn=0.13,
    seed=23,
)
JEANNE = Person(
    Skin("#fde2ce", "#f1c5a6", "#cd8d6d", "#6b3524", "#e98975", "#c4625a", 0.20),
    HAZEL,
    "lob",
    "knit",
    BUTTER,
    Backdrop("#fdf1e6", "#f2d3c1", "#eab798", "arch", True),
    Shape(
        cheek=0.975,
        jaw=0.80,
        chin=0.32,
        length=1.38,
        nose=0.16,
        mouth=0.31,
        lips=0.95,
        smile=0.07,
        eye=0.22,
        blush=0.42,
    ),
    Look(brow="#6b4526", lash="#33201a"),
    tilt=0.07,
    turn=0.12,
    seed=27,
)
PAUL = Person(
    Skin("#c99670", "#a06b48", "#69402a", "#301810", "#b4583c", "#96514a", 0.28),
    BLACK,
    "close cut",
    "crew linen",
    SAGE,
    JEANNE.backdrop,
    Shape(
        cheek=0.975,
        jaw=0.86,
        chin=0.38,
        length=1.45,
        nose=0.205,
        nose_end=0.60,
        mouth=0.32,
        lips=1.08,
        smile=0.065,
        eye=0.205,
        brow=-0.02,
        blush=0.22,
    ),
    Look(
        open=0.74,
        iris="#3d2618",
        brow="#1d120e",
        brow_weight=1.25,
        lash="#150c09",
        lashes=0.3,
        liner=0.6,
        lip_gloss=0.15,
    ),
    Body(neck=0.60, shoulder=2.28, shoulder_y=2.56),
    beard=0.62,
    ears=True,
    tilt=-0.05,
    turn=-0.11,
    seed=31,
)

PEOPLE: dict[str, Person] = {
    "lea-moreau": LEA,
    "mina-okafor": MINA,
    "jonas-weber": JONAS,
    "lucia-ferrer": LUCIA,
    "amara-diallo": AMARA,
    "tilda-lindgren": TILDA,
    "theo-brandt": THEO,
    "carmen-ruiz": CARMEN,
    "noor-haddad": NOOR,
    "ottilie-blanc": OTTILIE,
}


def made_up(who: Person, **look: object) -> Person:
    """The same person on another day."""
    return replace(who, look=replace(who.look, **look))  # type: ignore[arg-type]
