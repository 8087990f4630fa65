// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { CloudDirectory } from './file-system/cloud-directory';
import { NewDocumentFolder } from './new-document-folder';

disableBrowserGlobals();

describe('the folder of a new cloud document [BY-04]', () => {
    const ID = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

    function folders(workspace: string | undefined): NewDocumentFolder {
        return Object.assign(new NewDocumentFolder(), {
            directory: new CloudDirectory(),
            workspace: () => (workspace === undefined ? undefined : new URI(workspace))
        });
    }

    const cases: [what: string, workspace: string | undefined, uri: string | undefined, folder: string][] = [
        ['the cloud folder that is the workspace', 'sanyam:///models/a%20b', 'untitled:/Untitled-1', 'models/a b'],
        [
            'the one of the document that was there before',
            'sanyam:///models',
            'sanyam:/models/deep/a.dsl',
            'models/deep'
        ],
        ['the top, for a document of others', 'sanyam:///', 'sanyam://~shared/ada@example.org/a.dsl', ''],
        ['the workspace, for a document with an address by id', 'sanyam:///models', `sanyam://${ID}/a.dsl`, 'models'],
        ['the top, while a folder of others is the workspace', 'sanyam://~shared/', 'untitled:/Untitled-1', ''],
        ['the top, while the workspace is on the disk', 'file:///home/ada', 'file:///home/ada/a.dsl', ''],
        ['the top, without a workspace', undefined, undefined, '']
    ];
    for (const [what, workspace, uri, folder] of cases) {
        it(`is ${what}`, () => {
            expect(folders(workspace).of(uri === undefined ? undefined : new URI(uri))).to.equal(folder);
        });
    }

    it('is offered first only while a folder of one’s own is the workspace', () => {
        expect(folders('sanyam:///').ofWorkspace).to.equal('');
        expect(folders('sanyam:///models').ofWorkspace).to.equal('models');
        expect(folders('sanyam://~shared/ada@example.org').ofWorkspace).to.equal(undefined);
        expect(folders('file:///home/ada').ofWorkspace).to.equal(undefined);
    });
});
