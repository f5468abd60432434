"""A chart as a drawing (SVG), for programs that do not take the chart itself, or do not tell what it shows."""

from html import escape

from hakemus.word.charts import Chart
from hakemus.word.setting import Setting

_TWENTIETHS = 20
_SIZE = 9.0
"""The size of the letters in points, which is the unit of the drawing."""

_LETTER = 0.53
"""How wide a letter is on average, seen from its size; labels that are thought wider are parted."""

_GAP, _THICK, _MOST = 4.0, 0.6, 0.55
"""The room between label and bar; how much of its line a bar takes; and the most of the width that labels take."""


def chart_picture(chart: Chart, setting: Setting) -> bytes:
    """Return a chart as a drawing of the same size and content: labels to the left, bars to the right."""
    width, height = setting.width / _TWENTIETHS, chart.height / _TWENTIETHS
    line = height / len(chart.bars)
    begin = min(max(len(label) for label, _ in chart.bars) * _SIZE * _LETTER + 2 * _GAP, width * _MOST)
    scale = (width - begin - _GAP) / (float(max(amount for _, amount in chart.bars)) or 1.0)
    shapes = []
    for at, (label, amount) in enumerate(chart.bars):
        middle = line * (at + 0.5)
        shapes.append(_label(label, begin - _GAP, middle, begin, setting))
        top, thick = middle - line * _THICK / 2, line * _THICK
        shapes.append(
            f'<rect x="{begin:.2f}" y="{top:.2f}" width="{float(amount) * scale:.2f}" height="{thick:.2f}" '
            f'fill="#{setting.fill}"/>'
        )
    shapes.append(f'<path d="M{begin:.2f} 0V{height:.2f}" stroke="#7F7F7F" stroke-width="0.5"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}pt" height="{height:.2f}pt" '
        f'viewBox="0 0 {width:.2f} {height:.2f}">{"".join(shapes)}</svg>'
    ).encode()


def _label(text: str, right: float, middle: float, room: float, setting: Setting) -> str:
    """Return a label that ends at the bars, in two lines where one is not enough."""
    lines = [text] if len(text) * _SIZE * _LETTER <= room else _halves(text)
    first = middle + _SIZE * 0.35 - (len(lines) - 1) * _SIZE * 0.6
    font = escape(setting.font or "Arial")
    return "".join(
        f'<text x="{right:.2f}" y="{first + at * _SIZE * 1.2:.2f}" text-anchor="end" font-family="{font}" '
        f'font-size="{_SIZE}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )


def _halves(text: str) -> list[str]:
    """Return a text in two lines, parted at the blank that is nearest to its middle."""
    blanks = [at for at, letter in enumerate(text) if letter == " "]
    if not blanks:
        return [text]
    at = min(blanks, key=lambda blank: abs(blank - len(text) // 2))
    return [text[:at], text[at + 1 :]]
