"""Learned furniture: prints every line that a collection teaches, with how often, to be judged by eye.

``python benchmarks/repeats.py ARTICLES``. The publisher is the host of an article's address.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from copies import cleaned, read_records

from index.copies import find_copies, sketch
from index.repeats import Repeats, paragraphs


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    articles = {one.id: one for one in cleaned(list(read_records(parser.parse_args().articles))).values()}
    groups = find_copies({id: sketch(one) for id, one in articles.items()}, articles.__getitem__)
    story = {id: group[0] for group in groups for id in group}
    started = time.process_time()
    kept = {id: paragraphs(one) for id, one in articles.items()}
    took = time.process_time() - started
    size = sum(map(len, kept.values())) / len(kept)
    print(f"{len(kept) / took:,.0f} articles a second, {size:.0f} bytes each")
    repeats = Repeats((one.publisher, kept[id], story.get(id, id)) for id, one in articles.items())
    touched = [one for id, one in articles.items() if repeats.touch(one.publisher, kept[id])]
    lines = Counter(
        (one.publisher, one.text[start:end]) for one in touched for start, end in repeats.furniture(one)
    )
    print(f"{len(lines)} lines, {sum(lines.values())} times, in up to {len(touched)} articles")
    for (publisher, line), count in lines.most_common():
        print(f"{count:>5} {publisher:<24} {line}")


if __name__ == "__main__":
    main()
