// SPDX-License-Identifier: Apache-2.0
// A finger that writes characters on the pad of a kiosk, stroke by stroke.

/** Corners of the strokes, in hundredths of the square that is written in. */
const shapes = {
  窗: [[50, 4, 53, 12], [17, 17, 13, 30], [17, 18, 86, 16, 79, 27], [40, 24, 33, 31, 22, 38],
    [60, 24, 69, 29, 77, 36], [47, 37, 39, 47], [27, 50, 29, 94], [27, 50, 73, 48, 72, 94],
    [50, 55, 45, 63, 37, 70], [46, 61, 61, 60, 54, 73, 40, 84], [45, 69, 55, 77], [29, 91, 72, 90]],
  口: [[22, 26, 24, 80], [22, 26, 79, 24, 76, 80], [24, 76, 76, 75]],
  没: [[14, 10, 24, 20], [8, 36, 18, 45], [10, 92, 19, 76, 28, 58], [48, 10, 47, 26, 36, 42],
    [48, 10, 78, 10, 77, 32, 92, 36], [40, 50, 80, 50, 62, 78, 32, 95], [46, 58, 66, 80, 94, 94]],
  人: [[50, 10, 47, 45, 32, 70, 10, 90], [50, 36, 64, 65, 92, 90]],
};

/** Points every 1.5 hundredths along the corners, as a panel reports them. */
function points(corners) {
  const line = [];
  for (let i = 0; i + 3 < corners.length; i += 2) {
    const [x, y, toX, toY] = corners.slice(i, i + 4);
    const steps = Math.max(1, Math.round(Math.hypot(toX - x, toY - y) / 1.5));
    for (let step = 0; step < steps; ++step) {
      line.push([x + (toX - x) * step / steps, y + (toY - y) * step / steps]);
    }
  }
  line.push(corners.slice(-2));
  return line;
}

/** Draws one character on the pad. */
export async function draw(kiosk, character) {
  const [x, y, whole, h] = (await kiosk.node('keyboard.pad')).rect;
  const w = whole > 1.5 * h ? whole / 2 : whole;  // The first of two squares.
  const side = Math.min(w, h) * 0.9;
  const place = ([px, py]) => [x + (w - side) / 2 + side * px / 100, y + (h - side) / 2 + side * py / 100];
  for (const corners of shapes[character]) {
    const words = points(corners).map(place).map((at) => at.map((n) => n.toFixed(1)).join(','));
    await kiosk.say(`stroke ${words.join(' ')}`);
  }
}

/** The characters that the panel offers, best first: [{id, value}]. */
export async function candidates(kiosk) {
  return (await kiosk.tree()).nodes.filter((node) => node.id.startsWith('keyboard.candidate.'));
}

/** Writes words by hand: draws each character and taps it among the candidates. */
export async function writeByHand(kiosk, words) {
  for (const character of words) {
    await draw(kiosk, character);
    const offered = await candidates(kiosk);
    const found = offered.find((node) => node.value === character);
    if (!found) throw new Error(`${character} is read as ${offered.map((node) => node.value).join(' ')}`);
    await kiosk.tap(found.id);
  }
}
