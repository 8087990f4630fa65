// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot } from '../set-up/repository.mjs';

const OXLINT = inRoot('node_modules', 'oxlint', 'bin', 'oxlint');

/** Each function breaks one rule, but the last. */
const CODE = `
    export async function save(): Promise<void> {}
    export function forget(): void {
        save();
    }
    export function misuse(names: string[]): void {
        names.forEach(async () => save());
    }
    export function omit(permission: 'view' | 'edit'): number {
        switch (permission) {
            case 'view':
                return 1;
        }
        return 0;
    }
    export async function keep(): Promise<void> {
        await save();
    }
`;

describe('The rules that need types', function () {
    let folder;
    // Outside of the repository, whose folders for temporary files are ignored.
    before(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'sanyam-types-'))));
    after(() => rmSync(folder, { recursive: true }));

    it('find forgotten promises, misused promises and incomplete switches', async () => {
        writeFileSync(path.join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true, "types": [] } }');
        writeFileSync(path.join(folder, 'code.ts'), CODE);
        const parameters = ['--type-aware', '--config', inRoot('.oxlintrc.json'), '--format', 'json'];
        const output = await new Promise(resolve => {
            execFile(process.execPath, [OXLINT, ...parameters, folder], { cwd: inRoot() }, (_error, stdout) =>
                resolve(stdout)
            );
        });
        const found = JSON.parse(output).diagnostics.map(({ code, labels }) => [code, labels[0].span.line]);
        expect(found).to.have.deep.members([
            ['typescript(no-floating-promises)', 4],
            ['typescript(no-misused-promises)', 7],
            ['typescript(switch-exhaustiveness-check)', 10]
        ]);
    });
});
