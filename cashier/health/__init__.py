"""What works just now: probes of network, clock and gateways, turned into damped lights.

Only measures and judges; never calls a payment interface, never sets a clock.
"""
