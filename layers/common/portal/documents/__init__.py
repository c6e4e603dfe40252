"""Documents: what people upload, keep in folders, give to their practice and share with others (G)."""
