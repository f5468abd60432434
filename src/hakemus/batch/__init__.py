"""Many applications at once: each into a folder of its own, in any number of threads, processes or machines."""

from hakemus.batch.jobs import Job, JobError, JobResult
from hakemus.batch.running import render_many

__all__ = ["Job", "JobError", "JobResult", "render_many"]
