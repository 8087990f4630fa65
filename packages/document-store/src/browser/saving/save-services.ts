// SPDX-License-Identifier: MIT

import type { SaveProblemService } from './save-problem-service';
import type { TextOwners } from './text-owners';
import type { TextReconciler } from './text-reconciler';

/** What the models of editors need to save. A function, because these services themselves need the editors. */
export const SaveServices = Symbol('SaveServices');
export type SaveServices = () => {
    readonly reconciler: TextReconciler;
    readonly problems: SaveProblemService;
    readonly owners: TextOwners;
};
