"""The handlers: one kind of conversation a file; none of them imports another."""
