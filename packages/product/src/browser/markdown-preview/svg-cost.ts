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

/** Entities repeat text. Filters take time for each point, and embedded images can be SVG again. */
const EXPENSIVE = /<!ENTITY|<(?:\w+:)?(?:filter|foreignObject)[\s>]|data:image\/svg|url\(["']?data:/i;

/** References from one element to another: `<use href="#a">` and `fill="url(#a)"`. */
const REFERENCE = /^\s*#(.+?)\s*$|url\(\s*["']?\s*#([^"')]+?)\s*["']?\s*\)/gi;

/** Other ways to write a reference, which nobody needs: `u\72l(#a)` and `#%61`. */
const HIDDEN_REFERENCE = /\\|#[^\s"')]*%/;

/**
 * Returns whether an SVG image is drawn in a short time. A browser draws it in the window, and each element as often as
 * others refer to it: ten elements that each refer twice to the next are drawn a thousand times, and 2 KB stop the window
 * for minutes.
 */
export function isCheapSvg(text: string): boolean {
    if (text.length > MAX_LENGTH || EXPENSIVE.test(text)) {
        return false;
    }
    const image = new DOMParser().parseFromString(text, 'image/svg+xml');
    return !hidesReferences(image) && new Drawing(image).count() <= MAX_DRAWN;
}

/** Returns whether an image can have references that {@link Drawing} does not see. */
function hidesReferences(image: Document): boolean {
    return [...image.getElementsByTagName('*')].some(
        element =>
            // A rule of a style sheet could refer to elements from any other one.
            (element.localName === 'style' && /url|\\|@import/i.test(element.textContent ?? '')) ||
            [...element.attributes].some(({ value }) => HIDDEN_REFERENCE.test(value))
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
            .filter(({ localName }) => element.localName !== 'a' || localName !== 'href')
            .flatMap(({ value }) => [...value.matchAll(REFERENCE)])
            .map(([, link, url]) => this.image.getElementById(link ?? url ?? ''))
            .filter(target => target !== null);
    }
}
