"""The store laws and what only a store on disk can do."""
