// SPDX-License-Identifier: MIT

import { parseArgs } from 'node:util';
import { UsageError } from './admin-error';

export const USAGE = `Usage: sanyam-admin <command>

  tier list                      shows the tiers and their limits
  tier set <email> <tier>        gives a user a tier; --reason <text> is for the audit log
  usage <email>                  shows the tier of a user, the usage, and the subscription
  billing reconcile [--dry-run]  compares all subscriptions with the tiers, and mends the differences
  billing replay <event>         acts on an event of Stripe again
  jobs run <name>                runs a job now: purge_expired, reconcile_billing

It needs SUPABASE_URL and SUPABASE_SERVICE_ROLE_KEY, and for billing the variables of Stripe. See docs/operations.md.`;

/** A command that was understood. */
export type Command =
    | { readonly name: 'help' }
    | { readonly name: 'tier list' }
    | { readonly name: 'tier set'; readonly email: string; readonly tier: string; readonly reason: string | undefined }
    | { readonly name: 'usage'; readonly email: string }
    | { readonly name: 'billing reconcile'; readonly dryRun: boolean }
    | { readonly name: 'billing replay'; readonly event: string }
    | { readonly name: 'jobs run'; readonly job: string };

const OPTIONS = {
    help: { type: 'boolean', short: 'h', default: false },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean', default: false }
} as const;

/** Parses the words after the name of the program. @throws UsageError with the usage */
export function parseCommand(words: readonly string[]): Command {
    const { values, positionals } = parse(words);
    if (values.help || (words.length === 1 && words[0] === 'help')) {
        return { name: 'help' };
    }
    const [group = '', verb = '', first, second] = positionals;
    const used = new Set<string>();
    const command = commandOf();
    if (command === undefined || positionals.length !== lengthOf(command)) {
        throw new UsageError(USAGE);
    }
    if ((values['dry-run'] && !used.has('dry-run')) || (values.reason !== undefined && !used.has('reason'))) {
        throw new UsageError(USAGE);
    }
    return command;

    function commandOf(): Command | undefined {
        switch (`${group} ${verb}`) {
            case 'tier list':
                return { name: 'tier list' };
            case 'tier set':
                used.add('reason');
                return first === undefined || second === undefined
                    ? undefined
                    : { name: 'tier set', email: first, tier: second, reason: values.reason };
            case 'billing reconcile':
                used.add('dry-run');
                return { name: 'billing reconcile', dryRun: values['dry-run'] };
            case 'billing replay':
                return first === undefined ? undefined : { name: 'billing replay', event: first };
            case 'jobs run':
                return first === undefined ? undefined : { name: 'jobs run', job: first };
            default:
                return group === 'usage' && verb !== '' ? { name: 'usage', email: verb } : undefined;
        }
    }
}

function lengthOf({ name }: Command): number {
    const parameters = { 'tier set': 2, 'billing replay': 1, 'jobs run': 1, usage: 1 };
    return name.split(' ').length + (name in parameters ? parameters[name as keyof typeof parameters] : 0);
}

/** @throws UsageError that names the wrong option. Node's own texts are about its function. */
function parse(words: readonly string[]) {
    const given = { args: [...words], options: OPTIONS, allowPositionals: true } as const;
    for (const token of parseArgs({ ...given, strict: false, tokens: true }).tokens) {
        if (token.kind !== 'option') {
            continue;
        }
        const { name, rawName, value, inlineValue } = token;
        const type = Object.entries(OPTIONS).find(([known]) => known === name)?.[1].type;
        if (type === undefined) {
            throw new UsageError(`${rawName} is not an option.\n\n${USAGE}`);
        }
        if (type === 'boolean' && value !== undefined) {
            throw new UsageError(`${rawName} has no value.\n\n${USAGE}`);
        }
        if (type === 'string' && (value === undefined || (!inlineValue && value.startsWith('-')))) {
            throw new UsageError(`${rawName} needs a value, such as ${rawName}=<text>.\n\n${USAGE}`);
        }
    }
    return parseArgs(given);
}
