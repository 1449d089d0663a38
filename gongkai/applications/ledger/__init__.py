"""The register (台账) of a district: read from spreadsheets as offices keep them, taken over, and written again."""
