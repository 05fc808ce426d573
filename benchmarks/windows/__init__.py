"""A day's window over millions of calls: compiled SQL against SQL that was written by hand."""
