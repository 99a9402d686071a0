"""How work is spread and bounded: processes of this machine, spools on disk, limits of time."""
