// SPDX-License-Identifier: MIT

import fc from 'fast-check';

/** The number of users in a sequence. */
export const USERS = 3;

/** This number stands for any document, even one that the user cannot see. */
export const ANY_DOCUMENT = 5;

export type Tier = 'property_small' | 'property_large';

/**
 * An operation of a user. Users and documents are numbers that wrap around. A version can be one that does not exist.
 */
export type Operation =
    | { readonly kind: 'create'; readonly user: number; readonly text: string }
    | {
          readonly kind: 'save';
          readonly user: number;
          readonly document: number;
          readonly text: string | null;
          readonly name: string | null;
          readonly base: 'none' | 'current' | 'stale';
          readonly origin: 'save' | 'autosave';
      }
    | { readonly kind: 'trash' | 'restore' | 'purge' | 'accept'; readonly user: number; readonly document: number }
    | { readonly kind: 'empty trash'; readonly user: number }
    | { readonly kind: 'restore version'; readonly user: number; readonly document: number; readonly version: number }
    | {
          readonly kind: 'name version';
          readonly user: number;
          readonly document: number;
          readonly version: number;
          readonly name: string | null;
      }
    | {
          readonly kind: 'share';
          readonly user: number;
          readonly document: number;
          readonly to: number;
          readonly permission: 'view' | 'edit' | 'admin';
          /** Null: the share does not expire. */
          readonly minutes: number | null;
      }
    | { readonly kind: 'revoke' | 'offer'; readonly user: number; readonly document: number; readonly to: number }
    | { readonly kind: 'change tier'; readonly user: number; readonly tier: Tier }
    | { readonly kind: 'delete account'; readonly user: number }
    | { readonly kind: 'wait'; readonly minutes: number }
    | { readonly kind: 'clean up' };

const user = fc.nat({ max: USERS - 1 });
const document = fc.nat({ max: ANY_DOCUMENT });
const version = fc.nat({ max: 4 });
const HOUR = 60;
const DAY = 24 * HOUR;

/** Texts with sizes around the limits of the tiers, in characters of one, two and four bytes. */
const text = fc
    .tuple(fc.constantFrom('a', 'b', 'é', '😀'), fc.nat({ max: 25 }))
    .map(([character, count]) => character.repeat(count));

const create = fc.record({ kind: fc.constant('create' as const), user, text });
const save = fc.record({
    kind: fc.constant('save' as const),
    user,
    document,
    text: fc.option(text, { freq: 8 }),
    name: fc.option(fc.constantFrom('a.md', 'b.md'), { freq: 1 }),
    base: fc.constantFrom('none' as const, 'none' as const, 'current' as const, 'current' as const, 'stale' as const),
    origin: fc.constantFrom('save' as const, 'autosave' as const)
});
const trash = fc.record({ kind: fc.constantFrom('trash' as const, 'restore' as const), user, document });
const purge = fc.record({ kind: fc.constant('purge' as const), user, document });
const emptyTrash = fc.record({ kind: fc.constant('empty trash' as const), user });
const restoreVersion = fc.record({ kind: fc.constant('restore version' as const), user, document, version });
const nameVersion = fc.record({
    kind: fc.constant('name version' as const),
    user,
    document,
    version,
    name: fc.option(fc.constantFrom('draft', 'final'), { freq: 3 })
});
const share = fc.record({
    kind: fc.constant('share' as const),
    user,
    document,
    to: user,
    permission: fc.constantFrom('view' as const, 'edit' as const, 'admin' as const),
    minutes: fc.option(fc.constantFrom(3, 2 * DAY), { freq: 1 })
});
const revoke = fc.record({ kind: fc.constant('revoke' as const), user, document, to: user });
const offer = fc.record({ kind: fc.constant('offer' as const), user, document, to: user });
const accept = fc.record({ kind: fc.constant('accept' as const), user, document });
const changeTier = fc.record({
    kind: fc.constant('change tier' as const),
    user,
    tier: fc.constantFrom<Tier[]>('property_small', 'property_large')
});
const deleteAccount = fc.record({ kind: fc.constant('delete account' as const), user });
const wait = fc.record({ kind: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4, 6, 4 * DAY, 12 * DAY) });
const cleanUp = fc.record({ kind: fc.constant('clean up' as const) });

const byUsers = [
    { arbitrary: create, weight: 8 },
    { arbitrary: save, weight: 20 },
    { arbitrary: trash, weight: 6 },
    { arbitrary: purge, weight: 2 },
    { arbitrary: emptyTrash, weight: 1 },
    { arbitrary: restoreVersion, weight: 3 },
    { arbitrary: nameVersion, weight: 5 },
    { arbitrary: share, weight: 5 },
    { arbitrary: revoke, weight: 2 },
    { arbitrary: offer, weight: 2 },
    { arbitrary: accept, weight: 2 }
];

/** Operations that run one after another. */
export const sequences: fc.Arbitrary<Operation[]> = fc.array<Operation>(
    fc.oneof(
        ...byUsers,
        { arbitrary: changeTier, weight: 2 },
        { arbitrary: deleteAccount, weight: 1 },
        { arbitrary: wait, weight: 4 },
        { arbitrary: cleanUp, weight: 1 }
    ),
    { minLength: 5, maxLength: 22, size: 'max' }
);

/** Operations that race: those of one inner array run at the same time. */
export const races: fc.Arbitrary<Operation[][]> = fc.array(
    fc.array<Operation>(fc.oneof(...byUsers), { minLength: 2, maxLength: 12, size: 'max' }),
    { minLength: 1, maxLength: 4, size: 'max' }
);
