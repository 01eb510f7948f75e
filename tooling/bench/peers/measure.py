"""
Measures what one peer takes for an input, in a process of its own, and prints it as JSON.

Arguments: the peer, the kind of the input, at most how many records (0: all), the input's files.
"""

import json
import sys

from clock import Clock
from peers import PEERS

peer, kind, limit, *files = sys.argv[1:]
clock = Clock()
count = PEERS[peer](kind, files, int(limit), clock)
elapsed, cpu = clock.stop()
print(json.dumps({"recordCount": count, "cpuNs": cpu / count, "clockNs": elapsed / count}))
