// SPDX-License-Identifier: MIT

import type { ILogger } from '@theia/core/lib/common/logger';
import type { SearchInWorkspaceOptions } from '@theia/search-in-workspace/lib/common/search-in-workspace-interface';
import { expect } from 'chai';
import { LocalSearchServer } from './local-search-server';

type StartProcess = ConstructorParameters<typeof LocalSearchServer>[1];

/** Returns the arguments of the searching program. */
async function argumentsFor(what: string, options: SearchInWorkspaceOptions): Promise<readonly string[]> {
    let given: readonly string[] = [];
    const ignored = { on: () => undefined };
    const process = { outputStream: ignored, errorStream: ignored, onError: () => undefined, onClose: () => undefined };
    const start = (started: { args: readonly string[] }): typeof process => {
        given = started.args;
        return process;
    };
    const server = Object.assign(new LocalSearchServer({} as ILogger, start as unknown as StartProcess), {
        rgPath: 'rg'
    });
    await server.search(what, ['file:///project'], options);
    return given;
}

describe('the search on the disk', () => {
    it('finds a text over several lines also in files with carriage returns', async () => {
        const given = await argumentsFor('a.(b)\n[c', { multiline: true });
        expect(given).to.include.members(['--multiline', '--regexp', String.raw`a\.\(b\)\r?\n\[c`]);
        expect(given).to.not.include('--fixed-strings');
    });

    it('finds whole words also by a regular expression', async () => {
        expect(await argumentsFor('a|b', { useRegExp: true, matchWholeWord: true })).to.include.members([
            '--word-regexp',
            'a|b'
        ]);
        for (const options of [{}, { useRegExp: true }, { matchWholeWord: true }]) {
            expect(await argumentsFor('a', options)).to.not.include('--word-regexp');
        }
    });
});
