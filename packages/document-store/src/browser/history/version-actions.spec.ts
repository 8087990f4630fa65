// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';
const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import type { DocumentVersion } from '@sanyam/types';
import URI from '@theia/core/lib/common/uri';
import { EditorWidget } from '@theia/editor/lib/browser/editor-widget';
import { MonacoDiffEditor } from '@theia/monaco/lib/browser/monaco-diff-editor';
import { expect } from 'chai';
import { VersionActions } from './version-actions';

disableBrowserGlobals();

/** A comparison that shows two equal texts. */
function equalTexts(): EditorWidget {
    const model = { getLinesContent: () => ['text'] };
    const editor = Object.create(MonacoDiffEditor.prototype, {
        diffEditor: { value: { getModel: () => ({ original: model, modified: model }) } }
    });
    return Object.create(EditorWidget.prototype, { editor: { value: editor } });
}

describe('the comparison of a version with the current text', () => {
    /** Returns what is said, and how many texts were read. @param content of the document in the cloud */
    async function compare(content: string, isUnsaved: boolean): Promise<{ said: string[]; reads: number }> {
        const said: string[] = [];
        let reads = 0;
        const read = (text: string) => async () => {
            reads++;
            return { content: text };
        };
        const actions = Object.assign(new VersionActions(), {
            store: { versions: { read: read('text\n') } },
            service: { nameOf: () => 'a.md', read: read(content) },
            editors: {
                uriOf: async () => new URI('sanyam:/a.md'),
                of: () => [{ saveable: { dirty: isUnsaved } }]
            },
            errors: { show: async (operation: string) => void said.push(operation) },
            opener: { getOpener: async () => ({ open: async () => equalTexts() }) },
            messages: { info: async (text: string) => void said.push(text) }
        });
        await actions.compareWithCurrent({
            document_id: 'id',
            document_name: 'a.md',
            version_number: 1
        } as DocumentVersion);
        return { said, reads };
    }

    it('says in what equal lines differ', async () => {
        expect(await compare('text\r\n', false)).to.deep.equal({
            said: ['These differ only in line endings.'],
            reads: 2
        });
    });

    it('reads nothing for unsaved text, with which it is compared', async () => {
        expect(await compare('text\r\n', true)).to.deep.equal({ said: [], reads: 0 });
    });
});
