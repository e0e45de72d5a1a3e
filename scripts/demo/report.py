"""The demo's last line: one JSON object of steps and figures. Fails unless every step is ok."""

import json
import sys


def pairs(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t", 1) for line in lines if "\t" in line]


steps = dict(pairs(sys.argv[1]))
ok = bool(steps) and all(result == "ok" for result in steps.values())
report = {"ok": ok, "steps": steps}
report.update({name: json.loads(value) for name, value in pairs(sys.argv[2])})
print(json.dumps(report, ensure_ascii=False), flush=True)
sys.exit(0 if ok else 1)
