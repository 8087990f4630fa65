// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

import { CloudError } from '@sanyam/types';
import { Disposable } from '@theia/core/lib/common/disposable';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { mock } from 'node:test';
import { isOutOfSync, world } from '../test/document-windows';
import { CloudDocumentResource } from './cloud-document-resource';

disableBrowserGlobals();

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
        expect(tab.reasonToWait).to.match(/^Could not read this document\./);
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

    it('is asked for again by a tab of the last session, also if the cloud only refused one request', async () => {
        const { id, openWindow } = await world();
        const { documents } = openWindow();
        const { read } = documents;
        documents.read = () => Promise.reject(new CloudError('RATE_LIMIT_EXCEEDED'));
        const watch = (): Disposable => Disposable.NULL;
        const tab = new CloudDocumentResource(new URI('sanyam:///notes.md'), id, documents, watch, () => true);
        const reasons: (string | undefined)[] = [];
        tab.onDidChangeReadOnly(() => reasons.push(tab.reasonToWait));
        let asked = 0;
        tab.onDidChangeContents(() => asked++);
        mock.timers.enable({ apis: ['setTimeout'] });
        try {
            expect(await tab.readContents()).to.equal('');
            mock.timers.tick(5_000);
            expect(asked).to.equal(1);
            documents.read = () => Promise.reject(new CloudError('UNAUTHORIZED'));
            expect(await tab.readContents()).to.equal('');
        } finally {
            mock.timers.reset();
        }
        documents.read = read;
        expect(await tab.readContents()).to.equal('one');
        tab.dispose();
        expect(reasons).to.have.lengthOf(3);
        expect(reasons[0]).to.match(/requests of this hour.* tries again/);
        expect(reasons[1]).to.not.match(/tries again/);
        expect(reasons[2]).to.equal(undefined);
    });
});
