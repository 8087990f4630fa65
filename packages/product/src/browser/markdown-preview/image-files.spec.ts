// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { showImages, type WantedImages } from './image-files';
import type { ImageFiles } from './image-source';

disableBrowserGlobals();

describe('the images of a Markdown preview', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals('Sanyam');
        Object.assign(globalThis, { DOMParser: window.DOMParser, Node: window.Node });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'DOMParser');
        disableBrowserGlobals();
    });

    const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
    const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    const SLOW = '<svg xmlns="http://www.w3.org/2000/svg"><style/></svg>';

    /** Files beside the document, by path. */
    class Folder {
        readonly read: string[] = [];
        version = 1;

        constructor(private readonly contents: Readonly<Record<string, string | Uint8Array>> = {}) {}

        readonly files = {
            resolve: (uri: URI): Promise<object> => {
                this.read.push(uri.toString());
                const content = this.contents[uri.path.base];
                return content === undefined
                    ? Promise.reject(new Error('There is no file.'))
                    : Promise.resolve({ isFile: true, size: content.length, etag: `${this.version}` });
            },
            readFile: (uri: URI): Promise<object> =>
                Promise.resolve({ value: { buffer: Buffer.from(this.contents[uri.path.base] ?? '') } })
        } as unknown as ImageFiles;
    }

    function preview(html: string, folder: Folder, wanted: Partial<WantedImages> = {}): HTMLElement {
        const element = document.createElement('div');
        element.innerHTML = html;
        const choices = { web: true, single: new Set<string>(), ...wanted };
        showImages(element, new URI('file:///work/plan.md'), folder.files, choices);
        return element;
    }

    /** Returns the address that the page loads at once, and the files that are read. */
    function show(source: string, web = true): { readonly loaded: string | null; readonly read: string[] } {
        const folder = new Folder();
        const image = document.createElement('img');
        image.dataset['src'] = source;
        const element = preview(image.outerHTML, folder, { web });
        return { loaded: element.querySelector('img')?.getAttribute('src') ?? null, read: folder.read };
    }

    /** Gives promises their turns until an element has what is expected, at most a thousand times. */
    async function until(isReached: () => boolean): Promise<void> {
        for (let turn = 0; turn < 1000 && !isReached(); turn++) {
            await new Promise(resolve => setImmediate(resolve));
        }
    }

    /** Waits until an image is drawn or held back, and returns what a reader sees. */
    async function settled(element: HTMLElement): Promise<string> {
        await until(() => element.querySelector('img[src], button') !== null);
        const source = element.querySelector('img')?.src ?? '';
        return source === '' ? (element.textContent ?? '') : source.replace(/^blob:.*/, 'drawn');
    }

    for (const source of ['https://example.org/a.png', 'http://example.org:8080/a.png']) {
        it(`load ${source}`, () => expect(show(source)).to.deep.equal({ loaded: source, read: [] }));
    }

    it('are not loaded from the web unless the user wants them', () => {
        expect(show('https://example.org/a.png', false)).to.deep.equal({ loaded: null, read: [] });
        expect(show('images/a.png', false).read).to.deep.equal(['file:///work/images/a.png']);
    });

    it('are drawn when they are small, from files and from the text', async () => {
        const folder = new Folder({ 'a.png': PNG, 'a.svg': SVG });
        for (const source of ['a.png', 'a.svg', `data:image/png;base64,${PNG.toString('base64')}`]) {
            expect(await settled(preview(`<img data-src="${source}">`, folder)), source).to.equal('drawn');
        }
        const data = `data:image/svg+xml,${encodeURIComponent(SVG)}`;
        expect(await settled(preview(`<img data-src="${data}">`, folder))).to.equal('drawn');
    });

    it('wait with a reason and a button beside their text', async () => {
        const folder = new Folder({ 'a.svg': SLOW, 'a.avif': 'avif', 'a.bin': PNG.subarray(0, 20) });
        const slow = 'This SVG image may take long to draw.Show';
        const unknown = 'The size of this image is not known.Show';
        for (const [source, expected] of [
            ['a.svg', slow],
            [`data:image/svg+xml,${encodeURIComponent(SLOW)}`, slow],
            ['a.avif', unknown],
            ['a.bin', unknown],
            ['data:image/png;base64,AA==', unknown]
        ] as const) {
            expect(await settled(preview(`<img data-src="${source}">`, folder)), source).to.equal(expected);
        }
        const web = preview('<img alt="A house. " data-src="https://example.org/a.png">', folder, { web: false });
        expect(await settled(web)).to.equal('A house. This image comes from the web.Show');
        expect(web.querySelector('.sanyam-held-image')?.textContent).to.equal(web.textContent);
    });

    it('have their button beside a link that they are in', async () => {
        const link = preview('<a><img data-src="a.svg"><img data-src="a.svg"></a>', new Folder({ 'a.svg': SLOW }));
        const buttons = link.getElementsByTagName('button');
        await until(() => buttons.length === 2);
        expect(buttons).to.have.length(2);
        expect(link.querySelectorAll('a button')).to.have.length(0);
        buttons[1]?.click();
        await until(() => buttons.length === 1);
        expect(buttons).to.have.length(1);
        expect(link.querySelectorAll('a > img[src]')).to.have.length(1);
    });

    it('are drawn when the user wants them, and wait again when their file changes', async () => {
        const folder = new Folder({ 'a.svg': SLOW });
        const single = new Set<string>();
        const html = '<img data-src="a.svg">';
        const first = preview(html, folder, { single });
        await settled(first);
        first.querySelector('button')?.click();
        await until(() => first.querySelector('button') === null);
        expect(await settled(first)).to.equal('drawn');
        expect(await settled(preview(html, folder, { single }))).to.equal('drawn');
        folder.version++;
        expect(await settled(preview(html, folder, { single }))).to.contain('Show');
    });

    it('wait when there are many', () => {
        const element = preview('<img data-src="a.png">'.repeat(60), new Folder({ 'a.png': PNG }));
        expect(element.querySelectorAll('button')).to.have.length(10);
        expect(element.textContent).to.contain('This document has many images.');
    });

    it('that cannot be shown say so', async () => {
        const element = preview('<img data-src="a.png">'.repeat(51), new Folder());
        element.querySelector('button')?.click();
        await until(() => element.querySelector('button') === null);
        expect(element.textContent).to.equal('Could not show this image.');
    });

    it('are read from files beside the document', () => {
        expect(show('images/a.png')).to.deep.equal({ loaded: null, read: ['file:///work/images/a.png'] });
    });

    for (const source of [
        'http:files/?uri=file:///home',
        'https:/files/?uri=file:///home',
        'HTTP:files/?uri=file:///home',
        '//example.org/a.png',
        '/files/?uri=file:///home',
        'http://localhost:3000/files/?uri=file:///home',
        'http://127.0.0.1/a.png',
        'http://127.1/a.png',
        'http://0x7f000001/a.png',
        'http://[::1]:3000/a.png',
        'http://[::ffff:127.0.0.1]/a.png',
        'http://app.localhost/a.png',
        'http://app.localhost./a.png',
        'http://0.0.0.0:3000/a.png',
        'http://0/a.png',
        'http://',
        'file:///dev/zero',
        '../secret.png',
        'blob:http://example.org/1',
        'data:image/\tsvg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
        'data:image/png\t+svg,a'
    ]) {
        it(`never ask for ${source}`, () => expect(show(source)).to.deep.equal({ loaded: null, read: [] }));
    }
});
