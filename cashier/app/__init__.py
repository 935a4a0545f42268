"""Builds the parts from the settings, joins them, and takes them down again in the right order.

It decides nothing: what the parts do is their own.

`first` is what a start needs to show live lights, `parts` the whole program; they are imported by
name, one after the other, since everything that `parts` needs loads with it.
"""
