// SPDX-License-Identifier: MIT

import { GRAMMAR_FILES, grammarModule } from '@sanyam/product/lib/common/language-table.js';
import esbuild from 'esbuild';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { compress, removeCompressed } from './compression.mjs';
import { browserOptions, watch } from './gen-esbuild.browser.mjs';
import { nodeOptions } from './gen-esbuild.node.mjs';

/**
 * Bundles the DOMPurify that is installed instead of the copy in Monaco. That one is 3.2.7, which has a known hole
 * (CVE-2026-0540), and a resolution of Yarn does not change it.
 */
const currentDomPurify = {
    name: 'current-dompurify',
    setup(build) {
        build.onResolve({ filter: /\/dompurify\/dompurify\.js$/ }, ({ resolveDir, kind }) =>
            build.resolve('dompurify', { resolveDir, kind })
        );
    }
};

/**
 * Takes assignments to characters of strings out of jschardet, which guesses encodings. They do nothing in Node, but throw
 * in a bundle, which is in strict mode.
 */
const strictJschardet = {
    name: 'strict-jschardet',
    setup(build) {
        build.onLoad({ filter: /[\\/]jschardet[\\/]src[\\/](mbcharset|eucjp|sjis)prober\.js$/ }, async ({ path }) => ({
            contents: (await readFile(path, 'utf8')).replace(/this\._mLastChar\[[01]\] = [^;]*;/g, ''),
            loader: 'js'
        }));
    }
};

/** Writes the files that the frontend fetches on demand, and those of the page, beside the bundle: the icon, and the grammars without whitespace. */
async function writeAssets() {
    const resolve = specifier => fileURLToPath(import.meta.resolve(specifier));
    await mkdir('lib/frontend/grammars', { recursive: true });
    const grammars = [...new Set(GRAMMAR_FILES.values())].map(async file => {
        const grammar = JSON.parse(await readFile(resolve(grammarModule(file)), 'utf8'));
        await writeFile(`lib/frontend/grammars/${file}.json`, JSON.stringify(grammar));
    });
    const icon = resolve('@sanyam/product/resources/sanyam.svg');
    await Promise.all([
        ...grammars,
        copyFile(icon, 'lib/frontend/sanyam.svg'),
        ...['move-icon.js', 'site-data.js'].map(file => copyFile(file, `lib/frontend/${file}`))
    ]);
}

const frontend = await esbuild.context({
    ...browserOptions,
    entryPoints: {
        ...browserOptions.entryPoints,
        'merge.worker': '@sanyam/document-store/lib/browser/merge/merge-worker.js'
    },
    plugins: [currentDomPurify, strictJschardet, ...browserOptions.plugins]
});
const backend = await esbuild.context({
    ...nodeOptions,
    entryPoints: { ...nodeOptions.entryPoints, main: './backend.mjs' }
});
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
