// SPDX-License-Identifier: MIT

import type { CloudDocumentModel } from './cloud-document-model';
import type { SaveConflict, SaveProblem } from './cloud-document-resource';

/** What a model needs from the rest of the window. */
export interface CloudModelServices {
    /** Tells the user that a cloud document is always stored in UTF-8. */
    refuseEncoding(): void;
    /** @throws CloudError FORBIDDEN if the text is that of another user than the one who is signed in */
    requireOwner(model: CloudDocumentModel): void;
    /** Merges the newest version into the text. Returns whether it did. */
    merge(model: CloudDocumentModel, conflict: SaveConflict): Promise<boolean>;
    /** Called when a newer version is known, and the editor has unsaved text. */
    onNewerVersion(model: CloudDocumentModel): void;
    /** Called when the text of the cloud could not replace the text of the editor. Tells the user. */
    onRevertFailed(model: CloudDocumentModel): void;
    /** Called after a save that failed. Tells the user. */
    onProblem(model: CloudDocumentModel, problem: SaveProblem, origin: 'save' | 'autosave'): void;
}
