// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { isCheapSvg } from './svg-cost';

disableBrowserGlobals();

const NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

/** Groups that each draw the next one ten times. */
function nested(levels: number, reference: (target: string) => string): string {
    const groups = Array.from(
        { length: levels },
        (_, level) => `<g id="g${level}">${reference(`g${level + 1}`).repeat(10)}</g>`
    );
    return `<svg ${NAMESPACES}>${groups.join('')}<g id="g${levels}"><path d="M0 0"/></g></svg>`;
}

/** 300 elements that each draw a pattern of 300 elements. */
function inherited(fill: string): string {
    const path = '<path d="M0 0h9v9z"/>'.repeat(300);
    return `<svg ${NAMESPACES}><pattern id="p" width="9" height="9">${path}</pattern><g ${fill}>${path}</g></svg>`;
}

describe('the cost of an SVG image', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals('Sanyam');
        Object.assign(globalThis, { DOMParser: window.DOMParser, Node: window.Node });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'DOMParser');
        disableBrowserGlobals();
    });

    for (const [what, svg] of [
        ['a path', `<svg ${NAMESPACES}><path d="M0 0h9"/></svg>`],
        ['a glyph that is drawn often', nested(2, target => `<use xlink:href="#${target}"/>`)],
        ['a gradient', `<svg ${NAMESPACES}><linearGradient id="a"/><path fill="url(#a)"/></svg>`],
        [
            'a group with a gradient',
            `<svg ${NAMESPACES}><linearGradient id="a"/><g fill="url(#a)">${'<path d="M0 0"/>'.repeat(300)}</g></svg>`
        ],
        ['a long path', `<svg ${NAMESPACES}><path d="M0 0${'h9'.repeat(90_000)}"/></svg>`],
        [
            'the data of a drawing program',
            `<svg ${NAMESPACES} xmlns:s="http://s"><s:view s:zoom="1"/><path d="M0 0"/></svg>`
        ],
        ['labels', `<svg ${NAMESPACES}>${'<text style="font: 9px serif">A label</text>'.repeat(500)}</svg>`],
        ['a style sheet', `<svg ${NAMESPACES}><style>path { fill: red }</style><path d="M0 0h9"/></svg>`],
        ['what is not XML', '<svg><b>']
    ] as const) {
        it(`is low for ${what}`, () => expect(isCheapSvg(svg)).to.equal(true));
    }

    for (const [what, svg] of [
        ['nested uses', nested(9, target => `<use href="#${target}"/>`)],
        ['nested uses with a prefix', nested(9, target => `<use xlink:href="#${target}"/>`)],
        ['nested patterns', nested(9, target => `<path fill="url(#${target})"/>`)],
        ['nested masks in styles', nested(9, target => `<path style="mask: url( '#${target}' )"/>`)],
        ['nested references with an escape', nested(9, target => `<path fill="u\\72l(#${target})"/>`)],
        ['nested references with a percent sign', nested(9, target => `<use href="#%67${target.slice(1)}"/>`)],
        ['nested references in capitals', nested(9, target => `<path fill="URL( #${target} )"/>`)],
        ['a reference that is a URL', `<svg ${NAMESPACES}><use href="about:blank#a"/></svg>`],
        ['a circle of references', `<svg ${NAMESPACES}><g id="a"><use href="#a"/></g></svg>`],
        ['a style sheet with references', `<svg ${NAMESPACES}><style>path { mask: url(#a) }</style></svg>`],
        ['a style sheet from elsewhere', `<?xml-stylesheet href="data:text/css,a"?><svg ${NAMESPACES}/>`],
        ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]><svg ${NAMESPACES}>&a;</svg>`],
        ['a filter', `<svg ${NAMESPACES}><filter id="a"><feTurbulence/></filter></svg>`],
        ['a filter in an attribute', `<svg ${NAMESPACES}><path filter="blur(400px)" d="M0 0h9"/></svg>`],
        ['a filter in a style', `<svg ${NAMESPACES}><path style="filter:blur(400px)" d="M0 0h9"/></svg>`],
        ['a filter in a style sheet', `<svg ${NAMESPACES}><style>path { filter: blur(9px) }</style></svg>`],
        [
            'a style sheet of HTML',
            `<svg ${NAMESPACES}><style xmlns="http://www.w3.org/1999/xhtml">path { mask: url(#a) }</style></svg>`
        ],
        ['long style sheets', `<svg ${NAMESPACES}>${`<style>${'path { fill: red }'.repeat(9000)}</style>`}</svg>`],
        ['a path in a style', `<svg ${NAMESPACES}><style>path { d: path("M0 0h9") }</style></svg>`],
        ['a pattern that all elements of a group inherit', inherited('fill="url(#p)"')],
        ['a pattern that they inherit from a style', inherited('style="fill:url(#p)"')],
        ['a long text', `<svg ${NAMESPACES}><text>${'x '.repeat(900_000)}</text></svg>`],
        [
            'a long text in a section of its own',
            `<svg ${NAMESPACES}><text><![CDATA[${'x '.repeat(900_000)}]]></text></svg>`
        ],
        [
            'a long path that is drawn often',
            `<svg ${NAMESPACES}><path id="a" d="M0 0${'h9'.repeat(9000)}"/>${'<use href="#a"/>'.repeat(500)}</svg>`
        ],
        ['layers', `<svg ${NAMESPACES}>${'<g opacity=".5"><path d="M0 0"/></g>'.repeat(200)}</svg>`],
        ['masks', `<svg ${NAMESPACES}><mask id="a"/>${'<path mask="url(#a)" d="M0 0"/>'.repeat(200)}</svg>`],
        ['dashes', `<svg ${NAMESPACES}><g stroke-dasharray="1">${'<path d="M0 0"/>'.repeat(20)}</g></svg>`],
        ['dashes in a style', `<svg ${NAMESPACES}><path style="stroke-dasharray:1" d="M0 0"/></svg>`],
        ['many elements', `<svg ${NAMESPACES}>${'<g/>'.repeat(6000)}</svg>`],
        ['a marker', `<svg ${NAMESPACES}><marker id="a"/><path marker-mid="url(#a)" d="M0 0"/></svg>`],
        ['an animation', `<svg ${NAMESPACES}><use><animate attributeName="href" values="#a;#a"/></use></svg>`],
        ['an image in it', `<svg ${NAMESPACES}><image href="&#100;ata: image/svg+xml,a"/></svg>`],
        ['HTML in it', `<svg ${NAMESPACES}><foreignObject/></svg>`],
        ['elements that are deep', `<svg ${NAMESPACES}>${'<g>'.repeat(300)}${'</g>'.repeat(300)}</svg>`],
        ['a file of more than 1 MB', `<svg ${NAMESPACES}>${'<g/>'.repeat(300_000)}</svg>`]
    ] as const) {
        it(`is high for ${what}`, () => expect(isCheapSvg(svg)).to.equal(false));
    }
});
