"""Importers: text of others -> deployments with source positions. Nothing in an input is ever executed, no file is opened.

One package a language. What reads files stands outside and hands in `Files`.
"""
