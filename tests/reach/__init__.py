"""Tests of `akslab.reach`."""
