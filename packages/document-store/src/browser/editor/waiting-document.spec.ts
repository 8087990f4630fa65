// SPDX-License-Identifier: MIT

import { enableJSDOM } from '@theia/core/lib/browser/test/jsdom';
const disableJSDOM = enableJSDOM();

import { CloudError } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { isOutOfSync, world } from '../test/document-windows';
import { CloudDocumentResource } from './cloud-document-resource';

disableJSDOM();

describe('a cloud document that cannot be read', () => {
    it('stays as a tab of the last session while the cloud is away, saves nothing, and has its text afterwards', async () => {
        const { id, openWindow } = await world();
        const { documents } = openWindow();
        let isAway = true;
        const { read } = documents;
        documents.read = (...parameters) =>
            isAway ? Promise.reject(new CloudError('SERVICE_UNAVAILABLE')) : read.apply(documents, parameters);
        const uri = new URI('sanyam:///notes.md');
        const open = (isRestored: boolean) =>
            new CloudDocumentResource(
                uri,
                id,
                documents,
                () => Disposable.NULL,
                () => isRestored
            );
        const refused: unknown = await open(false)
            .readContents()
            .catch((error: unknown) => error);
        expect(CloudError.is(refused, 'SERVICE_UNAVAILABLE')).to.equal(true);

        const tab = open(true);
        expect(await tab.readContents()).to.equal('');
        expect(tab.reasonToWait).to.match(/Could not reach the cloud/);
        expect(tab.readOnly).to.be.an('object');
        isAway = false;
        expect(await isOutOfSync(tab.saveContents(''))).to.equal(true);
        const retried = new Promise<void>(resolve => tab.onDidChangeContents(resolve));
        tab.retry();
        await retried;
        expect(await tab.readContents()).to.equal('one');
        expect(tab.reasonToWait).to.equal(undefined);
        expect(tab.readOnly).to.equal(false);
        expect(await documents.read(id)).to.include({ version: 1, content: 'one' });
    });
});
