"""The ARM engine: the verbs, ids, etags, permissions and errors of Azure Resource Manager, for any declared type."""
