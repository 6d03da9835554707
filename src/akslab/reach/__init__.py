"""All pairs at once: who reaches whom, for every protocol and port, as a complete answer over a `NetworkState`.

Endpoints that no rule, route or cable tells apart are one class, and one walk between two of them speaks for all of
them. Addresses are concrete on a walk, ports are not: it carries the whole space of them and splits it where rules do.
`engine` is the way in (`reach`). What the trace refuses to answer is refused here too, never guessed.
"""
