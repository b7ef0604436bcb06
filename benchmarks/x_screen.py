"""What stands on an X screen, read as its pixels: a stopwatch that asks the screen, not the program."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

VIEWABLE = 2
Z_PIXMAP = 2
ALL_PLANES = c_ulong(-1)


class _Attributes(Structure):
    """The beginning of XWindowAttributes, as far as ``map_state``, and room for the rest."""

    _fields_ = [
        ("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int), ("border", c_int), ("depth", c_int), ("visual", c_void_p),
        ("root", c_ulong), ("klass", c_int), ("bit_gravity", c_int), ("win_gravity", c_int), ("backing_store", c_int),
        ("planes", c_ulong), ("pixel", c_ulong), ("save_under", c_int), ("colormap", c_ulong), ("installed", c_int),
        ("map_state", c_int), ("rest", c_long * 8),
    ]  # fmt: skip


class _Image(Structure):
    """The beginning of XImage."""

    _fields_ = [
        ("width", c_int), ("height", c_int), ("xoffset", c_int), ("format", c_int), ("data", c_void_p), ("byte_order", c_int),
        ("unit", c_int), ("bit_order", c_int), ("pad", c_int), ("depth", c_int), ("bytes_per_line", c_int), ("bits_per_pixel", c_int),
    ]  # fmt: skip


def _library() -> ctypes.CDLL:
    x = ctypes.CDLL("libX11.so.6")
    x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
    x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, [c_void_p]
    x.XQueryTree.argtypes = [c_void_p, c_ulong, POINTER(c_ulong), POINTER(c_ulong), POINTER(POINTER(c_ulong)), POINTER(c_uint)]
    x.XGetWindowAttributes.argtypes = [c_void_p, c_ulong, POINTER(_Attributes)]
    x.XGetImage.restype = POINTER(_Image)
    x.XGetImage.argtypes = [c_void_p, c_ulong, c_int, c_int, c_uint, c_uint, c_ulong, c_int]
    x.XDestroyImage.argtypes = [POINTER(_Image)]
    x.XFree.argtypes = [c_void_p]
    return x


_IGNORE = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda display, error: 0)
"""A window may go between being seen and being read; that is not an error here."""


class Screen:
    """One X display, from outside."""

    def __init__(self, display: str) -> None:
        self._x = _library()
        self._x.XSetErrorHandler(_IGNORE)
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"no X display {display}")

    def window(self) -> bytes:
        """The pixels (blue, green, red, unused) of the largest window on the screen, or nothing while there is none of 200 x 120."""
        shown = [(w.width * w.height, w, key) for key, w in self._windows() if w.map_state == VIEWABLE and w.width >= 200 and w.height >= 120]
        if not shown:
            return b""
        _, found, key = max(shown, key=lambda one: one[0])
        image = self._x.XGetImage(self._display, key, 0, 0, found.width, found.height, ALL_PLANES, Z_PIXMAP)
        if not image:
            return b""
        pixels = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * image.contents.height)
        self._x.XDestroyImage(image)
        return pixels

    def _windows(self) -> Iterator[tuple[int, _Attributes]]:
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        top = self._x.XDefaultRootWindow(self._display)
        self._x.XQueryTree(self._display, top, byref(root), byref(parent), byref(children), byref(count))
        keys = [children[n] for n in range(count.value)]
        if keys:
            self._x.XFree(children)
        for key in keys:
            attributes = _Attributes()
            if self._x.XGetWindowAttributes(self._display, key, byref(attributes)):
                yield key, attributes


@contextmanager
def virtual(width: int = 1440, height: int = 900) -> Iterator[str]:
    """A screen of its own under Xvfb; gives the display's name. ``OSError`` where there is no Xvfb."""
    if not shutil.which("Xvfb"):
        raise OSError("Xvfb is not installed, so nothing can be watched being painted")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{int(told.readline())}"
    finally:
        server.terminate()
        server.wait()
