"""A process ends at once, with its code, and with all that it said."""

import os
import subprocess
import sys
import textwrap

import pytest

BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""What is said waits until it is sent, as it does for most people."""


def ended(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=60, check=False, env=BUFFERED)


@pytest.mark.parametrize("number", [0, 2, 3])
def test_a_process_leaves_with_its_code_and_what_it_said_is_out(number: int) -> None:
    done = ended(f"""
        import sys
        from plainspoken.ending import leave
        print("said " * 10_000, end="")
        print("also said", end="", file=sys.stderr)
        leave({number})
    """)
    assert (done.returncode, done.stdout, done.stderr) == (number, "said " * 10_000, "also said")


def test_what_a_process_keeps_is_not_put_away_at_its_end() -> None:
    done = ended("""
        from plainspoken.ending import keep, leave
        class Large:
            def __del__(self):
                print("put away")
        keep(Large())
        leave(0)
    """)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_thread_that_still_runs_ends_first() -> None:
    done = ended("""
        import threading, time
        from plainspoken.ending import leave
        threading.Thread(target=lambda: (time.sleep(0.5), print("the thread has ended"))).start()
        leave(2)
    """)
    assert (done.returncode, done.stdout) == (2, "the thread has ended\n")


def test_nobody_reading_what_was_said_is_no_fault() -> None:
    telling = "from plainspoken.ending import leave; import time; time.sleep(0.5); print(1); leave(0)"
    line = f"{sys.executable} -c '{telling}' | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False, env=BUFFERED)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_worker_ends_without_putting_away_what_it_holds() -> None:
    done = ended("""
        import sys
        from plainspoken.ending import set_up_worker
        set_up_worker()
        class Large:
            def __del__(self):
                print("put away", flush=True)
        large = Large()
        sys.exit(0)
    """)
    assert (done.returncode, done.stdout) == (0, "")
