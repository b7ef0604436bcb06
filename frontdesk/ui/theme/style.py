"""The application's only style sheet, made from the tokens; nothing from outside ever gets into it."""

from __future__ import annotations

from collections.abc import Callable


def style_sheet(c: Callable[[str], str], p: Callable[[float], int]) -> str:
    """``c`` gives a token's colour, ``p`` a size at the chosen text scale."""
    return f"""
        * {{ font-family: "Inter", "Segoe UI", "Noto Sans", "DejaVu Sans"; font-size: {p(13)}px; color: {c("text")}; }}
        QMainWindow, QWidget[pane="canvas"] {{ background: {c("canvas")}; }}
        QWidget[pane="surface"] {{ background: {c("surface")}; }}
        QWidget[pane="surface2"] {{ background: {c("surface2")}; }}
        QWidget[pane="rail"] {{ background: {c("rail")}; border-right: 1px solid {c("border")}; }}
        QWidget[pane="top"] {{ background: {c("surface")}; border-bottom: 1px solid {c("border")}; }}
        QWidget[pane="strip"] {{ background: {c("warnSoft")}; }}
        QWidget[pane="status"] {{ background: {c("surface2")}; border-top: 1px solid {c("border")}; }}
        QWidget[pane="list"] {{ background: {c("surface")}; border-right: 1px solid {c("border")}; }}
        QWidget[pane="side"] {{ background: {c("surface2")}; border-left: 1px solid {c("border")}; }}
        QFrame[card="true"] {{ background: {c("surface")}; border: 1px solid {c("border")}; border-radius: {p(12)}px; }}
        QFrame[card="dock"] {{ background: {c("surface")}; border: 1px solid {c("border2")}; border-radius: {p(12)}px; }}
        QFrame[card="tabs"] {{ background: {c("sunken")}; border: 0; border-radius: {p(10)}px; }}
        QFrame[card="quiet"] {{ background: {c("surface2")}; border: 1px solid {c("border")}; border-radius: {p(12)}px; }}
        QFrame[card="note"] {{ background: {c("surface2")}; border: 1px solid {c("border")}; border-radius: {p(8)}px; }}
        QFrame[card="warn"] {{ background: {c("warnSoft")}; border: 1px solid {c("warnSoft")}; border-radius: {p(10)}px; }}
        QFrame[card="danger"] {{ background: {c("dangerSoft")}; border: 1px solid {c("dangerSoft")}; border-radius: {p(10)}px; }}
        QFrame[card="info"] {{ background: {c("infoSoft")}; border: 1px solid {c("infoSoft")}; border-radius: {p(10)}px; }}
        QFrame[card="ok"] {{ background: {c("okSoft")}; border: 1px solid {c("okSoft")}; border-radius: {p(10)}px; }}
        QFrame[card="palette"] {{ background: {c("surface")}; border: 1px solid {c("border2")}; border-radius: {p(16)}px; }}
        QFrame[card="snack"] {{ background: {c("text")}; border-radius: {p(10)}px; }}
        QFrame[card="snack"] QLabel {{ color: {c("surface")}; }}
        QLabel {{ background: transparent; border: 0; }}
        QLabel[role="title"] {{ font-family: "Inter Display"; font-size: {p(24)}px; font-weight: 600; }}
        QLabel[role="welcome"] {{ font-family: "Inter Display"; font-size: {p(34)}px; font-weight: 600; }}
        QLabel[role="pane"] {{ font-family: "Inter Display"; font-size: {p(18)}px; font-weight: 600; }}
        QLabel[role="card"] {{ font-size: {p(15)}px; font-weight: 600; }}
        QLabel[role="strong"] {{ font-weight: 600; }}
        QLabel[role="name"] {{ font-size: {p(14)}px; font-weight: 600; }}
        QLabel[role="message"] {{ font-size: {p(14)}px; }}
        QLabel[role="soft"] {{ font-size: {p(12)}px; color: {c("text2")}; }}
        QLabel[role="faint"] {{ font-size: {p(12)}px; color: {c("text3")}; }}
        QLabel[role="label"] {{ font-size: {p(11)}px; font-weight: 600; color: {c("text3")}; }}
        QLabel[role="warn"] {{ color: {c("warnText")}; }}
        QLabel[role="danger"] {{ color: {c("dangerText")}; }}
        QLabel[role="ok"] {{ color: {c("okText")}; }}
        QLabel[role="info"] {{ color: {c("infoText")}; }}
        QLabel[role="link"] {{ color: {c("accentText")}; font-weight: 600; }}
        QLineEdit, QDateEdit, QTimeEdit, QSpinBox, QComboBox {{ background: {c("surface")}; border: 1px solid {c("edge")};
            border-radius: {p(8)}px; padding: 0 {p(9)}px; min-height: {p(32)}px; selection-background-color: {c("accentSoft")};
            selection-color: {c("text")}; }}
        QPlainTextEdit {{ background: {c("surface")}; border: 1px solid {c("edge")}; border-radius: {p(8)}px; padding: {p(6)}px;
            selection-background-color: {c("accentSoft")}; selection-color: {c("text")}; }}
        QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus, QTimeEdit:focus, QSpinBox:focus {{
            border: 2px solid {c("focus")}; padding: 0 {p(9) - 1}px; }}
        QPlainTextEdit:focus {{ padding: {p(6) - 1}px; }}
        QComboBox[role="dense"] {{ padding: 0 {p(2)}px 0 {p(8)}px; }} QComboBox[role="dense"]:focus {{ padding: 0 {p(2) - 1}px 0 {p(8) - 1}px; }}
        QComboBox[role="dense"]::drop-down {{ width: {p(18)}px; }}
        QLineEdit[role="palette"], QLineEdit[role="palette"]:focus {{ font-size: {p(18)}px; border: 0; padding: 0;
            background: transparent; }}
        QFrame[card="ruler"] {{ background: {c("border")}; border: 0; }}
        QComboBox::drop-down {{ border: 0; width: {p(22)}px; }} QComboBox::down-arrow {{ image: none; }}
        QComboBox QAbstractItemView {{ background: {c("surface")}; border: 1px solid {c("border2")}; outline: 0;
            selection-background-color: {c("select")}; selection-color: {c("text")}; }}
        QTextEdit {{ background: transparent; border: 0; selection-background-color: {c("focus")}; selection-color: {c("onAccent")}; }}
        QListView[drop="true"] {{ background: {c("accentSoft")}; border: 2px dashed {c("accent")}; border-radius: {p(10)}px; }}
        QListView, QScrollArea, QScrollArea > QWidget > QWidget, QTableWidget {{ background: transparent; border: 0; outline: 0; }}
        QListWidget {{ border: 2px solid transparent; border-radius: {p(8)}px; }} QListWidget:focus {{ border-color: {c("focus")}; }}
        QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
        QTableWidget {{ gridline-color: {c("border")}; background: {c("surface")}; }}
        QHeaderView::section {{ background: {c("surface2")}; color: {c("text2")}; border: 0; border-bottom: 1px solid {c("border")};
            padding: {p(6)}px; font-weight: 600; }}
        QCheckBox {{ spacing: {p(8)}px; min-height: {p(28)}px; background: transparent; }}
        QSplitter::handle {{ background: {c("border")}; }} QSplitter::handle:hover {{ background: {c("border2")}; }}
        QScrollBar:vertical {{ background: transparent; width: {p(10)}px; margin: 0; }}
        QScrollBar::handle:vertical {{ background: {c("border2")}; border-radius: {p(4)}px; min-height: 30px; margin: 2px; }}
        QScrollBar:horizontal {{ background: transparent; height: {p(10)}px; margin: 0; }}
        QScrollBar::handle:horizontal {{ background: {c("border2")}; border-radius: {p(4)}px; min-width: 30px; margin: 2px; }}
        QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ height: 0; width: 0; background: none; }}
        QToolTip {{ background: {c("surface")}; color: {c("text")}; border: 1px solid {c("border2")}; padding: 4px; }}
        QTextEdit[role="draft"] {{ font-size: {p(14)}px; selection-background-color: {c("accentSoft")}; selection-color: {c("text")}; }}
        QProgressBar {{ background: {c("sunken")}; border: 0; border-radius: {p(3)}px; max-height: {p(6)}px; }}
        QProgressBar::chunk {{ background: {c("accent")}; border-radius: {p(3)}px; }}
        """
