"""Networks that break on demand: simulated ones for whole days, real sockets for single seconds."""
