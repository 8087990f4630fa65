// SPDX-License-Identifier: MIT

import { Parser } from 'htmlparser2';
import { FontChanges } from './font-changes';
import { UnknownLetters } from './unknown-letters';

/** Elements inside of each other, as the renderer has them at most. What is deeper stands beside the last one. */
const MAX_DEPTH = 100;

/** What a browser can create. Other names come from damaged text. */
const TAG = /^[a-z][a-z\d-]*$/;
const ATTRIBUTE = /^[a-z][a-z\d-]*$/;

/** Attributes of one element. A browser compares each with all others. */
const MAX_ATTRIBUTES = 20;

/** What elements cost that a browser makes of several, or lays out slowly. */
const COSTS: ReadonlyMap<string, number> = new Map([
    ['details', 10],
    ['li', 3]
]);

/** What an element costs that has a direction of writing. */
const COST_OF_DIRECTION = 10;

export interface BuiltElements {
    /** A body in a document of its own, in which nothing runs or loads. */
    readonly body: HTMLElement;
    /** Whether it has the whole text. Otherwise the text makes too many elements, or changes its font too often. */
    readonly isWhole: boolean;
    /** Whether all letters are as in the text. See {@link UnknownLetters}. */
    readonly isExact: boolean;
}

/**
 * Makes elements of HTML, each tag once. The parser of a browser repeats each formatting element that is open (`<b>`,
 * `<font>`) in each paragraph after it: 5,000 characters can make 200,000 elements, and stop the window for minutes.
 *
 * @param most elements. A costly one counts as several
 */
export function buildElements(html: string, most: number): BuiltElements {
    const inert = document.implementation.createHTMLDocument('');
    const open: HTMLElement[] = [inert.body];
    const unknown = new UnknownLetters();
    const fonts = new FontChanges();
    let count = 0;
    const parser = new Parser({
        onopentag(name, attributes) {
            const parent = open.at(-1) ?? inert.body;
            count += COSTS.get(name) ?? 1;
            count += name === 'bdo' || 'dir' in attributes ? COST_OF_DIRECTION : 0;
            if (count > most || fonts.areTooMany) {
                open.push(parent);
                return;
            }
            const element = inert.createElement(TAG.test(name) ? name : 'span');
            for (const [attribute, value] of Object.entries(attributes).slice(0, MAX_ATTRIBUTES)) {
                if (ATTRIBUTE.test(attribute)) {
                    element.setAttribute(attribute, value);
                }
            }
            parent.append(element);
            open.push(open.length < MAX_DEPTH ? element : parent);
        },
        onclosetag() {
            open.pop();
        },
        ontext(text) {
            if (count <= most && !fonts.areTooMany) {
                open.at(-1)?.append(fonts.take(unknown.replaceIn(text)));
            }
        }
    });
    parser.end(html);
    return { body: inert.body, isWhole: count <= most && !fonts.areTooMany, isExact: !unknown.areTooMany };
}
