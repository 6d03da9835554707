"""The controllers without a kernel: a lab's parts over a store in memory and a clock that is moved by hand."""
