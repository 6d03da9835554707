"""What the command line itself answers: wrong options, wrong paths, and in which language."""
