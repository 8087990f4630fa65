// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import typescript from 'typescript';
import { inRoot } from '../set-up/repository.mjs';

const USE = `
    import * as client from '@sanyam/client';
    import * as store from '@sanyam/store';
    import * as types from '@sanyam/types';
    export const all = [client, store, types];
`;

describe('the types of the libraries', function () {
    let folder;
    before(() => {
        // Inside the repository, where TypeScript finds the packages.
        mkdirSync(inRoot('test-results'), { recursive: true });
        folder = mkdtempSync(inRoot('test-results', 'types-'));
        writeFileSync(path.join(folder, 'use.mts'), USE);
    });
    after(() => rmSync(folder, { recursive: true }));

    /** Returns the errors in our own declarations. Those of dependencies are not ours: supabase-js always needs the DOM. */
    function errorsWith(libraries, types) {
        const program = typescript.createProgram([path.join(folder, 'use.mts')], {
            strict: true,
            noEmit: true,
            target: typescript.ScriptTarget.ES2022,
            module: typescript.ModuleKind.NodeNext,
            lib: libraries.map(name => `lib.${name}.d.ts`),
            types
        });
        const files = program.getSourceFiles().filter(({ fileName }) => /\/(packages|types-\w+)\//.test(fileName));
        expect(files.map(({ fileName }) => path.relative(inRoot(), fileName))).to.include.members([
            'packages/client/lib/index.d.ts',
            'packages/store/lib/index.d.ts',
            'packages/types/lib/index.d.ts'
        ]);
        return files
            .flatMap(file => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
            .map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, ' '));
    }

    it('need those of Node or of browsers, as docs/client.md says', () => {
        expect(errorsWith(['es2022'], ['node'])).to.deep.equal([]);
        expect(errorsWith(['es2022', 'dom', 'dom.iterable'], [])).to.deep.equal([]);
        expect(errorsWith(['es2022'], [])).to.include("Cannot find name 'AbortSignal'.");
    });
});
