#!/usr/bin/env python3
"""Judges how well labelled documents were read: the ten worst of them, and
whether the aims hold.

usage: judge.py SCORER GOLD_DIR PARSED.jsonl DATES.tsv [--aims]

SCORER is the corpus's score.py; the other arguments are what it takes. With
--aims the status is 1 when one of them is missed.
"""
import collections
import importlib.util
import json
import pathlib
import sys

scorer, gold, parsed, dates = sys.argv[1:5]
sys.dont_write_bytecode = True  # nothing is left beside the scorer
spec = importlib.util.spec_from_file_location("score", scorer)
score = importlib.util.module_from_spec(spec)
spec.loader.exec_module(score)

lines = [json.loads(line) for line in open(parsed, encoding="utf-8") if line.strip()]
read = {line["source"]: line for line in lines}
labels = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(pathlib.Path(gold).rglob("*.json"))]


def tally(documents):
    tallies = collections.OrderedDict((f, score.Tally()) for f in score.FIELDS)
    for label in documents:
        score.score_doc(label["doc"], label, score.find(read, label["doc"]), tallies)
    return {f: t.row() for f, t in tallies.items()}


def mean(rows):
    scored = [r["f1"] for r in rows.values() if r["right"] + r["wrong"] + r["missed"] + r["invented"]]
    return sum(scored) / len(scored) if scored else 1.0


each = sorted((mean(rows), label["doc"], rows) for label in labels for rows in [tally([label])])
print("the ten worst documents, each with the fields below 1:")
for f1, doc, rows in each[:10]:
    low = ", ".join("%s %.2f" % (f, r["f1"]) for f, r in rows.items() if r["f1"] < 1)
    print("    %.3f  %s: %s" % (f1, doc, low or "none"))

if "--aims" in sys.argv:
    rows = tally(labels)
    days, _ = score.score_dates(dates, read, 0)
    aims = [
        ("mean F1", mean(rows), 0.90),
        ("date precision", rows["date"]["precision"], 0.99),
        ("date recall", rows["date"]["recall"], 0.93),
        ("kind F1", rows["kind"]["f1"], 0.93),
        ("talks F1", rows["talks"]["f1"], 0.90),
        ("speakers F1", rows["speakers"]["f1"], 0.90),
        ("pairs F1", rows["pairs"]["f1"], 0.90),
        ("stated days right", days["right"], 0.97),
        ("stated days not wrong", 1 - days["wrong"], 0.995),
    ]
    for name, got, aim in aims:
        print("%-22s %.3f, at least %.3f%s" % (name, got, aim, "" if got >= aim else "  MISSED"))
    if any(got < aim for _, got, aim in aims):
        sys.exit("the open groups are read less well than they should be")
