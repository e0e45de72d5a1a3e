"""Makes a dataset of birdsong as people publish them: splits, shards, a card, a config, a name that
is not ASCII, an empty file, one large file. The same every time.

Usage: dataset.py <folder> <size of the large file in MB>     Prints {"files": n, "bytes": n}.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

CARD = """---
pretty_name: Birdsong of the Limmat valley
license: cc0-1.0
language: [de, la]
tags: [audio, birds, classification]
task_categories: [audio-classification]
author: The demo
---
# Birdsong of the Limmat valley

Generated recordings of birds that were never heard, labelled with care. Made by a program, and
dedicated to the public domain.
"""
CONFIG = """# How the recordings were made.
sample_rate_hz: 48000
channels: 1
splits:
  train: data/train
  validation: data/validation
  test: data/test
"""
SPECIES = ["Turdus merula", "Apus apus", "Parus major", "Strix aluco", "Picus viridis"]
BLOCK = 1 << 20


def noise(seed, size):
    """Bytes that look random and are always the same."""
    for index in range(0, size, BLOCK):
        key = f"{seed}/{index}".encode()
        yield hashlib.shake_256(key).digest(min(BLOCK, size - index))


def rows(seed, count):
    lines = ["id,species,note"]
    for index in range(count):
        digest = hashlib.sha256(f"{seed}/{index}".encode()).hexdigest()
        lines.append(f"{index},{SPECIES[int(digest[:4], 16) % len(SPECIES)]},{digest[:16]}")
    return ("\n".join(lines) + "\n").encode()


def main():
    folder, megabytes = Path(sys.argv[1]), int(sys.argv[2])
    files = {
        "README.md": [CARD.encode()],
        "config.yaml": [CONFIG.encode()],
        "data/train/labels.csv": [rows("train", 4000)],
        "data/train/recordings.bin": noise("recordings", megabytes * 1_000_000 + 12_345),
        "data/train/shards/00000.csv": [rows("shard 0", 30_000)],
        "data/train/shards/00001.csv": [rows("shard 1", 20_000)],
        "data/test/labels.csv": [rows("test", 30)],
        "data/test/Zürich/Mauersegler.csv": [rows("swifts", 500)],
        "data/test/東京/シジュウカラ.csv": [rows("tits", 200)],
        "data/test/clips.bin": noise("clips", 3 * BLOCK + 17),
        "data/validation/labels.csv": [rows("validation", 100)],
        "data/validation/rejected.csv": [],
        "scripts/load.py": [b"import csv, sys\n\nprint(list(csv.DictReader(open(sys.argv[1]))))\n"],
    }
    total = 0
    for path, parts in files.items():
        target = folder / path
        os.makedirs(target.parent, exist_ok=True)
        with open(target, "wb") as out:
            for part in parts:
                total += out.write(part)
    print(json.dumps({"files": len(files), "bytes": total}))


if __name__ == "__main__":
    main()
