// SPDX-License-Identifier: MIT

import { ruleOf } from './svg-attributes';
import { type LetterLook, LetterLooks } from './svg-letters';
import { CORNER_ROWS, extentOf, isNear, scaleOf, scaleOfImage } from './svg-extent';

/**
 * What one image may cost. See {@link svgCost}. Of 110 kinds of images that cost this much, Chromium without a graphics card
 * draws most in half a second of processor time, and the slowest, a path of 2,000 lines that cross, in a second.
 */
export const MAX_SVG_COST = 1000;

/** Characters of an SVG image. To parse more takes the window time before anything is known about it. */
const MAX_LENGTH = 100_000;

/** Attributes, and declarations of namespaces. The parser compares each with the others of its element. */
const MAX_ATTRIBUTES = 10_000;
const MAX_NAMESPACES = 20;

/** Elements inside of each other. */
const MAX_DEPTH = 30;

/** Characters of corners (`d`, `points`), of other attributes, and of text in ASCII, that cost as much as an element. */
const CORNERS = 20;
const ATTRIBUTES = 100;
const TEXT = 5;

/** What another letter costs. There are so many that each can be drawn anew. */
const OTHER_LETTER = 1;

/** Letters that can be pictures. Chromium takes a minute for 240 large ones, and enlarges each anew. */
const EMOJI = /(?![©®™])[\p{Extended_Pictographic}\p{Regional_Indicator}\u{fe0f}\u{20e3}]/u;

/** What an attribute costs, also an empty one. */
const ATTRIBUTE = 0.1;

/** What each further font costs in a list of them. */
const FONT = 0.2;

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

const FONT_LISTS: ReadonlySet<string> = new Set(['font', 'font-family', 'style']);

/** What the whole image is scaled by, and not scaled itself. */
const SIZES: ReadonlySet<string> = new Set(['viewBox', 'width', 'height', 'x', 'y']);

/** Lengths that hold for the elements inside, too. */
const INHERITED: ReadonlySet<string> = new Set(['stroke-width', 'font', 'font-size', 'letter-spacing']);

/** Where an element stands. */
interface Place {
    readonly depth: number;
    /** How many pixels a unit can be there. */
    readonly scale: number;
    /** The largest length that elements around it set, in units. */
    readonly inherited: number;
    readonly look: LetterLook;
    readonly looks: LetterLooks;
}

/** An attribute, or a property in a `style`. */
interface Property {
    readonly name: string;
    readonly value: string;
    readonly isStyle: boolean;
}

/**
 * Returns how long a browser draws an SVG image, in elements. Infinity for an image in which there is anything but shapes,
 * text and plain attributes: a browser draws it in the window, and 2 KB of style sheets, references, filters or large
 * numbers can stop the window for minutes. Such an image can be harmless. To find that out has failed four times.
 */
export function svgCost(text: string): number {
    // With a document type come entities, which the parser would already repeat.
    if (
        text.length > MAX_LENGTH ||
        text.includes('<!DOCTYPE') ||
        text.split('=').length > MAX_ATTRIBUTES ||
        text.split('xmlns').length > MAX_NAMESPACES
    ) {
        return Infinity;
    }
    const looks = new LetterLooks();
    const place = { depth: 0, scale: 1, inherited: 0, look: looks.first, looks };
    return costOf(new DOMParser().parseFromString(text, 'image/svg+xml'), place);
}

function costOf(node: Node, place: Place): number {
    if (place.depth > MAX_DEPTH) {
        return Infinity;
    }
    switch (node.nodeType) {
        case Node.DOCUMENT_NODE:
            return costOfChildren(node, place);
        case Node.ELEMENT_NODE:
            return costOfElement(node as Element, place);
        case Node.TEXT_NODE:
        case Node.CDATA_SECTION_NODE:
            // Spaces in a text are drawn, too. Elsewhere, what is no element is not drawn.
            return TEXTS.has(node.parentElement?.localName ?? '') ? costOfText(node.nodeValue ?? '', place) : 0;
        case Node.COMMENT_NODE:
            return 0;
        default:
            // Such as a processing instruction, which can name a style sheet.
            return Infinity;
    }
}

function costOfText(text: string, { look, looks, scale }: Place): number {
    const others = text.replace(/[ -~\s]/g, '').length;
    const letters = (text.length - others) / TEXT + others * OTHER_LETTER;
    return EMOJI.test(text) ? Infinity : letters + looks.costOf(text, look, scale);
}

function costOfChildren(node: Node, place: Place): number {
    return [...node.childNodes].reduce((cost, child) => cost + costOf(child, { ...place, depth: place.depth + 1 }), 0);
}

function costOfElement(element: Element, place: Place): number {
    const { namespaceURI, localName, attributes } = element;
    const isRoot = place.depth === 1;
    const properties = [...attributes].flatMap(propertiesOf);
    if (
        namespaceURI !== SVG ||
        !ELEMENTS.has(localName) ||
        (localName === 'svg') !== isRoot ||
        !properties.every(isPlain)
    ) {
        return Infinity;
    }
    const scale = (isRoot ? scaleOfImage(element) : place.scale) * scaleOf(element.getAttribute('transform') ?? '');
    const lengths = properties
        .filter(({ name, isStyle }) => ruleOf(name, isStyle)?.isLength === true && !(isRoot && SIZES.has(name)))
        .map(({ name, value }) => ({ name, extent: extentOf(name, value) }));
    const inherited = Math.max(
        place.inherited,
        ...lengths.filter(({ name }) => INHERITED.has(name)).map(({ extent }) => extent)
    );
    if (!isNear(inherited, scale) || !lengths.every(({ extent }) => isNear(extent, scale))) {
        return Infinity;
    }
    const look = place.looks.inside(place.look, properties);
    const own = [...attributes].reduce((cost, attribute) => cost + costOfAttribute(attribute), 1);
    return own + costOfChildren(element, { ...place, scale, inherited, look });
}

function costOfAttribute({ name, value }: Attr): number {
    const fonts = FONT_LISTS.has(name) ? value.split(',').length - 1 : 0;
    return ATTRIBUTE + fonts * FONT + value.length / (CORNER_ROWS.has(name) ? CORNERS : ATTRIBUTES);
}

/** Returns nothing for what is drawn in no way, and one without a name for what is not known. */
function propertiesOf({ namespaceURI, name, value }: Attr): Property[] {
    const isKnown =
        namespaceURI === null || namespaceURI === DECLARATION || (namespaceURI === XML && name === 'xml:space');
    if (!isKnown) {
        return [{ name: '', value, isStyle: false }];
    }
    if (namespaceURI !== null) {
        return [];
    }
    return name === 'style'
        ? value.split(';').flatMap(propertiesOfStyle)
        : [{ name, value: value.trim(), isStyle: false }];
}

function propertiesOfStyle(declaration: string): Property[] {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, Math.max(colon, 0)).trim();
    return declaration.trim() === '' ? [] : [{ name, value: declaration.slice(colon + 1).trim(), isStyle: true }];
}

function isPlain({ name, value, isStyle }: Property): boolean {
    const rule = ruleOf(name, isStyle);
    return rule !== undefined && value.length <= rule.longest && rule.pattern.test(value);
}
