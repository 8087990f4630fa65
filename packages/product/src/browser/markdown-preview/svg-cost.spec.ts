// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { MAX_SVG_COST, svgCost } from './svg-cost';

disableBrowserGlobals();

const NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
const PATH = '<path d="M0 0h1v1z"/>';

function svg(content: string, attributes = ''): string {
    return `<svg ${NAMESPACES} ${attributes}>${content}</svg>`;
}

/** Groups that each draw the next one ten times. */
function nested(reference: (target: string) => string): string {
    const groups = Array.from(
        { length: 9 },
        (_, level) => `<g id="g${level}">${reference(`g${level + 1}`).repeat(10)}</g>`
    );
    return svg(`${groups.join('')}<g id="g9">${PATH}</g>`);
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

    for (const [what, image] of [
        ['shapes', svg(`<g fill="none">${PATH}<rect width="10%" height="2em" rx="3"/><circle r="4"/></g>`)],
        ['its size', svg(PATH, 'width="24" height="24" viewBox="0 0 24 24" version="1.1"')],
        ['colors', svg('<path fill="rgba(1, 2, 3, 50%)" stroke="#abc" d="M0 0h9" color="red"/>')],
        ['transforms', svg('<g transform="translate(1,2) rotate(-45 1e2 .5)"><line x2="9"/></g>')],
        ['an icon', svg(`<path d="M1 1${'h-.5v22l1.2-.7'.repeat(99)}" stroke-width="2"/>`, 'viewBox="0 0 24 24"')],
        [
            'a logo',
            svg(
                `<g transform="translate(0,640) scale(.1,-.1)"><path d="M6400 12800c1 2 3 4"/></g>`,
                'viewBox="0 0 1280 640"'
            )
        ],
        ['a map', svg(`<path d="M1 1${'L999 999'.repeat(2000)}"/>`, 'viewBox="-9 -9, 1000 500"')],
        [
            'two labels in Chinese',
            svg('<text font-size="12px" dy="1.2em">雲端文件</text>'.repeat(99), 'viewBox="0 0 9 9"')
        ],
        ['signs', svg('<text>© 2026 ™ Grün → 90 °C</text>')],
        ['labels', svg('<text style="font: 9px \'A font\', serif">A label</text>'.repeat(300))],
        [
            'a chart',
            svg('<text font-size="3" stroke="none">A longer label of it</text>'.repeat(90), 'viewBox="0 0 100 60"')
        ],
        ['points', svg('<text font-size="12pt">A label of a diagram</text>'.repeat(150), 'viewBox="0 0 800 600"')],
        [
            'labels at their places',
            svg(Array.from({ length: 300 }, (_, at) => `<text transform="translate(${at} 9)">A label</text>`).join(''))
        ],
        ['plain styles', svg('<path style="fill:#000; stroke-width: 2; filter:none; opacity:1;" d="M0 0"/>')],
        ['a long path', svg(`<path d="M0 0${'h9'.repeat(9000)}"/>`)],
        ['lines of a file', svg(`<g>${`\n${' '.repeat(80)}${PATH}`.repeat(300)}</g><desc>${'a '.repeat(9000)}</desc>`)],
        ['descriptions', `<?xml version="1.0"?><!-- a -->${svg('<title>a</title><g aria-label="a:(b)" class="c"/>')}`]
    ] as const) {
        it(`is low for ${what}`, () => expect(svgCost(image)).to.be.below(MAX_SVG_COST));
    }

    for (const [what, image] of [
        ['a curve that goes far', svg('<path d="M0 0c1e7,0 0,1e7 9 9"/>')],
        ['an arc in thousands', svg('<path d="M0 0A999999 9 0 0 0 9 9"/>')],
        ['a path of steps', svg(`<path d="M0 0${'c9999,0 0,0 9999,0'.repeat(99)}"/>`)],
        ['curves that grow', svg(`<path d="M0 0Q9 9 0 0${'T9999,0T0,0'.repeat(199)}"/>`)],
        ['a circle', svg('<circle r="100001"/>')],
        ['units', svg('<circle r="2000in"/>')],
        ['capital units', svg('<circle r="2000VMAX"/>')],
        ['a line', svg('<g stroke-width="1e6"/>')],
        ['a line in a style', svg('<g style="fill:#999999;stroke-width:1e6"/>')],
        ['a mitre', svg('<path stroke-miterlimit="1000"/>')],
        ['letters', svg('<text style="font:1000000px serif">a</text>')],
        ['letters in letters', svg('<g font-size="9em"/>')],
        ['scales', svg(`${'<g transform="scale(9)">'.repeat(6)}<circle r="9"/>${'</g>'.repeat(6)}`)],
        ['a matrix', svg('<circle transform="matrix(1e6 0 0 1 0 0)" r="9"/>')],
        ['an inherited line', svg('<g stroke-width="9"><g transform="scale(1e5)"><path d="M0 0h.1"/></g></g>')],
        [
            'a scale that a browser does not understand',
            svg('<g transform="scale(.01) scale()"><circle r="999999"/></g>')
        ],
        ['a skew', svg('<g transform="skewX(89.99)"/>')],
        ['a small box', svg('<circle r="999"/>', 'viewBox="0 0 .1 .1"')],
        ['a line in a small box', svg('<path d="M0 0h.1"/>', 'viewBox="0 0 .1 .1" stroke-width="99"')],
        ['a small width', svg('<circle r="999"/>', 'width="1" height="1000"')],
        ['a box without a width', svg('<circle r="1"/>', 'viewBox="0 0 0 9"')],
        [
            'a box that a browser does not understand',
            svg('<circle r="999"/>', 'viewBox="0 0 9999 -9" width="1" height="1"')
        ],
        ['another scale in each direction', svg('<circle r="1"/>', 'viewBox="0 0 9999 .01" preserveAspectRatio="none"')]
    ] as const) {
        it(`is high for what is drawn far away: ${what}`, () => expect(svgCost(image)).to.equal(Infinity));
    }

    for (const [what, image] of [
        ['nested uses', nested(target => `<use href="#${target}"/>`)],
        ['nested patterns', nested(target => `<path fill="url(#${target})"/>`)],
        ['references in capitals', svg('<path fill="URL(#a)"/>')],
        ['references with an escape', svg('<path fill="u\\72l(#a)"/>')],
        ['references in a style', svg(`<path style="fill:url( '#a' )"/>`)],
        ['a mask that is a gradient', svg('<path style="mask:linear-gradient(#000,#fff)"/>')],
        ['a mask in an attribute', svg('<path mask="linear-gradient(#000,#fff)"/>')],
        ['a style sheet', svg(`<style>path { fill: red }</style>${PATH}`)],
        ['a style sheet with nested rules', svg(`<style>g{&amp; &amp;{fill:red}}</style>${PATH}`)],
        ['a style sheet from elsewhere', `<?xml-stylesheet href="data:text/css,a"?>${svg(PATH)}`],
        ['a style sheet of HTML', svg('<style xmlns="http://www.w3.org/1999/xhtml">path { fill: red }</style>')],
        ['entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`],
        ['a document type', `<!DOCTYPE svg PUBLIC "a" "b">${svg(PATH)}`],
        ['a filter', svg('<filter id="a"><feTurbulence/></filter>')],
        ['a filter in an attribute', svg('<path filter="blur(400px)"/>')],
        ['a filter in a style', svg('<path style="fill:red;filter:blur(400px)"/>')],
        ['a filter in a style behind a comment', svg('<path style="/**/filter:blur(400px)"/>')],
        ['a variable', svg('<path style="--a:1;stroke-width:var(--a)"/>')],
        ['layers', svg('<g opacity=".5"/>')],
        ['isolation', svg('<g style="isolation:isolate"/>')],
        ['blending', svg('<g style="mix-blend-mode:multiply"/>')],
        ['dashes', svg('<g stroke-dasharray="1"/>')],
        ['gradients', svg('<linearGradient id="a"/>')],
        ['a marker', svg('<marker id="a"/>')],
        ['an animation', svg('<path><animate attributeName="x"/></path>')],
        ['an image', svg('<image href="&#100;ata: image/svg+xml,a"/>')],
        ['HTML', svg('<foreignObject/>')],
        ['a script', svg('<script>1</script>')],
        ['an event', svg('<path onload="a"/>')],
        ['a base address', svg('<g xml:base="a"/>')],
        ['a link', svg('<g xlink:href="a"/>')],
        ['an image in an image', svg('<svg/>')],
        ['another language', '<math xmlns="http://www.w3.org/1998/Math/MathML"/>'],
        ['elements without a namespace', '<svg><path/></svg>'],
        ['what is not XML', '<svg><b>'],
        ['elements that are deep', svg(`${'<g>'.repeat(31)}${'</g>'.repeat(31)}`)],
        ['a long text', svg(`<text>${'x '.repeat(3000)}</text>`)],
        ['a long text in a section', svg(`<text><![CDATA[${'x '.repeat(3000)}]]></text>`)],
        ['a long text of spaces', svg(`<text xml:space="preserve">${' '.repeat(6000)}</text>`)],
        ['many elements', svg('<g/>'.repeat(1001))],
        ['a very long path', svg(`<path d="M0 0${'h9'.repeat(11_000)}"/>`)],
        ['many fonts', svg(`<text font-family="${'a,'.repeat(100)}"/>`.repeat(500))],
        ['many fonts of one text', svg(`<text font-family="${'a,'.repeat(400)}b">x</text>`)],
        ['fonts of one text that are many together', svg(`<text font="${'9px a,'.repeat(110)}b">x</text>`.repeat(9))],
        ['many outlined letters', svg(`<text font-size="250" stroke="red">${'ab'.repeat(450)}</text>`)],
        [
            'many outlined letters of the usual size',
            svg(`<text stroke="red">${'ab'.repeat(400)}</text>`, 'width="120"')
        ],
        [
            'many letters with thick outlines',
            svg(`<text stroke="red" font-size="20" stroke-width="200">${'a'.repeat(500)}</text>`)
        ],
        [
            'many letters that grow',
            svg(`${'<g font-size="larger">'.repeat(20)}<text>${'a'.repeat(800)}</text>${'</g>'.repeat(20)}`)
        ],
        [
            'letters in many sizes',
            svg(Array.from({ length: 400 }, (_, at) => `<text font-size="${9 + at / 99}">a</text>`).join(''))
        ],
        [
            'letters in many transformations',
            svg(Array.from({ length: 400 }, (_, at) => `<text transform="scale(.${at})">a</text>`).join(''))
        ],
        ['letters in characters', svg('<g font-size="9ic"/>')],
        ['emojis', svg('<text font-size="900">\u{1f600}</text>')],
        ['letters that are pictures', svg('<text>\u2600\ufe0f</text>')],
        ['many letters of other languages', svg(`<text>${'雲'.repeat(1000)}</text>`)],
        [
            'many attributes without values',
            svg(`<g ${Array.from({ length: 10_000 }, (_, at) => `data-${at}=""`).join(' ')}/>`)
        ],
        ['many namespaces', svg(Array.from({ length: 20 }, (_, at) => `<g xmlns:a${at}="a"/>`).join(''))],
        ['a list of places', svg(`<text x="${'1 '.repeat(600)}">a</text>`)],
        ['a long image', svg(' '.repeat(100_000))]
    ] as const) {
        it(`is high for ${what}`, () => expect(svgCost(image)).to.be.above(MAX_SVG_COST));
    }
});
