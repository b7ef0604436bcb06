"""Passwords of servers, in the computer's own keyring. A keyring that keeps them in plain text is not used."""

from __future__ import annotations

_SERVICE = "frontdesk-mail"
_REFUSED = ("plaintext", "fail", "null", "file")


def _backend() -> object | None:
    """The keyring of this computer, or None where there is none that keeps a secret."""
    import keyring  # 72 ms, and needed only where a mail account is set up
    import keyring.errors

    try:
        found = keyring.get_keyring()
    except (keyring.errors.KeyringError, RuntimeError):
        return None
    return None if any(word in _name(one) for one in _members(found) for word in _REFUSED) else found


def _members(backend: object) -> list[object]:
    """A chain asks each of its backends in turn; one that is not safe makes the chain not safe."""
    return list(getattr(backend, "backends", None) or [backend])


def _name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__name__}".casefold()


def read(address: str) -> str:
    """What is kept for an account, or empty."""
    backend = _backend()
    if backend is None:
        return ""
    try:
        return backend.get_password(_SERVICE, address) or ""  # type: ignore[attr-defined]  # every keyring backend has it
    except Exception:  # a locked or broken keyring is as none: the desk is asked
        return ""


def keep(address: str, secret: str) -> bool:
    """True where it is kept; False where this computer has no place for it and it must be typed at each start."""
    backend = _backend()
    if backend is None:
        return False
    try:
        backend.set_password(_SERVICE, address, secret)  # type: ignore[attr-defined]  # as above
    except Exception:  # as above
        return False
    return True
