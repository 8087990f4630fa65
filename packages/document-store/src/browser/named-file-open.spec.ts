// SPDX-License-Identifier: MIT

import { enableBrowserGlobals } from '../test/browser-globals';

const disableBrowserGlobals = enableBrowserGlobals();

// First: Theia's modules import each other in circles, and this order of loading works.
import '@theia/core/lib/browser';
import { CancellationToken } from '@theia/core/lib/common/cancellation';
import URI from '@theia/core/lib/common/uri';
import { expect } from 'chai';
import { NamedFileOpen } from './named-file-open';

disableBrowserGlobals();

describe('Go to File', () => {
    /** @returns the names that are offered for a text, and the line at which the first one opens */
    async function find(text: string, names: readonly string[]): Promise<[string[], number | undefined]> {
        const service = Object.assign(new NamedFileOpen(), {
            quickFileSelectService: {
                getPicks: async (filter: string) =>
                    names
                        .filter(name => name.toLowerCase().includes(filter.toLowerCase()))
                        .map(name => ({ label: name, uri: new URI().withScheme('file').withPath(`/work/${name}`) }))
            }
        });
        const picks = await service.getPicks(text, CancellationToken.None);
        const { selection } = service['buildOpenerOptions']();
        const line = selection && 'start' in selection ? selection.start?.line : undefined;
        return [picks.map(pick => pick.label ?? ''), line];
    }

    const meetings = ['Meeting 10:30.md', 'Meeting 10:45.md'];

    it('takes a colon and a number for a part of the name, where a name has them', async () => {
        expect(await find('Meeting 10:45', meetings)).to.deep.equal([['Meeting 10:45.md'], undefined]);
        expect(await find('meeting 10:4', meetings)).to.deep.equal([['Meeting 10:45.md'], undefined]);
    });

    it('takes them for a line where no name has them', async () => {
        expect(await find('Meeting 10:45.md:7', meetings)).to.deep.equal([['Meeting 10:45.md'], 6]);
        expect(await find('notes:12', ['notes.md'])).to.deep.equal([['notes.md'], 11]);
    });
});
