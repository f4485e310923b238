"""Sets of ids as ranges, so that a million counted rows fit in a line."""


def ranges_of(ids: list[int]) -> str:
    """Sorted ids as ranges: [1, 2, 3, 7] becomes "1-3,7"."""
    parts: list[str] = []
    at = 0
    while at < len(ids):
        end = at
        while end + 1 < len(ids) and ids[end + 1] == ids[end] + 1:
            end += 1
        parts.append(str(ids[at]) if end == at else f"{ids[at]}-{ids[end]}")
        at = end + 1
    return ",".join(parts)


def bounds_of(ranges: str) -> list[tuple[int, int]]:
    """The ranges of ``ranges_of`` as pairs, both ends counted. Raises ValueError for what it did not write."""
    pairs = []
    for part in ranges.split(",") if ranges else []:
        first, _, last = part.partition("-")
        pairs.append((int(first), int(last or first)))
    return pairs
