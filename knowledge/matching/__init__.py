"""Matching, stage by stage: text -> index -> score -> decide; pure, with no I/O.

Its matrices are small: threads of the linear algebra library gain nothing on them, and where the
processor is busy they wait for each other (measured: 200 ms instead of 3 ms a question). So one
thread is asked for, unless the environment says otherwise; it counts only before numpy is loaded.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
