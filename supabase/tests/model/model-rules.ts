// SPDX-License-Identifier: MIT

import { z } from 'zod';
import { type Account, bytes, head, type ModelDocument, refuse, type Version, type World } from './model.js';
import { isReplaceable, keepHistory } from './model-history.js';
import type { Operation } from './random-operations.js';

/** Applies an operation to the model, after the database has done it. The answer has the ids that the model needs. */
export type Effect = (answer: unknown) => void;

type Of<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;

const MINUTE = 60_000;
const OFFER_LIFETIME = 30 * 24 * 60 * MINUTE;

const identified = z.object({ id: z.string() });
const nothing: Effect = () => undefined;

/** Returns the permission of the user. Refuses unless the user may see and change the document. */
function requireChange(world: World, user: Account, document: ModelDocument): 'owner' | 'edit' | 'admin' {
    const permission = world.permission(user, document);
    if (permission === undefined || (document.trashedAt !== null && !['owner', 'admin'].includes(permission))) {
        return refuse('DOCUMENT_NOT_FOUND');
    }
    return permission === 'view' ? refuse('DOCUMENT_READ_ONLY') : permission;
}

function requireOwner(world: World, user: Account, document: ModelDocument): void {
    const permission = world.permission(user, document);
    if (permission === undefined || (permission !== 'owner' && document.trashedAt !== null)) {
        refuse('DOCUMENT_NOT_FOUND');
    }
    if (permission !== 'owner') {
        refuse('FORBIDDEN');
    }
}

function requireWritable(world: World, document: ModelDocument): void {
    if (document.trashedAt !== null || world.isBeyondLimit(document)) {
        refuse('DOCUMENT_READ_ONLY');
    }
}

export function create(world: World, user: Account, { text }: Of<'create'>): Effect {
    if (bytes(text) > user.limits.max_document_size_bytes) {
        refuse('DOCUMENT_TOO_LARGE');
    }
    world.requireSpace(user, 1, bytes(text));
    const { now } = world;
    return answer => {
        world.documents.push({
            id: identified.parse(answer).id,
            owner: user,
            name: 'a.md',
            updatedAt: now,
            trashedAt: null,
            trashedBy: null,
            history: [
                {
                    number: 1,
                    text,
                    origin: 'save',
                    author: user.id,
                    createdAt: now,
                    replaceableUntil: user.limits.has_document_versioning ? null : Infinity,
                    name: null,
                    namedBy: null
                }
            ],
            shares: [],
            offer: null,
            exists: true
        });
    };
}

/** Saves a document or restores a version. */
function change(
    world: World,
    user: Account,
    document: ModelDocument,
    to: { readonly text: string; readonly name: string; readonly origin: Version['origin']; readonly hasText: boolean }
): Effect {
    requireWritable(world, document);
    const { text } = head(document);
    const isSame = to.text === text && to.name === document.name;
    const keepsAutosave =
        isSame &&
        to.hasText &&
        to.origin === 'save' &&
        document.owner.limits.has_document_versioning &&
        isReplaceable(head(document), user, world.now);
    if (isSame && !keepsAutosave) {
        return nothing;
    }
    if (to.text !== text && bytes(to.text) > document.owner.limits.max_document_size_bytes) {
        refuse('DOCUMENT_TOO_LARGE');
    }
    world.requireSpace(document.owner, 0, bytes(to.text) - bytes(text));
    return () => {
        keepHistory(world, document, user, to.text, to.origin, keepsAutosave);
        document.name = to.name;
        document.updatedAt = world.now;
    };
}

/** @param base the base version of the save, or null */
export function save(
    world: World,
    user: Account,
    document: ModelDocument,
    base: number | null,
    { text, name, origin }: Of<'save'>
): Effect {
    requireChange(world, user, document);
    if (base !== null && base !== head(document).number) {
        refuse('OPTIMISTIC_LOCK_CONFLICT');
    }
    return change(world, user, document, {
        text: text ?? head(document).text,
        name: name ?? document.name,
        origin,
        hasText: text !== null
    });
}

export function trash(world: World, user: Account, document: ModelDocument): Effect {
    if (requireChange(world, user, document) === 'edit') {
        refuse('FORBIDDEN');
    }
    if (document.trashedAt === null && world.trashedHistory(document.owner) > document.owner.limits.max_storage_bytes) {
        refuse('TIER_LIMIT_EXCEEDED');
    }
    return () => {
        if (document.trashedAt === null) {
            document.trashedAt = world.now;
            document.trashedBy = user.id;
        }
    };
}

export function restore(world: World, user: Account, document: ModelDocument): Effect {
    if (requireChange(world, user, document) === 'edit') {
        refuse('FORBIDDEN');
    }
    if (document.trashedAt === null) {
        return nothing;
    }
    const isUndo =
        document.trashedBy === user.id ? document.trashedAt > world.now - 10 * MINUTE : document.owner === user;
    if (!document.owner.limits.has_document_recovery && !isUndo) {
        refuse('FEATURE_NOT_AVAILABLE');
    }
    world.requireSpace(document.owner, 1, 0);
    return () => {
        document.trashedAt = null;
        document.trashedBy = null;
    };
}

