"""Builds what a store PC gets: the frozen app, its licences and parts list, the Debian package.

Standard library only, as all of dev.py; what needs more runs inside the build's own environment.
"""
