"""
Measures what one peer takes for an input, in a process of its own, and prints it as JSON.

Arguments: the peer, the kind of the input, at most how many records (0: all), the input's files.
"""

import json
import resource
import sys
import time

from peers import PEERS


class Clock:
    """Time since `start`: on the clock, and of the CPU, that of child processes in it."""

    def start(self):
        self.began = (time.perf_counter_ns(), self.cpu())

    def stop(self):
        return time.perf_counter_ns() - self.began[0], self.cpu() - self.began[1]

    def cpu(self):
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return int(sum(usage.ru_utime + usage.ru_stime for usage in usages) * 1e9)


peer, kind, limit, *files = sys.argv[1:]
clock = Clock()
count = PEERS[peer](kind, files, int(limit), clock)
elapsed, cpu = clock.stop()
print(json.dumps({"recordCount": count, "cpuNs": cpu / count, "clockNs": elapsed / count}))
