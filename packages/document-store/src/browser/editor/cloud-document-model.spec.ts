// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

let disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CloudError } from '@sanyam/types';
import { Emitter, Event } from '@theia/core/lib/common/event';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { StoredForm } from '../../common/stored-form';
import { CloudDocumentModel } from './cloud-document-model';
import type { CloudResourceVersion } from './cloud-document-resource';
import { UnansweredTexts } from './unanswered-texts';

disableBrowserGlobals();

describe('the text of a cloud document after a save without an answer', () => {
    before(() => {
        disableBrowserGlobals = enableBrowserGlobals();
        // jsdom has none, and Monaco's theme escapes the names of icons with it.
        Object.assign(globalThis, { CSS: { escape: (text: string) => text } });
    });
    after(() => {
        Reflect.deleteProperty(globalThis, 'CSS');
        disableBrowserGlobals();
    });

    let count = 0;
    const models: CloudDocumentModel[] = [];
    afterEach(() => models.splice(0).forEach(model => model.dispose()));

    function versionOf(documentVersion: number, text: string): CloudResourceVersion {
        return { documentVersion, text, form: StoredForm.of(text) };
    }

    /** Opens a text, and sends another one in vain. */
    async function open() {
        const changed = new Emitter<void>();
        const unanswered = new UnansweredTexts();
        const resource = {
            uri: new URI(`sanyam:/models/unanswered-${++count}.dsl`),
            version: versionOf(1, 'first'),
            unanswered,
            async readContents() {
                return this.version.text;
            },
            onDidChangeContents: changed.event,
            onDidChangeProgress: Event.None,
            dispose: () => changed.dispose()
        };
        const converter = { asRange: () => ({}) };
        const services = [
            converter,
            converter,
            { debug: () => undefined },
            { get: () => undefined, onPreferenceChanged: Event.None },
            { onNewerVersion: () => undefined }
        ];
        const model = new CloudDocumentModel(resource as never, ...(services as [never, never, never, never, never]));
        models.push(model);
        await model.load();
        const lost = (): Promise<never> => Promise.reject(new CloudError('SERVICE_UNAVAILABLE'));
        await unanswered.during('mine', lost).catch(() => undefined);
        /** The cloud has another version, of which the model hears. */
        const receive = async (version: CloudResourceVersion): Promise<void> => {
            resource.version = version;
            changed.fire();
            await model.sync();
        };
        return { model, unanswered, receive };
    }

    it('may be in the cloud until the editor shows another text', async () => {
        const { model, unanswered, receive } = await open();
        await receive(versionOf(2, 'first'));
        expect([model.base?.documentVersion, unanswered.has('mine')]).to.deep.equal([2, true]);
        await receive(versionOf(3, 'theirs'));
        expect([model.getText(), unanswered.has('mine')]).to.deep.equal(['theirs', false]);
    });

    it('may be in the cloud until the editor goes on from another text', async () => {
        const { model, unanswered } = await open();
        model.rebase(versionOf(2, 'mine'));
        expect(unanswered.has('mine')).to.equal(true);
        model.rebase(versionOf(3, 'theirs'));
        expect(unanswered.has('mine')).to.equal(false);
    });
});
