// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { asCloudFolder, cloudFolderIn, cloudFolderName } from './cloud-folder-address';

disableBrowserGlobals();

describe('the address of a window with a cloud folder [BY-04]', () => {
    for (const folder of ['sanyam:/', 'sanyam:/models/shared', 'sanyam:/100%25%20%231', 'sanyam://~shared/']) {
        it(`names ${folder}`, () => {
            expect(cloudFolderIn(`#${encodeURI(folder)}`)).to.equal(folder);
        });
    }

    for (const hash of ['', '#/home/ada/work', '#sanyam=01a217f3-331f-769a-a0c4-c4c5074be131', '#sanyam:/%']) {
        it(`does not name one with “${hash}”`, () => {
            expect(cloudFolderIn(hash)).to.equal(undefined);
        });
    }

    it('is the same with and without a slash at the end', () => {
        for (const [uri, folder] of [
            ['sanyam:///models/', 'sanyam:/models'],
            ['sanyam:///', 'sanyam:/'],
            ['sanyam:', 'sanyam:/'],
            ['sanyam://~shared', 'sanyam://~shared/']
        ] as const) {
            expect(asCloudFolder(uri)?.toString(), uri).to.equal(folder);
        }
        expect(asCloudFolder('file:///models')).to.equal(undefined);
        expect(asCloudFolder(undefined)).to.equal(undefined);
    });

    it('has a name for the title, also at the top', () => {
        const names = ['sanyam:///', 'sanyam://~shared/', 'sanyam:///models/a%20b'].map(uri =>
            cloudFolderName(new URI(uri))
        );
        expect(names).to.deep.equal(['My Documents', 'Shared with Me', 'a b']);
    });
});
