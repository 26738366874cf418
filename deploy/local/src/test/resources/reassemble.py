"""Feeds frames, one per line, to upstream's reassembler. Prints each accepted result as one line of JSON.

usage: reassemble.py FOLDER_OF_RESULT_FRAMING REQUEST_ID SENDER
"""
import json
import sys
import time

folder, request_id, sender = sys.argv[1:]
sys.path.insert(0, folder)
from result_framing import ResultReassembler  # noqa: E402

reassembler = ResultReassembler()
if not reassembler.register(request_id, [sender], time.monotonic() + 60):
    sys.exit("request not registered")
for line in sys.stdin.buffer:
    result = reassembler.accept(sender, line.rstrip(b"\n"))
    if result is not None:
        print(json.dumps(result))
