"""Workers: killed, late, broken or short of memory they cost one sentence and are replaced."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from dashboard.imaging import ImageRefused, pipes
from dashboard.imaging.workers import ROOT, Workers


@pytest.fixture(scope="module")
def workers():
    """A crew that the tests share, as each new worker takes half a second; what dies in one test is replaced."""
    crew = Workers()
    yield crew
    crew.close()


def ask(workers, path, size=40):
    return workers.ask(path.name, "thumbnail", path=str(path), frame=0, size=size, encoding="JPEG")[1]


def test_a_worker_that_is_killed_while_idle_is_replaced(workers, make_dicom):
    path = make_dicom("a.dcm")
    first = ask(workers, path)
    (pid,) = workers.processes()
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.1)
    assert ask(workers, path) == first
    assert pid not in workers.processes()


def test_a_worker_that_is_killed_at_work_gives_a_sentence(workers, make_dicom):
    slow = make_dicom("slow.dcm", np.zeros((4000, 4000), np.uint16), NumberOfFrames=1)
    ask(workers, slow)
    (pid,) = workers.processes()
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(ImageRefused, match=r"^slow\.dcm cannot be read: it ends the program that reads pictures\.$"):
        ask(workers, slow)
    assert ask(workers, make_dicom("a.dcm"))


def test_a_worker_that_does_not_answer_gives_a_sentence(make_dicom):
    hasty = Workers()
    path = make_dicom("a.dcm")
    hasty.ask("a", "instances", paths=[])
    hasty.seconds = 1
    (pid,) = hasty.processes()
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(ImageRefused, match=r"^a\.dcm takes longer than 1 seconds to read\.$"):
        ask(hasty, path)
    assert hasty.processes() == []
    hasty.close()


def test_a_job_that_nobody_knows_ends_in_a_sentence(workers):
    with pytest.raises(ImageRefused, match=r"^x cannot be read \(KeyError\)\.$"):
        workers.ask("x", "dance")


def test_many_threads_share_few_workers(workers, make_dicom):
    paths = [make_dicom(f"{number}.dcm") for number in range(12)]
    with ThreadPoolExecutor(6) as threads:
        pictures = list(threads.map(lambda path: ask(workers, path), paths))
    assert len(set(pictures)) == 1
    assert 1 <= len(workers.processes()) <= 2


def test_workers_write_nothing_and_have_little_memory(workers):
    workers.ask("x", "instances", paths=[])
    pid = workers.processes()[-1]
    limits = {line[:26].strip(): line[26:].split()[0] for line in Path(f"/proc/{pid}/limits").read_text().splitlines()}
    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    assert int(limits["Max address space"]) == 2 * 1024**3
    assert os.readlink(f"/proc/{pid}/cwd") == "/"


def test_a_worker_ends_with_the_program(tmp_path):
    program = (
        "from dashboard.imaging.readers import WORKERS; WORKERS.ask('x', 'instances', paths=[]);"
        "print(WORKERS.processes()[0], flush=True); import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    pid = int(done.stdout)
    for _ in range(100):
        if not os.path.exists(f"/proc/{pid}"):
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


NONSENSE = [b"", b"abc", pipes.HEAD.pack(4, 0) + b"]]]]", pipes.HEAD.pack(2**32 - 1, 2**32 - 1)]


@pytest.mark.parametrize("broken", NONSENSE)
def test_nonsense_in_a_pipe_is_refused(broken):
    reading, writing = os.pipe()
    os.write(writing, broken)
    os.close(writing)
    with pytest.raises(pipes.Broken):
        pipes.receive(reading, 5)
    os.close(reading)


def test_the_program_itself_never_imports_what_reads_files():
    program = "import sys, dashboard.services.images; print(sys.modules.keys() & {'pydicom', 'gdcm'})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
