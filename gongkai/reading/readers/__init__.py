"""The kinds of file, one module each; `sniff` tries them in order, by content and never by name."""
