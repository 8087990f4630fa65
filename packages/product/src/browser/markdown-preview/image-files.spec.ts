// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { type ImageFiles, showImages } from './image-files';

disableBrowserGlobals();

describe('the images of a Markdown preview', () => {
    before(() => (disableBrowserGlobals = enableBrowserGlobals('Sanyam')));
    after(() => disableBrowserGlobals());

    /** Returns the address that the page loads, and the files that are read. */
    function show(source: string, showsWeb = true): { readonly loaded: string | null; readonly read: string[] } {
        const read: string[] = [];
        const files: Pick<ImageFiles, 'resolve'> = {
            resolve: (uri: URI): Promise<never> => {
                read.push(uri.toString());
                return Promise.reject(new Error('There is no file.'));
            }
        };
        const preview = document.createElement('div');
        const image = document.createElement('img');
        image.dataset['src'] = source;
        preview.append(image);
        showImages(preview, new URI('file:///work/plan.md'), files as ImageFiles, showsWeb);
        return { loaded: image.getAttribute('src'), read };
    }

    for (const source of ['https://example.org/a.png', 'http://example.org:8080/a.png', 'data:image/png;base64,AA==']) {
        it(`load ${source}`, () => expect(show(source)).to.deep.equal({ loaded: source, read: [] }));
    }

    it('are not loaded from the web unless the user wants them', () => {
        expect(show('https://example.org/a.png', false)).to.deep.equal({ loaded: null, read: [] });
        expect(show('images/a.png', false).read).to.deep.equal(['file:///work/images/a.png']);
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
        'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
        'data:image/\tsvg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
        'data:image/png\t+svg,a'
    ]) {
        it(`never ask for ${source}`, () => expect(show(source)).to.deep.equal({ loaded: null, read: [] }));
    }
});
