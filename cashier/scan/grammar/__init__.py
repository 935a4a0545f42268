"""What a code says: its kind, when it dies, what is strange about it. Pure.

`content.content_of` is the way in. Any text goes in and none raises; the work is bounded, and
nothing here opens, runs or follows what a text says. The kind tells whose turn it is (a receive
code is to be scanned *by* the customer); it never proves who the owner of a code is.
"""
