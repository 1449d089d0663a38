"""gongkai (公开): government information disclosure of a district, end to end."""

__version__ = "0.1.0"
