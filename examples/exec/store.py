#!/usr/bin/env python3
"""A sink of a policy: takes rows by the line and says what became of each.

A request:  {"version": 1, "id": 5, "timeout_ms": 1999, "ask": "write", "policy": "exec-example",
             "rows": [{"entity": "BTCUSDT", "values": {"budget": 9000.0, "score": 0.25}}], "delete": ["ETHUSDT"]}
Its answer: {"id": 5, "written": 1, "deleted": 1}
        or: {"id": 5, "written": 0, "deleted": 1, "failed": [{"entity": "BTCUSDT", "reason": "the disk is full"}]}
"""
import json
import os
import sys

with open(os.environ["ROWS"], "a", encoding="utf-8") as rows:
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"], "written": 0, "deleted": 0, "failed": []}
        for row in request["rows"]:
            try:
                rows.write(json.dumps(row) + "\n")
                rows.flush()
                answer["written"] += 1
            except OSError as error:
                answer["failed"].append({"entity": row["entity"], "reason": str(error)})
        for entity in request["delete"]:
            rows.write(json.dumps({"entity": entity, "deleted": True}) + "\n")
            rows.flush()
            answer["deleted"] += 1
        print(json.dumps(answer), flush=True)
