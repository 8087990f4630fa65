// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { Emitter } from '@theia/core/lib/common/event';
import { expect } from 'chai';
import { LinkClipboard } from './link-clipboard';

disableBrowserGlobals();

describe('Copy Link', () => {
    async function copy(write: (written: Emitter<string>) => void): Promise<string[]> {
        const written = new Emitter<string>();
        const notices: string[] = [];
        const note = async (text: string): Promise<void> => void notices.push(text);
        const links = Object.assign(new LinkClipboard(), {
            clipboard: { onDidWriteText: written.event, writeText: async () => write(written) },
            messages: { info: note, warn: note }
        });
        await links.copy(['https://ide.example.org/#sanyam=1'], 'Copied.');
        return notices;
    }

    it('says that the clipboard has it', async () => {
        expect(await copy(written => written.fire(''))).to.deep.equal(['Copied.']);
    });

    it('shows the link where the page has no clipboard, or the browser refuses it', async () => {
        const refusals = [
            () => {
                throw new TypeError('navigator.clipboard is undefined');
            },
            () => undefined
        ];
        for (const refuse of refusals) {
            const [notice, ...others] = await copy(refuse);
            expect(notice).to.contain('Copy it yourself: https\\://ide\\.example\\.org/\\#sanyam=1');
            expect(others).to.deep.equal([]);
        }
    });
});
