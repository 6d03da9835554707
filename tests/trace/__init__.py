"""Tests of the packet model alone: values in, values out. Its agreement with a kernel is tested in `differential`."""
