"""datatrove over one crawl:  with_datatrove.py documented|equal CRAWL OUT.csv FOLDER

The four steps of its own example, on one file. It never looks at a pair again: one band in common is enough.
"""

import csv
import gzip
import json
import pathlib
import shutil
import sys


def main():
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import (
        MinhashConfig,
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
    )
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers.jsonl import JsonlWriter

    setting, crawl, out, folder = sys.argv[1:]
    folder = pathlib.Path(folder)
    (folder / "in").mkdir(parents=True)
    shutil.copy(crawl, folder / "in")
    config = MinhashConfig() if setting == "documented" else MinhashConfig(n_grams=5, num_buckets=16, hashes_per_bucket=8)
    reader = JsonlReader(str(folder / "in"))
    steps = [
        (1, [reader, MinhashDedupSignature(output_folder=str(folder / "signatures"), config=config)]),
        (
            config.num_buckets,
            [
                MinhashDedupBuckets(
                    input_folder=str(folder / "signatures"), output_folder=str(folder / "buckets"), config=config
                )
            ],
        ),
        (
            1,
            [
                MinhashDedupCluster(
                    input_folder=str(folder / "buckets"),
                    output_folder=str(folder / "remove"),
                    config=config,
                    save_cluster_id=True,
                )
            ],
        ),
        (
            1,
            [
                reader,
                MinhashDedupFilter(
                    input_folder=str(folder / "remove"),
                    exclusion_writer=JsonlWriter(str(folder / "removed")),
                    load_cluster_ids=True,
                ),
                JsonlWriter(str(folder / "kept")),
            ],
        ),
    ]
    for n, (tasks, pipeline) in enumerate(steps):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=str(folder / f"logs{n}")).run()
    with open(out, "w", newline="", encoding="utf-8") as f:
        rows = csv.writer(f)
        rows.writerow(["id", "story"])
        for name in [*(folder / "kept").iterdir(), *(folder / "removed").iterdir()]:
            for line in gzip.open(name, "rt", encoding="utf-8"):
                record = json.loads(line)
                cluster = record["metadata"]["minhash_cluster_id"]
                rows.writerow([record["id"], record["id"] if cluster == -1 else f"cluster {cluster}"])


if __name__ == "__main__":
    main()
