"""One peer over one crawl:  tools.py TOOL documented|equal CRAWL OUT.csv

Writes id,story for every article; connected components of the pairs a tool finds are its groups.

documented   what the tool's own introduction shows: its words, its parameters, its way of calling.
equal        the same for all: shingles of 5 words in lower case, 128 lanes, 16 bands of 8 rows, and of the pairs found
             those the tool itself estimates at Jaccard .7 or more; in batches where it offers them.
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


class Shingles:
    """What all Python peers are charged for: reading and cutting shingles."""

    @staticmethod
    def equal(texts):
        for text in texts:
            shingles(text)
        return []


class Datasketch:
    @staticmethod
    def documented(texts):
        from datasketch import MinHash, MinHashLSH

        index = MinHashLSH(threshold=0.5, num_perm=128)
        signatures = []
        for i, text in enumerate(texts):
            signature = MinHash(num_perm=128)
            for word in set(text.split()):
                signature.update(word.encode("utf8"))
            index.insert(i, signature)
            signatures.append(signature)
        for i, signature in enumerate(signatures):
            yield from ((i, j) for j in index.query(signature) if i < j)

    @staticmethod
    def equal(texts):
        from datasketch import MinHash, MinHashLSH

        signatures = MinHash.bulk(([s.encode("utf-8") for s in shingles(text)] for text in texts), num_perm=LANES)
        index = MinHashLSH(threshold=LEAST, num_perm=LANES, params=(BANDS, ROWS))
        with index.insertion_session() as session:
            for i, signature in enumerate(signatures):
                session.insert(i, signature)
        for i, signature in enumerate(signatures):
            for j in index.query(signature):
                if i < j and signature.jaccard(signatures[j]) >= LEAST:
                    yield i, j


class Rensa:
    @staticmethod
    def documented(texts):
        from rensa import RMinHashDeduplicator

        dedup = RMinHashDeduplicator(threshold=0.8, num_perm=128, use_lsh=True)
        pairs = [(str(i), text.split()) for i, text in enumerate(texts)]
        kept = dedup.add_pairs(pairs)
        # It says which to keep; of what a removed one is a copy it is asked in a second call.
        removed = [pair for pair, keep in zip(pairs, kept) if not keep]
        for (i, _), found in zip(removed, dedup.get_duplicate_sets([words for _, words in removed])):
            yield from ((int(i), int(j)) for j in found)

    @staticmethod
    def equal(texts):
        from rensa import RMinHash, RMinHashLSH

        signatures = RMinHash.from_token_sets([shingles(text) for text in texts], num_perm=LANES, seed=42)
        index = RMinHashLSH(threshold=LEAST, num_perm=LANES, num_bands=BANDS)
        index.insert_many(signatures)
        for i, found in enumerate(index.query_all(signatures)):
            for j in found:
                if i < j and signatures[i].jaccard(signatures[j]) >= LEAST:
                    yield i, j


class Fastsketch:
    @staticmethod
    def documented(texts):
        from FastSketchLSH import LSH, FastSimilaritySketch

        signatures = FastSimilaritySketch(size=128, seed=42).batch([sorted(set(text.lower().split())) for text in texts])
        index = LSH(num_perm=128, num_bands=16)
        index.insert(signatures)
        for i, signature in enumerate(signatures):
            yield from ((i, int(j)) for j in index.query(signature) if i < j)

    @staticmethod
    def equal(texts):
        from FastSketchLSH import LSH, FastSimilaritySketch, estimate_jaccard

        signatures = FastSimilaritySketch(size=LANES, seed=42).batch([shingles(text) for text in texts])
        index = LSH(num_perm=LANES, num_bands=BANDS)
        index.insert(signatures)
        for i, signature in enumerate(signatures):
            for j in index.query(signature):
                if i < j and estimate_jaccard(signature, signatures[j]) >= LEAST:
                    yield i, int(j)


class Gaoya:
    @staticmethod
    def documented(texts):
        from gaoya.minhash import MinHashStringIndex

        index = MinHashStringIndex(
            hash_size=32,
            jaccard_threshold=0.5,
            num_bands=42,
            band_size=3,
            num_hashes=42 * 3,
            analyzer="word",
            lowercase=True,
            ngram_range=(1, 1),
        )
        for i, text in enumerate(texts):
            index.insert_document(i, text)
        for i, text in enumerate(texts):
            yield from ((i, j) for j in index.query(text) if i < j)

    @staticmethod
    def equal(texts):
        from gaoya.minhash import MinHashStringIndex

        index = MinHashStringIndex(
            hash_size=32,
            jaccard_threshold=LEAST,
            num_bands=BANDS,
            band_size=ROWS,
            analyzer=lambda tokens: tokens,
            id_container="vec",
        )
        sets = [shingles(text) for text in texts]
        index.par_bulk_insert_docs(list(range(len(sets))), sets)
        for i, found in enumerate(index.par_bulk_query(sets)):
            yield from ((i, j) for j in found if i < j)


class SimHash:
    """Another method: 64 bits a text, three of which may differ. It has no shingles of words to make equal."""

    @staticmethod
    def documented(texts):
        import logging

        from simhash import Simhash, SimhashIndex

        logging.disable(logging.WARNING)

        def features(text):
            text = re.sub(r"[^\w]+", "", text.lower())
            return [text[i : i + 3] for i in range(max(len(text) - 3 + 1, 1))]

        values = [(str(i), Simhash(features(text))) for i, text in enumerate(texts)]
        index = SimhashIndex(values, k=3)
        for i, value in values:
            yield from ((int(i), int(j)) for j in index.get_near_dups(value) if int(i) < int(j))


def components(pairs, n):
    parent = list(range(n))

    def root(x):
        while parent[x] != x:
            parent[x] = x = parent[parent[x]]
        return x

    for a, b in pairs:
        parent[max(root(a), root(b))] = min(root(a), root(b))
    return [root(i) for i in range(n)]


def write_groups(out, ids, story):
    with open(out, "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["id", "story"])
        rows.writerows(zip(ids, story))


def main():
    tool, setting, crawl, out = sys.argv[1:]
    ids, texts = zip(*read(crawl))
    # A text without words is a group of its own, and nobody's concern.
    full = [i for i, text in enumerate(texts) if WORD.search(text)]
    tools = {c.__name__.lower(): c for c in (Shingles, Datasketch, Rensa, Gaoya, Fastsketch, SimHash)}
    find = getattr(tools[tool], setting)
    pairs = ((full[a], full[b]) for a, b in find([texts[i] for i in full]))
    story = components(pairs, len(ids))
    write_groups(out, ids, (ids[s] for s in story))


if __name__ == "__main__":
    main()
