"""Draws what bench/peers/run measured:  plot.py RESULTS.json PICTURE.svg"""

import json
import pathlib
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update(
    {
        "svg.fonttype": "path",
        "svg.hashsalt": "newsecho",
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
)
import matplotlib.pyplot as plt  # noqa: E402

OURS, PEERS = "#b3261e", "#44546a"


def main():
    results = json.loads(pathlib.Path(sys.argv[1]).read_text())
    figure, axes = plt.subplots(figsize=(8.2, 4.6), layout="constrained")
    rows = [r for r in results["rows"] if r["ari"] is not None]
    for row in rows:
        ours = row["tool"] == "newsecho"
        axes.scatter(
            row["cpu"] / results["articles"] * 1e6,
            row["ari"],
            s=90 if ours else 48,
            marker="o" if row["setting"] != "equal" else "s",
            facecolors=OURS if ours else PEERS if row["setting"] != "equal" else "white",
            edgecolors=OURS if ours else PEERS,
            linewidths=1.4,
            zorder=3,
        )
    # Names of points that lie close together are moved apart from top to bottom.
    placed = []
    for row in sorted(rows, key=lambda r: -r["ari"]):
        x, y = row["cpu"] / results["articles"] * 1e6, row["ari"]
        at = y
        while any(abs(at - other) < 0.035 and 1 / 3.2 < x / other_x < 3.2 for other_x, other in placed):
            at -= 0.012
        placed.append((x, at))
        axes.annotate(
            row["tool"],
            (x, y),
            xytext=(9, (at - y) * 250 - 3.5),
            textcoords="offset points",
            color=OURS if row["tool"] == "newsecho" else PEERS,
            weight="bold" if row["tool"] == "newsecho" else "normal",
        )
    axes.set_xscale("log")
    axes.set_ylim(-0.16, 1.05)
    axes.set_xlim(right=axes.get_xlim()[1] * 2.5)
    axes.set_xlabel("CPU µs an article, file in, groups out (less is better)")
    axes.set_ylabel("agreement with the labels (ARI)")
    axes.grid(color="#dddddd", linewidth=0.6)
    legend = [
        axes.scatter([], [], color=PEERS, marker="o", label="as its documentation shows"),
        axes.scatter([], [], facecolors="white", edgecolors=PEERS, marker="s", label="equal shingles, lanes, bands, threshold"),
    ]
    axes.legend(handles=legend, loc="center right", frameon=False)
    axes.set_title(f"{results['articles']:,} articles, {results['megabytes']:.0f} MB", loc="left", fontsize=10)
    figure.savefig(sys.argv[2], metadata={"Date": None})


if __name__ == "__main__":
    main()
