"""What writing says when it cannot: in words for the person at the desk."""


class CannotWrite(Exception):
    """A report that cannot be written as asked: what is wrong and what to do now, in Chinese."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what, do)
        self.what, self.do = what, do

    def __str__(self) -> str:
        return f"{self.what}。{self.do}"
