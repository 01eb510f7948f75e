"""Takes TensorFlow's C library and its headers out of a wheel, which is not installed: extract.py WHEEL FOLDER."""
import sys
import zipfile

LIBRARIES = ("tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2")
HEADERS = (
    "tensorflow/include/tensorflow/c/",
    "tensorflow/include/tensorflow/tsl/c/",
    "tensorflow/include/tensorflow/core/platform/ctstring",
    "tensorflow/include/tensorflow/tsl/platform/ctstring",
)

with zipfile.ZipFile(sys.argv[1]) as wheel:
    names = [name for name in wheel.namelist() if name in LIBRARIES or name.startswith(HEADERS)]
    missing = set(LIBRARIES) - set(names)
    if missing:
        sys.exit(f"the wheel lacks {', '.join(sorted(missing))}")
    wheel.extractall(sys.argv[2], names)
