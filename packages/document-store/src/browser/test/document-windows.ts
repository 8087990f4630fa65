// SPDX-License-Identifier: MIT

import { DocumentStore } from '@sanyam/store';
import { signUpCloudUser } from '@sanyam/store/lib/test/cloud-user';
import { ResourceError } from '@theia/core/lib/common/resource';
import URI from '@theia/core/lib/common/uri';
import { Container } from '@theia/core/shared/inversify';
import { DocumentCache } from '../../common/document-cache';
import { CloudDocumentService } from '../cloud-document-service';
import { CloudDocumentResource, type SaveConflict } from '../editor/cloud-document-resource';

/** Creates a document. `openWindow` opens any number of windows with it. */
export async function world(content = 'one') {
    const {
        id: userId,
        store: { documents: store }
    } = await signUpCloudUser();
    const { id } = await store.create({ name: 'notes.md', language_id: 'markdown', content });
    const uri = new URI(`sanyam://${id}/notes.md`);
    const openWindow = () => {
        const container = new Container({ defaultScope: 'Singleton' });
        container.bind(DocumentStore).toConstantValue(store);
        container.bind(DocumentCache).toDynamicValue(() => new DocumentCache());
        container.bind(CloudDocumentService).toSelf();
        const documents = container.get(CloudDocumentService);
        const conflicts: SaveConflict[] = [];
        const failures: unknown[] = [];
        const openEditor = () => {
            const editor = new CloudDocumentResource(uri, id, documents, () => ({ dispose: () => undefined }));
            let last = editor.problem;
            editor.onDidChangeProgress(() => {
                const { problem } = editor;
                if (problem !== last && problem?.kind === 'conflict') {
                    conflicts.push(problem.conflict);
                } else if (problem !== last && problem?.kind === 'failure') {
                    failures.push(problem.error);
                }
                last = problem;
            });
            return editor;
        };
        return { documents, conflicts, failures, openEditor };
    };
    return { id, userId, store, openWindow };
}

/** Returns whether a save was refused, so that the editor stays dirty. */
export async function isOutOfSync(work: Promise<void>): Promise<boolean> {
    return work.then(
        () => false,
        (error: Error) => ResourceError.OutOfSync.is(error)
    );
}
