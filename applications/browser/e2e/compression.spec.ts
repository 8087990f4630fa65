// SPDX-License-Identifier: MIT

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures/test.js';

const FRONTEND = path.resolve(import.meta.dirname, '..', 'lib', 'frontend');

for (const name of ['bundle.js', 'bundle.css', 'editor.worker.js']) {
    test(`the IDE serves ${name} compressed, and uncompressed to clients without gzip`, async ({ ide }) => {
        const bundled = await readFile(path.join(FRONTEND, name));

        const compressed = await fetch(`${ide.address}/${name}`);
        expect(compressed.headers.get('content-encoding')).toBe('gzip');
        expect(Number(compressed.headers.get('content-length'))).toBeLessThan(bundled.length / 2);
        expect(bundled.equals(Buffer.from(await compressed.arrayBuffer()))).toBe(true);

        const plain = await fetch(`${ide.address}/${name}`, { headers: { 'Accept-Encoding': 'identity' } });
        expect(plain.headers.get('content-encoding')).toBeNull();
        expect(bundled.equals(Buffer.from(await plain.arrayBuffer()))).toBe(true);
    });
}
