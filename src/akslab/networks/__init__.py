"""Networks to ask questions of: a NetworkState with names, sources and doubts, from a lab, from files or from exports."""
