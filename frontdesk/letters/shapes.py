"""Shaped clusters in a PDF file: each becomes one glyph of a font made for this file, which says which letters it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFZCompress
from reportlab.pdfgen.canvas import Canvas

from frontdesk.letters import bidi
from frontdesk.letters.scripts import Cluster

_FIRST, _MOST = 64, 192
"""Codes that one such font has; those below are left alone, since readers of text take some of them for blanks and controls."""


class Shapes:
    """The fonts of one file, filled while its pages are drawn and written into it at the end."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._codes: dict[Cluster, int] = {}

    def operators(self, text: str, clusters: Iterable[Cluster], size: float) -> str:
        """Operators that show the clusters within a text object, marked with the letters they stand for.

        From right to left there is no such mark: readers of text turn it around once more (poppler and PDFium both do), while without
        it each of them puts the letters in reading order by itself.
        """
        parts, shown, font = [], "", -1
        for cluster in clusters:
            number, code = divmod(self._codes.setdefault(cluster, len(self._codes)), _MOST)
            if number != font:
                parts += [f"<{shown}> Tj"] if shown else []
                parts.append(f"/FDshape{number} {size:g} Tf")
                shown, font = "", number
            shown += f"{_FIRST + code:02x}"
        parts.append(f"<{shown}> Tj")
        if not bidi.rightward(text):
            parts = [f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC", *parts, "EMC"]
        return "\n".join(parts)

    def write(self) -> None:
        """Add the fonts to the file; called once, when every page is drawn."""
        document = self._canvas._doc
        everything = list(self._codes)
        for number in range(0, len(everything), _MOST):
            name = f"FDshape{number // _MOST}"
            font = self._font(document, name, everything[number : number + _MOST])
            document.idToObject["BasicFonts"].dict[name] = document.Reference(font, name)

    def _font(self, document: Any, name: str, clusters: list[Cluster]) -> PDFDictionary:
        glyphs = {}
        for code, cluster in enumerate(clusters):
            content = f"{cluster.width:.0f} 0 d0 ".encode("ascii") + cluster.outline
            glyphs[f"g{code}"] = document.Reference(_stream(content), f"{name}.g{code}")
        names = PDFArray([_FIRST, *(PDFName(f"g{code}") for code in range(len(clusters)))])
        return PDFDictionary({
            "Type": PDFName("Font"), "Subtype": PDFName("Type3"), "Name": PDFName(name), "FontBBox": PDFArray([0, 0, 0, 0]),
            "FontMatrix": "[0.001 0 0 0.001 0 0]", "CharProcs": PDFDictionary(glyphs), "Resources": PDFDictionary({}),
            "Encoding": PDFDictionary({"Type": PDFName("Encoding"), "Differences": names}),
            "FirstChar": _FIRST, "LastChar": _FIRST + len(clusters) - 1, "Widths": PDFArray([round(one.width) for one in clusters]),
            "ToUnicode": document.Reference(_stream(_meaning(clusters)), f"{name}.unicode"),
        })  # fmt: skip


def _stream(content: bytes) -> PDFStream:
    return PDFStream(content=content, filters=[PDFZCompress])


def _meaning(clusters: list[Cluster]) -> bytes:
    """The table from glyphs to letters."""
    rows = [f"<{_FIRST + code:02x}> <{one.text.encode('utf-16-be').hex()}>" for code, one in enumerate(clusters)]
    blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
    told = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /FDshape def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{told}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
