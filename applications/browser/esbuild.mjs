// SPDX-License-Identifier: MIT

import { GRAMMAR_FILES, grammarModule } from '@sanyam/product/lib/common/language-table.js';
import esbuild from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compress, removeCompressed } from './compression.mjs';
import { browserOptions, watch } from './gen-esbuild.browser.mjs';
import { nodeOptions } from './gen-esbuild.node.mjs';

/** Writes the files that the frontend fetches on demand beside the bundle: the icon, and the grammars without whitespace. */
async function writeAssets() {
    const resolve = specifier => fileURLToPath(import.meta.resolve(specifier));
    await mkdir('lib/frontend/grammars', { recursive: true });
    const grammars = [...new Set(GRAMMAR_FILES.values())].map(async file => {
        const grammar = JSON.parse(await readFile(resolve(grammarModule(file)), 'utf8'));
        await writeFile(`lib/frontend/grammars/${file}.json`, JSON.stringify(grammar));
    });
    const icon = readFile(resolve('@sanyam/product/resources/sanyam.svg'));
    await Promise.all([...grammars, writeFile('lib/frontend/sanyam.svg', await icon)]);
}

const frontend = await esbuild.context(browserOptions);
const backend = await esbuild.context(nodeOptions);
const contexts = [frontend, backend];

await removeCompressed();
if (watch) {
    await Promise.all(contexts.map(context => context.watch()));
    await writeAssets();
} else {
    try {
        await Promise.all([frontend.rebuild().then(compress), backend.rebuild(), writeAssets()]);
    } finally {
        await Promise.all(contexts.map(context => context.dispose()));
    }
}
