// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot, root } from '../set-up/repository.mjs';

/** A path in code font, from the root of the repository. */
const NAMED = /`((?:packages|applications|examples|supabase|scripts|docs)\/[\w./-]+)`/g;

/** The target of a link, without its anchor. */
const LINKED = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;

/** A path in a comment of a code block. */
const COMMENTED = /(?:\/\/|#|--) .*?\b((?:packages|applications|supabase|scripts|docs)\/[\w/-][\w./-]*\w)/g;

/** Returns the paths that a page names and that do not exist. */
function missing(text, folder) {
    const blocks = [...text.matchAll(/```[^]*?```/g)].join('\n');
    const named = [...text.matchAll(NAMED), ...blocks.matchAll(COMMENTED)].map(([, name]) => inRoot(name));
    const linked = [...text.matchAll(LINKED)]
        .map(([, target]) => target)
        .filter(target => !/^[a-z]+:/.test(target))
        .map(target => path.resolve(folder, target));
    return [...named, ...linked].filter(file => !existsSync(file)).map(file => path.relative(root, file));
}

describe('the documentation', () => {
    const pages = [
        ...filesBelow([inRoot('docs'), inRoot('packages'), inRoot('applications')]),
        ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'].map(name => inRoot(name))
    ].filter(file => file.endsWith('.md') && !file.includes(`${path.sep}workspace${path.sep}`));

    for (const page of pages) {
        it(`names only existing files: ${path.relative(root, page)}`, () => {
            expect(missing(readFileSync(page, 'utf8'), path.dirname(page))).to.deep.equal([]);
        });
    }

    it('is searched for links, for paths in code font, and for paths in comments of code', () => {
        const text =
            'See `packages/none/a.ts`, `docs/style.md`, [a](b.md#c), [d](https://example.com) and [e](style.md).\n```ts\ncall(); // supabase/tests/none.ts; time stands still\n```\n';
        expect(missing(text, inRoot('docs'))).to.deep.equal([
            path.join('packages', 'none', 'a.ts'),
            path.join('supabase', 'tests', 'none.ts'),
            path.join('docs', 'b.md')
        ]);
    });
});
