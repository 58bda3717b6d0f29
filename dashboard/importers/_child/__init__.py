"""Reading in a process of its own, with little memory and time: `worker` is that process, `client` starts it, `wire` is
what they write to each other. A file that breaks it breaks nothing else."""
