// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { DefaultUriLabelProviderContribution, URIIconReference } from '@theia/core/lib/browser/label-provider';
import URI from '@theia/core/lib/common/uri';
import { FileStat } from '@theia/filesystem/lib/common/files';
import { expect } from 'chai';
import { BuiltinNameLabelProvider } from './builtin-name-label-provider';

disableBrowserGlobals();

describe('the icon of a file with a name that each JavaScript object has', () => {
    const theia = new DefaultUriLabelProviderContribution();
    const provider = Object.assign(new BuiltinNameLabelProvider(), { icons: theia });

    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
        it(`is that of any file: ${name}`, () => {
            const uri = new URI('sanyam:/').resolve(name);
            expect(() => theia.getIcon(uri)).to.throw();
            for (const element of [uri, FileStat.file(uri.toString()), URIIconReference.create('file', uri)]) {
                expect(provider.canHandle(element)).to.be.greaterThan(100);
                expect(provider.getIcon(element)).to.equal(theia.defaultFileIcon);
            }
            for (const folder of [FileStat.dir(uri.toString()), URIIconReference.create('folder', uri)]) {
                expect(provider.getIcon(folder)).to.equal(theia.defaultFolderIcon);
            }
        });
    }

    it('is chosen by Theia for other names', () => {
        for (const name of ['a.constructor', 'constructors', 'Constructor', 'notes.md', '']) {
            expect(provider.canHandle(new URI('sanyam:/').resolve(name)), name).to.equal(0);
            expect(() => theia.getIcon(new URI('sanyam:/').resolve(name)), name).not.to.throw();
        }
        expect(provider.canHandle({})).to.equal(0);
    });
});
