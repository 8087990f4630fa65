// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { markdownHtml } from './markdown-html';

disableBrowserGlobals();

/** Formatting elements without an end. A parser takes at most three that are equal. */
function openElements(count: number): string {
    return Array.from({ length: count }, (_, index) => `<b x${index}>`).join('');
}

describe('a Markdown text as HTML', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));
    after(() => disableBrowserGlobals());

    function htmlOf(text: string): string {
        const host = document.createElement('div');
        host.append(markdownHtml(text).fragment);
        return host.innerHTML.trim();
    }

    it('has headings, tables, code and emphasis', () => {
        expect(htmlOf('# Plan\n\n*now* `code`')).to.equal('<h1>Plan</h1>\n<p><em>now</em> <code>code</code></p>');
        expect(htmlOf('|a|\n|-|\n|b|')).to.contain('<td>b</td>');
        expect(htmlOf('```ts\nlet a;\n```')).to.equal('<pre><code class="language-ts">let a;\n</code></pre>');
    });

    it('has no tables whose columns and rows together would take minutes', () => {
        const wide = '<td colspan="100" rowspan="2">a</td>'.repeat(300);
        const tableOf = (rows: number) => `<table><tr>${wide}</tr>${'<tr></tr>'.repeat(rows)}</table>`;
        const spansIn = (text: string) => markdownHtml(text).fragment.querySelectorAll('[colspan], [rowspan]').length;
        expect(spansIn(tableOf(10))).to.equal(300);
        expect(spansIn(tableOf(100))).to.equal(0);
        // The tables of a text share what there is.
        expect(spansIn(tableOf(10).repeat(5))).to.equal(900);
        expect(spansIn('<div><tr><td colspan="2">a</td></tr></div>')).to.equal(0);
        const columns = (rows: number) => `<table>${'<col span="100">'.repeat(10)}${'<tr></tr>'.repeat(rows)}</table>`;
        expect(markdownHtml(columns(10)).fragment.querySelectorAll('[span]')).to.have.length(10);
        expect(markdownHtml(columns(2100)).fragment.querySelectorAll('[span]')).to.have.length(0);
    });

    it('has few attributes, directions and costly elements, which a browser compares with all others', () => {
        const attributes = Array.from({ length: 1000 }, (_, index) => `title${index}="a"`).join(' ');
        expect(htmlOf(`<p ${attributes} align="left">a</p>`)).to.equal('<p>a</p>');
        const { fragment } = markdownHtml(`${'<bdo dir="rtl">'.repeat(50)}a`);
        expect(fragment.querySelectorAll('bdo')).to.have.length(3);
        expect(markdownHtml('<details open>'.repeat(2001)).isWhole).to.equal(false);
    });

    it('holds back the addresses of links and images', () => {
        expect(htmlOf('![x](a.png)')).to.equal('<p><img alt="x" data-src="a.png"></p>');
        expect(htmlOf('![x](file:///dev/ptmx)')).not.to.contain('<img');
        expect(htmlOf('<img data-src="file:///dev/zero" src="a.png">')).to.equal('<img data-src="a.png">');
        expect(htmlOf('[a](notes.md)')).to.equal('<p><a data-href="notes.md" role="link" tabindex="0">a</a></p>');
    });

    it('has addresses in IPv6 as they stand in the text', () => {
        expect(htmlOf('[a](http://[::1]:3000/a[b])')).to.contain('data-href="http://[::1]:3000/a%5Bb%5D"');
        expect(htmlOf('<https://u@[fe80::1]>')).to.contain('data-href="https://u@[fe80::1]"');
        expect(htmlOf('[a](http://x/%5B::1%5D)')).to.contain('data-href="http://x/%5B::1%5D"');
    });

    it('is without the data at the beginning of the document', () => {
        expect(htmlOf('---\r\ntitle: Plan\r\n---\r\n# Plan')).to.equal('<h1>Plan</h1>');
        expect(htmlOf('---\n---\n\ntext')).to.equal('<p>text</p>');
        expect(htmlOf('text\n\n---\n\nmore\n\n---\n')).to.equal('<p>text</p>\n<hr>\n<p>more</p>\n<hr>');
    });

    it('has the HTML of a text', () => {
        expect(htmlOf('<details><summary>More</summary>\n\n*now*\n\n</details>')).to.equal(
            '<details><summary>More</summary>\n<p><em>now</em></p>\n</details>'
        );
    });

    it('has no elements that are slow to lay out, and keeps their text', () => {
        expect(htmlOf('<marquee>a</marquee>')).to.equal('<p>a</p>');
        expect(htmlOf('<body>a</body>')).to.equal('a');
        expect(htmlOf('<ruby>a<rt>b</rt></ruby>')).to.equal('<p><ruby>a<rt>b</rt></ruby></p>');
        expect(
            htmlOf('<table><tr><td colspan="1000x" rowspan="65534">a</td><td colspan="2">b</td></tr></table>')
        ).to.equal('<table><tr><td>a</td><td colspan="2">b</td></tr></table>');
        const { fragment } = markdownHtml('<ruby>a<rt>b '.repeat(50));
        expect(fragment.querySelectorAll('ruby')).to.have.length(1);
        expect(fragment.textContent?.match(/a/g)).to.have.length(50);
    });

    it('has quotes and lists in few others, and the rest of them as text', () => {
        for (const text of [`${'>'.repeat(150)} end`, `${'> - '.repeat(60)} end`, `${'1. '.repeat(60)} end`]) {
            const { fragment } = markdownHtml(text);
            expect(fragment.querySelectorAll('blockquote, ol, ul').length).to.be.within(10, 20);
            expect(fragment.textContent).to.match(/^\s*(?:[>-]|1\.).* end\s*$/);
        }
        const lazy = markdownHtml(`${'>'.repeat(150)} first\n${'a\n'.repeat(100)}`).fragment;
        expect(lazy.textContent?.match(/a/g)).to.have.length(100);
        const rows = Array.from({ length: 40 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n');
        expect(markdownHtml(rows).fragment.textContent?.match(/a/g)).to.have.length(40);
        expect(markdownHtml('- - - - - - - -').fragment.querySelectorAll('hr')).to.have.length(1);
    });

    it('has a thousand letters that no font knows, and replaces the others', () => {
        for (const [letter, text] of [
            ['\ue000', '\ue000'],
            ['\u{f0000}', '\u{f0000}'],
            ['\u0378', '&#x378;']
        ] as const) {
            expect(markdownHtml(text.repeat(1000)).isExact).to.equal(true);
            const { fragment, isExact } = markdownHtml(`a${text.repeat(1500)}b`);
            expect(isExact).to.equal(false);
            expect(fragment.textContent?.trim()).to.equal(`a${letter.repeat(1000)}${'\ufffd'.repeat(500)}b`);
        }
    });

    it('has the beginning of a text that changes its font with each letter', () => {
        const { fragment, isWhole } = markdownHtml('\u96f2a'.repeat(20_000));
        expect(isWhole).to.equal(false);
        expect(fragment.textContent).to.equal('\u96f2a'.repeat(7500));
        expect(markdownHtml(`${'\u96f2'.repeat(20)} word `.repeat(3000)).isWhole).to.equal(true);
    });

    for (const [language, word] of [
        ['Russian', 'слово, '],
        ['Greek', 'λέξη – '],
        ['Arabic', 'كلمة ١٢ '],
        ['Korean', '단어. '],
        ['Chinese', '，「字」 ']
    ] as const) {
        it(`has all of a long text in ${language}`, () => {
            expect(markdownHtml(word.repeat(12_000)).isWhole).to.equal(true);
        });
    }

    it('has few directions of writing', () => {
        expect(markdownHtml('<bdo dir="rtl">a</bdo>'.repeat(2000)).isWhole).to.equal(false);
        expect(markdownHtml('<bdo dir="rtl">a</bdo>'.repeat(1000)).isWhole).to.equal(true);
        expect(markdownHtml('<b dir="rtl">a</b>'.repeat(2000)).isWhole).to.equal(false);
    });

    it('has one piece of text where elements were taken out', () => {
        expect(markdownHtml('<p>a<blink>b</blink>c').fragment.querySelector('p')?.childNodes).to.have.length(1);
    });

    it('has each open element once', () => {
        expect(htmlOf('<p><b id="a"><i>x\n<p>y')).to.equal('<p><b id="user-content-a"><i>x\n<p>y</p></i></b></p>');
        const { fragment, isWhole } = markdownHtml(`<p>${openElements(300)}</p>\n${'<p>x'.repeat(500)}`);
        expect(isWhole).to.equal(true);
        expect(fragment.querySelectorAll('*').length).to.equal(801);
    });

    it('has the beginning of a short text that makes too many cells', () => {
        const { fragment, isWhole } = markdownHtml(
            `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n${'|x|\n'.repeat(100)}`
        );
        expect(isWhole).to.equal(false);
        expect(fragment.querySelectorAll('*').length).to.equal(20_000);
    });

    it('shows the whole of a long text', () => {
        const { fragment, isWhole } = markdownHtml('# Plan\n\n* *one* `two`\n\n'.repeat(300));
        expect(isWhole).to.equal(true);
        expect(fragment.querySelectorAll('code')).to.have.length(300);
    });

    for (const attack of [
        '<img src="x" onerror="alert(1)">',
        '<script>alert(1)</script>',
        '<style>body { display: none }</style>',
        '<div style="position: fixed" class="dialogOverlay">Sign in</div>',
        '<form action="https://example.org"><input name="password"></form>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="command:quit">a</a>',
        '<iframe src="https://example.org"></iframe>',
        '<svg><a xlink:href="javascript:alert(1)">a</a></svg>',
        '<img name="getElementById">',
        '<dialog open>Sign in</dialog>',
        '<div popover role="dialog" tabindex="1" aria-modal="true" data-command="quit">Sign in</div>'
    ]) {
        it(`takes what runs or deceives out of ${attack}`, () => {
            expect(htmlOf(attack)).not.to.match(
                /onerror|<script|<style|style=|class=|<form|<input|javascript|command|<iframe|<svg|name="getElementById"|<dialog|popover|role=|tabindex|aria-|data-command/
            );
        });
    }
});
