"""What every part of this reader raises for a file it does not take."""


class Refusal(Exception):
    def __init__(self, where, reason):
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


def insist(holds, where, reason):
    if not holds:
        raise Refusal(where, reason)
