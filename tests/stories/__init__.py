"""Stories of packets: verdicts, changes that open a way, the gallery and its proof by real packets."""
