// SPDX-License-Identifier: MIT

import { parseArgs } from 'node:util';
import { SetUpError } from '../set-up/progress.mjs';

/** Changes of one letter that a typing error can have. */
const MOST_TYPOS = 3;

/**
 * Parses a command line as `parseArgs` does.
 *
 * @param options as for `parseArgs`, by name
 * @param program how a user starts it, such as `npm start --`
 * @throws SetUpError that names what is wrong, the nearest option, and how to see all
 */
export function parseOptions(commandLine, options, program) {
    const { values, positionals, tokens } = parseArgs({
        args: commandLine,
        options,
        allowPositionals: true,
        strict: false,
        tokens: true
    });
    const help = `${program} --help  lists all options`;
    for (const { kind, name, rawName, value, inlineValue } of tokens) {
        if (kind !== 'option') {
            continue;
        }
        if (!Object.hasOwn(options, name)) {
            const near = nearest(name, Object.keys(options));
            const hint = near === undefined ? '' : ` Did you mean --${near}?`;
            throw new SetUpError(`${rawName} is not an option.${hint}\n  ${help}`);
        }
        if (options[name].type === 'boolean' && value !== undefined) {
            throw new SetUpError(`${rawName} has no value. Write it without “=${value}”.\n  ${help}`);
        }
        if (options[name].type === 'string' && (value === undefined || (!inlineValue && value.startsWith('-')))) {
            throw new SetUpError(`${rawName} needs a value, such as ${rawName}=<value>.\n  ${help}`);
        }
    }
    return { values, positionals };
}

/** Returns the name that a user may have meant, or undefined when none is similar. */
function nearest(typed, names) {
    const [best] = names
        .map(name => ({ name, typos: name.startsWith(typed) && typed.length > 1 ? 0 : typosBetween(typed, name) }))
        .filter(({ name, typos }) => typos <= MOST_TYPOS && typos <= name.length / 2)
        .sort((one, other) => one.typos - other.typos);
    return best?.name;
}

/** Returns how many letters must be added, removed or replaced to make one word the other (Levenshtein). */
function typosBetween(one, other) {
    let row = Array.from({ length: other.length + 1 }, (_, index) => index);
    for (const [index, letter] of [...one].entries()) {
        const next = [index + 1];
        for (let column = 1; column <= other.length; column++) {
            const replaced = row[column - 1] + (letter === other[column - 1] ? 0 : 1);
            next.push(Math.min(replaced, row[column] + 1, next[column - 1] + 1));
        }
        row = next;
    }
    return row[other.length];
}
