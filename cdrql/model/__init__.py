"""What can be asked, where it lies, and by whom: the vocabulary, warehouses, policies."""
