// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals('Sanyam');

import { until } from '@sanyam/test-kit/until';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { ConnectedFileService } from './connected-file-service';
import { listed, UnsavedNotice } from './unsaved-notice';

disableBrowserGlobals();

const FILE = new URI('file:///home/ada/notes.md');

/** Without providers for any scheme: what passes the check fails with ENOPRO. */
class TestedService extends ConnectedFileService {
    readonly shown: string[] = [];
    isConnected = false;

    constructor() {
        super();
        const { shown } = this;
        const messages = { error: async (text: string) => void shown.push(text) };
        const isConnected = () => this.isConnected;
        Object.assign(this, {
            notice: Object.assign(new UnsavedNotice(), { messages }),
            connection: {
                get isConnected() {
                    return isConnected();
                }
            }
        });
    }

    refusalOf(work: Promise<unknown>): Promise<string> {
        return work.then(
            () => 'It was written.',
            (error: unknown) => String(error)
        );
    }
}

describe('the file service', () => {
    let service: TestedService;

    beforeEach(() => (service = new TestedService()));

    it('refuses to write a local file without a backend, and names all files of the moment in one notice', async () => {
        for (const name of ['a.md', 'invoice\u202Efdp.exe', 'c.md', 'd.md', 'e.md']) {
            const uri = FILE.parent.resolve(name);
            expect(await service.refusalOf(service.write(uri, 'text'))).to.include('not connected to its backend');
            expect(await service.refusalOf(service.update(uri, [], { readEncoding: 'utf8' }))).to.include(
                'not connected to its backend'
            );
        }
        await until(() => service.shown.length > 0);
        expect(service.shown).to.have.length(1);
        // A notice shows Markdown, in which names are escaped.
        expect(service.shown[0]?.replaceAll('\\', '')).to.match(
            /^Could not save “a\.md”, “invoice\[U\+202E\]fdp\.exe”, “c\.md” and 2 other files\. .* Your text stays/
        );
    });

    it('writes local files with a backend, and cloud documents without one', async () => {
        service.isConnected = true;
        const written = await service.refusalOf(service.write(FILE, 'text'));
        service.isConnected = false;
        const cloud = await service.refusalOf(service.write(new URI('sanyam://cloud/notes.md'), 'text'));
        expect([written, cloud].join()).not.to.include('backend');
        expect(service.shown).to.deep.equal([]);
    });

    it('lists names as a sentence does', () => {
        expect(listed(['a'])).to.equal('a');
        expect(listed(['a', 'b'])).to.equal('a and b');
        expect(listed(['a', 'b', 'c'])).to.equal('a, b and c');
        expect(listed(['a', 'b', 'c', 'd'])).to.equal('a, b, c and 1 other file');
    });
});
