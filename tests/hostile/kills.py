"""Runs that are killed at random moments and go on, held against one that was never interrupted.

By hand, from the project's folder: ``python -m tests.hostile.kills FILES KILLS``; 1, 2 and 8 workers take turns.
"""

from __future__ import annotations

import itertools
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.mutations import mutations, originals

ROOT = Path(__file__).parents[2]


def mixed(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Files as offices hand them in: mostly reports and charters, some damaged, some in archives, each its own."""
    rng = random.Random(seed)
    texts = [
        p.read_bytes() for kind in ("reports", "charters") for p in sorted((ROOT / "corpora" / kind).rglob("*.txt"))
    ]
    samples = originals()
    damaged = mutations(count, seed)
    for number in range(count):
        folder = f"区{number % 7}"
        chance = rng.random()
        if chance < 0.8:
            yield (
                f"{folder}/{number}.txt",
                rng.choice(texts)[: rng.randrange(300, 3000)] + f"\n共{number}家。\n".encode(),
            )
        elif chance < 0.9:
            suffix, data = rng.choice(samples)
            yield f"{folder}/{number}{suffix}", data
        else:
            name, data = next(damaged)
            yield f"{folder}/{number}-{name.replace('/', '-')}", data


def command(folder: Path, out: Path, workers: int) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", "run", str(folder), "--out", str(out), "--workers", str(workers)]


def finish(folder: Path, out: Path, workers: int) -> None:
    """Let a run go to its end."""
    done = subprocess.run(command(folder, out, workers), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)


def killed(folder: Path, out: Path, workers: int, after: float) -> bool:
    """Begin a run and kill it (SIGKILL) after so many seconds; False when it had ended by then."""
    process = subprocess.Popen(
        command(folder, out, workers), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def snapshot(out: Path) -> dict[str, bytes]:
    """All that a run wrote for others, but for what may differ between two runs."""
    files = (p for p in sorted(out.rglob("*")) if p.is_file() and ".zhibiao" not in p.parts and p.name != "run.json")
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files}


def main() -> int:
    """See the module. Prints a line for each run that ended, and fails when its bytes differ."""
    files, kills = map(int, sys.argv[1:3])
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder, whole, out = (Path(scratch) / name for name in ("in", "whole", "out"))
        for name, data in mixed(files, 1):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        began = time.monotonic()
        finish(folder, whole, 2)
        length = time.monotonic() - began
        reference = snapshot(whole)
        print(f"{files} files, {len(reference)} results, {length:.0f} s uninterrupted", flush=True)
        here = total = 0
        for workers in itertools.cycle((2, 8, 1)):
            if total < kills and killed(folder, out, workers, rng.uniform(0.3, max(4.0, length / 2))):
                here, total = here + 1, total + 1
                continue
            finish(folder, out, workers)
            same = snapshot(out) == reference
            print(
                f"{here} kills, then {workers} workers to the end: {'the same bytes' if same else 'DIFFERENT'}",
                flush=True,
            )
            if not same:
                return 1
            shutil.rmtree(out)
            if total >= kills:
                print(f"{total} kills in all")
                return 0
            here = 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
