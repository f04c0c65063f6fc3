"""A process that has loaded the program and forks for each run of it: a start costs no second.

Orders come as JSON over a socket whose handle is the argument, with the handles of the run's
input, output, error output and report. The report names the calls that the shim has counted.
"""

import ctypes
import gc
import json
import os
import socket
import sys
import traceback
from typing import Any


def serve(connection: socket.socket) -> None:
    """Take orders until the other end is closed."""
    while True:
        data, handles, _, _ = socket.recv_fds(connection, 2**16, 8)
        if not data:
            return
        order = json.loads(data)
        if "wait" in order:
            _, status = os.waitpid(order["wait"], 0)
            connection.send(str(os.waitstatus_to_exitcode(status)).encode())
            continue
        if not (pid := os.fork()):
            connection.close()
            run(order, handles)
        for handle in handles:
            os.close(handle)
        connection.send(str(pid).encode())


def run(order: dict[str, Any], handles: list[int]) -> None:
    """Be the program from here on, and end."""
    report = handles.pop()
    for number, handle in enumerate(handles):
        os.dup2(handle, number)
        os.close(handle)
    # Those of the first process believe that they are what they were then: a terminal, a file.
    sys.stdin = os.fdopen(0)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
    os.environ |= order["environment"]
    library = ctypes.CDLL(None)
    library.fault_name.restype = ctypes.c_char_p
    folder, at, act, persist = order["fault"]
    library.fault_arm(folder.encode(), ctypes.c_long(at), act.encode(), int(persist))
    try:
        from annotator.cli import main

        status = main(order["arguments"])
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        status = 70
    calls = [library.fault_name(n).decode() for n in range(1, library.fault_calls() + 1)]
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(report, json.dumps(calls).encode())
    os._exit(status)


if __name__ == "__main__":
    import annotator.cli
    import annotator.session.keeping
    import annotator.tei.reader
    import annotator.tei.writer  # noqa: F401

    gc.freeze()
    serve(socket.socket(fileno=int(sys.argv[1])))
