#!/usr/bin/env python3
"""Draws the tables of operating-characteristic.py as an SVG: what becomes of services, by how slow they truly are.

    python3 docs/scripts/operating-characteristic-picture.py tables.md > docs/operating-characteristic.svg

The tables are read from that file, or from the standard input. The picture follows the light or dark mode of its reader.
"""

import math
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

OURS = "FAIL/PASS/too close/not enough"
PREDECESSOR = "predecessor p95 of 50, red/green/open"
SHAPES = {
    "moderate": "moderate: an ordinary spread",
    "heavy": "heavy: a long tail",
    "AR(1) .7": "AR(1) 0.7: slow calls come in clumps",
}
TICKS = (0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5, 2.0)

WIDTH, LEFT, RIGHT = 760, 58, 20
TOP, PANEL, GAP = 112, 150, 62
HEIGHT = TOP + len(SHAPES) * (PANEL + GAP) + 2

STYLE = """
  text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
  .head { font-size: 16px; font-weight: 600 }
  .name { font-weight: 600 }
  .small { font-size: 12px; fill: #57606a }
  .page { fill: #ffffff }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .budget { stroke: #57606a; stroke-width: 1.5 }
  .pass { fill: #7fc796 } .fail { fill: #ee8a7f } .open { fill: #d9dde2 }
  .rival { fill: none; stroke: #1f2328; stroke-width: 2; stroke-dasharray: 6 4 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .small { fill: #9da7b1 }
    .page { fill: #0d1117 }
    .grid { stroke: #3d444d }
    .budget { stroke: #9da7b1 }
    .pass { fill: #2c7a45 } .fail { fill: #a83c34 } .open { fill: #3a424c }
    .rival { stroke: #f0f3f6 }
  }
"""


def cells(text, title=OURS):
    """{(shape, ratio): ([shares in per cent], mean samples)} of the table that stands below the line with that title."""
    lines = iter(text.splitlines())
    if not any(line.startswith(title) for line in lines):
        sys.exit(f'there is no table below a line that begins with "{title}"')
    ratios, found = [], {}
    for line in lines:
        row = [part.strip() for part in line.strip().strip("|").split("|")]
        if row[0] == "shape":
            ratios = [float(part) for part in row[1:]]
        elif ratios and not line.startswith("|"):
            break
        elif ratios and not re.fullmatch(r"-*", row[0]):
            for ratio, cell in zip(ratios, row[1:]):
                shares, samples = cell.split(" n")
                found[row[0], ratio] = ([float(share) for share in shares.split("/")], float(samples))
    return found


def x(ratio):
    """On a logarithmic axis, so that half the budget is as far away as twice the budget."""
    return LEFT + (WIDTH - LEFT - RIGHT) * math.log(ratio / TICKS[0]) / math.log(TICKS[-1] / TICKS[0])


def points(curve, top):
    return " ".join(f"{x(ratio):.1f},{top + PANEL * (1 - share / 100):.1f}" for ratio, share in curve)


def band(name, lower, upper, top):
    return f'<polygon class="{name}" points="{points(lower, top)} {points(upper[::-1], top)}"/>'


def panel(shape, top, ours, rival):
    ratios = sorted(ratio for name, ratio in ours if name == shape)
    fail = [(ratio, ours[shape, ratio][0][0]) for ratio in ratios]
    not_pass = [(ratio, 100 - ours[shape, ratio][0][1]) for ratio in ratios]
    floor, ceiling = [(ratio, 0) for ratio in ratios], [(ratio, 100) for ratio in ratios]
    red = [(ratio, rival[shape, ratio][0][0]) for ratio in ratios]
    bottom = top + PANEL
    yield f'<text class="name" x="{LEFT}" y="{top - 10}">{escape(SHAPES[shape])}</text>'
    yield band("fail", floor, fail, top)
    yield band("open", fail, not_pass, top)
    yield band("pass", not_pass, ceiling, top)
    for share in (0, 50, 100):
        y = bottom - PANEL * share / 100
        yield f'<path class="grid" d="M{LEFT - 5} {y}H{LEFT}"/>'
        yield f'<text class="small" x="{LEFT - 9}" y="{y + 4}" text-anchor="end">{share} %</text>'
    yield f'<path class="budget" d="M{x(1):.1f} {top}V{bottom}"/>'
    yield f'<polyline class="rival" points="{points(red, top)}"/>'
    for ratio in TICKS:
        yield f'<path class="grid" d="M{x(ratio):.1f} {bottom}v5"/>'
        yield f'<text class="small" x="{x(ratio):.1f}" y="{bottom + 19}" text-anchor="middle">{ratio:g}</text>'


def legend():
    at = LEFT
    for name, words, width in (("pass", "PASS", 78), ("open", "INCONCLUSIVE", 142), ("fail", "FAIL", 74)):
        yield f'<rect class="{name}" x="{at}" y="60" width="16" height="16" rx="2"/>'
        yield f'<text x="{at + 23}" y="73">{words}</text>'
        at += width
    yield f'<path class="rival" d="M{at} 68h34"/>'
    yield f'<text x="{at + 42}" y="73">red by the p95 of 50 samples, for comparison</text>'


def svg(text):
    ours, rival = cells(text), cells(text, PREDECESSOR)
    title = "What becomes of a hundred services, by how slow they truly are"
    description = (
        "For three shapes of services, the share of PASS, INCONCLUSIVE and FAIL over the true p95 divided by the budget, "
        "from 0.5 to 2. Far below the budget all pass, far above it all fail, and near it the gate says INCONCLUSIVE. "
        "A dashed line shows how often the p95 of 50 samples is red: it rises slowly, and is red for many services within "
        "their budget and green for many that are over it."
    )
    body = [line for i, shape in enumerate(SHAPES) for line in panel(shape, TOP + i * (PANEL + GAP), ours, rival)]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title desc">',
        f'<title id="title">{title}</title>',
        f'<desc id="desc">{description}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="page" width="{WIDTH}" height="{HEIGHT}"/>',
        f'<text class="head" x="{LEFT}" y="34">{title}</text>',
        *legend(),
        *body,
        f'<text class="small" x="{x(1):.1f}" y="{HEIGHT - 16}" text-anchor="middle">'
        "true p95 divided by the budget; 1 is a service exactly on its budget</text>",
        "</svg>",
    ])


def main():
    if len(sys.argv) > 2:
        sys.exit(f"usage: {Path(sys.argv[0]).name} [file with the tables]")
    text = Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) == 2 else sys.stdin.read()
    print(svg(text))


if __name__ == "__main__":
    main()
