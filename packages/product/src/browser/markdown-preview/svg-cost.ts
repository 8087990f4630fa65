// SPDX-License-Identifier: MIT

/** Characters of an SVG image. To read more takes the window too long. */
const MAX_LENGTH = 1024 * 1024;

/** What an image may cost, in elements that are drawn, those that are drawn again each time. Most diagrams have hundreds. */
const MAX_COST = 5000;

/** Elements inside of each other, and references from one to the next. */
const MAX_DEPTH = 200;

/** Characters of attributes, mostly corners of a path, that cost as much as an element. A path of 2 MB takes 12 seconds. */
const ATTRIBUTES_OF_ELEMENT = 50;

/** Characters of text that cost as much as an element. 180,000 take 3 seconds, and 1.8 million more than 2 GB. */
const TEXT_OF_ELEMENT = 10;

/** What is painted on a layer of its own, or repeated, costs as much as so many elements: 4,000 take 10 seconds. */
const LAYER = 50;
const LAYERS: ReadonlySet<string> = new Set(['pattern', 'mask', 'clipPath']);

/** Lines of dashes cost as much as so many lines. There can be a million dashes in one. */
const DASHES = 500;

/** Characters of all style sheets of an image. A browser asks for each element which rules it matches. */
const MAX_STYLES = 50_000;

const SVG = 'http://www.w3.org/2000/svg';

/** HTML in an image has style sheets, too. The namespaces of drawing programs have only data. */
const HTML = 'http://www.w3.org/1999/xhtml';

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

/** Attributes whose reference is drawn once for an element with all that is in it. Others go to each element in it. */
const ONCE: ReadonlySet<string> = new Set(['href', 'clip-path', 'mask']);

/** What may hide a reference from this: `u\72l(#a)`, and rules that come from elsewhere. */
const HIDDEN_LINK = /url|\\|@/i;

/** Styles that take time for each point, change while they are shown, or load; and rules that look at other elements. */
const EXPENSIVE_STYLE =
    /filter|shadow|blend|animation|transition|offset|path\(|image(?!-rendering)|src\(|:(?:has|is|where|not|nth)|dash|(?<!-)opacity/i;

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
    const elements = [...image.getElementsByTagName('*')];
    // Such a node can name a style sheet.
    const isPlain = [...image.childNodes].every(({ nodeType }) => nodeType !== Node.PROCESSING_INSTRUCTION_NODE);
    return (
        isPlain &&
        elements.length <= MAX_COST &&
        elements.every(isPlainElement) &&
        styleLength(image) <= MAX_STYLES &&
        new Drawing(image).cost() <= MAX_COST
    );
}

function styleLength(image: Document): number {
    return [...image.getElementsByTagNameNS(SVG, 'style')].reduce(
        (length, { textContent }) => length + (textContent ?? '').length,
        0
    );
}

/** Returns whether {@link Drawing} sees all that an element refers to. */
function isPlainElement(element: Element): boolean {
    if (element.namespaceURI !== SVG) {
        return element.namespaceURI !== HTML;
    }
    return DRAWN.has(element.localName) && hasPlainStyles(element) && [...element.attributes].every(isPlainAttribute);
}

function hasPlainStyles({ localName, textContent }: Element): boolean {
    const rules = localName === 'style' ? (textContent ?? '') : '';
    return !HIDDEN_LINK.test(rules) && !EXPENSIVE_STYLE.test(rules);
}

function isPlainAttribute({ localName, value, ownerElement }: Attr): boolean {
    switch (localName) {
        case 'href':
            return ownerElement?.localName === 'a' || LINK.test(value);
        case 'filter':
            return value === 'none';
        default:
            return (
                !/url|\\/i.test(value.replace(STYLE_LINK, '')) &&
                (localName !== 'style' || !EXPENSIVE_STYLE.test(value))
            );
    }
}

/** What it costs to draw an image, in elements. */
class Drawing {
    private readonly costs = new Map<Element, number>();

    constructor(private readonly image: Document) {}

    /** Returns Infinity if elements refer to themselves. */
    cost(): number {
        return this.costOf(this.image.documentElement, 0);
    }

    private costOf(element: Element, depth: number): number {
        const known = this.costs.get(element);
        if (known !== undefined) {
            return known;
        }
        if (depth > MAX_DEPTH) {
            return Infinity;
        }
        // Until it is known: an element that refers to itself.
        this.costs.set(element, Infinity);
        const sum = (elements: readonly Element[]): number =>
            elements.reduce((cost, each) => cost + this.costOf(each, depth + 1), 0);
        const inside = ownCost(element) + sum([...element.children, ...this.referencesOf(element, true)]);
        const inherited = sum(this.referencesOf(element, false)) + (hasDashes(element) ? DASHES : 0);
        const cost = inside + inside * inherited;
        this.costs.set(element, cost);
        return cost;
    }

    private referencesOf(element: Element, isOnce: boolean): Element[] {
        return [...element.attributes]
            .filter(({ localName }) => ONCE.has(localName) === isOnce)
            .flatMap(({ value }) => [LINK.exec(value), ...value.matchAll(STYLE_LINK)])
            .map(match => this.image.getElementById(match?.[1] ?? ''))
            .filter(target => target !== null);
    }
}

function hasDashes(element: Element): boolean {
    return (element.getAttribute('stroke-dasharray') ?? 'none') !== 'none';
}

function ownCost(element: Element): number {
    const characters = [...element.attributes].reduce((length, { value }) => length + value.length, 0);
    const text = [...element.childNodes].reduce(
        (length, node) =>
            node.nodeType === Node.ELEMENT_NODE ? length : length + (node.nodeValue ?? '').trim().length,
        0
    );
    const isLayer = LAYERS.has(element.localName) || element.hasAttribute('opacity');
    return 1 + characters / ATTRIBUTES_OF_ELEMENT + text / TEXT_OF_ELEMENT + (isLayer ? LAYER : 0);
}
