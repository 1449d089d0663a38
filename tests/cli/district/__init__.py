"""The demonstration district: its cases, its documents, its annual reports."""
