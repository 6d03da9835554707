"""One packet through a NetworkState: every namespace it crosses, every step, and the object that decided each.

Knows only `net`, never what made the state, so that it can be compared with a kernel that got the same state. `sending`
is the way in (`send`), `steps` and `traces` are what comes out, `prepared` is what makes a second question cheap. A form
it does not know is an error, never a guess.
"""
