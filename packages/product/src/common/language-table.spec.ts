// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';
import { GRAMMAR_FILES, grammarModule, INJECTED_GRAMMARS, LANGUAGES } from './language-table';

describe('the language table', () => {
    const ids = new Set(LANGUAGES.map(language => language.id));
    let registry: Registry;

    before(async () => {
        await loadWASM(await readFile(require.resolve('vscode-oniguruma/release/onig.wasm')));
        registry = new Registry({
            onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
            getInjections: scope => [...(INJECTED_GRAMMARS[scope] ?? [])],
            loadGrammar: async scope => {
                const file = GRAMMAR_FILES.get(scope);
                return file === undefined ? null : parseRawGrammar(await read(file), `${file}.json`);
            }
        });
    });

    function read(file: string): Promise<string> {
        return readFile(require.resolve(grammarModule(file)), 'utf8');
    }

    /** Returns the scopes of the first token that starts with `text`. */
    async function scopesOf(scope: string, lines: string[], text: string): Promise<string[]> {
        const grammar = await registry.loadGrammar(scope);
        let state = INITIAL;
        let found: string[] | undefined;
        for (const line of lines) {
            const { tokens, ruleStack } = grammar!.tokenizeLine(line, state);
            found ??= tokens.find(token => line.slice(token.startIndex).startsWith(text))?.scopes;
            state = ruleStack;
        }
        expect(found, `a token that starts with ${text}`).not.to.equal(undefined);
        return found ?? [];
    }

    it('lists each language once', () => {
        expect(ids.size).to.equal(LANGUAGES.length);
    });

    it('assigns each file pattern to one language', () => {
        const files = LANGUAGES.flatMap(({ extensions, filenames }) => [
            ...extensions.map(extension => `*${extension}`),
            ...filenames
        ]);
        expect(files).to.have.length(new Set(files).size);
    });

    it('has a valid regular expression for each first line', () => {
        for (const { firstLine } of LANGUAGES) {
            expect(() => new RegExp(firstLine ?? '')).not.to.throw();
        }
    });

    for (const [scope, file] of GRAMMAR_FILES) {
        it(`loads the grammar ${file} for ${scope}`, async () => {
            expect(JSON.parse(await read(file))).to.have.property('scopeName', scope);
            const grammar = await registry.loadGrammar(scope);
            expect(grammar?.tokenizeLine('a = 1', INITIAL).tokens).not.to.be.empty;
        });
    }

    for (const { id, grammar, embedded } of LANGUAGES) {
        it(`maps embedded scopes of ${id} that exist in its grammar to languages in the table`, async () => {
            const text = await read(grammar);
            for (const [scope, language] of Object.entries(embedded ?? {})) {
                expect(ids).to.include(language);
                expect(text.includes(`"${scope}"`) || text.includes(`"${scope} `), scope).to.equal(true);
            }
        });
    }

    it('highlights Markdown code blocks in their language', async () => {
        const page = ['# Title', '```yaml', 'key: value', '```', '```ts', 'const x = 1;', '```'];
        expect(await scopesOf('text.html.markdown', page, 'key')).to.include('entity.name.tag.yaml');
        expect(await scopesOf('text.html.markdown', page, 'const')).to.include('storage.type.ts');
    });

    it('highlights styles and scripts in HTML', async () => {
        const page = ['<style>', 'a { color: red }', '</style>', '<script>', 'let x = 1', '</script>'];
        expect(await scopesOf('text.html.basic', page, 'color')).to.include('support.type.property-name.css');
        expect(await scopesOf('text.html.basic', page, 'let')).to.include('storage.type.js');
    });

    it('highlights the lexer and the actions of a Jison grammar', async () => {
        const grammar = [
            '%lex',
            '%%',
            '[0-9]+\\b  return "NUMBER"',
            '/lex',
            '%%',
            'e',
            "  : '+' { return $1; }",
            '  ;'
        ];
        expect(await scopesOf('source.jison', grammar, '[0-9]')).to.include('string.regexp.character-class.jisonlex');
        expect(await scopesOf('source.jison', grammar, "'+'")).to.include('string.quoted.jison');
        expect(await scopesOf('source.jison', grammar, 'return')).to.include('source.js.embedded.jisonlex');
        expect(await scopesOf('source.jison', grammar, '$1')).to.include('source.js.embedded.jison');
    });
});
