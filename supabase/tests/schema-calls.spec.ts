// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { readSqlFiles, type SqlFile } from './migration/catalog.js';
import { type Call, callsIn, type Definition, definitionsIn, fits } from './support/function-calls.js';

/** Calls of functions in later files. Without them, a table would come before one that it refers to. */
const LATER: Readonly<Record<string, string>> = {
    // A caller with an API key must have a valid one, and keys belong to accounts.
    'sanyam_private.require_valid_key': '06_callers.sql',
    // A session is refused by the tier of its account.
    'sanyam_private.sign_in_is_included': '06_callers.sql',
    'sanyam_private.require_sign_in': '06_callers.sql'
};

function unresolved(calls: readonly Call[], definitions: readonly Definition[]): string[] {
    return calls
        .filter(call => !definitions.some(definition => fits(call, definition)))
        .map(({ file, line, name, byPlace, byName }) => `${file}:${line} ${name} ${[byPlace, ...byName].join(' ')}`);
}

function ahead(calls: readonly Call[], definitions: readonly Definition[]): string[] {
    return calls
        .filter(({ name, file }) => LATER[name] !== file)
        .filter(({ name, file }) => definitions.every(definition => definition.name !== name || definition.file > file))
        .map(({ file, line, name }) => `${file}:${line} ${name}`);
}

/** PL/pgSQL looks for a function only when a statement runs, and a statement that fails with an error runs rarely. */
describe('a call in the schema files', () => {
    let files: SqlFile[];
    let definitions: Definition[];
    let calls: Call[];

    before(async () => {
        files = await readSqlFiles('schemas');
        definitions = definitionsIn(files);
        calls = callsIn(files, definitions);
        expect(definitions.length).to.be.greaterThan(150);
        expect(calls.length).to.be.greaterThan(600);
    });

    it('has a value for each parameter of the function, and no other', () => {
        expect(unresolved(calls, definitions)).to.deep.equal([]);
    });

    it('is to a function of the same file or of a file before it', () => {
        expect(ahead(calls, definitions)).to.deep.equal([]);
        for (const [name, file] of Object.entries(LATER)) {
            expect(calls.some(call => call.name === name && call.file === file)).to.equal(true);
        }
    });

    it('is found with a wrong number of arguments, a wrong name, and to a later file', () => {
        const made: SqlFile[] = [
            {
                path: '01_made.sql',
                text: `create function public.one(a integer, b text default 'x, y') returns void language plpgsql as $$
begin
    perform public.one(1), public.one(1, 'a, b'), public.one(a => 1), public.one((select max(x) from y), array[1, 2]);
    -- public.one()
    perform public.one(), public.one(1, '''', 3);
    perform public.one(1, c => 2), public.one(b => 'x'), public.two();
end;
$$;
grant execute on function public.one(integer, text) to anon;`
            },
            { path: '02_made.sql', text: 'create function public.two() returns void language sql as $$ $$;' }
        ];
        const own = definitionsIn(made);
        const found = callsIn(made, own);
        expect(unresolved(found, own)).to.deep.equal([
            '01_made.sql:5 public.one 0',
            '01_made.sql:5 public.one 3',
            '01_made.sql:6 public.one 1 c',
            '01_made.sql:6 public.one 0 b'
        ]);
        expect(ahead(found, own)).to.deep.equal(['01_made.sql:6 public.two']);
    });
});
