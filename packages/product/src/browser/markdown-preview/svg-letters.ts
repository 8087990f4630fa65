// SPDX-License-Identifier: MIT

import { lengthsIn, TRANSFORMATION } from './svg-extent';

/** How the letters at a place of an image look. */
export interface LetterLook {
    /** The largest size that elements around set, in units; 0 if none does. */
    readonly size: number;
    /** The width of the widest line around, in units. */
    readonly lineWidth: number;
    readonly isOutlined: boolean;
    /** Equal for equal fonts and transformations. */
    readonly id: number;
}

/** Sizes in units that browsers have without a number: of letters that nothing sets a size for, and of `xxx-large`. */
const MEDIUM = 16;
const LARGEST = 48;

/** Pixels from which Chromium draws letters as paths: faster than in the size before. */
const LARGEST_PICTURE = 256;

/** Pixels of a letter's square that take as long as an element. Chromium draws each letter anew when many are large. */
const SQUARE = 62_500;

/** The most that one letter costs. Larger ones are cut off at the edge of the image. */
const MAX_COST = 10;

/** What a look costs when it is drawn first: Chromium prepares a font for each. */
const COST_OF_LOOK = 2;

const SIZE = /^\d*\.?\d+(?:px|pt|mm)?$/i;

const LOOKS: ReadonlySet<string> = new Set(['font', 'font-size', 'font-family', 'font-style', 'font-weight']);

/** The looks of the letters of one image. */
export class LetterLooks {
    private readonly ids = new Map<string, number>();
    private readonly drawn = new Set<number>();

    readonly first: LetterLook = { size: 0, lineWidth: 1, isOutlined: false, id: 0 };

    /** Returns the look inside of an element. @param properties its attributes, and what stands in its `style` */
    inside(look: LetterLook, properties: readonly { readonly name: string; readonly value: string }[]): LetterLook {
        const own = properties.filter(({ name }) => LOOKS.has(name) || name === 'transform');
        return {
            size: Math.max(look.size, ...own.map(({ name, value }) => sizeOf(name, value))),
            lineWidth: Math.max(look.lineWidth, ...numbersOf(properties, 'stroke-width')),
            isOutlined: look.isOutlined || properties.some(({ name, value }) => name === 'stroke' && value !== 'none'),
            id: own.length === 0 ? look.id : this.idOf([look.id, ...own.map(propertyOfLook)].join(';'))
        };
    }

    /** Returns what a text costs. @param scale how many pixels a unit can be */
    costOf(text: string, look: LetterLook, scale: number): number {
        if (text.trim() === '') {
            return 0;
        }
        const size = Math.min((look.size || MEDIUM) * scale, LARGEST_PICTURE);
        const side = size + (look.isOutlined ? 2 * look.lineWidth * scale : 0);
        return text.length * Math.min(side ** 2 / SQUARE, MAX_COST) + this.costOfLook(look);
    }

    private costOfLook({ id }: LetterLook): number {
        const isNew = !this.drawn.has(id);
        this.drawn.add(id);
        return isNew ? COST_OF_LOOK : 0;
    }

    private idOf(key: string): number {
        const id = this.ids.get(key) ?? this.ids.size + 1;
        this.ids.set(key, id);
        return id;
    }
}

/** Returns a size of letters in units; Infinity for one that multiplies with those around. */
function sizeOf(name: string, value: string): number {
    if (name !== 'font' && name !== 'font-size') {
        return 0;
    }
    const word = /larger/i.test(value) ? Infinity : /large/i.test(value) ? LARGEST : MEDIUM;
    // A browser ignores what is no size.
    return Math.max(name === 'font-size' && SIZE.test(value) ? 0 : word, ...lengthsIn(value));
}

/** Numbers of a transformation that change how letters look, and not only where they are. */
const NUMBERS_OF_LOOK: Readonly<Record<string, number>> = { matrix: 4, scale: 2, rotate: 1 };

function propertyOfLook({ name, value }: { readonly name: string; readonly value: string }): string {
    return name !== 'transform'
        ? value
        : [...value.matchAll(TRANSFORMATION)]
              .map(([, kind = '', values = '']) =>
                  values
                      .trim()
                      .split(/[\s,]+/)
                      .slice(0, NUMBERS_OF_LOOK[kind] ?? 0)
                      .join(' ')
              )
              .join(' ');
}

function numbersOf(
    properties: readonly { readonly name: string; readonly value: string }[],
    wanted: string
): readonly number[] {
    return properties.filter(({ name }) => name === wanted).flatMap(({ value }) => lengthsIn(value));
}
