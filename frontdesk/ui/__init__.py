"""Qt, and only here.

PySide puts a wrapper around ``import`` that serves its ``__feature__`` switches, which nothing here uses. For each module that anybody
imports afterwards it reads and keeps the whole source: a fifth of the time of a start, and some twenty megabytes. It is taken off again.
"""

import builtins

import PySide6.QtCore  # puts the wrapper on

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
del builtins, PySide6
