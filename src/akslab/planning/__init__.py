"""Which ranges a cluster, or a fleet of them, needs: sizes, places, what binds, and what would have to give."""
