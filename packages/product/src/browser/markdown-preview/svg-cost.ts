// SPDX-License-Identifier: MIT

/** Characters of an SVG image. To read more takes the window too long. */
const MAX_LENGTH = 2 * 1024 * 1024;

/**
 * Elements that are drawn, those that are drawn again each time. Large diagrams have some thousands. 100,000 take Chromium
 * 1.3 GB.
 */
const MAX_DRAWN = 20_000;

/** Elements inside of each other, and references from one to the next. */
const MAX_DEPTH = 200;

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Elements whose time to draw is that of what is in them and of what they refer to. Others take it for each point
 * (filters) or each corner (markers), embed images that can be SVG again, or change while they are shown.
 */
const DRAWN: ReadonlySet<string> = new Set([
    ...['svg', 'g', 'a', 'switch', 'defs', 'symbol', 'use', 'title', 'desc', 'metadata', 'style'],
    ...['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'textPath'],
    ...['linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask', 'pattern']
]);

/** A reference from one element to another: `href="#a"`. Its other spellings are not needed. */
const LINK = /^#([\w:.-]+)$/;

/** The same in a style: `fill="url(#a)"`. */
const STYLE_LINK = /url\(\s*["']?#([\w:.-]+)["']?\s*\)/gi;

/** What may hide a reference from this: `u\72l(#a)`, and rules that come from elsewhere. */
const HIDDEN_LINK = /url|\\|@/i;

/**
 * Returns whether an SVG image is drawn in a short time. A browser draws it in the window, and each element as often as
 * others refer to it: ten elements that each refer twice to the next are drawn a thousand times, and 2 KB stop the window
 * for minutes.
 */
export function isCheapSvg(text: string): boolean {
    if (text.length > MAX_LENGTH || text.includes('<!ENTITY')) {
        return false;
    }
    const image = new DOMParser().parseFromString(text, 'image/svg+xml');
    // Such a node can name a style sheet.
    const isPlain = [...image.childNodes].every(({ nodeType }) => nodeType !== Node.PROCESSING_INSTRUCTION_NODE);
    return (
        isPlain &&
        [...image.getElementsByTagNameNS(SVG, '*')].every(isPlainElement) &&
        new Drawing(image).count() <= MAX_DRAWN
    );
}

/** Returns whether {@link Drawing} sees all that an element refers to. */
function isPlainElement(element: Element): boolean {
    return (
        DRAWN.has(element.localName) &&
        (element.localName !== 'style' || !HIDDEN_LINK.test(element.textContent ?? '')) &&
        [...element.attributes].every(({ localName, value }) =>
            localName === 'href'
                ? element.localName === 'a' || LINK.test(value)
                : !/url|\\/i.test(value.replace(STYLE_LINK, ''))
        )
    );
}

class Drawing {
    private readonly counts = new Map<Element, number>();

    constructor(private readonly image: Document) {}

    /** Returns how many elements are drawn; Infinity if they refer to themselves. */
    count(): number {
        return this.countOf(this.image.documentElement, 0);
    }

    private countOf(element: Element, depth: number): number {
        const known = this.counts.get(element);
        if (known !== undefined) {
            return known;
        }
        if (depth > MAX_DEPTH) {
            return Infinity;
        }
        // Until it is known: an element that refers to itself.
        this.counts.set(element, Infinity);
        let count = 1;
        for (const drawn of [...element.children, ...this.referencesOf(element)]) {
            count += this.countOf(drawn, depth + 1);
        }
        this.counts.set(element, count);
        return count;
    }

    private referencesOf(element: Element): Element[] {
        return [...element.attributes]
            .flatMap(({ value }) => [LINK.exec(value), ...value.matchAll(STYLE_LINK)])
            .map(match => this.image.getElementById(match?.[1] ?? ''))
            .filter(target => target !== null);
    }
}
