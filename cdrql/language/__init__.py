"""What was asked: the request, its values, and the AST of its strings."""
