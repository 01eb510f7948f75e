"""
Measures what a scheme of the original tool takes for MNIST, in a process of its own, and prints it as JSON with the
SHA-256 of the signature.

Arguments: the tool's name of the scheme, the images, the labels.
"""

import hashlib
import json
import sys

import datasig.algo

from clock import Clock
from peers import Counted, datasig_data

algorithm, *files = sys.argv[1:]
data = Counted(datasig_data("mnist", files, 0))
clock = Clock()
clock.start()
fingerprint = getattr(datasig.algo, algorithm)(data).digest()
elapsed, cpu = clock.stop()
signature = hashlib.sha256(fingerprint.signature()).hexdigest()
print(json.dumps({"recordCount": data.count, "cpuNs": cpu / data.count, "clockNs": elapsed / data.count, "signature": signature}))
