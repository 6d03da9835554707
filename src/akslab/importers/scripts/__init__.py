"""Shell scripts with az commands, read without running them: bash, PowerShell and cmd, and Markdown with fenced blocks.

A reader of each dialect makes one program of it (`program`), `walking` goes through the program in order, and the
commands (`commands`) change a model of the subscription (`cloud`), as az itself would.
"""
