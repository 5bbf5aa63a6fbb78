#!/usr/bin/env python3
"""A source of a policy: answers each line of JSON on standard input with one on standard output, and ends with its input.

A question:  {"version": 1, "id": 3, "timeout_ms": 1999, "ask": "read", "fields": {"score": "number", "at": "time"},
              "wanted": ["score", "at"], "entities": ["BTCUSDT", "ETHUSDT"], "keys": ["BTCUSDT", "ETHUSDT"]}
Its answer:  {"id": 3, "records": [{"score": 0.25, "at": 1769594400}, null]}    null: there is no record
         or: {"id": 3, "error": "the model is not loaded yet"}
"""
import json
import os
import sys
import time
import zlib

SEED = int(os.environ.get("SCORE_SEED", "0"))


def record(key):
    """A score between 0 and 1 that is the same each time, and when it was true."""
    return {"score": zlib.crc32(key.encode(), SEED) % 1000 / 1000, "at": round(time.time(), 3)}


for line in sys.stdin:
    question = json.loads(line)
    answer = {"id": question["id"]}
    try:
        answer["records"] = [record(key) for key in question["keys"]]
    except Exception as error:  # The policy's fallback decides what happens then.
        answer["error"] = f"{type(error).__name__}: {error}"
    print(json.dumps(answer), flush=True)
