"""Coverage-guided fuzzing of a reader with atheris, which is installed by hand for it.

`python -m tests.abuse.guided native 600` runs the reader for so many seconds, beginning with the
seeds of `mutating.py`; what it finds is written to files `crash-…` in the present folder.
"""

import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["annotator"]):
    from annotator.core.errors import InputError
    from tests.abuse.mutating import SECONDS, readers


def main() -> None:
    """Run one reader until the time is up."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    corpus = Path(sys.argv[3] if len(sys.argv) > 3 else f"corpus-{name}")
    corpus.mkdir(exist_ok=True)
    reader = readers()[name]
    for number, seed in enumerate(reader.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    met = {"executions": 0, "accepted": 0}

    def once(data: bytes) -> None:
        begun = time.thread_time()
        met["executions"] += 1
        try:
            reader.read(data)
            met["accepted"] += 1
        except InputError:
            pass
        # Instrumented code takes some times as long.
        assert time.thread_time() - begun < 10 * SECONDS, "too slow"

    options = ["-max_len=60000", f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2500"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
