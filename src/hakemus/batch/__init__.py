"""Many applications at once: each into a folder of its own, in any number of threads, processes or machines."""

from hakemus.batch.running import Job, JobError, JobResult, render_many

__all__ = ["Job", "JobError", "JobResult", "render_many"]
