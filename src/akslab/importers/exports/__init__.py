"""Exports of what runs: `az … -o json`, ARM's REST and graph answers, `kubectl get … -o json|yaml`, in any mixture.

What a file is, is told by what is in it, never by its name. Resources become ARM documents, whatever spelling they came
in; Kubernetes objects stay what they are; each knows its file and path, so that every fact can be shown where it stands.
"""
