// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, inRoot, root } from '../set-up/repository.mjs';
import { localizedTextsIn } from './localized-texts.mjs';

/** The packages with texts for users of the IDE. Each has its German in the table. */
const PACKAGES = ['auth', 'document-store', 'licensing', 'product'];
/** Where the gateway says something about plans. The IDE calls it for nothing else. */
const GATEWAY_SENTENCES = ['billing/checkout.ts', 'routes/billing/no-billing.ts'];

const TABLE = 'src/node/nls.de.json';

/** Sentences of the database that the IDE never shows: for API keys, for operators, and for arguments that it sets itself. */
const NOT_IN_THE_IDE = [
    /^No policy: /,
    /API key/,
    /\bscopes?\b/,
    /^Ask for 1 to 366 days/,
    /^Only the (service role|gateway) may/,
    /^The tier "free"/,
    /^This (account|tier) does not exist\./,
    /^Rows of the audit log/,
    /^A (reason|batch|lease) (has|is) /,
    /^Name (the holder|a folder, too)/,
    /^The (direction|origin|state) is /,
    /^A part of a name has at most/,
    /^The trash has no folders\./,
    // The IDE reads no tables.
    /^This reads too much at once/,
    /^This request is too long/,
    /^This asks several times for the answer of a function/,
    /^Run as an administrator/
];

/** Only the gateway and operators call what is in these files. */
const NOT_FOR_USERS = /_billing(_\w+)?\.sql$/;

describe('German', () => {
    const files = PACKAGES.flatMap(readPackage);
    const texts = files.flatMap(file => file.texts.map(text => ({ ...text, package: file.package })));

    for (const name of PACKAGES) {
        it(`has every text of packages/${name}, and no other`, () => {
            const table = tableOf(name);
            const keys = new Set(texts.filter(text => text.package === name).map(({ key }) => key));
            expect({
                missing: [...keys].filter(key => !table.has(key)),
                unused: [...table.keys()].filter(key => !keys.has(key)),
                empty: [...table].filter(([, german]) => german.trim() === '').map(([key]) => key)
            }).to.deep.equal({ missing: [], unused: [], empty: [] });
        });
    }

    it('has the placeholders of the English text', () => {
        const tables = new Map(PACKAGES.map(name => [name, tableOf(name)]));
        const different = texts
            .map(text => ({ ...text, german: tables.get(text.package).get(text.key) ?? text.english }))
            .filter(({ english, german }) => placeholders(english) !== placeholders(german));
        expect(different).to.deep.equal([]);
    });

    it('has one English text for each key, which stands beside the key in the code', () => {
        const englishOf = new Map(texts.map(({ key, english }) => [key, english]));
        const ambiguous = texts.filter(({ key, english }) => englishOf.get(key) !== english);
        const unread = files.flatMap(({ path, unread }) => unread.map(({ key, line }) => `${path}:${line} ${key}`));
        expect({ ambiguous, unread }).to.deep.equal({ ambiguous: [], unread: [] });
    });

    it('has the texts of VS Code that the code uses', () => {
        const known = new Set(
            Object.keys(JSON.parse(readFileSync(inRoot('packages/product/src/node/theia.de.json'), 'utf8')))
        );
        const used = files.flatMap(({ content }) =>
            [...content.matchAll(/localizeByDefault\('([^']+)'/g)].map(([, english]) => english)
        );
        expect(used.filter(english => !known.has(english))).to.deep.equal([]);
    });

    it('has sizes in German, too', () => {
        const inEnglish = files.filter(
            ({ path, content }) => content.includes('formatSize(') && !path.endsWith('/shown-size.ts')
        );
        expect(
            inEnglish.map(({ path }) => path),
            'Use shownSize.'
        ).to.deep.equal([]);
    });

    it('has commands that the palette also finds by their English names', () => {
        const byHand = files.filter(
            ({ path, content }) => content.includes("category: 'Sanyam'") && !path.endsWith('/sanyam-command.ts')
        );
        expect(
            byHand.map(({ path }) => path),
            'Use sanyamCommand.'
        ).to.deep.equal([]);
    });

    it('has the sentences that the database gives to users of the IDE', () => {
        const known = texts.filter(({ key }) => key.startsWith('sanyam/error/')).map(({ english }) => english);
        const patterns = known.map(patternOf);
        const unknown = filesBelow([inRoot('supabase/schemas')])
            .filter(file => !NOT_FOR_USERS.test(file))
            .flatMap(file => sentencesIn(readFileSync(file, 'utf8')))
            .filter(sentence => !NOT_IN_THE_IDE.some(pattern => pattern.test(sentence)))
            .filter(sentence => !patterns.some(pattern => pattern.test(sentence)))
            // The database adds the same advice to several sentences.
            .filter(sentence => !known.some(english => english.includes(sentence)));
        expect(unknown, 'Add them to english-sentences.ts of document-store, and to its German table.').to.deep.equal(
            []
        );
    });

    it('has the sentences that the gateway says about plans', () => {
        const patterns = texts
            .filter(({ key }) => key.startsWith('sanyam/error/'))
            .map(({ english }) => patternOf(english));
        const said = GATEWAY_SENTENCES.flatMap(file =>
            spokenIn(readFileSync(inRoot('packages/gateway/src', file), 'utf8'))
        );
        expect(said.length).to.be.greaterThan(3);
        expect(
            said.filter(sentence => !patterns.some(pattern => pattern.test(sentence))),
            'Add them to english-sentences.ts of document-store, and to its German table.'
        ).to.deep.equal([]);
    });
});

/** Returns the source files of a package with their texts. */
function readPackage(name) {
    return filesBelow([inRoot('packages', name, 'src')])
        .filter(file => /(?<!\.spec|\.d)\.tsx?$/.test(file))
        .map(file => {
            const content = readFileSync(file, 'utf8');
            return { package: name, path: path.relative(root, file), content, ...localizedTextsIn(file, content) };
        });
}

/** Returns a table with flat keys, as Theia reads it. */
function tableOf(name) {
    const file = inRoot('packages', name, TABLE);
    const flat = (value, key) =>
        typeof value === 'string'
            ? [[key, value]]
            : Object.entries(value).flatMap(([part, below]) => flat(below, key === '' ? part : `${key}/${part}`));
    return new Map(existsSync(file) ? flat(JSON.parse(readFileSync(file, 'utf8')), '') : []);
}

function placeholders(text) {
    return [...new Set(text.match(/\{\d\}/g))].sort().join();
}

/** Returns what matches a text that was made of a template such as `Share {0}`. */
function patternOf(template) {
    const parts = template.split(/\{\d\}/).map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.+')}$`);
}

/** Returns the literals of SQL that are sentences. Literals on lines that follow one another are one. */
function sentencesIn(sql) {
    const joined = sql.replace(/^\s*--.*$/gm, '').replace(/'\s*\n\s*'/g, '');
    return [...joined.matchAll(/'((?:[^']|'')*)'/g)]
        .map(([, literal]) => literal.trim())
        .filter(literal => /^[“A-Z][^\n]* [^\n]*\.$/.test(literal));
}

/** Returns the literals of a module that are sentences. Errors of the program itself are for nobody. */
function spokenIn(source) {
    return [...source.matchAll(/(?<!new Error\()(?:'([“A-Z][^'\n]*\.)'|`([“A-Z][^`\n]*\.)`)/g)].map(
        ([, plain, template]) => plain ?? template
    );
}
