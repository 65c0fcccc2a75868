"""PostgreSQL refuses to run as root: what to be instead."""

import ctypes
import os
import pwd
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_SECUREBITS = 28
NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITIES_V3 = 0x20080522
CAP_DAC_OVERRIDE = 1
NOBODY = 65534


def drop() -> Callable[[], None] | None:
    """What a child does between fork and exec so as not to be root; nothing for ordinary people."""
    if os.geteuid() != 0:
        return None
    # Loaded here, since between fork and exec as little as possible should happen.
    libc = ctypes.CDLL(None, use_errno=True)
    return _hide_root(libc) if has_namespaces() else _become_nobody(libc)


def owner() -> int:
    """The user number that must own the files of a server started with `drop`."""
    return NOBODY if os.geteuid() == 0 and not has_namespaces() else os.geteuid()


@cache
def has_namespaces() -> bool:
    """Whether root may make user namespaces here (most containers forbid it)."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.unshare  # noqa: B018  # AttributeError outside of Linux
        subprocess.run(["true"], preexec_fn=_hide_root(libc), check=True)  # noqa: S607
    except (AttributeError, OSError, subprocess.SubprocessError):
        return False
    return True


def _hide_root(libc: ctypes.CDLL) -> Callable[[], None]:
    """Enter a user namespace in which root is called nobody.

    There it has another number than 0, no privilege, and still owns what root owns: no system user is made, no folder
    opened to others.
    """

    def enter() -> None:
        if libc.unshare(CLONE_NEWUSER) != 0:
            raise OSError(ctypes.get_errno(), "user namespaces are forbidden")
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{NOBODY} 0 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{NOBODY} 0 1", encoding="ascii")

    return enter


def _become_nobody(libc: ctypes.CDLL) -> Callable[[], None]:
    """Give up everything but the right to pass folders that are closed to others, as root's own usually are."""
    group = pwd.getpwuid(NOBODY).pw_gid
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_V3, 0)
    # Effective, permitted and inheritable; first for the lower 32 capabilities, then for the upper ones.
    kept = (ctypes.c_uint32 * 6)(*[1 << CAP_DAC_OVERRIDE] * 3, 0, 0, 0)

    def change() -> None:
        # Else the change of user would take it, and access(2) would not count it.
        libc.prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0)
        os.setgroups([])
        os.setgid(group)
        os.setuid(NOBODY)
        libc.capset(header, kept)
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0)

    return change
