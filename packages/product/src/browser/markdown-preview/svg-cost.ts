// SPDX-License-Identifier: MIT

/**
 * What one image may cost. See {@link svgCost}. Of 25 kinds of images that cost this much, Chromium without a graphics card
 * draws most in half a second of processor time, and the slowest, large letters in 370 sizes, in 1.6 s.
 */
export const MAX_SVG_COST = 1000;

/** Characters of an SVG image. To parse more takes the window time before anything is known about it. */
const MAX_LENGTH = 100_000;

/** Elements inside of each other. */
const MAX_DEPTH = 30;

/** Characters of corners (`d`, `points`), of other attributes, and of text, that cost as much as an element. */
const CORNERS = 20;
const ATTRIBUTES = 100;
const TEXT = 5;

const SVG = 'http://www.w3.org/2000/svg';
const XML = 'http://www.w3.org/XML/1998/namespace';
const DECLARATION = 'http://www.w3.org/2000/xmlns/';

/** Elements that are drawn once, in a time that is known from what stands in them. */
const ELEMENTS: ReadonlySet<string> = new Set([
    ...['svg', 'g', 'defs', 'title', 'desc', 'metadata'],
    ...['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan']
]);

/** Elements whose characters are drawn. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'tspan']);

/** Without brackets, colons and escapes, a value refers to nothing and calls nothing. */
const PLAIN = /^[-+.,%#\w\s]*$/;
const FONT = /^[-+.,%#\w\s'"]*$/;
const COLOR = /^(?:[#\w\s]*|(?:rgb|hsl)a?\([\d\s.,%]*\))$/;
const TRANSFORM = /^(?:[\s,]*(?:matrix|translate|scale|rotate|skewX|skewY)\([-+.,\w\s]*\))*[\s,]*$/;
const NONE = /^none$/;
const ANY = /^/;

function valuesOf(pattern: RegExp, names: string): [string, RegExp][] {
    return names.split(' ').map(name => [name, pattern]);
}

/** Properties that stand in attributes and in `style`. Opacity and dashes are expensive. */
const STYLES: ReadonlyMap<string, RegExp> = new Map([
    ...valuesOf(COLOR, 'fill stroke color'),
    ...valuesOf(FONT, 'font font-family'),
    ...valuesOf(PLAIN, 'fill-opacity fill-rule stroke-opacity stroke-width stroke-linecap stroke-linejoin'),
    ...valuesOf(PLAIN, 'stroke-miterlimit font-size font-weight font-style text-anchor dominant-baseline'),
    ...valuesOf(PLAIN, 'alignment-baseline letter-spacing display visibility shape-rendering text-rendering'),
    ...valuesOf(NONE, 'stroke-dasharray filter mask clip-path marker'),
    ...valuesOf(/^1$/, 'opacity')
]);

const PROPERTIES: ReadonlyMap<string, RegExp> = new Map([
    ...STYLES,
    ...valuesOf(PLAIN, 'd points x y x1 y1 x2 y2 cx cy r rx ry width height dx dy viewBox preserveAspectRatio'),
    ...valuesOf(PLAIN, 'version baseProfile textLength lengthAdjust'),
    ...valuesOf(TRANSFORM, 'transform'),
    ...valuesOf(ANY, 'id class role')
]);

/** Attributes that only describe. */
const DESCRIPTION = /^(?:aria|data)-/;

/**
 * Returns how long a browser draws an SVG image, in elements. Infinity for an image in which there is anything but shapes,
 * text and plain attributes: a browser draws it in the window, and 2 KB of style sheets, references or filters can stop
 * the window for minutes. Such an image can be harmless. To find that out has failed three times.
 */
export function svgCost(text: string): number {
    // With a document type come entities, which the parser would already repeat.
    if (text.length > MAX_LENGTH || text.includes('<!DOCTYPE')) {
        return Infinity;
    }
    return costOf(new DOMParser().parseFromString(text, 'image/svg+xml'), 0);
}

function costOf(node: Node, depth: number): number {
    if (depth > MAX_DEPTH) {
        return Infinity;
    }
    switch (node.nodeType) {
        case Node.DOCUMENT_NODE:
            return costOfChildren(node, depth);
        case Node.ELEMENT_NODE:
            return costOfElement(node as Element, depth) + costOfChildren(node, depth);
        case Node.TEXT_NODE:
        case Node.CDATA_SECTION_NODE:
            // Spaces in a text are drawn, too. Elsewhere, what is no element is not drawn.
            return TEXTS.has(node.parentElement?.localName ?? '') ? (node.nodeValue ?? '').length / TEXT : 0;
        case Node.COMMENT_NODE:
            return 0;
        default:
            // Such as a processing instruction, which can name a style sheet.
            return Infinity;
    }
}

function costOfChildren(node: Node, depth: number): number {
    return [...node.childNodes].reduce((cost, child) => cost + costOf(child, depth + 1), 0);
}

function costOfElement(element: Element, depth: number): number {
    const isRoot = depth === 1;
    if (
        element.namespaceURI !== SVG ||
        !ELEMENTS.has(element.localName) ||
        (element.localName === 'svg') !== isRoot ||
        ![...element.attributes].every(isPlain)
    ) {
        return Infinity;
    }
    return [...element.attributes].reduce(
        (cost, { name, value }) => cost + value.length / (name === 'd' || name === 'points' ? CORNERS : ATTRIBUTES),
        1
    );
}

function isPlain({ namespaceURI, name, value }: Attr): boolean {
    switch (namespaceURI) {
        case DECLARATION:
            return true;
        case XML:
            return name === 'xml:space';
        case null:
            return name === 'style' ? isPlainStyle(value) : DESCRIPTION.test(name) || matches(PROPERTIES, name, value);
        default:
            return false;
    }
}

function isPlainStyle(style: string): boolean {
    return style.split(';').every(declaration => {
        const colon = declaration.indexOf(':');
        return colon < 0
            ? declaration.trim() === ''
            : matches(STYLES, declaration.slice(0, colon).trim(), declaration.slice(colon + 1));
    });
}

function matches(patterns: ReadonlyMap<string, RegExp>, name: string, value: string): boolean {
    return patterns.get(name)?.test(value.trim()) ?? false;
}
