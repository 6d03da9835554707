"""ARM templates: the template language by an evaluator of our own, on which Bicep stands too.

`functions` is the library over nodes, `expressions` the language inside brackets, `template` what a file declares.
"""
