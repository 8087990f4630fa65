// SPDX-License-Identifier: MIT

import { changeTier, cleanUp } from './model-history.js';
import { type Account, head, type ModelDocument, Refusal, type World } from './model.js';
import * as rules from './model-rules.js';
import { ANY_DOCUMENT, type Operation } from './random-operations.js';
import type { Claims } from '../support/session-pool.js';

/** An API call, and what the model expects. */
export interface Step {
    readonly claims: Claims;
    readonly name: string;
    readonly body: Readonly<Record<string, unknown>>;
    /** Returns the effect on the model. Throws a Refusal when the rules forbid the call. */
    readonly judge: () => rules.Effect;
}

const SYSTEM: Claims = { role: 'service_role' };

function pick<Item>(items: readonly Item[], index: number): Item | undefined {
    return items[index % Math.max(items.length, 1)];
}

/** Returns the call for an operation. Undefined without a target: no document yet, or a deleted account. */
export function stepOf(world: World, operation: Operation): Step | undefined {
    if (operation.kind === 'wait') {
        world.now += operation.minutes * 60_000;
        return undefined;
    }
    if (operation.kind === 'clean up') {
        return {
            claims: SYSTEM,
            name: 'purge_expired',
            body: { batch_size: 1000 },
            judge: () => () => cleanUp(world)
        };
    }
    const user = pick(world.accounts, operation.user);
    if (user === undefined || !user.exists) {
        return undefined;
    }
    return userStep(world, user, operation);
}

/** Returns mostly documents that the user may see or accept. Otherwise nearly every call would be refused with 404. */
function candidates(
    world: World,
    user: Account,
    operation: Extract<Operation, { document: number }>
): readonly ModelDocument[] {
    const near = world.documents.filter(document =>
        operation.kind === 'accept'
            ? document.exists && document.offer?.to === user.email
            : world.permission(user, document) !== undefined
    );
    return operation.document === ANY_DOCUMENT || near.length === 0 ? world.documents : near;
}

function userStep(
    world: World,
    user: Account,
    operation: Exclude<Operation, { kind: 'wait' | 'clean up' }>
): Step | undefined {
    const claims: Claims = { role: 'authenticated', sub: user.id };
    switch (operation.kind) {
        case 'create':
            return {
                claims,
                name: 'create_document',
                body: { name: 'a.md', language_id: 'markdown', content: operation.text },
                judge: () => rules.create(world, user, operation)
            };
        case 'empty trash':
            return { claims, name: 'empty_trash', body: {}, judge: () => rules.emptyTrash(world, user) };
        case 'change tier':
            return {
                claims: SYSTEM,
                name: 'set_tier',
                body: { user_id: user.id, tier: operation.tier },
                judge: () => () => changeTier(world, user, operation.tier)
            };
        case 'delete account':
            return {
                claims,
                name: 'delete_my_account',
                body: {},
                judge: () => () => {
                    world.documentsOf(user).forEach(document => (document.exists = false));
                    user.exists = false;
                }
            };
        default: {
            const document = pick(candidates(world, user, operation), operation.document);
            return document && documentStep(world, user, document, operation);
        }
    }
}

function documentStep(
    world: World,
    user: Account,
    document: ModelDocument,
    operation: Extract<Operation, { document: number }>
): Step | undefined {
    const claims: Claims = { role: 'authenticated', sub: user.id };
    const document_id = document.id;
    const call = (name: string, body: object, judge: Step['judge']): Step => ({
        claims,
        name,
        body: { document_id, ...body },
        judge
    });
    switch (operation.kind) {
        case 'save': {
            const { number } = head(document);
            const base = { none: null, current: number, stale: number - 1 }[operation.base];
            const { text, name, origin } = operation;
            return call('save_document', { content: text, name, origin, base_version: base }, () =>
                rules.save(world, user, document, base, operation)
            );
        }
        case 'trash':
            return call('trash_document', {}, () => rules.trash(world, user, document));
        case 'restore':
            return call('restore_document', {}, () => rules.restore(world, user, document));
        case 'purge':
            return call('purge_document', {}, () => rules.purge(world, user, document));
        case 'restore version': {
            const number = numberOf(document, operation.version);
            return call('restore_version', { version_number: number }, () =>
                rules.restoreVersion(world, user, document, number)
            );
        }
        case 'name version': {
            const number = numberOf(document, operation.version);
            return call('name_version', { version_number: number, name: operation.name }, () =>
                rules.nameVersion(world, user, document, number, operation.name)
            );
        }
        case 'accept':
            return call('accept_ownership', {}, () => rules.accept(world, user, document));
        default: {
            const to = pick(world.accounts, operation.to);
            return to && addressedStep(world, user, document, to, operation, claims);
        }
    }
}

function addressedStep(
    world: World,
    user: Account,
    document: ModelDocument,
    to: Account,
    operation: Extract<Operation, { to: number }>,
    claims: Claims
): Step | undefined {
    const { email } = to;
    switch (operation.kind) {
        case 'share': {
            const { permission, minutes } = operation;
            const expires_at = minutes === null ? null : new Date(world.now + minutes * 60_000).toISOString();
            return {
                claims,
                name: 'share_document',
                body: { document_id: document.id, email, permission, expires_at },
                judge: () => rules.share(world, user, document, to, operation)
            };
        }
        case 'revoke': {
            const share = document.shares.find(other => other.to === email);
            return (
                share && {
                    claims,
                    name: 'revoke_share',
                    body: { share_id: share.id },
                    judge: () => rules.revoke(user, document, to)
                }
            );
        }
        case 'offer':
            return {
                claims,
                name: 'offer_ownership',
                body: { document_id: document.id, email },
                judge: () => rules.offer(world, user, document, to)
            };
    }
}

/** Returns the number of a version, or a number that does not exist. */
function numberOf(document: ModelDocument, index: number): number {
    return document.history[index]?.number ?? head(document).number + 1;
}

/** Returns what the model expects: an error code, or an effect. */
export function expectation(step: Step): { readonly code: string } | { readonly effect: rules.Effect } {
    try {
        return { effect: step.judge() };
    } catch (error) {
        if (error instanceof Refusal) {
            return { code: error.message };
        }
        throw error;
    }
}
