// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { expect } from 'chai';
import { markdownHtml } from './markdown-html';

disableBrowserGlobals();

describe('a Markdown text as HTML', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));
    after(() => disableBrowserGlobals());

    function htmlOf(text: string): string {
        const host = document.createElement('div');
        host.append(markdownHtml(text));
        return host.innerHTML.trim();
    }

    it('has headings, tables, code and emphasis', () => {
        expect(htmlOf('# Plan\n\n*now* `code`')).to.equal('<h1>Plan</h1>\n<p><em>now</em> <code>code</code></p>');
        expect(htmlOf('|a|\n|-|\n|b|')).to.contain('<td>b</td>');
        expect(htmlOf('```ts\nlet a;\n```')).to.equal('<pre><code class="language-ts">let a;\n</code></pre>');
    });

    it('holds back the addresses of links and images', () => {
        expect(htmlOf('![x](a.png)')).to.equal('<p><img alt="x" data-src="a.png"></p>');
        expect(htmlOf('![x](file:///dev/ptmx)')).not.to.contain('<img');
        expect(htmlOf('<img data-src="file:///dev/zero" src="a.png">')).to.equal('<img data-src="a.png">');
        expect(htmlOf('[a](notes.md)')).to.equal('<p><a data-href="notes.md" role="link" tabindex="0">a</a></p>');
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
        '<img name="getElementById">'
    ]) {
        it(`takes what runs or deceives out of ${attack}`, () => {
            expect(htmlOf(attack)).not.to.match(
                /onerror|<script|<style|style=|class=|<form|<input|javascript|command|<iframe|<svg|name="getElementById"/
            );
        });
    }
});
