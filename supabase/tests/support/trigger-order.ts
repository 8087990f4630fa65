// SPDX-License-Identifier: MIT

/** Triggers of one table that fire in this order, and why. The tables are as regclass writes them. */
interface Order {
    readonly table: string;
    readonly triggers: readonly string[];
    readonly why: string;
}

/**
 * PostgreSQL fires the triggers of one event on one table in the order of their names. This is the only place that says
 * where the order matters, so a new name that changes such an order fails a test.
 */
const ORDERS: readonly Order[] = [
    {
        table: 'auth.users',
        triggers: ['create_profile', 'note_address_at_sign_up', 'redirect_shares_at_sign_up'],
        why: 'Notes and shares refer to the profile, and shares go to addresses that are noted as confirmed.'
    },
    {
        table: 'auth.users',
        triggers: ['follow_email', 'note_address', 'redirect_shares'],
        why: 'Shares go to the address of the profile, and to addresses that are noted as confirmed.'
    },
    {
        table: 'documents',
        triggers: ['check_description', 'note_place'],
        why: 'The same name in NFD is the same place.'
    },
    {
        table: 'documents',
        triggers: ['count_document', 'follow_owner', 'move_in_lists'],
        why: 'Locks are taken in the order of 03_locks.sql: the account, the blocks of the owner, the addresses, the recipients.'
    },
    {
        table: 'user_profiles',
        triggers: ['audit_tier', 'follow_tier'],
        why: 'In the audit log, the change of the tier comes before the keys that it revokes.'
    }
];

/** Triggers that may fire before or after every other trigger of their event, and why. */
const FREE: readonly Order[] = [
    { table: 'auth.users', triggers: ['forget_blocked_owner'], why: 'Only it changes blocked owners.' },
    {
        table: 'auth.users',
        triggers: ['a_object_in_raw_app_meta_data', 'a_object_in_raw_user_meta_data'],
        why: 'The local cloud adds them. Each changes a column of its own.'
    },
    {
        table: 'user_profiles',
        triggers: ['audit_account', 'forget_author'],
        why: 'One adds a row to the audit log, the other forgets addresses that no other trigger reads.'
    },
    {
        table: 'document_shares',
        triggers: ['audit_share', 'audit_changed_share'],
        why: 'They only add a row to the audit log, and nothing else there writes one.'
    },
    {
        table: 'documents',
        triggers: ['weigh_history'],
        why: 'It sets a column that no other trigger there reads or sets.'
    },
    {
        table: 'documents',
        triggers: ['audit_owner', 'end_offer'],
        why: 'One adds a row to the audit log, the other deletes the offer. No other trigger there does either.'
    }
];

/** Two triggers of one event, in the order in which they fire. */
export interface Pair {
    readonly table: string;
    readonly first: string;
    readonly second: string;
}

/** Returns the pairs that fire against {@link ORDERS}, or that are in no list. */
export function unlisted(pairs: readonly Pair[]): string[] {
    return pairs.filter(pair => !isListed(pair)).map(textOf);
}

function isListed({ table, first, second }: Pair): boolean {
    const isFree = FREE.some(
        free => free.table === table && (free.triggers.includes(first) || free.triggers.includes(second))
    );
    return isFree || pairsIn(ORDERS).includes(textOf({ table, first, second }));
}

/** Returns the names of {@link ORDERS} and {@link FREE} that no pair has. */
export function stale(pairs: readonly Pair[]): string[] {
    const names = pairs.flatMap(({ table, first, second }) => [`${table}: ${first}`, `${table}: ${second}`]);
    return [...ORDERS, ...FREE]
        .flatMap(({ table, triggers }) => triggers.map(trigger => `${table}: ${trigger}`))
        .filter(name => !names.includes(name));
}

function pairsIn(orders: readonly Order[]): string[] {
    return orders.flatMap(({ table, triggers }) =>
        triggers.flatMap((first, index) => triggers.slice(index + 1).map(second => textOf({ table, first, second })))
    );
}

function textOf({ table, first, second }: Pair): string {
    return `${table}: ${first} before ${second}`;
}
