// SPDX-License-Identifier: MIT

/**
 * Pixels from the middle of an image to what is drawn, and of thick lines. From a million on, Chromium takes longer the
 * larger they are. At ten million, 20 KB take it 11 s, or end the window.
 */
const MAX_EXTENT = 100_000;

/** Pixels of all steps of a path that begin where the one before ended, and of curves that continue the one before. */
const MAX_STEPS = 1_000_000;

/** Pixels of the widest preview. An image is not shown wider than that, and its content is scaled to it. */
const WIDTH = 2000;

const NUMBER = /(\d*\.?\d+(?:e[-+]?\d+)?)([a-z%]*)/gi;

/** Pixels of a unit. */
const UNITS: ReadonlyMap<string, number> = new Map([
    ['', 1],
    ['px', 1],
    ['pt', 4 / 3],
    ['mm', 4]
]);

/** Pixels of another unit. How many depends on fonts, and on the size of the image. */
const LONG_UNIT = 100;

/** Numbers without units, between letters. */
export const CORNER_ROWS: ReadonlySet<string> = new Set(['d', 'points']);

export const TRANSFORMATION = /(\w+)\(([^)]*)\)/g;

const STEPS = /([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi;

/** Steps that do not begin and end at places of their own. A row of T doubles the distances. */
const CONTINUED = /[mlhvcsqtaT]/;

/** Returns the largest number of an attribute, in pixels. Of a path, the length of its steps can count. */
export function extentOf(name: string, value: string): number {
    const steps = name === 'd' ? (lengthOfSteps(value) * MAX_EXTENT) / MAX_STEPS : 0;
    const numbers = CORNER_ROWS.has(name) ? numbersIn(value) : lengthsIn(value);
    return numbers.reduce((largest, number) => Math.max(largest, number), steps);
}

/** Returns whether something is drawn near the image. @param scale pixels for each pixel of the extent */
export function isNear(extent: number, scale: number): boolean {
    return extent * scale <= MAX_EXTENT;
}

/** Returns how much larger a transformation makes what it is applied to, at most. A browser may not understand it. */
export function scaleOf(transform: string): number {
    return [...transform.matchAll(TRANSFORMATION)].reduce((scale, [, name, values = '']) => {
        const numbers = numbersIn(values);
        switch (name) {
            case 'scale':
                return scale * Math.max(1, ...numbers);
            case 'matrix':
                return scale * Math.max(1, Math.hypot(...numbers.slice(0, 4)));
            default:
                return scale;
        }
    }, 1);
}

/** Returns how many pixels a unit of an image can be. Infinity for an image without a width. */
export function scaleOfImage(svg: Element): number {
    const box = svg.getAttribute('viewBox');
    const [width] = box === null ? numbersIn(svg.getAttribute('width') ?? '') : numbersIn(box).slice(2);
    return WIDTH / (width ?? WIDTH);
}

/** Returns the numbers in an attribute, without signs and units. */
function numbersIn(value: string): number[] {
    return [...value.matchAll(NUMBER)].map(([, number]) => Number(number));
}

/** Returns the numbers in an attribute, in pixels, without signs. */
export function lengthsIn(value: string): number[] {
    return [...value.matchAll(NUMBER)].map(
        ([, number, unit = '']) => Number(number) * (UNITS.get(unit.toLowerCase()) ?? LONG_UNIT)
    );
}

function lengthOfSteps(path: string): number {
    return [...path.matchAll(STEPS)]
        .filter(([, command = '']) => CONTINUED.test(command))
        .flatMap(([, , values = '']) => numbersIn(values))
        .reduce((length, number) => length + number, 0);
}
