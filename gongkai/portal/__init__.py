"""The public door: pages for anybody. It reads files and shows what they say; it keeps nothing unless asked."""
