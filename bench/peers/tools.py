"""One peer over one crawl:  tools.py TOOL CRAWL OUT.csv

Writes id,story for every article and prints {"pairs": N}. All get the same shingles (5 words, lower case), 128 lanes,
16 bands of 8 rows, and keep the pairs whose Jaccard similarity they themselves estimate at .7 or more; connected components
of these are the groups. Each is called as its documentation shows, in batches where it offers them.
"""

import csv
import gzip
import json
import re
import sys

WORDS, LANES, BANDS, ROWS, LEAST = 5, 128, 16, 8, 0.7
WORD = re.compile(r"\w+")


def read(name):
    opened = gzip.open(name, "rt", encoding="utf-8") if name.endswith(".gz") else open(name, encoding="utf-8")
    with opened as lines:
        for line in lines:
            row = json.loads(line)
            yield str(row["id"]), row["text"]


def shingles(text):
    words = WORD.findall(text.lower())
    if len(words) < WORDS:
        return [" ".join(words)] if words else []
    return list({" ".join(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)})


def shingles_only(sets):
    """What all peers are charged for: reading and cutting shingles in Python."""
    return []


def datasketch(sets):
    from datasketch import MinHash, MinHashLSH

    encoded = ([s.encode("utf-8") for s in one] for one in sets)
    signatures = MinHash.bulk(encoded, num_perm=LANES)
    index = MinHashLSH(threshold=LEAST, num_perm=LANES, params=(BANDS, ROWS))
    with index.insertion_session() as session:
        for i, signature in enumerate(signatures):
            session.insert(i, signature)
    for i, signature in enumerate(signatures):
        for j in index.query(signature):
            if i < j and signature.jaccard(signatures[j]) >= LEAST:
                yield i, j


def rensa(sets):
    from rensa import RMinHash, RMinHashLSH

    signatures = RMinHash.from_token_sets(sets, num_perm=LANES, seed=42)
    index = RMinHashLSH(threshold=LEAST, num_perm=LANES, num_bands=BANDS)
    index.insert_many(signatures)
    for i, found in enumerate(index.query_all(signatures)):
        for j in found:
            if i < j and signatures[i].jaccard(signatures[j]) >= LEAST:
                yield i, j


def fastsketch(sets):
    from FastSketchLSH import LSH, FastSimilaritySketch, estimate_jaccard

    signatures = FastSimilaritySketch(size=LANES, seed=42).batch(sets)
    index = LSH(num_perm=LANES, num_bands=BANDS)
    index.insert(signatures)
    for i, signature in enumerate(signatures):
        for j in index.query(signature):
            if i < j and estimate_jaccard(signature, signatures[j]) >= LEAST:
                yield i, int(j)


def gaoya(sets):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=LEAST,
        num_bands=BANDS,
        band_size=ROWS,
        analyzer=lambda tokens: tokens,
        id_container="vec",
    )
    index.par_bulk_insert_docs(list(range(len(sets))), sets)
    for i, found in enumerate(index.par_bulk_query(sets)):
        for j in found:
            if i < j:
                yield i, j


def components(pairs, n):
    parent = list(range(n))

    def root(x):
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    count = 0
    for a, b in pairs:
        count += 1
        parent[max(root(a), root(b))] = min(root(a), root(b))
    return [root(i) for i in range(n)], count


def main():
    tool, crawl, out = sys.argv[1:]
    ids, sets = [], []
    for article, text in read(crawl):
        ids.append(article)
        sets.append(shingles(text))
    # A text without words is a group of its own, and nobody's concern.
    full = [i for i, one in enumerate(sets) if one]
    tools = {f.__name__: f for f in (datasketch, rensa, gaoya, fastsketch)}
    find = shingles_only if tool == "shingles" else tools[tool]
    pairs = ((full[a], full[b]) for a, b in find([sets[i] for i in full]))
    story, count = components(pairs, len(ids))
    with open(out, "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["id", "story"])
        rows.writerows((ids[i], ids[s]) for i, s in enumerate(story))
    print(json.dumps({"pairs": count}))


if __name__ == "__main__":
    main()
