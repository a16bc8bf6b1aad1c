"""The studio: one room, one window at the upper left, one film. Every still life is photographed here.

A ray marcher on numpy: primary rays with soft window shadows, ambient occlusion, a procedural reflection of the
window, one refraction through glass with Beer-Lambert absorption, and four more samples wherever neighbours differ.
Light is linear; colours are given as they should look in the light (sRGB hex).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

import numpy as np
from PIL import Image

from tools.pictures.canvas import blur, grain
from tools.pictures.solids import Floats, Solid

Paint = str | Callable[[Floats, Floats], Floats]  # hex, or (points, normals) -> linear colours, both (3, n)


def linear(color: str) -> Floats:
    """sRGB hex to linear light, shape (3, 1)."""
    c = np.array([[int(color[i : i + 2], 16)] for i in (1, 3, 5)], np.float32) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Thing:
    """A solid and what it is made of."""

    solid: Solid
    paint: Paint
    gloss: float = 0.25  # strength of reflections: 0 linen, 0.4 satin plastic, 1 lacquer
    rough: float = 0.3  # how far the window's reflection is blurred
    soft: float = 0.25  # light that seeps round the edges: wax, milk, skin
    metal: float = 0.0
    glass: str | None = None  # colour of light after 0.5 units of it; None is opaque
    emit: float = 0.0  # own light, in the paint's colour
    casts: bool = True


class Tint(TypedDict):
    """A room's colours in the light."""

    wall: str
    floor: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Things in the room, how they are looked at, and what the window throws on them."""

    things: Sequence[Thing]
    target: tuple[float, float, float] = (0, 0.75, 0)
    distance: float = 7.5
    pitch: float = 9.0  # degrees the camera looks down
    yaw: float = 0.0
    height: float = 2.9  # units that the picture is high, at the target
    wall: str = "#fae3d2"
    floor: str = "#f8dcc8"
    depth: float = 2.6  # how far behind the origin the wall stands
    gobo: Callable[[], Floats] | None = None  # what stands between window and scene
    glow: tuple[tuple[float, float, float, float], ...] = field(default=())  # small lights: x, y, z, strength
    key: float = 1.0
    seed: int = 7


LIGHT = np.array([[-0.66], [0.62], [0.56]], np.float32)
LIGHT /= np.sqrt((LIGHT * LIGHT).sum())
_SIDE = np.cross(LIGHT[:, 0], [0, 1, 0]).astype(np.float32)[:, None]
_SIDE /= np.sqrt((_SIDE * _SIDE).sum())
_RISE = np.cross(_SIDE[:, 0], LIGHT[:, 0]).astype(np.float32)[:, None]
KEY = np.array([[1.03], [0.98], [0.92]], np.float32) * 0.91
SKY = np.array([[1.0], [0.885], [0.815]], np.float32) * 0.56
WARM = np.array([[0.72], [1.0], [1.16]], np.float32)  # corners lose blue first: no grey shadow in this house
GOBO_SPAN = 6.6  # units across the gobo


def _dot(a: Floats, b: Floats) -> Floats:
    return (a * b).sum(0)


def _unit(a: Floats) -> Floats:
    return a / np.maximum(np.sqrt((a * a).sum(0)), 1e-9)


def sample(sheet: Floats, u: Floats, v: Floats) -> Floats:
    """Bilinear look-up of a (h, w) or (h, w, c) sheet at u (right) and v (down), both in 0..1; clamped."""
    h, w = sheet.shape[:2]
    x, y = np.clip(u * w - 0.5, 0, w - 1.001), np.clip(v * h - 0.5, 0, h - 1.001)
    i, j = x.astype(np.int32), y.astype(np.int32)
    fx, fy = x - i, y - j
    if sheet.ndim == 3:
        fx, fy = fx[:, None], fy[:, None]
    top = sheet[j, i] * (1 - fx) + sheet[j, i + 1] * fx
    low = sheet[j + 1, i] * (1 - fx) + sheet[j + 1, i + 1] * fx
    return top * (1 - fy) + low * fy


class _Body:
    """A thing with the sphere that bounds it, so that far points need not ask its solid."""

    def __init__(self, thing: Thing) -> None:
        self.thing = thing
        axis = np.linspace(-4, 4, 33, dtype=np.float32)
        grid = np.stack([g.ravel() for g in np.meshgrid(axis, axis, axis)])
        inside = grid[:, thing.solid(grid) < 0.26]
        if inside.size == 0:
            raise ValueError("a thing stands outside the room, or is too thin to be found")
        low, high = inside.min(1), inside.max(1)
        self.centre = ((low + high) / 2)[:, None]
        self.radius = float(np.sqrt(((inside - self.centre) ** 2).sum(0)).max()) + 0.12

    def distance(self, p: Floats) -> Floats:
        away = p - self.centre
        d = np.sqrt(_dot(away, away)) - self.radius
        near = d < 0.2
        d += 0.05
        count = int(near.sum())
        if count == d.size:
            return self.thing.solid(p).astype(np.float32)
        if count:
            d[near] = self.thing.solid(p[:, near])
        return d


class Shot:
    """One scene, ready to be exposed."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.bodies = [_Body(t) for t in scene.things]
        self.wall, self.floor = linear(scene.wall), linear(scene.floor)
        self.gobo = scene.gobo() if scene.gobo else window()
        pitch, yaw = np.radians(scene.pitch), np.radians(scene.yaw)
        back = np.array([np.sin(yaw) * np.cos(pitch), np.sin(pitch), np.cos(yaw) * np.cos(pitch)])
        self.eye = (np.array(scene.target) + back * scene.distance).astype(np.float32)[:, None]
        right = np.cross([0, 1, 0], back)
        right /= np.linalg.norm(right)
        self.right, self.back = right.astype(np.float32)[:, None], back.astype(np.float32)[:, None]
        self.up = np.cross(back, right).astype(np.float32)[:, None]

    # ---- geometry

    def _cove(self, p: Floats) -> Floats:
        a, b, r = p[1], p[2] + self.scene.depth, 1.3
        corner = r - np.hypot(np.maximum(r - a, 0), np.maximum(r - b, 0))
        return np.minimum(np.minimum(a, b), corner)

    def _nearest(self, p: Floats, skip: int = -1, opaque: bool = False) -> tuple[Floats, Floats]:
        d = self._cove(p)
        which = np.full(d.shape, -1, np.int32)
        for i, body in enumerate(self.bodies):
            if i == skip or (opaque and (body.thing.glass or not body.thing.casts)):
                continue
            e = body.distance(p)
            closer = e < d
            d = np.where(closer, e, d)
            which[closer] = i
        return d, which

    def _march(
        self, origin: Floats, way: Floats, skip: int = -1, far: float = 24.0, start: float = 0.0
    ) -> tuple[Floats, Floats]:
        n = way.shape[1]
        t, hit = np.full(n, start, np.float32), np.full(n, -1, np.int32)
        live = np.arange(n)
        o = np.broadcast_to(origin, way.shape)
        for _ in range(110):
            d, which = self._nearest(o[:, live] + way[:, live] * t[live], skip)
            t[live] += d
            done = (d < 0.0012) | (t[live] > far)
            hit[live[done]] = which[done]
            live = live[~done]
            if live.size == 0:
                break
        return t, hit

    def _normal(self, p: Floats, which: Floats) -> Floats:
        n = np.empty_like(p)
        for i in np.unique(which):
            chosen = which == i
            solid = self._cove if i < 0 else self.bodies[i].thing.solid
            q = p[:, chosen]
            total = np.zeros_like(q)
            for k in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
                e = np.array(k, np.float32)[:, None]
                total += e * solid(q + e * 0.002)
            n[:, chosen] = _unit(total)
        return n

    def _shadow(self, p: Floats, far: float = 5.0) -> Floats:
        """How much of the window each point sees, tinted by glass in the way; shape (3, n)."""
        n = p.shape[1]
        seen, t = np.ones(n, np.float32), np.full(n, 0.015, np.float32)
        live = np.arange(n)
        for _ in range(34):
            d, _which = self._nearest(p[:, live] + LIGHT * t[live], opaque=True)
            seen[live] = np.minimum(seen[live], 0.5 + 0.5 * d / (0.085 * t[live] + 0.004))
            t[live] += np.clip(d, 0.02, 0.35)
            live = live[(t[live] < far) & (seen[live] > 0.0)]
            if live.size == 0:
                break
        seen = np.clip(seen, 0, 1)
        light = np.power((seen * seen * (3 - 2 * seen))[None], WARM)
        for body in self.bodies:
            if body.thing.glass:
                light *= self._through(p, body, linear(body.thing.glass))
        return light

    def _through(self, p: Floats, body: _Body, tint: Floats) -> Floats:
        """Light through coloured glass: a soft tinted shadow with a brighter heart, as a bottle focuses it."""
        n = p.shape[1]
        depth, t, near = np.zeros(n, np.float32), np.full(n, 0.02, np.float32), np.full(n, 1.0, np.float32)
        for _ in range(26):
            d = body.distance(p + LIGHT * t)
            depth = np.maximum(depth, -d)
            near = np.minimum(near, d / (0.10 * t + 0.01))
            t += np.clip(np.abs(d), 0.05, 0.4)
        cover = np.clip(0.5 - 0.5 * near, 0, 1)
        heart = np.clip(depth / 0.3, 0, 1) ** 2
        return 1 - cover * (1 - np.minimum(tint * 1.05 + 0.1, 1) * (0.62 + 0.75 * heart))

    def _open(self, p: Floats, n: Floats) -> Floats:
        """Ambient occlusion: 1 in the open, towards 0 in corners and under things."""
        shut, weight = np.zeros(p.shape[1], np.float32), 1.0
        for reach in (0.03, 0.09, 0.2, 0.42):
            d, _ = self._nearest(p + n * reach, opaque=True)
            shut += weight * np.maximum(reach - d, 0) / reach
            weight *= 0.78
        return np.clip(1 - 0.30 * shut, 0.16, 1)

    # ---- light

    def _room(self, way: Floats, rough: Floats) -> Floats:
        """What a polished surface sees in a direction: the window's two panes, a pale wall, the floor."""
        side, rise = np.arctan2(way[0], way[2]), np.arcsin(np.clip(way[1], -1, 1))
        e = 0.02 + rough * 0.35

        def panel(a0: float, a1: float, b0: float, b1: float) -> Floats:
            def edge(v: Floats, lo: float, hi: float) -> Floats:
                return np.clip((v - lo) / e + 0.5, 0, 1) * np.clip((hi - v) / e + 0.5, 0, 1)

            return edge(side, a0, a1) * edge(rise, b0, b1)

        pane = panel(-1.35, -1.02, -0.35, 1.0) + panel(-0.96, -0.63, -0.35, 1.0)
        glow = 0.34 + 0.22 * np.clip(way[1], -1, 1) - 0.12 * np.clip(way[0], -1, 1)
        return (5.2 / (1 + 1.2 * rough) * pane + 0.9 * panel(1.2, 1.5, -0.5, 0.8) + glow).astype(np.float32)

    def _shade(self, p: Floats, way: Floats, hit: Floats, bounce: int) -> Floats:
        n = self._normal(p, hit)
        base = np.empty_like(p)
        gloss, rough, soft, metal, emit = (np.zeros(p.shape[1], np.float32) for _ in range(5))
        rough[:] = 0.5
        for i in np.unique(hit):
            c = hit == i
            if i < 0:
                mix = np.clip((p[2, c] + self.scene.depth) / 1.3, 0, 1)
                base[:, c] = self.wall * (1 - mix) + self.floor * mix
                soft[c] = 0.1
                continue
            thing = self.bodies[i].thing
            base[:, c] = linear(thing.paint) if isinstance(thing.paint, str) else thing.paint(p[:, c], n[:, c])
            gloss[c], rough[c], soft[c], metal[c], emit[c] = (
                thing.gloss,
                thing.rough,
                thing.soft,
                thing.metal,
                thing.emit,
            )
        start = p + n * 0.006
        lit = np.clip((_dot(n, LIGHT) + soft) / (1 + soft), 0, 1)
        seen = self._shadow(start) if bounce else 1.0
        pane = sample(self.gobo, 0.5 + _dot(p, _SIDE) / GOBO_SPAN, 0.5 - _dot(p - 0.6, _RISE) / GOBO_SPAN)
        opened = self._open(start, n) if bounce else np.float32(0.9)
        key = KEY * self.scene.key * lit * seen * (0.52 + 0.60 * pane)
        fill = SKY * (0.76 + 0.24 * n[1] - 0.16 * n[0]) * np.power(opened, WARM)
        under = (self.floor * 0.16) * np.clip(0.4 - n[1], 0, 1) * opened
        color = base * (key + fill + under)
        for x, y, z, strength in self.scene.glow:
            to = np.array([[x], [y], [z]], np.float32) - p
            r2 = _dot(to, to)
            facing = np.clip((_dot(n, _unit(to)) + 0.35) / 1.35, 0, 1)
            color += base * np.array([[1.0], [0.62], [0.30]], np.float32) * (strength * facing / (0.12 + r2))
        color += base * emit
        mirror = way - 2 * _dot(way, n) * n
        facing = np.clip(-_dot(way, n), 0, 1)
        fresnel = 0.045 + 0.75 * (1 - facing) ** 5
        room = self._room(mirror, rough) * (0.35 + 0.65 * opened)
        color = color * (1 - metal * 0.72) + base * room * metal * 0.95
        return color + (1 - metal) * gloss * fresnel * room

    def _look(self, origin: Floats, way: Floats, bounce: int = 2, skip: int = -1, start: float = 0.0) -> Floats:
        t, hit = self._march(origin, way, skip, start=start)
        p = origin + way * t
        color = self._shade(p, way, hit, bounce)
        if bounce:
            for i in np.unique(hit[hit >= 0]):
                if self.bodies[i].thing.glass:
                    c = hit == i
                    color[:, c] = self._glass(p[:, c], way[:, c], color[:, c], i, bounce)
        return color

    def _glass(self, p: Floats, way: Floats, surface: Floats, i: int, bounce: int) -> Floats:
        body = self.bodies[i]
        thing = body.thing
        n = self._normal(p, np.full(p.shape[1], i))
        facing = np.clip(-_dot(way, n), 0, 1)
        eta = 1 / 1.33
        k = np.sqrt(np.maximum(1 - eta * eta * (1 - facing * facing), 0))
        inner = _unit(way * eta + n * (eta * facing - k))
        t = np.full(p.shape[1], 0.01, np.float32)
        for _ in range(26):
            t += np.maximum(-thing.solid(p + inner * t), 0.0)
        exits = p + inner * t
        inside_t, inside = self._march(p, inner, skip=i, far=6.0, start=0.01)
        stopped = inside_t < t
        out = -self._normal(exits, np.full(p.shape[1], i))
        cos = np.clip(-_dot(inner, out), 0, 1)
        k2 = 1 - 1.33**2 * (1 - cos * cos)
        leaving = np.where(
            k2 > 0,
            _unit(inner * 1.33 + out * (1.33 * cos - np.sqrt(np.maximum(k2, 0)))),
            inner - 2 * _dot(inner, out) * out,
        )
        color = np.empty_like(p)
        if stopped.any():
            color[:, stopped] = self._shade((p + inner * inside_t)[:, stopped], inner[:, stopped], inside[stopped], 1)
        if (~stopped).any():
            color[:, ~stopped] = self._look(exits[:, ~stopped], leaving[:, ~stopped], bounce - 1, skip=i, start=0.01)
        tint = np.power(linear(thing.glass or "#ffffff"), np.minimum(t, inside_t) / 0.5)
        fresnel = 0.05 + 0.8 * (1 - facing) ** 4
        mirror = way - 2 * _dot(way, n) * n
        glint = self._room(mirror, np.full(p.shape[1], thing.rough, np.float32))
        veil = thing.soft  # frosted: the surface's own light covers what lies behind
        return (
            color * tint * (1 - veil) * (1 - 0.5 * fresnel)
            + surface * veil
            + glint * fresnel * thing.gloss
            + tint * 0.05
        )

    # ---- exposure

    def _expose(self, px: Floats, py: Floats, width: int, height: int) -> Floats:
        scale = self.scene.height / height
        u, v = (px - width / 2) * scale, (height / 2 - py) * scale
        way = _unit(self.right * u + self.up * v - self.back * self.scene.distance)
        return film(self._look(self.eye, way.astype(np.float32)))

    def take(self, width: int, height: int) -> Image.Image:
        """The picture, developed, grained a little."""
        picture = np.zeros((height, width, 3), np.float32)
        tile = 160
        for y0 in range(0, height, tile):
            for x0 in range(0, width, tile):
                y, x = np.mgrid[y0 : min(y0 + tile, height), x0 : min(x0 + tile, width)].astype(np.float32) + 0.5
                picture[y0 : y0 + tile, x0 : x0 + tile] = self._expose(x.ravel(), y.ravel(), width, height).T.reshape(
                    *x.shape, 3
                )
        rough = np.zeros((height, width), np.float32)
        for axis in (0, 1):
            step = np.abs(np.diff(picture, axis=axis)).max(-1)
            low, high = [slice(None), slice(None)], [slice(None), slice(None)]
            low[axis], high[axis] = slice(0, -1), slice(1, None)
            rough[tuple(low)] = np.maximum(rough[tuple(low)], step)
            rough[tuple(high)] = np.maximum(rough[tuple(high)], step)
        ys, xs = np.nonzero(rough > 0.03)
        for part in np.array_split(np.arange(ys.size), max(1, ys.size // 20000)):
            total = picture[ys[part], xs[part]].T * 0.5
            for dx, dy in ((0.13, 0.38), (0.38, 0.87), (0.87, 0.62), (0.62, 0.13)):
                total = total + self._expose(xs[part] + np.float32(dx), ys[part] + np.float32(dy), width, height)
            picture[ys[part], xs[part]] = (total / 4.5).T
        noise = np.random.default_rng(self.scene.seed).random((height, width, 1), np.float32)
        image = Image.fromarray(np.clip(picture * 255 + noise, 0, 255).astype(np.uint8))
        return grain(image, 1.5, self.scene.seed)


def film(light: Floats) -> Floats:
    """Linear light to display values in 0..1: straight in the middle, a soft shoulder, sRGB."""
    shoulder = 0.72
    over = np.maximum(light - shoulder, 0)
    x = np.minimum(light, shoulder) + (1 - shoulder) * (1 - np.exp(-over / (1 - shoulder)))
    x = np.clip(x, 0, 1)
    return np.where(x <= 0.0031308, x * 12.92, 1.055 * np.power(np.maximum(x, 1e-6), 1 / 2.4) - 0.055).astype(
        np.float32
    )


# ---- what the light comes through: sheets of (512, 512), 0 dark to 1 open


def _sheet() -> tuple[Floats, Floats]:
    v, u = np.mgrid[0:512, 0:512].astype(np.float32) / 512
    return u, v


def window(tilt: float = 0.10, soft: float = 3.2) -> Floats:
    """Two columns of panes, a little aslant."""
    u, v = _sheet()
    a, b = u + (v - 0.5) * tilt, v - (u - 0.5) * tilt * 0.6
    m = np.zeros_like(u)
    for left in (0.225, 0.43, 0.635):
        for top in (-0.06, 0.27, 0.60, 0.93):
            m[(a > left) & (a < left + 0.185) & (b > top) & (b < top + 0.30)] = 1
    return blur(m, soft)


def open_sky() -> Floats:
    """No panes: even light, a little less at the right."""
    u, _ = _sheet()
    return (0.95 - 0.25 * u).astype(np.float32)


def leaves(seed: int = 3, soft: float = 2.4, count: int = 22, reach: float = 0.66) -> Floats:
    """A branch before the window: leaf shadows, the nearer ones softer."""
    u, v = _sheet()
    rng = np.random.default_rng(seed)
    near, far = np.zeros_like(u), np.zeros_like(u)
    for i in range(count):
        t = (i + 0.5) / count
        cx, cy = 0.16 + t * reach, 0.20 + 0.34 * t + 0.10 * np.sin(t * 5)
        angle = 0.5 + (1.0 if i % 2 else -0.9) + rng.normal(0, 0.16)
        length, wide = 0.088 * (1 - 0.4 * t), 0.027 * (1 - 0.3 * t)
        cx, cy = cx + np.cos(angle) * length, cy + np.sin(angle) * length
        along = (u - cx) * np.cos(angle) + (v - cy) * np.sin(angle)
        across = (v - cy) * np.cos(angle) - (u - cx) * np.sin(angle)
        leaf = (
            (along / length) ** 2 + (across / (wide * np.sqrt(np.clip(1 - (along / length) ** 2 * 0.6, 0.05, 1)))) ** 2
        ) < 1
        (near if i % 3 == 0 else far)[leaf] = 1
    stem = np.abs(v - (0.20 + 0.34 * (u - 0.16) / reach + 0.10 * np.sin((u - 0.16) / reach * 5))) < 0.004
    far[stem & (u > 0.10) & (u < 0.16 + reach)] = 1
    shade = np.maximum(blur(near, soft * 2.0), blur(far, soft))
    return (1 - 0.8 * shade) * (0.6 + 0.4 * window(soft=7.0))
