// SPDX-License-Identifier: MIT

import { basename } from 'node:path';
import type { SqlFile } from '../migration/catalog.js';

/** A function of ours as a file declares it. */
export interface Definition {
    readonly name: string;
    readonly file: string;
    readonly parameters: readonly { readonly name: string; readonly isOptional: boolean }[];
    readonly isVariadic: boolean;
}

/** A call of a function of ours, with the number of arguments by place and the names of the others. */
export interface Call {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly byPlace: number;
    readonly byName: readonly string[];
}

const NAME = /\b(?:sanyam_private|sanyam_gateway|public)\.\w+(?=\s*\()/g;
const DECLARES = /\bcreate\s+(?:or\s+replace\s+)?(?:function|procedure)\s+$/i;
/** Before a signature, which has types in place of arguments. */
const SIGNATURE = /\bon\s+(?:function|procedure)\s+$/i;

export function definitionsIn(files: readonly SqlFile[]): Definition[] {
    return files.flatMap(file =>
        namesIn(file)
            .filter(({ before }) => DECLARES.test(before))
            .map(({ name, parts }) => ({
                name,
                file: basename(file.path),
                parameters: parts
                    .filter(part => !/^out\s/i.test(part))
                    .map(part => ({
                        name: /^(?:inout\s+|in\s+|variadic\s+)?(\w+)/i.exec(part)?.[1] ?? '',
                        isOptional: /\sdefault\s|\s=\s|^variadic\s/i.test(part)
                    })),
                isVariadic: parts.some(part => /^variadic\s/i.test(part))
            }))
    );
}

/** Returns the calls of functions that `definitions` has, also those in the bodies of functions. */
export function callsIn(files: readonly SqlFile[], definitions: readonly Definition[]): Call[] {
    const ours = new Set(definitions.map(({ name }) => name));
    return files.flatMap(file =>
        namesIn(file)
            .filter(({ name, before }) => ours.has(name) && !DECLARES.test(before) && !SIGNATURE.test(before))
            .map(({ name, line, parts }) => {
                const named = parts.flatMap(part => /^(\w+)\s*(?:=>|:=)/.exec(part)?.[1] ?? []);
                return {
                    name,
                    file: basename(file.path),
                    line,
                    byPlace: parts.length - named.length,
                    byName: named
                };
            })
    );
}

/** Returns whether a call has a value for each parameter without a default, and no argument without a parameter. */
export function fits(call: Call, { name, parameters, isVariadic }: Definition): boolean {
    const rest = parameters.slice(call.byPlace);
    return (
        name === call.name &&
        (call.byPlace <= parameters.length || isVariadic) &&
        call.byName.every(argument => rest.some(parameter => parameter.name === argument)) &&
        rest.every(parameter => parameter.isOptional || call.byName.includes(parameter.name))
    );
}

/** Returns each name of a function, table or type of ours before a parenthesis, with what stands between the commas. */
function namesIn(file: SqlFile): { name: string; line: number; before: string; parts: string[] }[] {
    const text = withoutWords(file.text);
    return [...text.matchAll(NAME)].map(match => ({
        name: match[0],
        line: text.slice(0, match.index).split('\n').length,
        before: text.slice(Math.max(0, match.index - 40), match.index),
        parts: partsFrom(text, match.index + match[0].length)
    }));
}

/** Replaces comments and the contents of strings by spaces. The bodies of functions stay. */
function withoutWords(sql: string): string {
    return sql.replace(/--[^\n]*|'(?:[^']|'')*'/g, word =>
        word.startsWith('--') ? ' '.repeat(word.length) : `'${word.slice(1, -1).replace(/[^\n]/g, ' ')}'`
    );
}

function partsFrom(text: string, place: number): string[] {
    const start = text.indexOf('(', place) + 1;
    const parts = [''];
    let depth = 0;
    for (let index = start; index < text.length; index++) {
        const character = text.charAt(index);
        if (depth === 0 && character === ')') {
            break;
        }
        depth += '(['.includes(character) ? 1 : 0;
        depth -= ')]'.includes(character) ? 1 : 0;
        if (depth === 0 && character === ',') {
            parts.push('');
        } else {
            parts[parts.length - 1] += character;
        }
    }
    return parts.map(part => part.trim()).filter(part => part !== '');
}
