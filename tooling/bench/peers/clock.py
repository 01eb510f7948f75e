"""Time that a piece of work takes."""

import resource
import time


class Clock:
    """Time since `start`: on the clock, and of the CPU, that of child processes in it."""

    def start(self):
        self.began = (time.perf_counter_ns(), self.cpu())

    def stop(self):
        return time.perf_counter_ns() - self.began[0], self.cpu() - self.began[1]

    def cpu(self):
        usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return int(sum(usage.ru_utime + usage.ru_stime for usage in usages) * 1e9)
