"""Scanners and telephones: a page through a projective map with curl, blur, uneven light, noise and compression."""

from __future__ import annotations

import random
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.sheets.printing import DPI, PX, Image


@lru_cache(maxsize=1)
def _noise() -> NDArray[np.float32]:
    return np.random.default_rng(7).standard_normal((1024, 1024)).astype(np.float32)


def scanned(page: Image, rng: random.Random, how: str) -> Image:
    """The page as a scanner ("scan", "bilevel") or a telephone ("photograph") sees it."""
    photo = how == "photograph"
    dpi = rng.choice((150, 200, 300)) if not photo else rng.choice((150, 180, 220))
    k = dpi / DPI
    height, width = page.shape
    margin = 0.08 if photo else 0.02
    frame = (round(width * k * (1 + 2 * margin)), round(height * k * (1 + 2 * margin)))
    angle = np.radians(rng.uniform(-5, 5) + (180 if rng.random() < 0.15 else 0))
    centre = np.array([frame[0] / 2 + rng.uniform(-4, 4), frame[1] / 2 + rng.uniform(-4, 4)])
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    skew = 0.035 if photo else 0.004
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    jitter = np.array(
        [(rng.uniform(-skew, skew) * width, rng.uniform(-skew, skew) * width) for _ in range(4)]
    )
    shrink = 0.93 if photo else 0.97
    there = ((corners + jitter - (width / 2, height / 2)) * k * shrink) @ turn.T + centre
    sharp = cv2.GaussianBlur(page, (0, 0), 0.55 / k) if k < 0.9 else page
    away = cv2.getPerspectiveTransform(corners, there.astype(np.float32))
    if photo:
        seen = _curled(sharp, away, frame, rng).astype(np.float32)
    else:
        seen = cv2.warpPerspective(sharp, away, frame, flags=cv2.INTER_LINEAR, borderValue=(235,)).astype(
            np.float32
        )
    blur = rng.uniform(0.2, 0.9 if photo else 0.6) * dpi / 200
    seen = cv2.GaussianBlur(seen, (0, 0), max(0.2, blur))
    seen = seen * _light(seen.shape, rng, photo)
    if photo and rng.random() < 0.25:
        seen += (250 - seen) * _glare(seen.shape, rng)
    tile = _noise()
    turned = np.roll(tile, (rng.randrange(1024), rng.randrange(1024)), (0, 1))
    again = tuple(-(-n // 1024) for n in seen.shape)
    seen += np.tile(turned, again)[: seen.shape[0], : seen.shape[1]] * rng.uniform(1, 9 if photo else 5)
    image: Image = np.clip(seen, 0, 255).astype(np.uint8)
    if how == "bilevel":
        return np.where(image > rng.uniform(120, 170), 255, 0).astype(np.uint8)
    quality = rng.randint(45, 92)
    packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)


def _curled(page: Image, away: NDArray[np.float64], frame: tuple[int, int], rng: random.Random) -> Image:
    """The page through a projective map, on a dark table, and not flat: waves of up to a point and a half."""
    height, width = page.shape
    cell = 16
    grid = np.meshgrid(*[np.arange(cell / 2 - 0.5, side + cell, cell) for side in frame])
    back = cv2.perspectiveTransform(np.stack(grid, axis=-1), np.linalg.inv(away))
    x, y = back[..., 0], back[..., 1]
    high = rng.uniform(0, 1.5) * PX
    wave = high * np.sin(y * (rng.uniform(3, 7) / height) + rng.uniform(0, 6))
    sway = high * np.sin(x * (rng.uniform(2, 5) / width) + rng.uniform(0, 6))
    fine = [
        cv2.resize(coarse.astype(np.float32), None, fx=cell, fy=cell)[: frame[1], : frame[0]]
        for coarse in (x + wave, y + sway)
    ]
    return np.asarray(cv2.remap(page, fine[0], fine[1], cv2.INTER_LINEAR, borderValue=(70,)), dtype=np.uint8)


def _light(shape: tuple[int, ...], rng: random.Random, photo: bool) -> NDArray[np.float32]:
    """Light from one side and, on a photograph, a soft shadow."""
    height, width = shape
    x, y = np.meshgrid(np.linspace(-1, 1, 64, dtype=np.float32), np.linspace(-1, 1, 64, dtype=np.float32))
    level, slope = (rng.uniform(0.6, 0.85), 0.18) if photo else (rng.uniform(0.92, 1.0), 0.03)
    light = level + rng.uniform(-slope, slope) * x + rng.uniform(-slope, slope) * y
    if photo:
        edge = rng.uniform(-1, 1) * x + rng.uniform(-1, 1) * y + rng.uniform(-0.5, 0.5)
        light *= 1 - rng.uniform(0, 0.35) / (1 + np.exp(-edge * rng.uniform(4, 14)))
        if rng.random() < 0.25:  # the edge of a hand's shadow
            light *= np.where(x * rng.uniform(-1, 1) + y > rng.uniform(-1, 1), 1, rng.uniform(0.65, 0.9))
    return np.asarray(cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.float32)


def _glare(shape: tuple[int, ...], rng: random.Random) -> NDArray[np.float32]:
    """A lamp that shines back from the paper: a spot in which ink is hardly darker than paper."""
    x, y = np.meshgrid(np.linspace(0, 1, 64), np.linspace(0, 1.4, 64))
    away = ((x - rng.random()) ** 2 + (y - 1.4 * rng.random()) ** 2) / rng.uniform(0.05, 0.2) ** 2
    spot = rng.uniform(0.3, 0.9) * np.exp(-away)
    return np.asarray(
        cv2.resize(spot.astype(np.float32), shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32
    )
