"""Remedies: the exact lines that put a finding right, for rules that have one sound answer.

`choices` says per rule what has to change, in ARM's terms; `languages` writes it into the text of each input; `reasons`
says for every other rule why no lines can be right without a person.
"""