export function purge(world: World, user: Account, document: ModelDocument): Effect {
    if (requireChange(world, user, document) !== 'owner') {
        refuse('FORBIDDEN');
    }
    if (document.trashedAt === null) {
        refuse('VALIDATION_ERROR');
    }
    return () => void (document.exists = false);
}

export function emptyTrash(world: World, user: Account): Effect {
    return () => {
        for (const document of world.documentsOf(user).filter(({ trashedAt }) => trashedAt !== null)) {
            document.exists = false;
        }
    };
}

function requireVersion(world: World, user: Account, document: ModelDocument, number: number): Version {
    requireChange(world, user, document);
    requireWritable(world, document);
    if (!document.owner.limits.has_document_versioning) {
        refuse('FEATURE_NOT_AVAILABLE');
    }
    return document.history.find(version => version.number === number) ?? refuse('VERSION_NOT_FOUND');
}

export function restoreVersion(world: World, user: Account, document: ModelDocument, number: number): Effect {
    const { text } = requireVersion(world, user, document, number);
    return change(world, user, document, { text, name: document.name, origin: 'restore', hasText: true });
}

export function nameVersion(
    world: World,
    user: Account,
    document: ModelDocument,
    number: number,
    name: string | null
): Effect {
    const version = requireVersion(world, user, document, number);
    if (version.name === name) {
        return () => undefined;
    }
    if (version.name !== null && version.namedBy !== user.id && world.permission(user, document) === 'edit') {
        refuse('FORBIDDEN');
    }
    const named = document.history.filter(other => other.name !== null);
    const limit = Math.floor(document.owner.limits.max_versions_per_document / 2);
    const byOthers = named.filter(({ namedBy }) => namedBy !== document.owner.id).length;
    const isFull = named.length >= limit || (document.owner !== user && byOthers >= Math.floor(limit / 2));
    if (name !== null && version.name === null && isFull) {
        refuse('TIER_LIMIT_EXCEEDED');
    }
    return () => {
        version.name = name;
        version.namedBy = name === null ? null : user.id;
    };
}

export function share(
    world: World,
    user: Account,
    document: ModelDocument,
    to: Account,
    { permission, minutes }: Of<'share'>
): Effect {
    requireOwner(world, user, document);
    if (to === user) {
        refuse('VALIDATION_ERROR');
    }
    if (document.trashedAt !== null) {
        refuse('DOCUMENT_READ_ONLY');
    }
    if (!user.limits.has_document_sharing) {
        refuse('FEATURE_NOT_AVAILABLE');
    }
    const expiresAt = minutes === null ? null : world.now + minutes * MINUTE;
    return answer => {
        document.shares = [
            ...document.shares.filter(other => other.to !== to.email),
            { id: identified.parse(answer).id, to: to.email, permission, expiresAt }
        ];
    };
}

/** The owner or the recipient ends a share, even after it expired. */
export function revoke(user: Account, document: ModelDocument, to: Account): Effect {
    const mine = document.owner === user || to === user;
    if (!document.exists || !mine || !document.shares.some(other => other.to === to.email)) {
        refuse('SHARE_NOT_FOUND');
    }
    return () => void (document.shares = document.shares.filter(other => other.to !== to.email));
}

export function offer(world: World, user: Account, document: ModelDocument, to: Account): Effect {
    requireOwner(world, user, document);
    if (to === user) {
        refuse('VALIDATION_ERROR');
    }
    if (document.trashedAt !== null) {
        refuse('DOCUMENT_READ_ONLY');
    }
    return () => void (document.offer = { to: to.email, expiresAt: world.now + OFFER_LIFETIME });
}

export function accept(world: World, user: Account, document: ModelDocument): Effect {
    const { offer: offered, owner } = document;
    if (
        !document.exists ||
        document.trashedAt !== null ||
        offered === null ||
        offered.to !== user.email ||
        offered.expiresAt <= world.now ||
        owner === user
    ) {
        refuse('DOCUMENT_NOT_FOUND');
    }
    const size = bytes(head(document).text);
    if (size > user.limits.max_document_size_bytes) {
        refuse('DOCUMENT_TOO_LARGE');
    }
    world.requireSpace(user, 1, size);
    return () => {
        const others = document.shares
            .filter(({ to }) => to !== user.email && to !== owner.email)
            .map(share => (share.permission === 'admin' ? { ...share, permission: 'edit' as const } : share));
        const [former] = document.shares.filter(({ to }) => to === owner.email);
        document.owner = user;
        document.offer = null;
        document.shares = [...others, { id: former?.id ?? '', to: owner.email, permission: 'edit', expiresAt: null }];
    };
}
