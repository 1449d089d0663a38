"""The area of annual reports: for now, readings that a visitor asked us to keep for thirty days."""
