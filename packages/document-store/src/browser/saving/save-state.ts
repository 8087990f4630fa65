// SPDX-License-Identifier: MIT

import { CloudError } from '@sanyam/types';
import type { SaveConflict, SaveProblem } from '../editor/cloud-document-resource';

/** How far the text of an editor has got on its way to the cloud. */
export type SaveState =
    | { readonly kind: 'saved'; readonly at: Date | undefined }
    /** The cloud has the text, in the trash. */
    | { readonly kind: 'trashed' }
    | { readonly kind: 'unsaved'; readonly newerVersion: number | undefined }
    | { readonly kind: 'saving' }
    /** A save failed, and can succeed later without the user. */
    | { readonly kind: 'pending'; readonly error: unknown }
    | { readonly kind: 'conflict'; readonly conflict: SaveConflict }
    /** A save failed, and only the user can change that. */
    | { readonly kind: 'failed'; readonly error: unknown };

/** Returns the state of a text that is not saved. */
export function unsavedState(problem: SaveProblem | undefined, newerVersion: number | undefined): SaveState {
    switch (problem?.kind) {
        case 'conflict':
            return problem;
        case 'failure':
            return { kind: isTransient(problem.error) ? 'pending' : 'failed', error: problem.error };
        case undefined:
            return { kind: 'unsaved', newerVersion };
    }
}

/** Returns whether a save can succeed later without the user: the cloud was away, busy, or refused so many requests. */
export function isTransient(error: unknown): boolean {
    return error instanceof CloudError && (error.status >= 500 || error.status === 429 || error.status === 408);
}
