"""The worker: jobs that read the log and tell people. Shallow: ids in, one action called, may run twice."""
