"""Runs a command of the index with limits, and writes down which files it opened and whom it asked.

It is a program of its own, because limits and the hook that listens cannot be taken back.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from pathlib import Path

from index.__main__ import main

CPU, MEMORY = 300, 8 << 30  # the second is of addresses, of which torch alone takes 3 GB
ASKING = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
)
READ_ALL = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
CAPABILITIES = 0x20080522


def as_anybody() -> None:
    """Takes the right to read everything from root, so that permissions hold in a container too."""
    head = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    held = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice
    libc = ctypes.CDLL(None)
    if libc.capget(head, held) == 0:
        for number in READ_ALL:
            held[0] &= ~(1 << number)
            held[1] &= ~(1 << number)
        libc.capset(head, held)


def run(log: Path, arguments: list[str]) -> int:
    opened: dict[str, None] = {}
    asked: list[str] = []

    def hear(event: str, given: tuple[object, ...]) -> None:
        if event == "open" and isinstance(given[0], str | bytes):
            opened[os.fsdecode(given[0])] = None
        elif event in ASKING:
            asked.append(f"{event} {given!r}"[:300])

    as_anybody()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    sys.addaudithook(hear)
    code = main(arguments)
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "opened": list(opened),
        "asked": asked,
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }
    log.write_text(json.dumps(told))
    return code


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), sys.argv[2:]))
