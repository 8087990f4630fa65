// SPDX-License-Identifier: MIT

/**
 * An action: save or autosave a new text, save or autosave the current text (`keep`, `repeat`), autosave a new name of
 * the document (`rename`), restore the oldest version, name the newest version or remove its name, or change the owner's tier.
 */
export type Action =
    'save' | 'autosave' | 'keep' | 'repeat' | 'rename' | 'restore' | 'name' | 'unname' | 'to free' | 'to pro';

/** The seconds since the document was created, the user, the action, and the name of the API key in use. */
type Step = readonly [seconds: number, who: 'ada' | 'bob' | 'billing', action: Action, keyName?: string];

interface Case {
    readonly tier?: 'free';
    readonly steps: readonly Step[];
    /** Numbers and origins of the versions that are left. Ada created the first one at second 0. */
    readonly left: readonly string[];
}

/** By the rule that they show. */
export const CASES: Record<string, Case> = {
    'each save makes a version': {
        steps: [
            [1, 'ada', 'save'],
            [2, 'ada', 'save'],
            [3, 'ada', 'save']
        ],
        left: ['1 save', '2 save', '3 save', '4 save']
    },
    'autosaves make one version, and the one before them stays': {
        steps: [
            [0, 'ada', 'autosave'],
            [10, 'ada', 'autosave'],
            [299, 'ada', 'autosave']
        ],
        left: ['1 save', '4 autosave']
    },
    'an autosave five minutes after the first is in the window': {
        steps: [
            [10, 'ada', 'autosave'],
            [310, 'ada', 'autosave']
        ],
        left: ['1 save', '3 autosave']
    },
    'an autosave a microsecond later begins a new window': {
        steps: [
            [10, 'ada', 'autosave'],
            [310.000001, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '3 autosave']
    },
    'a window begins with its first autosave, not its last': {
        steps: [
            [0, 'ada', 'autosave'],
            [200, 'ada', 'autosave'],
            [400, 'ada', 'autosave']
        ],
        left: ['1 save', '3 autosave', '4 autosave']
    },
    'the next window begins with the autosave that was too late': {
        steps: [
            [0, 'ada', 'autosave'],
            [301, 'ada', 'autosave'],
            [601, 'ada', 'autosave'],
            [602, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '4 autosave', '5 autosave']
    },
    'a save ends a window': {
        steps: [
            [0, 'ada', 'autosave'],
            [10, 'ada', 'save'],
            [20, 'ada', 'autosave'],
            [30, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '3 save', '5 autosave']
    },
    'a restore ends a window, and makes a version': {
        steps: [
            [0, 'ada', 'autosave'],
            [10, 'ada', 'restore'],
            [20, 'ada', 'autosave'],
            [30, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '3 restore', '5 autosave']
    },
    'another user’s autosave ends a window': {
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'bob', 'autosave'],
            [2, 'bob', 'autosave'],
            [3, 'ada', 'autosave'],
            [4, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '4 autosave', '6 autosave']
    },
    'each API key has its own window, and so has a session': {
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'ada', 'autosave', 'laptop'],
            [2, 'ada', 'autosave', 'laptop'],
            [3, 'ada', 'autosave', 'server'],
            [4, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '4 autosave by laptop', '5 autosave by server', '6 autosave']
    },
    'keys of two users have their own windows, even with the same name': {
        steps: [
            [1, 'ada', 'autosave', 'laptop'],
            [2, 'bob', 'autosave', 'laptop']
        ],
        left: ['1 save', '2 autosave by laptop', '3 autosave by laptop']
    },
    'a version with a name stays': {
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'ada', 'name'],
            [2, 'ada', 'autosave'],
            [3, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '4 autosave']
    },
    'a version that lost its name is in the window again': {
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'ada', 'name'],
            [2, 'ada', 'unname'],
            [3, 'ada', 'autosave']
        ],
        left: ['1 save', '3 autosave']
    },
    'a new name of the document counts as a change': {
        steps: [
            [0, 'ada', 'rename'],
            [1, 'ada', 'autosave'],
            [2, 'ada', 'rename'],
            [301, 'ada', 'rename']
        ],
        left: ['1 save', '4 autosave', '5 autosave']
    },
    'a save without a change neither makes a version nor begins a window': {
        steps: [
            [0, 'ada', 'repeat'],
            [100, 'ada', 'autosave'],
            [300, 'ada', 'repeat'],
            [400, 'ada', 'autosave']
        ],
        left: ['1 save', '3 autosave']
    },
    'a save of the text of an autosave stays': {
        steps: [
            [0, 'ada', 'autosave'],
            [10, 'ada', 'keep'],
            [11, 'ada', 'keep'],
            [20, 'ada', 'autosave'],
            [30, 'ada', 'autosave']
        ],
        left: ['1 save', '3 save', '5 autosave']
    },
    'a save of the text of an autosave that stays anyway makes no version': {
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'bob', 'keep'],
            [301, 'ada', 'keep']
        ],
        left: ['1 save', '2 autosave']
    },
    'a save of the same text makes no version without a history': {
        tier: 'free',
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'ada', 'keep']
        ],
        left: ['2 autosave']
    },
    'without a history only the newest version is kept': {
        tier: 'free',
        steps: [
            [0, 'ada', 'save'],
            [1, 'ada', 'autosave'],
            [1000, 'ada', 'autosave']
        ],
        left: ['4 autosave']
    },
    'an upgrade begins a history with the current text': {
        tier: 'free',
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'billing', 'to pro'],
            [2, 'ada', 'autosave'],
            [3, 'ada', 'autosave']
        ],
        left: ['2 autosave', '4 autosave']
    },
    'a downgrade ends a history, which stays': {
        steps: [
            [0, 'ada', 'save'],
            [1, 'ada', 'autosave'],
            [2, 'billing', 'to free'],
            [3, 'ada', 'autosave'],
            [4, 'ada', 'save'],
            [5, 'ada', 'autosave']
        ],
        left: ['1 save', '2 save', '3 autosave', '6 autosave']
    },
    'a version with a name stays even without a history': {
        tier: 'free',
        steps: [
            [1, 'billing', 'to pro'],
            [2, 'ada', 'name'],
            [3, 'billing', 'to free'],
            [4, 'ada', 'save'],
            [5, 'ada', 'save']
        ],
        left: ['1 save', '3 save']
    },
    'a history continues after a downgrade and an upgrade': {
        steps: [
            [0, 'ada', 'autosave'],
            [1, 'billing', 'to free'],
            [2, 'ada', 'autosave'],
            [3, 'billing', 'to pro'],
            [4, 'ada', 'autosave'],
            [5, 'ada', 'autosave']
        ],
        left: ['1 save', '2 autosave', '3 autosave', '5 autosave']
    }
};
